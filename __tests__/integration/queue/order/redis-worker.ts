/**
 * A recording worker on Redis. It differs from the one of examples/queue in its times only, so that a run needs no minutes
 * to retry a callback or to take it over from a worker that was killed.
 *
 * QUEUE_URL, QUEUE_NAME, QUEUE_COUNT, QUEUE_ORDERED   as in examples/queue
 */
import type { Job, WorkerOptions } from 'bullmq';
import { Queue, RateLimitError, UnrecoverableError, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { QueuedCallback } from '../../../../lib/index';
import { orderedProcessor, orderedWorkerOptions, recommendedWorkerOptions } from '../../../../lib/index';
import { createRecordingBot, recordGivingUp } from './recording-bot';
import { LOCK_MS, queueNames } from './redis-backends';

const { QUEUE_URL = '', QUEUE_ORDERED } = process.env;

/** As many retries as by default, within a second instead of five minutes. */
const RETRY_DELAYS_MS = [25, 50, 50, 100, 100, 100, 100, 100, 100, 100];

/** Attempts without order. Their delays are those of examples/queue, which grow to minutes. */
const ATTEMPTS = 3;

const SHUTDOWN_TIMEOUT_MS = 8000;

const viber = createRecordingBot();
const connection = new Redis(QUEUE_URL, { maxRetriesPerRequest: null, socketTimeout: 15_000 });
const settings: WorkerOptions = { connection, ...LOCK_MS, runRetryDelay: 500 };

function openOrdered(): Worker<QueuedCallback>[] {
  const queues = queueNames(process.env).map((name) => new Queue<QueuedCallback>(name, { connection }));
  connection.on('ready', () => {
    for (const queue of queues) queue.setGlobalConcurrency(1).catch(() => undefined);
  });
  return queues.map((queue) => {
    queue.on('error', () => undefined);
    const inOrder = orderedProcessor((job: Job<QueuedCallback>) => viber.process(job), {
      queue,
      RateLimitError,
      retryDelaysMs: RETRY_DELAYS_MS,
    });
    const recorded = async (job: Job<QueuedCallback>) => {
      try {
        await inOrder(job);
      } catch (error) {
        if (!(error instanceof RateLimitError)) recordGivingUp(job.data);
        throw error;
      }
    };
    return new Worker<QueuedCallback>(queue.name, recorded, { ...settings, ...orderedWorkerOptions });
  });
}

function openUnordered(): Worker<QueuedCallback>[] {
  const run = async (job: Job<QueuedCallback>) => {
    try {
      await viber.process(job);
    } catch (error) {
      if (job.attemptsMade + 1 < ATTEMPTS) throw error;
      recordGivingUp(job.data);
      throw new UnrecoverableError();
    }
  };
  return queueNames(process.env).map(
    (name) => new Worker<QueuedCallback>(name, run, { ...settings, ...recommendedWorkerOptions }),
  );
}

async function open(): Promise<void> {
  connection.on('error', (error) => {
    console.error(`connection: ${error.message}`);
  });
  const workers = QUEUE_ORDERED === 'false' ? openUnordered() : openOrdered();
  for (const worker of workers) {
    worker.on('error', (error) => {
      console.error(`worker: ${error.message}`);
    });
  }
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  console.log('The worker is waiting for callbacks.');
  process.once('SIGTERM', () => {
    setTimeout(() => process.exit(1), SHUTDOWN_TIMEOUT_MS).unref();
    void Promise.all(workers.map((worker) => worker.close())).then(() => process.exit());
  });
}

void open();
