/**
 * A recording worker on Redis. It differs from the one of examples/queue in its times only, so that a run needs no minutes
 * to retry a callback or to take it over from a worker that was killed.
 *
 * QUEUE_URL, QUEUE_NAME, QUEUE_COUNT, QUEUE_ORDERED   as in examples/queue
 */
import { UnrecoverableError } from 'bullmq';
import { openWorkers } from '../../../../examples/queue/queue';
import { createRecordingBot, recordGivingUp } from './recording-bot';
import { LOCK_MS } from './redis-backends';

const isOrdered = process.env['QUEUE_ORDERED'] !== 'false';

/** As many retries as by default, within a second instead of five minutes. */
const RETRY_DELAYS_MS = [25, 50, 50, 100, 100, 100, 100, 100, 100, 100];

/** Without order, the delays are those of examples/queue, which grow to minutes. */
const RETRIES = isOrdered ? RETRY_DELAYS_MS.length : 2;

const SHUTDOWN_TIMEOUT_MS = 8000;

const viber = createRecordingBot();
const workers = openWorkers(
  async (job) => {
    try {
      await viber.process(job);
    } catch (error) {
      const isPermanent = error instanceof Error && error.name === 'UnrecoverableError';
      if (!isPermanent && job.attemptsStarted <= RETRIES) throw error;
      recordGivingUp(job.data);
      throw isOrdered ? error : new UnrecoverableError();
    }
  },
  { ...LOCK_MS, concurrency: 1, runRetryDelay: 500 },
  { retryDelaysMs: RETRY_DELAYS_MS },
);
for (const worker of workers) {
  worker.on('error', (error) => {
    console.error(`worker: ${error.message}`);
  });
}

async function open(): Promise<void> {
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  console.log('The worker is waiting for callbacks.');
  process.once('SIGTERM', () => {
    setTimeout(() => process.exit(1), SHUTDOWN_TIMEOUT_MS).unref();
    void Promise.all(workers.map((worker) => worker.close())).then(() => process.exit());
  });
}

void open();
