/**
 * The queue between web processes and workers: pg-boss on PostgreSQL, which keeps each user's callbacks in order on any
 * number of machines. It needs Node 22.12 or later.
 *
 * QUEUE_URL    postgres://…, postgres://127.0.0.1/viber by default
 * QUEUE_NAME   different for each bot on the same database, viber-callbacks by default
 */
import { createHash } from 'node:crypto';
import type { CallbackQueue, QueuedCallback } from 'express-viber';
import { callbackUserId, decodeCallback } from 'express-viber';
import type { Job } from 'pg-boss';
import { PgBoss } from 'pg-boss';

const { QUEUE_URL = 'postgres://127.0.0.1/viber', QUEUE_NAME = 'viber-callbacks' } = process.env;

/** Ten retries, each about twice as long after the one before, take five to six minutes. */
const RETRIES = 10;

const queueOptions = {
  // Wakes the workers when a job is added. They also poll every half second, which finds those that are due for a retry.
  notify: true,
  // While a callback waits for its retry, the later ones of its user wait too.
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  // Never reached: a job that pg-boss itself fails blocks its user until somebody deletes it, so `attempt` gives up first.
  retryLimit: 1000,
  // A job whose worker has been silent for this long goes to another worker at the next check. At least 10.
  heartbeatSeconds: 20,
  // Redeliveries collapse for as long as the finished job is kept. Viber redelivers for an hour.
  deleteAfterSeconds: 2 * 3600,
};

/** A query is given up after this long without a response, since its connection may be dead. */
const RESPONSE_TIMEOUT_MS = { web: 3000, worker: 15_000 };

/**
 * Connects to PostgreSQL, and creates the tables and the queue if they are missing.
 *
 * @param changes - changes to the options of the queue; workers also apply them to a queue that exists
 */
export async function openQueue(
  role: 'web' | 'worker',
  changes: Partial<typeof queueOptions> = {},
): Promise<PgBoss> {
  const options = { ...queueOptions, ...changes };
  const checkIntervalSeconds = options.heartbeatSeconds / 2;
  const isWorker = role === 'worker';
  const responseTimeoutMs = RESPONSE_TIMEOUT_MS[role];
  // Read by pg. Both limits are needed: this one does not count the time that a query waits for its connection. It is
  // appended, since the error of `new URL` would contain the password.
  const queryTimeout = `${QUEUE_URL.includes('?') ? '&' : '?'}query_timeout=${String(responseTimeoutMs)}`;
  const boss = new PgBoss({
    connectionString: QUEUE_URL + queryTimeout,
    connectionTimeoutMillis: responseTimeoutMs,
    // One for a web process: over several, callbacks that arrive at the same time could be stored in any order.
    max: isWorker ? 10 : 1,
    schedule: false,
    supervise: isWorker,
    useListenNotify: isWorker,
    superviseIntervalSeconds: checkIntervalSeconds,
    monitorIntervalSeconds: checkIntervalSeconds,
    maintenanceIntervalSeconds: 600, // deletes the finished jobs
  });
  for (const event of ['error', 'warning'] as const) {
    boss.on(event, ({ message }: { message: string }) => {
      console.error(`queue: ${message}`);
    });
  }
  await boss.start();
  await boss.createQueue(QUEUE_NAME, { policy: 'key_strict_fifo', ...options });
  // `createQueue` leaves a queue that exists as it is.
  if (isWorker) await boss.updateQueue(QUEUE_NAME, options);
  return boss;
}

/** Adapts pg-boss to the `queue` option of `ViberWebhook`. */
export function callbackQueue(boss: PgBoss): CallbackQueue {
  return {
    async add(_event, data, { jobId }) {
      const id = hash(jobId).slice(0, 32); // a UUID without hyphens
      // Resolves with null if a job with this id is stored already, so a redelivery is acknowledged too.
      await boss.send(QUEUE_NAME, data, { id, singletonKey: hash(userOf(data) ?? jobId) });
    },
  };
}

/** Identifies a user across all accounts; `undefined` for a callback that is not about a user. */
function userOf({ account, body }: QueuedCallback): string | undefined {
  const recognition = decodeCallback(body);
  const userId = recognition.recognized ? callbackUserId(recognition.callback) : undefined;
  return userId === undefined ? undefined : JSON.stringify([userId, account]);
}

/** A list of jobs should not show users' ids. */
function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A callback in the queue. */
export type CallbackJob = Job<QueuedCallback>;

/** What a worker does with a job. */
export interface JobHandlers {
  process: (job: CallbackJob) => Promise<void>;
  /** Called at each failure. After the final one the job is not retried, and its user's next callback runs. */
  onFailed: (job: CallbackJob, error: unknown, isFinal: boolean) => void;
}

/** Runs jobs: at most `concurrency` at a time in this process, and at most one of each user over all processes. */
export async function work(boss: PgBoss, concurrency: number, handlers: JobHandlers): Promise<void> {
  // Not by `localConcurrency`: of its workers, `notifyWorker` reaches only the first.
  for (let index = 0; index < concurrency; index += 1) {
    const options = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5 };
    const id = await boss.work<QueuedCallback>(QUEUE_NAME, options, async ([job]) => {
      // Fetches the next job right after this one, instead of after the polling interval.
      boss.notifyWorker(id);
      return job === undefined ? undefined : attempt(job, handlers);
    });
  }
}

/** Runs a job once, and returns the output under which pg-boss completes it. */
async function attempt(job: CallbackJob, { process, onFailed }: JobHandlers): Promise<{ failed: boolean }> {
  let isFinal = job.retryCount >= RETRIES;
  try {
    // An attempt in which the worker died counts too, since the callback may be what kills it.
    if (job.retryCount > RETRIES) throw new Error('The worker died in the last attempt.');
    await process(job);
    return { failed: false };
  } catch (error) {
    isFinal ||= error instanceof Error && error.name === 'UnrecoverableError';
    onFailed(job, error, isFinal);
  }
  // Not the error itself: pg-boss would store everything that is attached to it.
  if (!isFinal) throw new Error('The attempt failed.');
  return { failed: true };
}
