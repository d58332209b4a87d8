import type { OptionCheck } from '../../shared/options';
import { parseOptions, wholeNumber } from '../../shared/options';
import type { CallbackQueue, QueuedCallback } from './callback-queue';

/** Options for {@link deduplicated}. */
export interface DeduplicatedOptions {
  /** Milliseconds for which an id is kept: more than the hour for which Viber redelivers. @default 7200000 (2 hours) */
  ttlMs?: number;
}

/** A queue whose `add` takes `deduplication`, like BullMQ's `Queue` since version 5.17. */
export interface DeduplicatingQueue {
  /** Stores a job, unless one with the same `deduplication.id` was added in the last `ttl` milliseconds. */
  add(
    name: string,
    data: QueuedCallback,
    options: { jobId: string; deduplication: { id: string; ttl: number } },
  ): Promise<unknown>;
}

const CHECKS = {
  ttlMs: wholeNumber({ default: 7_200_000 }),
} satisfies Record<keyof DeduplicatedOptions, OptionCheck<unknown>>;

/**
 * Lets BullMQ on Redis recognize redeliveries without keeping completed jobs: it keeps their ids alone, which takes an eighth
 * of the memory. Use it with `removeOnComplete: true` in the queue's job options. Failed jobs are kept as `removeOnFail` says.
 *
 * Do not use it for BullMQ on PostgreSQL, which never deletes the ids.
 *
 * @throws `TypeError` for an unknown or invalid option
 *
 * @example
 * const defaultJobOptions = { ...recommendedJobOptions, removeOnComplete: true };
 * const queue = new Queue('viber-callbacks', { connection, defaultJobOptions });
 * const viber = new ViberWebhook({ authToken, queue: deduplicated(queue) });
 */
export function deduplicated(queue: DeduplicatingQueue, options: DeduplicatedOptions = {}): CallbackQueue {
  const { ttlMs } = parseOptions('deduplicated', CHECKS, options);
  return {
    add: (name, data, { jobId }) =>
      queue.add(name, data, { jobId, deduplication: { id: jobId, ttl: ttlMs } }),
  };
}
