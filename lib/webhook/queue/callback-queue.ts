import { asRecord } from '../../protocol/exact-json';
import { sha256 } from '../../shared/compact-text';

/**
 * The data of a callback's job. The body is text rather than parsed JSON because some stores cannot hold all JSON: for
 * example, PostgreSQL rejects U+0000 in a string.
 */
export interface QueuedCallback {
  /** The bot that the callback is for. */
  account: string;
  /** When its request arrived, as ISO 8601. */
  receivedAt: string;
  /** The exact body of the callback. */
  body: string;
}

/**
 * A queue in which callbacks wait for a worker, for example BullMQ's `Queue`. `add` must resolve only when the job is
 * stored, and must do nothing if it holds a job with the same id, including a finished one.
 */
export interface CallbackQueue {
  /** Stores a job, once for each `jobId`. Must not resolve before the job is stored. */
  add(name: string, data: QueuedCallback, options: { jobId: string }): Promise<unknown>;
}

/**
 * Job options for BullMQ's `defaultJobOptions`: twelve attempts within 34 to 68 minutes, about as long as Viber
 * redelivers. A completed job is kept for two hours, so that redeliveries do not run it again; a failed one for a week.
 * Old jobs are removed whenever a job ends, a hundred at most, since a large number at once would hold up the server.
 * On Redis a kept job takes about 2 KB; see {@link deduplicated} for less.
 */
export const recommendedJobOptions = {
  attempts: 12,
  backoff: { type: 'exponential', delay: 2000, jitter: 0.5 },
  removeOnComplete: { age: 2 * 3600, limit: 100 },
  removeOnFail: { age: 7 * 24 * 3600, limit: 100 },
} as const;

/**
 * Options for BullMQ's `Worker`: a job whose worker dies goes to another worker, up to five times. With BullMQ's
 * default of one, the job fails as soon as a second worker dies, as happens during a bad deployment. The number is
 * bounded because the callback itself may be what kills the workers.
 */
export const recommendedWorkerOptions = { maxStalledCount: 5 } as const;

/**
 * Returns the id of a callback's job, which is the same for every delivery and in every process. It is a hash because
 * BullMQ allows neither colons nor bare numbers, and because a list of jobs should not show users' ids.
 *
 * @param key - the key of the callback
 */
export function jobIdOf(key: string): string {
  return `viber-${sha256(Buffer.from(key, 'utf16le'))}`;
}

/**
 * Checks the data of a job.
 *
 * @throws `TypeError` if it was not created by {@link ViberWebhook}
 */
export function checkedJobData(data: unknown): QueuedCallback {
  const { account, receivedAt, body } = asRecord(data) ?? {};
  const isJob = typeof account === 'string' && typeof receivedAt === 'string' && typeof body === 'string';
  if (!isJob || Number.isNaN(Date.parse(receivedAt))) {
    throw new TypeError(
      'This job was not added by express-viber: its data must be { account, receivedAt, body }. Use a separate queue for callbacks.',
    );
  }
  return { account, receivedAt, body };
}
