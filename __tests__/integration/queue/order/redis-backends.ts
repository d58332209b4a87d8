import { Queue } from 'bullmq';
import type { QueuedCallback } from '../../../../lib/index';
import type { QueueServer } from '../../../fixtures/queue-servers';
import { QUEUE_SERVERS } from '../../../fixtures/queue-servers';
import type { OrderBackend, QueueView } from './order-backend';
import { nameOfQueued } from './order-load';

/** A worker that dies or stands still loses its callback after its lock, at the second check at the latest. */
export const LOCK_MS = { lockDuration: 3000, stalledInterval: 1000 };

/** What the package recommends for order: several queues, each of which runs one callback at a time. */
export const orderedOnRedis = onRedis('8 ordered queues, 3 workers', 3, {
  QUEUE_ORDERED: 'true',
  QUEUE_COUNT: '8',
});

/** What it is compared with: two workers that take one callback at a time from a queue without order. */
export const unorderedOnRedis = onRedis('1 unordered queue, 2 workers', 2, { QUEUE_ORDERED: 'false' });

/** The names of the queues of examples/queue. */
export function queueNames({ QUEUE_NAME = '', QUEUE_ORDERED, QUEUE_COUNT }: NodeJS.ProcessEnv): string[] {
  if (QUEUE_ORDERED === 'false') return [QUEUE_NAME];
  return Array.from({ length: Number(QUEUE_COUNT) }, (_, index) => `${QUEUE_NAME}-${String(index)}`);
}

function onRedis(title: string, workers: number, settings: Record<string, string>): OrderBackend {
  const environment = { QUEUE_NAME: 'viber', ...settings };
  return {
    title,
    workers,
    takeoverMs: LOCK_MS.lockDuration + 2 * LOCK_MS.stalledInterval,
    environment,
    web: { file: 'examples/queue/web.ts', readyLine: /listens on/ },
    worker: { file: '__tests__/integration/queue/order/redis-worker.ts', readyLine: /waiting for callbacks/ },
    async launch() {
      const redis = QUEUE_SERVERS.find(({ name }) => name === 'Redis');
      if (redis === undefined || redis.missing !== undefined) throw new Error(redis?.missing);
      return redis.launch();
    },
    open: (server) => openView(server, queueNames(environment)),
  };
}

async function openView({ url }: QueueServer, names: readonly string[]): Promise<QueueView> {
  const queues = names.map((name) => {
    // It waits while the server is down.
    const queue = new Queue<QueuedCallback>(name, { connection: { url, maxRetriesPerRequest: null } });
    queue.on('error', () => undefined);
    return queue;
  });
  await Promise.all(queues.map((queue) => queue.waitUntilReady()));
  return {
    async unsettled() {
      const counts = await Promise.all(
        queues.map((queue) => queue.getJobCounts('wait', 'active', 'delayed')),
      );
      return counts.flatMap((ofQueue) => Object.values(ofQueue)).reduce((sum, count) => sum + count, 0);
    },
    async failed() {
      const jobs = await Promise.all(queues.map((queue) => queue.getFailed()));
      return jobs.flat().map(({ data }) => nameOfQueued(data));
    },
    async close() {
      await Promise.all(queues.map((queue) => queue.disconnect()));
    },
  };
}
