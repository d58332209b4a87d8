/**
 * The queue between web processes and workers: BullMQ, on Redis or PostgreSQL.
 *
 * QUEUE_URL    redis://… or postgres://…, redis://127.0.0.1:6379 by default
 * QUEUE_NAME   different for each bot on the same server, viber-callbacks by default
 */
import type { Job, WorkerOptions } from 'bullmq';
import { createPostgresBackend, Queue, withBackend, Worker } from 'bullmq';
import type { QueuedCallback } from 'express-viber';
import { recommendedJobOptions, recommendedWorkerOptions } from 'express-viber';

const { QUEUE_URL = 'redis://127.0.0.1:6379', QUEUE_NAME = 'viber-callbacks' } = process.env;
const onPostgres = /^postgres(ql)?:/.test(QUEUE_URL);
const postgres = withBackend(createPostgresBackend);

/**
 * A connection is given up after this long without a response, since it may be dead. A worker waits for jobs for up to ten
 * seconds at a time.
 */
const RESPONSE_TIMEOUT_MS = { web: 3000, worker: 15_000 };

/**
 * Both limits are needed on PostgreSQL: `query_timeout` does not count the time that a query waits for the connection, so
 * without the other one a server that stands still leaves a backlog in which every callback is too late.
 */
function postgresConnectionWithin(timeoutMs: number) {
  return {
    connectionString: QUEUE_URL,
    migrate: true,
    // One connection: over several, jobs are added and fetched in any order.
    max: 1,
    query_timeout: timeoutMs,
    connectionTimeoutMillis: timeoutMs,
  };
}

/** For web processes. */
export function openQueue() {
  const defaultJobOptions = recommendedJobOptions;
  if (onPostgres) {
    const connection = postgresConnectionWithin(RESPONSE_TIMEOUT_MS.web);
    return new postgres.Queue<QueuedCallback>(QUEUE_NAME, { connection, defaultJobOptions });
  }
  // If Redis is down, an immediate 500 is better than a callback that waits in this process: Viber delivers it again.
  const failFast = {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    socketTimeout: RESPONSE_TIMEOUT_MS.web,
  };
  const connection = { url: QUEUE_URL, ...failFast };
  return new Queue<QueuedCallback>(QUEUE_NAME, { connection, defaultJobOptions });
}

/** For workers. */
export function openWorker(
  process: (job: Job<QueuedCallback>) => Promise<void>,
  options: Omit<WorkerOptions, 'connection'>,
) {
  const settings = { ...recommendedWorkerOptions, ...options };
  if (onPostgres) {
    const connection = postgresConnectionWithin(RESPONSE_TIMEOUT_MS.worker);
    return new postgres.Worker<QueuedCallback>(QUEUE_NAME, process, { ...settings, connection });
  }
  const connection = {
    url: QUEUE_URL,
    maxRetriesPerRequest: null,
    socketTimeout: RESPONSE_TIMEOUT_MS.worker,
  };
  return new Worker<QueuedCallback>(QUEUE_NAME, process, { ...settings, connection });
}
