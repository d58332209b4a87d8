import { pause } from './timing';

/** How often something may happen. */
export interface RateLimit {
  /** Times in any window. */
  max: number;
  /** Length of the window in milliseconds. */
  windowMs: number;
}

/**
 * Allows something `max` times in any window of `windowMs`. It counts in a sliding window: packages that count in fixed
 * windows, or refill a bucket, let through twice as many where two windows meet.
 */
export class RateLimiter {
  readonly #max: number;
  readonly #windowMs: number;
  /** When each of the last `max` was allowed, oldest first; monotonic, so that setting the clock changes nothing. */
  readonly #allowedAtMs: number[] = [];

  constructor({ max, windowMs }: RateLimit) {
    this.#max = max;
    this.#windowMs = windowMs;
  }

  /** Takes one if the limit allows it now. @returns whether it did */
  tryTake(): boolean {
    if (this.#waitMs() > 0) return false;
    if (this.#allowedAtMs.length === this.#max) this.#allowedAtMs.shift();
    this.#allowedAtMs.push(performance.now());
    return true;
  }

  /** Takes one as soon as the limit allows it. @throws the signal's reason if it is aborted first */
  async take(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    // Others may wake at the same moment and be first.
    while (!this.tryTake()) await pause(Math.ceil(this.#waitMs()), signal);
  }

  #waitMs(): number {
    const [oldestMs] = this.#allowedAtMs;
    if (oldestMs === undefined || this.#allowedAtMs.length < this.#max) return 0;
    return oldestMs + this.#windowMs - performance.now();
  }
}
