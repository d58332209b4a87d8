import * as crypto from 'node:crypto';
import { ViberQueueError } from '../../errors';
import { asRecord } from '../../protocol/exact-json';
import type { Answer } from '../request/response';
import { LATE, withinTime } from '../../shared/timing';
import type { Pending } from '../dispatch/run-listeners';

/**
 * A callback on its way to a worker. The body is the text Viber signed: as a string it survives every store, while some
 * refuse parts of its fields, such as PostgreSQL the character U+0000 in a text.
 */
export interface QueuedCallback {
  /** The bot it came for. */
  account: string;
  /** When the request arrived, as ISO 8601. */
  receivedAt: string;
  /** The body of the callback, exactly. */
  body: string;
}

/**
 * Where callbacks wait for a worker; a `Queue` of BullMQ fits. `add` must resolve once the job is safe, and do nothing
 * if there is a job of the same id, finished ones that are kept included.
 */
export interface CallbackQueue {
  add(name: string, data: QueuedCallback, options: { jobId: string }): Promise<unknown>;
}

/**
 * Job options for BullMQ's `defaultJobOptions`: twelve attempts over half an hour to an hour, as Viber itself would repeat;
 * what is finished is kept for two hours, since a job that is gone cannot tell a repeat; what failed, a week.
 */
export const recommendedJobOptions = {
  attempts: 12,
  backoff: { type: 'exponential', delay: 2000, jitter: 0.5 },
  removeOnComplete: { age: 2 * 3600 },
  removeOnFail: { age: 7 * 24 * 3600 },
} as const;

/**
 * Options for BullMQ's `Worker`: a job whose worker died goes to another, up to five times. BullMQ's own 1 fails it when
 * that one dies too, as workers do while a deployment goes wrong; an end there must be, for the callback may be what
 * they die of.
 */
export const recommendedWorkerOptions = { maxStalledCount: 5 } as const;

/**
 * The id of a callback's job: the same for each repeat, whichever process gets it. Hashed, for BullMQ takes no colon and
 * no bare number, and an id of a user has no business in a list of jobs. As UTF-16, for UTF-8 has one form for all halves
 * of surrogate pairs.
 *
 * @param key - what makes two deliveries the same callback
 */
export function jobIdOf(key: string): string {
  return `viber-${sha256(Buffer.from(key, 'utf16le'))}`;
}

/** In one call where Node has it, from 20.12 on: the object of `createHash` costs more than all else about a job's id. */
const sha256: (data: Uint8Array) => string =
  typeof (crypto as Partial<typeof crypto>).hash === 'function'
    ? (data) => crypto.hash('sha256', data, 'base64url')
    : (data) => crypto.createHash('sha256').update(data).digest('base64url');

/**
 * Puts a job into the queue, which has so many milliseconds for it. The answer rejects with {@link ViberQueueError} if that
 * fails or takes longer. The job may be in the queue even so, and the repeat of the callback will then find it there.
 */
export function enqueue(
  queue: CallbackQueue,
  name: string,
  data: QueuedCallback,
  jobId: string,
  timeoutMs: number,
): Pending {
  const adding = add(queue, name, data, jobId);
  const answer = answerInTime(adding, timeoutMs);
  // What is late is not over before the queue has done with it.
  const succeeded = answer.then(yes, () => adding.then(no, no));
  return { finished: false, answer, succeeded };
}

async function add(queue: CallbackQueue, name: string, data: QueuedCallback, jobId: string): Promise<void> {
  const adding: unknown = queue.add(name, data, { jobId });
  if (typeof (adding as Partial<Promise<unknown>> | null | undefined)?.then !== 'function') {
    throw new TypeError('queue.add returned no promise, so nobody knows when the job is safe.');
  }
  await adding;
}

async function answerInTime(adding: Promise<void>, timeoutMs: number): Promise<Answer> {
  let outcome: unknown;
  try {
    outcome = await withinTime(adding, timeoutMs);
  } catch (error) {
    throw new ViberQueueError('queue_failed', { cause: withoutDetails(error) });
  }
  if (outcome === LATE) throw new ViberQueueError('queue_late');
  return {};
}

/** What went wrong without what hangs on it: in ioredis the command with the whole job, in pg the row. */
function withoutDetails(error: unknown): unknown {
  const { name, message, stack, code } = asRecord(error) ?? {};
  if (typeof message !== 'string') return error;
  const bare = Object.defineProperties(new Error(message), {
    name: { value: name },
    stack: { value: stack },
  });
  return code === undefined ? bare : Object.assign(bare, { code });
}

const yes = () => true;

const no = () => false;

/**
 * The callback in a job.
 *
 * @throws `TypeError` if it is none of {@link ViberWebhook}'s
 */
export function checkedJobData(data: unknown): QueuedCallback {
  const { account, receivedAt, body } = asRecord(data) ?? {};
  const isJob = typeof account === 'string' && typeof receivedAt === 'string' && typeof body === 'string';
  if (!isJob || Number.isNaN(Date.parse(receivedAt))) {
    throw new TypeError(
      'This job was not put into the queue by express-viber: it needs { account, receivedAt, body }. Give the callbacks a queue of their own.',
    );
  }
  return { account, receivedAt, body };
}
