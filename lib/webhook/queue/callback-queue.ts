import * as crypto from 'node:crypto';
import { asRecord } from '../../protocol/exact-json';

/**
 * The data of a callback's job. The body is the signed text, for a string survives every store: PostgreSQL, for example,
 * refuses the character U+0000 in a JSON field.
 */
export interface QueuedCallback {
  /** The bot it is for. */
  account: string;
  /** When its request arrived, as ISO 8601. */
  receivedAt: string;
  /** The exact body of the callback. */
  body: string;
}

/**
 * Where callbacks wait for a worker; BullMQ's `Queue` fits. `add` must resolve only when the job is stored, and do nothing
 * if there is a job with the same id, including finished ones that are kept.
 */
export interface CallbackQueue {
  add(name: string, data: QueuedCallback, options: { jobId: string }): Promise<unknown>;
}

/**
 * Job options for BullMQ's `defaultJobOptions`: twelve attempts over half an hour to an hour, about as long as Viber
 * redelivers. A finished job is kept for two hours, so that it collapses redeliveries; a failed one for a week.
 */
export const recommendedJobOptions = {
  attempts: 12,
  backoff: { type: 'exponential', delay: 2000, jitter: 0.5 },
  removeOnComplete: { age: 2 * 3600 },
  removeOnFail: { age: 7 * 24 * 3600 },
} as const;

/**
 * Options for BullMQ's `Worker`: a job whose worker dies goes to another worker, up to five times. BullMQ's default of
 * one would fail it when the second worker dies too, as happens during a bad deployment. The number is bounded because
 * the callback itself may be what kills the workers.
 */
export const recommendedWorkerOptions = { maxStalledCount: 5 } as const;

/**
 * The id of a callback's job, the same for each delivery in each process. It is a hash because BullMQ allows no colon and
 * no bare number, and because a user's id should not appear in a list of jobs. The key is hashed as UTF-16, since UTF-8
 * maps all unpaired surrogates to one character.
 *
 * @param key - that of the callback
 */
export function jobIdOf(key: string): string {
  return `viber-${sha256(Buffer.from(key, 'utf16le'))}`;
}

// crypto.hash, available from Node 20.12 on, spares the object of createHash, which would be the larger cost.
const sha256: (data: Uint8Array) => string =
  typeof (crypto as Partial<typeof crypto>).hash === 'function'
    ? (data) => crypto.hash('sha256', data, 'base64url')
    : (data) => crypto.createHash('sha256').update(data).digest('base64url');

/**
 * Checks the data of a job.
 *
 * @throws `TypeError` if {@link ViberWebhook} did not make it
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
