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

/** Ten retries, each about twice as long after the one before, take three to six minutes. */
const RETRIES = 10;

const queueOptions = {
  // Wakes the workers when a job is added. They also look for jobs every half second, for one that waits for a retry.
  notify: true,
  // While a callback waits for its retry, the later ones of its user wait too.
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  // Never reached: a job that pg-boss itself fails blocks its user until somebody deletes it, so `attempt` gives up first.
  retryLimit: 1000,
  // A job whose worker has not been heard of for this long goes to another worker at the next check. At least 10.
  heartbeatSeconds: 20,
  // Redeliveries collapse for as long as the finished job is kept. Viber redelivers for an hour.
  deleteAfterSeconds: 2 * 3600,
};

/** A query is given up after this long without a response, since its connection may be dead. */
const RESPONSE_TIMEOUT_MS = { web: 3000, worker: 15_000 };

/**
 * Connects to PostgreSQL, and creates the tables and the queue if they are missing.
 *
 * @param changes - to the options of the queue, of which the workers are in charge
 */
export async function openQueue(
  role: 'web' | 'worker',
  changes: Partial<typeof queueOptions> = {},
): Promise<PgBoss> {
  const options = { ...queueOptions, ...changes };
  const checkIntervalSeconds = options.heartbeatSeconds / 2;
  const isWorker = role === 'worker';
  const responseTimeoutMs = RESPONSE_TIMEOUT_MS[role];
  const url = new URL(QUEUE_URL);
  // Read by pg. Both limits are needed: this one does not count the time that a query waits for its connection.
  url.searchParams.set('query_timeout', String(responseTimeoutMs));
  const boss = new PgBoss({
    connectionString: url.href,
    connectionTimeoutMillis: responseTimeoutMs,
    // One for web processes: over several, callbacks that arrive at the same time are stored in any order.
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
  // The line before leaves a queue that exists as it is.
  if (isWorker) await boss.updateQueue(QUEUE_NAME, options);
  return boss;
}

/** The queue for `ViberWebhook`. */
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
  /**
   * Called at each failure. Unless it is final, the job is retried; after the final one, its user's next callback follows.
   */
  onFailed: (job: CallbackJob, error: unknown, isFinal: boolean) => void;
}

/** Runs jobs: at most `concurrency` at a time in this process, and one of each user in all of them. */
export async function work(boss: PgBoss, concurrency: number, handlers: JobHandlers): Promise<void> {
  for (let index = 0; index < concurrency; index += 1) {
    const options = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5 };
    const id = await boss.work<QueuedCallback>(QUEUE_NAME, options, async ([job]) => {
      // Fetches the next job right after this one, not when the polling interval is over.
      boss.notifyWorker(id);
      return job === undefined ? undefined : attempt(job, handlers);
    });
  }
}

/** Returns what pg-boss keeps as the job's output. */
async function attempt(job: CallbackJob, { process, onFailed }: JobHandlers): Promise<{ failed: boolean }> {
  // An attempt in which the worker died counts too, since the callback may be what kills it.
  const running =
    job.retryCount > RETRIES
      ? Promise.reject(new Error('The worker died in the last attempt.'))
      : process(job);
  const failure = await running.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  if (failure === undefined) return { failed: false };
  const { error } = failure;
  const isPermanent = error instanceof Error && error.name === 'UnrecoverableError';
  const isFinal = isPermanent || job.retryCount >= RETRIES;
  onFailed(job, error, isFinal);
  // Not the error itself: pg-boss would store everything that is attached to it.
  if (!isFinal) throw new Error('The attempt failed.');
  return { failed: true };
}
