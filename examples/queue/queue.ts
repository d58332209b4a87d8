/**
 * The queue between web processes and workers: BullMQ, on the Redis or the PostgreSQL that is there.
 *
 * QUEUE_URL    redis://… or postgres://…, by default redis://127.0.0.1:6379
 * QUEUE_NAME   one for each bot on the same server, by default viber-callbacks
 */
import type { Job, WorkerOptions } from 'bullmq';
import { createPostgresBackend, Queue, withBackend, Worker } from 'bullmq';
import type { QueuedCallback } from 'express-viber';
import { recommendedJobOptions, recommendedWorkerOptions } from 'express-viber';

const { QUEUE_URL = 'redis://127.0.0.1:6379', QUEUE_NAME = 'viber-callbacks' } = process.env;
const onPostgres = /^postgres(ql)?:/.test(QUEUE_URL);
const postgres = withBackend(createPostgresBackend);
// One connection each: what is added or fetched on several comes in any order, and `ordered` would keep that.
const postgresConnection = { connectionString: QUEUE_URL, migrate: true, max: 1 };

/** The web processes' end. */
export function openQueue() {
  const defaultJobOptions = recommendedJobOptions;
  if (onPostgres) {
    return new postgres.Queue<QueuedCallback>(QUEUE_NAME, {
      connection: postgresConnection,
      defaultJobOptions,
    });
  }
  // Without Redis an answer of 500 at once is better than a callback that waits in this process.
  const connection = { url: QUEUE_URL, maxRetriesPerRequest: 1, enableOfflineQueue: false };
  return new Queue<QueuedCallback>(QUEUE_NAME, { connection, defaultJobOptions });
}

/** The workers' end. */
export function openWorker(
  process: (job: Job<QueuedCallback>) => Promise<void>,
  options: Omit<WorkerOptions, 'connection'>,
) {
  const settings = { ...recommendedWorkerOptions, ...options };
  if (onPostgres) {
    return new postgres.Worker<QueuedCallback>(QUEUE_NAME, process, {
      ...settings,
      connection: postgresConnection,
    });
  }
  const connection = { url: QUEUE_URL, maxRetriesPerRequest: null };
  return new Worker<QueuedCallback>(QUEUE_NAME, process, { ...settings, connection });
}
