import { Queue } from 'bullmq';
import type { QueuedCallback } from '../../../../lib/index';
import type { QueueServer } from '../../../fixtures/queue-servers';
import type { OrderBackend, QueueView } from './order-backend';
import { nameOfQueued } from './order-load';

/** A worker that dies or stands still loses its callback by the second check after its lock has expired. */
export const LOCK_MS = { lockDuration: 3000, stalledInterval: 1000 };

/** What the package recommends for order: several queues, each of which runs one callback at a time. */
export const orderedOnRedis = onRedis({
  title: '8 ordered queues, 3 workers',
  workers: 3,
  environment: { QUEUE_NAME: 'viber', QUEUE_ORDERED: 'true', QUEUE_COUNT: '8' },
  queueNames: Array.from({ length: 8 }, (_, index) => `viber-${String(index)}`),
});

/** What it is compared with: two workers that take one callback at a time from a queue without order. */
export const unorderedOnRedis = onRedis({
  title: '1 unordered queue, 2 workers',
  workers: 2,
  environment: { QUEUE_NAME: 'viber', QUEUE_ORDERED: 'false' },
  queueNames: ['viber'],
});

function onRedis({
  queueNames,
  ...backend
}: Pick<OrderBackend, 'title' | 'workers' | 'environment'> & { queueNames: string[] }): OrderBackend {
  return {
    ...backend,
    takeoverMs: LOCK_MS.lockDuration + 2 * LOCK_MS.stalledInterval,
    web: { file: 'examples/queue/web.ts', readyLine: /listens on/ },
    worker: { file: '__tests__/integration/queue/order/redis-worker.ts', readyLine: /waiting for callbacks/ },
    open: (server) => openView(server, queueNames),
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
