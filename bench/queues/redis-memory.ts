import { Redis } from 'ioredis';
import { openOrderedWorker, openQueue } from '../../__tests__/integration/queue/open-queue';
import { REDIS } from '../../__tests__/fixtures/queue-servers';
import { until } from '../../__tests__/fixtures/conditions';
import { deduplicated, recommendedJobOptions, ViberWebhook } from '../../lib/index';
import { newMessages } from '../common/messages';
import { SHARED_SECRET } from '../common/shared-secret';

/** Callbacks that are not counted: they make Redis keep what it needs once, such as the scripts of BullMQ. */
const WARM_UP_CALLBACKS = 500;

/** Callbacks that are being added at a time. */
const BATCH = 50;

/** The entries that BullMQ keeps in each queue's stream of events by default. */
const STREAM_LENGTH = 10_000;

/** Which callbacks are completed. */
export interface Fill {
  queueCount: number;
  isDeduplicated: boolean;
  callbacks: number;
}

/** What they take in Redis. */
export interface RedisMemory extends Fill {
  /** Of each callback, without the streams of events, whose size is bounded. */
  bytesPerCallback: number;
  /** Of the stream of events of one queue once it is full, computed from the entries that it has. */
  streamBytes: number;
}

/**
 * Sends callbacks through a webhook and ordered workers, and measures what Redis holds when all of them are completed and
 * every connection but one is closed.
 */
export async function measureRedisMemory(options: Fill): Promise<RedisMemory> {
  // A new server each time, since a used one may keep memory that it has reserved.
  const server = await REDIS.launch();
  const redis = new Redis(server.url);
  try {
    await fill(server.url, { ...options, callbacks: WARM_UP_CALLBACKS });
    const before = await measure(redis);
    await fill(server.url, options);
    const after = await measure(redis);
    return {
      ...options,
      bytesPerCallback: (after.bytes - before.bytes) / options.callbacks,
      streamBytes: after.bytesPerEvent * STREAM_LENGTH,
    };
  } finally {
    redis.disconnect();
    await server.close();
  }
}

/** Deletes the streams of events to tell their memory from the rest. */
async function measure(redis: Redis): Promise<{ bytes: number; bytesPerEvent: number }> {
  await until(async () => (await countClients(redis)) === 1);
  const withStreams = await usedMemory(redis);
  const streams = await redis.keys('bull:*:events');
  const lengths = await Promise.all(streams.map((key) => redis.xlen(key)));
  await redis.del(...streams);
  const bytes = await usedMemory(redis);
  const events = lengths.reduce((sum, length) => sum + length, 0);
  return { bytes, bytesPerEvent: (withStreams - bytes) / events };
}

async function fill(url: string, { queueCount, isDeduplicated, callbacks }: Fill): Promise<void> {
  const jobOptions = isDeduplicated
    ? { ...recommendedJobOptions, removeOnComplete: true }
    : recommendedJobOptions;
  const names = Array.from({ length: queueCount }, (_, index) => `viber-callbacks-${String(index)}`);
  const queues = names.map((name) => openQueue(url, name, jobOptions));
  await Promise.all(queues.map((queue) => queue.waitUntilReady()));
  const viber = new ViberWebhook({
    authToken: SHARED_SECRET,
    queue: isDeduplicated ? queues.map((queue) => deduplicated(queue)) : queues,
  });
  let completedCount = 0;
  const workers = names.map((name) =>
    openOrderedWorker(url, name, (job) => viber.process(job)).on('completed', () => (completedCount += 1)),
  );
  try {
    const messages = newMessages(callbacks);
    while (messages.length > 0) {
      const responses = await Promise.all(
        messages
          .splice(0, BATCH)
          .map(({ signed }) =>
            viber.receive({ body: Buffer.from(signed.body), signature: signed.query.sig }),
          ),
      );
      const failed = responses.find(({ status }) => status !== 200);
      if (failed !== undefined) throw new Error('A callback was not acknowledged.', { cause: failed.error });
    }
    await until(() => completedCount === callbacks);
  } finally {
    await Promise.all(workers.map((worker) => worker.close()));
    await Promise.all(queues.map((queue) => queue.close()));
  }
}

async function usedMemory(redis: Redis): Promise<number> {
  const info = await redis.info('memory');
  return Number(/^used_memory:(\d+)/m.exec(info)?.[1]);
}

async function countClients(redis: Redis): Promise<number> {
  const info = await redis.info('clients');
  return Number(/^connected_clients:(\d+)/m.exec(info)?.[1]);
}
