import { ViberQueueError } from '../../errors';
import { FairCache } from '../../shared/fair-cache';
import { LATE, withinTime } from '../../shared/timing';
import type { ReceivedCallback } from '../callback/received-callback';
import type { CallbackQueue } from './callback-queue';
import { jobIdOf } from './callback-queue';

/**
 * How long, in milliseconds, and for how many callbacks redeliveries join a late add. Both are bounded because an add may
 * never settle, for example on a dead connection without a timeout; a redelivery is then added again, and Viber
 * redelivers for an hour.
 */
const LATE_ADDS = { ttlMs: 300_000, maxWeight: 10_000 };

/** The late adds of each queue by job id, those that have resolved since included. Webhooks may share a queue. */
const lateAdds = new WeakMap<CallbackQueue, FairCache<Promise<void>>>();

/** A callback that is being added to the queue. */
export interface Enqueued {
  /** Resolves when the job is stored; rejects with {@link ViberQueueError} if that fails or takes too long. */
  inTime: Promise<void>;
  /** Settles when nothing more happens to the callback here: with its own `add`, possibly long after `inTime`. */
  done: Promise<void>;
}

/**
 * Adds a callback to the queue. If an earlier delivery of it was late, this one waits for that `add` instead: otherwise
 * each redelivery would lengthen the backlog of a server that stood still, and keep the next ones late too.
 *
 * @param key - the key of the callback
 */
export function enqueue(
  queue: CallbackQueue,
  callback: ReceivedCallback,
  key: string,
  timeoutMs: number,
): Enqueued {
  const jobId = jobIdOf(key);
  const late = lateAdds.get(queue)?.get(jobId);
  if (late !== undefined) {
    const joined = storedInTime(late, timeoutMs, () => undefined);
    return { inTime: joined, done: joined };
  }
  const done = add(queue, callback, jobId);
  const keep = () => {
    keepLate(queue, done, jobId, callback.account);
  };
  return { inTime: storedInTime(done, timeoutMs, keep), done };
}

/** Keeps a late add until it rejects: once it has resolved, a redelivery needs no other one. */
function keepLate(queue: CallbackQueue, adding: Promise<void>, jobId: string, account: string): void {
  const ofQueue = lateAdds.get(queue) ?? new FairCache(LATE_ADDS);
  lateAdds.set(queue, ofQueue);
  const entry = ofQueue.set(jobId, adding, account);
  adding.catch(() => {
    ofQueue.remove(entry);
  });
}

async function add(queue: CallbackQueue, callback: ReceivedCallback, jobId: string): Promise<void> {
  const { account, event, body } = callback;
  const receivedAt = callback.receivedAt.toISOString();
  const adding: unknown = queue.add(event, { account, receivedAt, body }, { jobId });
  if (typeof (adding as Partial<Promise<unknown>> | null | undefined)?.then !== 'function') {
    throw new TypeError(
      'queue.add did not return a promise. It must return one that resolves when the job is stored.',
    );
  }
  await adding;
}

async function storedInTime(adding: Promise<void>, timeoutMs: number, onLate: () => void): Promise<void> {
  let outcome: unknown;
  try {
    outcome = await withinTime(adding, timeoutMs);
  } catch (error) {
    throw new ViberQueueError('queue_failed', { cause: withoutDetails(error) });
  }
  if (outcome !== LATE) return;
  onLate();
  throw new ViberQueueError('queue_late');
}

/** Copies an error without its additional fields: ioredis attaches the command with the whole job, pg the row. */
function withoutDetails(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return error;
  try {
    const { name, message, stack, code } = error as Partial<Record<string, unknown>>;
    if (typeof message !== 'string') return new Error('The queue did not fail with an error.');
    const bare = new Error(message);
    if (typeof name === 'string') Object.defineProperty(bare, 'name', { value: name });
    if (typeof stack === 'string') Object.defineProperty(bare, 'stack', { value: stack });
    return typeof code === 'string' || typeof code === 'number' ? Object.assign(bare, { code }) : bare;
  } catch {
    return new Error('The error of the queue cannot be read.'); // it has a getter that throws
  }
}
