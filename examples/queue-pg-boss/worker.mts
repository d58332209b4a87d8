/**
 * A worker: runs the bot's listeners for the callbacks in the queue, ten at a time. Run as many as you like.
 *
 * bot.ts and queue.mts read environment variables.
 */
import { createBot } from '../queue/bot.js';
import { openQueue, work } from './queue.mjs';

/** Together, less than the 30 seconds that most platforms allow between SIGTERM and SIGKILL. */
const SHUTDOWN_TIMEOUT_MS = { jobs: 20_000, queue: 5000 };

const viber = createBot();
// Throws if PostgreSQL is not reachable, which ends the process: it has to be started again.
const boss = await openQueue('worker');
await work(boss, 10, {
  process: (job) => viber.process(job),
  onFailed(job, error, isFinal) {
    const what = isFinal ? 'given up' : 'failed';
    console.error(`${what}: ${job.id}, attempt ${String(job.retryCount + 1)}:`, error);
  },
});
console.log('The worker is waiting for callbacks.');
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void close());

async function close(): Promise<void> {
  setTimeout(() => process.exit(1), SHUTDOWN_TIMEOUT_MS.jobs + SHUTDOWN_TIMEOUT_MS.queue).unref();
  // Takes no more jobs, and waits for the running ones. One that is unfinished by then goes to another worker.
  await boss.stop({ timeout: SHUTDOWN_TIMEOUT_MS.jobs });
  process.exit();
}
