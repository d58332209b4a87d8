/**
 * A worker: runs the bot's listeners for the callbacks in the queue.
 *
 * It takes one callback at a time, because the bot is `ordered`. This keeps the order with one worker only, and a callback
 * that fails is overtaken while it waits for its retry. If order does not matter, leave out `ordered`, raise `concurrency`
 * and run as many workers as you need.
 *
 * bot.ts and queue.ts read environment variables.
 */
import { createBot } from './bot';
import { openWorker } from './queue';

/** Less than the 30 seconds that most platforms allow between SIGTERM and SIGKILL. */
const SHUTDOWN_TIMEOUT_MS = 25_000;

const viber = createBot();
const worker = openWorker((job) => viber.process(job), { concurrency: 1 });
worker.on('failed', (job, error) => {
  console.error(`failed ${job?.name ?? 'callback'}, attempt ${String(job?.attemptsMade)}:`, error);
});
worker.on('error', (error) => {
  console.error(`worker: ${error.message} (is the server at QUEUE_URL running?)`);
});

async function open(): Promise<void> {
  // Ends the process if PostgreSQL is not reachable, see web.ts.
  await worker.waitUntilReady();
  console.log('The worker is waiting for callbacks.');
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void close());
}

async function close(): Promise<void> {
  // A job that is unfinished by then goes to another worker once its lock has expired.
  setTimeout(() => process.exit(1), SHUTDOWN_TIMEOUT_MS).unref();
  // Takes no more jobs, and waits until the running ones are done and the queue has confirmed them.
  await worker.close();
}

void open();
