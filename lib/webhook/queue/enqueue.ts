import { ViberQueueError } from '../../errors';
import { LATE, withinTime } from '../../shared/timing';
import type { ReceivedCallback } from '../callback/received-callback';
import type { CallbackQueue } from './callback-queue';
import { jobIdOf } from './callback-queue';

/** A callback that is being added to the queue. */
export interface Enqueued {
  /** Resolves when the job is stored; rejects with {@link ViberQueueError} if that fails or takes too long. */
  inTime: Promise<void>;
  /** Settles when `queue.add` does, which may be long after `inTime` has rejected. */
  done: Promise<void>;
}

/**
 * Adds a callback to the queue. A late add may still succeed; the job id then keeps a redelivery from being added too.
 *
 * @param key - the key of the callback
 */
export function enqueue(
  queue: CallbackQueue,
  callback: ReceivedCallback,
  key: string,
  timeoutMs: number,
): Enqueued {
  const done = add(queue, callback, jobIdOf(key));
  return { inTime: inTime(done, timeoutMs), done };
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

async function inTime(adding: Promise<void>, timeoutMs: number): Promise<void> {
  let outcome: unknown;
  try {
    outcome = await withinTime(adding, timeoutMs);
  } catch (error) {
    throw new ViberQueueError('queue_failed', { cause: withoutDetails(error) });
  }
  if (outcome === LATE) throw new ViberQueueError('queue_late');
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
