/**
 * One user's callbacks stay in order while processes and Redis are killed. `npm run order` is the long form.
 *
 * ORDER_CALLBACKS   1500 by default
 * ORDER_SEED        the seed, different each time by default; it is printed
 */
import { randomInt } from 'node:crypto';
import { describeOnQueueServers } from '../../../fixtures/queue-servers';
import type { OrderResult } from './order-result';
import { orderedOnRedis, unorderedOnRedis } from './redis-backends';
import { runOrder } from './run-order';

const seed = Number(process.env['ORDER_SEED'] ?? randomInt(2 ** 31));
const callbacks = Number(process.env['ORDER_CALLBACKS'] ?? 1500);
const TIMEOUT_MS = 180_000 + callbacks * 60; // a bound for a busy machine, not the time it takes

jest.setTimeout(TIMEOUT_MS + 30_000);

/** Prints the figures even if the test passes. */
function print(title: string, { figures, faults }: OrderResult): void {
  process.stdout.write(`${title}: ${JSON.stringify({ seed, ...figures, ...faults })}\n`);
}

describe("60 users' callbacks", () => {
  describeOnQueueServers((server) => {
    it('succeed in order over kills, freezes, restarts and failing listeners, none of them lost', async () => {
      const result = await runOrder({
        backend: orderedOnRedis,
        server: server(),
        seed,
        callbacks,
        perSecond: 60,
        hasFaults: true,
        timeoutMs: TIMEOUT_MS,
      });
      print(orderedOnRedis.title, result);
      expect(result.overtakings).toEqual([]);
      expect(result.lost).toEqual([]);
      // What the run must have met, or it shows nothing.
      expect(result.figures).toMatchObject({ callbacks, acknowledged: callbacks });
      expect(result.figures['failed runs']).toBeGreaterThan(0);
      expect(result.figures['finally failed']).toBeGreaterThan(0);
      expect(Object.keys(result.faults)).toHaveLength(8);
    });

    it('overtake each other on one unordered queue with two workers, by the same count', async () => {
      const result = await runOrder({
        backend: unorderedOnRedis,
        server: server(),
        seed,
        callbacks: 300,
        perSecond: 150,
        // A callback that fails is overtaken during its retries, so no fault is needed.
        hasFaults: false,
        timeoutMs: TIMEOUT_MS,
      });
      print(unorderedOnRedis.title, result);
      expect(result.overtakings.length).toBeGreaterThan(0);
      expect(result.lost).toEqual([]);
    });
  }, 'Redis');
});
