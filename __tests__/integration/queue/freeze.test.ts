/**
 * Delivers callbacks at a steady rate while the queue's server stands still: its connections stay open, but it responds to
 * nothing.
 *
 * FAULT_FREEZE_MS   how long it stands still, 12000 by default
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { decodeCallback, ViberWebhook } from '../../../lib/index';
import { until } from '../../fixtures/conditions';
import { AUTH_TOKEN } from '../../fixtures/posts';
import type { QueueServer } from '../../fixtures/queue-servers';
import { describeOnQueueServers } from '../../fixtures/queue-servers';
import { closeServers, serve } from '../../fixtures/servers';
import { BotProcess, endBotProcesses } from './bot-process';
import { callbackName } from './handling-record';
import { closeQueue, openQueue } from './open-queue';
import { PersistentSender } from './persistent-sender';
import { seededRandom } from './seeded-random';

const FREEZE_MS = Number(process.env['FAULT_FREEZE_MS'] ?? 12_000);

/** How long PostgreSQL takes to add a job, and a third of what it can add. */
const ADD_MS = 20;
const PER_SECOND = 16;

jest.setTimeout(120_000 + FREEZE_MS * 4); // a bound for a busy machine, not the time it takes

const queues: ReturnType<typeof openQueue>[] = [];
let sender: PersistentSender | undefined;

afterEach(async () => {
  sender?.close();
  await endBotProcesses();
  await closeServers();
  await Promise.all(queues.splice(0).map(closeQueue));
});

/** Opens a queue on a server that takes its time, if it is PostgreSQL. */
async function openSlowQueue(url: string, connectionTimeoutMillis?: number) {
  const queue = openQueue(url, `viber-${randomUUID()}`, undefined, connectionTimeoutMillis);
  queues.push(queue);
  await queue.waitUntilReady();
  if (!url.startsWith('postgres:')) return queue;
  const postgres = new Client({ connectionString: url });
  await postgres.connect();
  await postgres.query(`
    CREATE OR REPLACE FUNCTION bullmq.wait() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_sleep(${String(ADD_MS / 1000)}); RETURN NEW; END $$;
    CREATE OR REPLACE TRIGGER wait BEFORE INSERT ON bullmq.job FOR EACH ROW EXECUTE FUNCTION bullmq.wait()`);
  await postgres.end();
  return queue;
}

/**
 * Freezes the server under load; resolves when as many callbacks as were delayed are acknowledged after it, and all those
 * in flight.
 *
 * @returns the names of the acknowledged callbacks
 */
async function freezeUnderLoad(server: QueueServer, title: string, url: () => string | undefined) {
  const mine = (sender = new PersistentSender([url], seededRandom(1)));
  const { acknowledged } = mine;
  let isOver = false;
  const delivering = mine.deliverAtRate(PER_SECOND, () => isOver);
  await until(() => acknowledged.size >= PER_SECOND * 2);

  try {
    await server.freeze();
    await delay(FREEZE_MS);
  } finally {
    await server.thaw();
  }
  const thawedAt = performance.now();
  const attemptsBeforeTheThaw = { ...mine.counts.attempts };
  const known = acknowledged.size;
  const msUntilAcknowledged = async (more: number) => {
    await until(() => acknowledged.size >= known + more);
    return Math.round(performance.now() - thawedAt);
  };
  const firstAfterMs = await msUntilAcknowledged(1);
  const asManyAsDelayedAfterMs = await msUntilAcknowledged((FREEZE_MS / 1000) * PER_SECOND);
  isOver = true;
  await delivering;
  const figures = {
    freezeMs: FREEZE_MS,
    attemptsBeforeTheThaw,
    attempts: mine.counts.attempts,
    acknowledged: acknowledged.size,
    firstAfterMs,
    asManyAsDelayedAfterMs,
  };
  process.stdout.write(`${title}: ${JSON.stringify(figures)}\n`);
  return acknowledged;
}

/** Expects each acknowledged callback to have one job. */
async function expectStored(queue: ReturnType<typeof openQueue>, acknowledged: ReadonlySet<string>) {
  const jobs = await queue.getJobs(['wait']);
  const stored = jobs.map(({ data }) => {
    const recognition = decodeCallback(data.body);
    return recognition.recognized ? callbackName(recognition.callback) : 'unrecognized';
  });
  expect(stored.sort()).toEqual([...acknowledged].sort());
}

describe('a server of the queue that stood still', () => {
  describeOnQueueServers((server, kind) => {
    it('gets the callbacks of the web process of examples/queue again, none lost and none twice', async () => {
      const queue = await openSlowQueue(server().url);
      const environment = {
        QUEUE_URL: server().url,
        QUEUE_NAME: queue.name,
        QUEUE_ORDERED: 'false',
        VIBER_AUTH_TOKEN: AUTH_TOKEN,
        PORT: '0',
        NAME: 'web',
      };
      const web = new BotProcess('examples/queue/web.ts', environment, /listens on/);
      await web.start();
      const acknowledged = await freezeUnderLoad(server(), `freeze on ${kind}`, () => web.url);
      await expectStored(queue, acknowledged);
      expect(web.starts).toBe(1);
    });

    if (kind !== 'PostgreSQL') return;
    it('gets them again even if every add waits until there is a connection', async () => {
      const queue = await openSlowQueue(server().url, 0);
      const viber = new ViberWebhook({ authToken: AUTH_TOKEN, queue, maxInFlight: 1000 });
      const url = await serve(viber.middleware());
      viber.on('error', () => undefined);
      const acknowledged = await freezeUnderLoad(server(), `freeze on ${kind}, without a limit`, () => url);
      await expectStored(queue, acknowledged);
    });
  });
});
