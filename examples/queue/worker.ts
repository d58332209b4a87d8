/**
 * A worker: runs the bot's listeners on the callbacks in the queue.
 *
 * CONCURRENCY   jobs at a time, by default 1: BullMQ starts jobs in the order of the queue only one at a time, and the order
 *               holds for a single worker only. A bot that needs no order takes more, in any number of workers.
 */
import { createBot } from './bot';
import { openWorker } from './queue';

/** Less than the half minute most platforms leave between SIGTERM and SIGKILL. */
const SHUTDOWN_TIMEOUT_MS = 25_000;

const { CONCURRENCY = '1' } = process.env;
const viber = createBot();
const worker = openWorker((job) => viber.process(job), { concurrency: Number(CONCURRENCY) });
worker.on('failed', (job, error) => {
  console.error(`failed ${job?.name ?? 'callback'}, attempt ${String(job?.attemptsMade)}:`, error);
});
worker.on('error', (error) => {
  console.error(`worker: ${error.message} (is what QUEUE_URL names up?)`);
});

async function open(): Promise<void> {
  // Ends the process where there is no PostgreSQL, see web.ts.
  await worker.waitUntilReady();
  console.log('The worker waits for callbacks.');
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void close());
}

async function close(): Promise<void> {
  // What has not finished by then goes to another worker, once its lock has run out.
  setTimeout(() => process.exit(1), SHUTDOWN_TIMEOUT_MS).unref();
  // Takes no more jobs, and waits until those that are running are done and the queue knows.
  await worker.close();
}

void open();
