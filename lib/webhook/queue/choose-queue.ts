import { sha256 } from '../../shared/compact-text';
import type { ReceivedCallback } from '../callback/received-callback';
import type { CallbackQueue } from './callback-queue';
import { jobIdOf } from './callback-queue';

/** At least one queue. Their order decides which users belong to which of them. */
export type CallbackQueues = readonly [CallbackQueue, ...CallbackQueue[]];

/**
 * Returns the queue of a callback, which is the same for all callbacks of its user, in every process and version.
 *
 * @param key - the key of the callback
 */
export function chooseQueue(
  queues: CallbackQueues,
  { userKey }: ReceivedCallback,
  key: string,
): CallbackQueue {
  if (queues.length === 1) return queues[0];
  return queues[queueIndexOf(userKey ?? jobIdOf(key), queues.length)] ?? queues[0];
}

/**
 * Returns the index of a user's queue: the first four bytes of the owner's SHA-256, as a big-endian number, modulo the
 * number of queues. It must never change between versions, or later callbacks would overtake waiting ones during an upgrade.
 *
 * @param owner - the `userKey` of the callback, or the id of its job if there is no user
 */
export function queueIndexOf(owner: string, count: number): number {
  // Six characters of base64 hold the first four bytes.
  const start = Buffer.from(sha256(Buffer.from(owner, 'utf8')).slice(0, 6), 'base64url');
  return start.readUInt32BE() % count;
}
