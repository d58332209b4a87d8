import type { OptionCheck } from '../../shared/options';
import { MAX_TIMER_MS, parseOptions } from '../../shared/options';
import { pause } from '../../shared/timing';
import { recommendedWorkerOptions } from './callback-queue';
import type { CallbackJob } from './process-job';

/** A job that knows how often it has been started, like BullMQ's `Job`. */
export interface OrderedJob extends CallbackJob {
  attemptsStarted: number;
}

/** Options for {@link orderedProcessor}. */
export interface OrderedProcessorOptions {
  /** `Queue` of BullMQ 5.28 or later, with the name of the worker. Its rate limit delays the retry of a failed callback. */
  queue: {
    /** Holds back all jobs of the queue for this many milliseconds. */
    rateLimit(ms: number): Promise<unknown>;
  };
  /** BullMQ's class of that name. A parameter, because this package does not depend on BullMQ. */
  RateLimitError: new () => Error;
  /**
   * Milliseconds before each retry of a failing callback. Everything else in its queue waits meanwhile. The callback
   * finally fails if it fails after the last of them. @default 1, 2, 4, 8, 16, 32 and four times 60 seconds: about five minutes
   */
  retryDelaysMs?: readonly number[];
}

/**
 * Options for BullMQ's `Worker` of an ordered queue, on Redis. The `limiter` is what makes a worker wait before it retries
 * a failed callback; it limits nothing else.
 */
export const orderedWorkerOptions = {
  ...recommendedWorkerOptions,
  concurrency: 1,
  limiter: { max: 1e9, duration: 1000 },
} as const;

const RETRY_DELAYS_MS: readonly number[] = [1, 2, 4, 8, 16, 32, 60, 60, 60, 60].map((s) => s * 1000);

const CHECKS = {
  queue: checkedQueue,
  RateLimitError: checkedErrorClass,
  retryDelaysMs: checkedDelays,
} satisfies Record<keyof OrderedProcessorOptions, OptionCheck<unknown>>;

/**
 * Creates the processor of a worker that keeps the order of its queue: a failed callback goes back to the head of the
 * queue and is retried there; after its final failure, the next callback runs. Every worker of the queue needs it and
 * {@link orderedWorkerOptions}, and the queue needs BullMQ's `setGlobalConcurrency(1)`.
 *
 * A callback that never settles holds up its queue for ever, unless `process` gives up on it.
 *
 * The job's own `attempts` and `backoff` do not apply. BullMQ reports only the final failure as `failed`, so log the others
 * in `process`. A callback whose worker dies has one retry less.
 *
 * @param process - runs a callback, usually by {@link ViberWebhook.process}
 * @throws `TypeError` for an unknown, missing or invalid option
 *
 * @example
 * const process = orderedProcessor((job) => viber.process(job), { queue, RateLimitError });
 * new Worker(queue.name, process, { connection, ...orderedWorkerOptions });
 */
export function orderedProcessor<Job extends OrderedJob>(
  process: (job: Job) => Promise<unknown>,
  options: OrderedProcessorOptions,
): (job: Job) => Promise<void> {
  const { queue, RateLimitError, retryDelaysMs } = parseOptions('orderedProcessor', CHECKS, options);
  return async (job) => {
    try {
      await process(job);
    } catch (error) {
      const delayMs = retryDelaysMs[job.attemptsStarted - 1];
      if (isUnrecoverable(error)) throw error;
      if (delayMs === undefined) throw finalFailure(error, job.attemptsStarted);
      try {
        await queue.rateLimit(delayMs);
      } catch {
        // Waits here instead: as long as the job is running, no other one starts.
        await pause(delayMs, undefined);
      }
      // Puts the job back at the head. Any other error would delay it, and its successors would overtake it.
      throw new RateLimitError();
    }
  };
}

function isUnrecoverable(error: unknown): boolean {
  return error instanceof Error && error.name === 'UnrecoverableError';
}

/**
 * Creates an error by whose name BullMQ fails the job at once; otherwise it would run the job again, behind its successors.
 * The thrown error is not renamed, because the processor may throw the same object for the next job. The message is not its
 * own, because BullMQ puts a job back to the queue whose error has the message of a `RateLimitError`.
 */
function finalFailure(cause: unknown, attempt: number): Error {
  const { message, stack } =
    cause instanceof Error ? cause : new Error('The processor threw a value that is not an error.');
  const failure = new Error(`Gave up after attempt ${String(attempt)}: ${message}`, { cause });
  Object.defineProperty(failure, 'name', { value: 'UnrecoverableError' });
  // BullMQ stores the message and the stack alone.
  return Object.defineProperty(failure, 'stack', { value: stack });
}

function checkedQueue(queue: unknown, name: string): OrderedProcessorOptions['queue'] {
  const { rateLimit } = (queue ?? {}) as Partial<OrderedProcessorOptions['queue']>;
  if (typeof rateLimit === 'function') return queue as OrderedProcessorOptions['queue'];
  throw new TypeError(`${name} must be BullMQ's Queue, which has a rateLimit(ms) method.`);
}

function checkedErrorClass(value: unknown, name: string): OrderedProcessorOptions['RateLimitError'] {
  try {
    const RateLimitError = value as OrderedProcessorOptions['RateLimitError'];
    if (new RateLimitError() instanceof Error) return RateLimitError;
  } catch {
    // It is no class, for example BullMQ's method Worker.RateLimitError.
  }
  throw new TypeError(`${name} must be the class RateLimitError that BullMQ exports.`);
}

function checkedDelays(delays: unknown = RETRY_DELAYS_MS, name: string): readonly number[] {
  const isDelay = (ms: unknown) => Number.isSafeInteger(ms) && Number(ms) >= 1 && Number(ms) <= MAX_TIMER_MS;
  if (Array.isArray(delays) && delays.every(isDelay)) return [...(delays as number[])];
  throw new TypeError(
    `${name} must be a list of milliseconds, whole numbers from 1 to ${String(MAX_TIMER_MS)}.`,
  );
}
