/**
 * A worker: runs the bot's listeners for the callbacks in the queues. Run as many as you like. With QUEUE_ORDERED, each
 * user's callbacks run one after another in the order in which they arrived, whichever worker runs them; a failing one
 * holds up the users of its queue for about five minutes.
 *
 * bot.ts and queue.ts read environment variables.
 */
import { createBot } from './bot';
import { openWorkers } from './queue';

/** Less than the 30 seconds that most platforms allow between SIGTERM and SIGKILL. */
const SHUTDOWN_TIMEOUT_MS = 25_000;

const viber = createBot();
const workers = openWorkers(async (job) => {
  try {
    await viber.process(job);
  } catch (error) {
    console.error(`${job.name} failed, start ${String(job.attemptsStarted)}:`, error);
    throw error;
  }
});
for (const worker of workers) {
  worker.on('failed', (job, error) => {
    if (job?.finishedOn !== undefined)
      console.error(`given up: ${job.name} ${String(job.id)}: ${error.message}`);
  });
  worker.on('error', (error) => {
    console.error(`worker: ${error.message} (is the server at QUEUE_URL running?)`);
  });
}

async function open(): Promise<void> {
  // Ends the process if PostgreSQL is not reachable, see web.ts.
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  console.log('The worker is waiting for callbacks.');
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void close());
}

async function close(): Promise<void> {
  // A job that is unfinished by then goes to another worker once its lock has expired.
  setTimeout(() => process.exit(1), SHUTDOWN_TIMEOUT_MS).unref();
  // Takes no more jobs, and waits until the running ones are done and the queue has confirmed them.
  await Promise.all(workers.map((worker) => worker.close()));
  // The connection is still open.
  process.exit();
}

void open();
