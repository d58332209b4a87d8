/**
 * Delivers callbacks under load while the processes of examples/queue, or the queue's server, are killed.
 *
 * FAULT_CALLBACKS   callbacks to deliver while processes are killed, 2000 by default
 * FAULT_SEED        the random seed, different each time by default; it is printed
 * FAULT_OUTAGE_MS   how long the server is down, 10000 by default
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomInt, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { BotProcess, endBotProcesses } from './bot-process';
import { drained } from './bot-deployments';
import { until } from '../../fixtures/conditions';
import type { RecordedHandling } from './handling-record';
import { readHandlings } from './handling-record';
import { PersistentSender } from './persistent-sender';
import { AUTH_TOKEN } from '../../fixtures/posts';
import { closeQueue, openQueue, reachable } from './open-queue';
import type { QueueServer } from '../../fixtures/queue-servers';
import { describeOnQueueServers } from '../../fixtures/queue-servers';
import { pick, seededRandom } from './seeded-random';

const {
  FAULT_CALLBACKS = '2000',
  FAULT_SEED = String(randomInt(2 ** 31)),
  FAULT_OUTAGE_MS = '10000',
} = process.env;
const CALLBACKS = Number(FAULT_CALLBACKS);
const OUTAGE_MS = Number(FAULT_OUTAGE_MS);

/** How many processes are killed during the run, at moments that the seed decides. */
const KILLS = Math.max(6, Math.round(CALLBACKS / 400));

jest.setTimeout(120_000 + CALLBACKS * 60); // a bound for a busy machine, not the time it takes

/** Two web processes and two workers on one queue. */
class Fleet {
  readonly webs: readonly BotProcess[];
  readonly workers: readonly BotProcess[];
  readonly queue: ReturnType<typeof openQueue>;
  readonly #folder = mkdtempSync(join(tmpdir(), 'express-viber-faults-'));

  constructor({ url }: QueueServer) {
    const queueName = `viber-${randomUUID()}`;
    const record = join(this.#folder, 'handlings');
    writeFileSync(record, '');
    const shared = {
      QUEUE_URL: url,
      QUEUE_NAME: queueName,
      QUEUE_ORDERED: 'false',
      VIBER_AUTH_TOKEN: AUTH_TOKEN,
      RECORD_FILE: record,
      PORT: '0',
    };
    const web = (NAME: string) => new BotProcess('examples/queue/web.ts', { ...shared, NAME }, /listens on/);
    const worker = (NAME: string) =>
      new BotProcess(
        '__tests__/integration/queue/recording-worker.ts',
        { ...shared, NAME },
        /waiting for callbacks/,
      );
    this.webs = [web('web1'), web('web2')];
    this.workers = [worker('worker1'), worker('worker2')];
    this.queue = openQueue(url, queueName);
  }

  get all(): readonly BotProcess[] {
    return [...this.webs, ...this.workers];
  }

  get handlings(): Map<string, RecordedHandling[]> {
    return readHandlings(join(this.#folder, 'handlings'));
  }

  async start(): Promise<void> {
    await Promise.all(this.all.map((member) => member.start()));
  }

  async close(): Promise<void> {
    await endBotProcesses();
    await closeQueue(this.queue);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

let fleet: Fleet | undefined;
let sender: PersistentSender | undefined;

afterEach(async () => {
  sender?.close();
  await fleet?.close();
});

/** Prints figures even if the test passes. */
function print(title: string, figures: object): void {
  process.stdout.write(`${title}: ${JSON.stringify(figures)}\n`);
}

describe('two web processes and two workers', () => {
  describeOnQueueServers((server, kind) => {
    it('lose no callback, and handle one twice only if a worker was killed while handling it', async () => {
      const seed = Number(FAULT_SEED);
      print(`kills on ${kind}`, { seed, callbacks: CALLBACKS, kills: KILLS });
      const random = seededRandom(seed);
      fleet = new Fleet(server());
      await fleet.start();
      const { webs, workers, queue } = fleet;

      const killed = new Set<string>();
      const restarts: Promise<void>[] = [];
      let acknowledgements = 0;
      const moments = Array.from({ length: KILLS }, () => Math.floor(random() * CALLBACKS)).sort(
        (a, b) => a - b,
      );
      const killWhenDue = (): void => {
        acknowledgements += 1;
        while (moments[0] !== undefined && moments[0] < acknowledgements) {
          moments.shift();
          const victim = pick(moments.length % 2 === 0 ? workers : webs, random);
          killed.add(victim.instance);
          victim.signal('SIGKILL');
          restarts.push(victim.start());
        }
      };

      sender = new PersistentSender(
        webs.map((web) => () => web.url),
        random,
      );
      const sent = await sender.deliver(CALLBACKS, killWhenDue);
      await Promise.all(restarts);
      await drained(queue);

      const handlings = fleet.handlings;
      const runs = [...handlings.values()];
      print(`kills on ${kind}`, {
        seed,
        callbacks: sent.length,
        ...sender.counts,
        killed: { webs: restartsOf(webs), workers: restartsOf(workers) },
        handled: handlings.size,
        handledTwice: runs.filter(({ length }) => length > 1).length,
        interrupted: runs.flat().filter(({ ended }) => !ended).length,
      });
      expect(sent.length).toBe(CALLBACKS);
      expect(sender.acknowledged).toEqual(new Set(sent));
      expect(await queue.getFailedCount()).toBe(0);
      expect(new Set(handlings.keys())).toEqual(new Set(sent));
      const unfinished = [...handlings].filter(([, ofCallback]) => !ofCallback.some(({ ended }) => ended));
      expect(unfinished).toEqual([]);
      const unexplained = [...handlings].filter(([, ofCallback]) =>
        ofCallback.slice(0, -1).some(({ instance, done }) => done || !killed.has(instance)),
      );
      expect(unexplained).toEqual([]);
    });

    it('respond with 5xx while the server of the queue is down, lose nothing and continue once it is back', async () => {
      const random = seededRandom(Number(FAULT_SEED));
      fleet = new Fleet(server());
      await fleet.start();
      const { webs, all, queue } = fleet;
      const mine = (sender = new PersistentSender(
        webs.map((web) => () => web.url),
        random,
      ));
      let isOver = false;
      const delivering = mine.deliverUntil(() => isOver);
      const underLoad = (more: number) => {
        const enough = mine.counts.acknowledgements + more;
        return until(() => mine.counts.acknowledgements >= enough);
      };
      await underLoad(200);

      await server().stop();
      try {
        await delay(OUTAGE_MS);
      } finally {
        await server().start();
      }
      const attempts = { ...mine.counts.attempts };
      const backAt = performance.now();

      await underLoad(1);
      const webBackAfterMs = Math.round(performance.now() - backAt);
      await underLoad(500);
      isOver = true;
      await delivering;
      await reachable(queue);
      await drained(queue);

      const handlings = fleet.handlings;
      print(`server down on ${kind}`, {
        seed: Number(FAULT_SEED),
        outageMs: OUTAGE_MS,
        acknowledged: mine.acknowledged.size,
        attemptsBeforeItWasBack: attempts,
        webBackAfterMs,
        handled: handlings.size,
        handledTwice: [...handlings.values()].filter(({ length }) => length > 1).length,
      });
      expect(Object.keys(mine.counts.attempts).filter((status) => !/^(200|5\d\d)$/.test(status))).toEqual([]);
      expect((attempts['500'] ?? 0) + (attempts['503'] ?? 0)).toBeGreaterThan(0);
      expect(all.map(({ starts }) => starts)).toEqual([1, 1, 1, 1]);
      expect(await queue.getFailedCount()).toBe(0);
      const lost = [...mine.acknowledged].filter((name) => !handlings.get(name)?.some(({ ended }) => ended));
      expect(lost).toEqual([]);
      // Only a job whose completion the queue never learned of may run again.
      const needless = [...handlings.values()].filter((ofCallback) =>
        ofCallback.slice(0, -1).some(({ done }) => done),
      );
      expect(needless).toEqual([]);
    });
  });
});

function restartsOf(processes: readonly BotProcess[]): number {
  return processes.reduce((sum, { starts }) => sum + starts - 1, 0);
}
