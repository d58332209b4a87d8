/**
 * The queues between web processes and workers: BullMQ, on Redis or PostgreSQL.
 *
 * QUEUE_URL       redis://… or postgres://…, redis://127.0.0.1:6379 by default
 * QUEUE_NAME      different for each bot on the same server, viber-callbacks by default
 * QUEUE_ORDERED   true by default: on Redis, each user's callbacks run in order over any number of workers.
 *                 false: callbacks run as soon as possible, in any order
 * QUEUE_COUNT     how many queues share the users of an ordered bot, 8 by default. Change it only while they are empty,
 *                 because users then move to other queues
 *
 * BullMQ on PostgreSQL is only for bots without order: it puts the callback of a worker that died behind the waiting ones,
 * so that its user's next ones overtake it. BullMQ on Redis puts it before them. examples/queue-pg-boss keeps the order on
 * PostgreSQL.
 */
import type { Job, WorkerOptions } from 'bullmq';
import { createPostgresBackend, Queue, RateLimitError, withBackend, Worker } from 'bullmq';
import type { OrderedProcessorOptions, QueuedCallback } from 'express-viber';
import {
  orderedProcessor,
  orderedWorkerOptions,
  recommendedJobOptions,
  recommendedWorkerOptions,
} from 'express-viber';
import { Redis } from 'ioredis';

const {
  QUEUE_URL = 'redis://127.0.0.1:6379',
  QUEUE_NAME = 'viber-callbacks',
  QUEUE_ORDERED = 'true',
  QUEUE_COUNT = '8',
} = process.env;
const isOrdered = QUEUE_ORDERED !== 'false';
const onPostgres = /^postgres(ql)?:/.test(QUEUE_URL);
const postgres = withBackend(createPostgresBackend);

if (isOrdered && onPostgres) {
  throw new Error(
    'BullMQ on PostgreSQL does not keep the order. Set QUEUE_ORDERED=false, or use Redis or examples/queue-pg-boss.',
  );
}

if (!Number.isInteger(Number(QUEUE_COUNT)) || Number(QUEUE_COUNT) < 1) {
  throw new Error('QUEUE_COUNT must be a whole number, at least 1.');
}

/** They must be the same in every process, since their order decides which users belong to which queue. */
const queueNames = isOrdered
  ? Array.from({ length: Number(QUEUE_COUNT) }, (_, index) => `${QUEUE_NAME}-${String(index)}`)
  : [QUEUE_NAME];

/** Runs a callback in a worker. */
type Process = (job: Job<QueuedCallback>) => Promise<void>;

/** How many callbacks a worker without order runs at a time. */
const CONCURRENCY = 20;

/**
 * A connection is given up after this long without a response, since it may be dead. A worker waits for jobs for up to ten
 * seconds at a time.
 */
const RESPONSE_TIMEOUT_MS = { web: 3000, worker: 15_000 };

/** How often the limit of one callback at a time is set again. */
const ORDER_CHECK_MS = 10_000;

/**
 * Both limits are needed on PostgreSQL: `query_timeout` does not count the time that a query waits for the connection, so
 * without the other one a server that stands still leaves a backlog in which every callback is too late.
 */
function postgresConnectionWithin(timeoutMs: number) {
  return {
    connectionString: QUEUE_URL,
    migrate: true,
    // A server takes a hundred connections by default.
    max: 1,
    query_timeout: timeoutMs,
    connectionTimeoutMillis: timeoutMs,
  };
}

/**
 * Opens the queues of a web process.
 *
 * @param onError - gets the errors of the connection, which is retried until it succeeds
 */
export function openQueues(onError: (error: Error) => void) {
  if (onPostgres) {
    const connection = postgresConnectionWithin(RESPONSE_TIMEOUT_MS.web);
    const options = { connection, defaultJobOptions: recommendedJobOptions };
    return [new postgres.Queue<QueuedCallback>(QUEUE_NAME, options).on('error', onError)];
  }
  const connection = new Redis(QUEUE_URL, {
    // If Redis is down, an immediate 500 is better than a callback that waits in this process: Viber delivers it again.
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    socketTimeout: RESPONSE_TIMEOUT_MS.web,
  });
  return queuesOver(connection.on('error', onError));
}

/**
 * Opens the workers of a worker process. With order there is one for each queue, so that every process serves all users.
 *
 * @param options - changes to the options of the workers
 * @param retries - changes to the retries with order
 */
export function openWorkers(
  process: Process,
  options: Omit<WorkerOptions, 'connection'> = {},
  retries: Pick<OrderedProcessorOptions, 'retryDelaysMs'> = {},
) {
  if (onPostgres) {
    const connection = postgresConnectionWithin(RESPONSE_TIMEOUT_MS.worker);
    const settings = { ...recommendedWorkerOptions, concurrency: CONCURRENCY, ...options, connection };
    return [new postgres.Worker<QueuedCallback>(QUEUE_NAME, process, settings)];
  }
  const connection = new Redis(QUEUE_URL, {
    maxRetriesPerRequest: null,
    socketTimeout: RESPONSE_TIMEOUT_MS.worker,
  });
  if (!isOrdered) {
    const settings = { ...recommendedWorkerOptions, concurrency: CONCURRENCY, ...options, connection };
    return [new Worker<QueuedCallback>(QUEUE_NAME, process, settings)];
  }
  return queuesOver(connection).map((queue) => {
    const inOrder = orderedProcessor(process, { queue, RateLimitError, ...retries });
    return new Worker<QueuedCallback>(queue.name, inOrder, {
      ...orderedWorkerOptions,
      ...options,
      connection,
    });
  });
}

/** Opens the queues on Redis, all of them over one connection. */
function queuesOver(connection: Redis): Queue<QueuedCallback>[] {
  const options = { connection, defaultJobOptions: recommendedJobOptions };
  const queues = queueNames.map((name) => new Queue<QueuedCallback>(name, options));
  // Each of them repeats the errors of the connection.
  for (const queue of queues) queue.on('error', () => undefined);
  const runOneAtATime = () => {
    for (const queue of queues) queue.setGlobalConcurrency(1).catch(() => undefined);
  };
  if (isOrdered) {
    // At every connect, before any job goes over the connection, because a Redis that has lost its data has lost this too.
    connection.on('ready', runOneAtATime);
    // A FLUSHALL does not end the connection.
    setInterval(runOneAtATime, ORDER_CHECK_MS).unref();
  }
  return queues;
}
