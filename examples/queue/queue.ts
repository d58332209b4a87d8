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

/**
 * After so many milliseconds without an answer a connection is given up: it may have died without a word. A worker waits
 * for jobs up to ten seconds at a time.
 */
const PATIENCE_MS = { web: 3000, worker: 15_000 };

/** The web processes' end. */
export function openQueue() {
  const defaultJobOptions = recommendedJobOptions;
  if (onPostgres) {
    const connection = { ...postgresConnection, query_timeout: PATIENCE_MS.web };
    return new postgres.Queue<QueuedCallback>(QUEUE_NAME, { connection, defaultJobOptions });
  }
  // Without Redis an answer of 500 at once is better than a callback that waits in this process.
  const failFast = { maxRetriesPerRequest: 1, enableOfflineQueue: false, socketTimeout: PATIENCE_MS.web };
  const connection = { url: QUEUE_URL, ...failFast };
  return new Queue<QueuedCallback>(QUEUE_NAME, { connection, defaultJobOptions });
}

/** The workers' end; in the order of the queue, since the bot is `ordered`. */
export function openWorker(
  process: (job: Job<QueuedCallback>) => Promise<void>,
  options: Omit<WorkerOptions, 'connection'>,
) {
  const settings = { ...recommendedWorkerOptions, ...options };
  if (onPostgres) {
    const connection = { ...postgresConnection, query_timeout: PATIENCE_MS.worker };
    return new postgres.Worker<QueuedCallback>(QUEUE_NAME, process, { ...settings, connection });
  }
  const connection = { url: QUEUE_URL, maxRetriesPerRequest: null, socketTimeout: PATIENCE_MS.worker };
  return new Worker<QueuedCallback>(QUEUE_NAME, process, { ...settings, connection });
}
