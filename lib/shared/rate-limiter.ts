import { pause } from './timing';

/** The limit of a {@link RateLimiter}. */
export interface RateLimit {
  /** Permits in any window. */
  max: number;
  /** The length of the window in milliseconds. */
  windowMs: number;
}

/**
 * Gives out at most `max` permits in any window of `windowMs`. The window slides: packages with fixed windows, or with a
 * bucket that refills, let twice as many through where two windows meet.
 */
export class RateLimiter {
  readonly #max: number;
  readonly #windowMs: number;
  /** The times of the last `max` permits, oldest first. They are monotonic, so changing the system clock has no effect. */
  readonly #takenAtMs: number[] = [];

  constructor({ max, windowMs }: RateLimit) {
    this.#max = max;
    this.#windowMs = windowMs;
  }

  /** Takes a permit if one is available. @returns whether it was */
  tryTake(): boolean {
    if (this.#waitMs() > 0) return false;
    if (this.#takenAtMs.length === this.#max) this.#takenAtMs.shift();
    this.#takenAtMs.push(performance.now());
    return true;
  }

  /** Takes a permit as soon as one is available. @throws the signal's reason if it is aborted first */
  async take(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    // Other callers may wake up at the same time and take the permit first.
    while (!this.tryTake()) await pause(Math.ceil(this.#waitMs()), signal);
  }

  #waitMs(): number {
    const [oldestMs] = this.#takenAtMs;
    if (oldestMs === undefined || this.#takenAtMs.length < this.#max) return 0;
    return oldestMs + this.#windowMs - performance.now();
  }
}
