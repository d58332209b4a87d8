/**
 * One user's callbacks stay in order while processes and PostgreSQL are killed.
 *
 * ORDER_CALLBACKS   1000 by default
 * ORDER_SEED        the seed, different each time by default; it is printed
 */
import { randomInt } from 'node:crypto';
import { runOrder } from '../order/run-order';
import { describeOnPgBoss } from './describe-on-pg-boss';
import { orderedOnPgBoss } from './ordered-on-pg-boss';

const seed = Number(process.env['ORDER_SEED'] ?? randomInt(2 ** 31));
const callbacks = Number(process.env['ORDER_CALLBACKS'] ?? 1000);
const TIMEOUT_MS = 240_000 + callbacks * 100; // a bound for a busy machine, not the time it takes

jest.setTimeout(TIMEOUT_MS + 30_000);

describe("60 users' callbacks with pg-boss", () => {
  describeOnPgBoss((server, nodePath) => {
    it('succeed in order over kills, freezes, restarts and failing listeners, none of them lost', async () => {
      const backend = orderedOnPgBoss(nodePath);
      const { overtakings, lost, figures, faults } = await runOrder({
        backend,
        server: server(),
        seed,
        callbacks,
        perSecond: 30,
        hasFaults: true,
        timeoutMs: TIMEOUT_MS,
      });
      // Printed even if the test passes.
      process.stdout.write(`${backend.title}: ${JSON.stringify({ seed, ...figures, ...faults })}\n`);
      expect(overtakings).toEqual([]);
      expect(lost).toEqual([]);
      // What the run must have met, or it shows nothing.
      expect(figures).toMatchObject({ callbacks, acknowledged: callbacks });
      expect(figures['failed runs']).toBeGreaterThan(0);
      expect(figures['finally failed']).toBeGreaterThan(0);
      expect(Object.keys(faults)).toHaveLength(8);
    });
  });
});
