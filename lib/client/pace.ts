import { pause } from './pause';

/** One fewer than Viber takes in 10 s. [doc] */
const MAX_REQUESTS = 499;

/** Viber counts requests as they arrive, and those that left 10 s apart may arrive a little closer together. */
const WINDOW_MS = 11_000;

/**
 * Lets so many requests pass in any window of time, whoever sends them. Not a library's: those that a CommonJS package
 * can load count in fixed windows or refill a bucket, and let through twice as many where two windows meet.
 */
export class Pace {
  /** When each request of the last window passed, oldest first. Monotonic, so that setting the clock changes nothing. */
  #passedAtMs: number[] = [];

  /** @throws the signal's reason if it is aborted before the turn has come */
  async turn(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    for (;;) {
      const nowMs = performance.now();
      this.#passedAtMs = this.#passedAtMs.filter((passedAtMs) => passedAtMs > nowMs - WINDOW_MS);
      const [oldestMs] = this.#passedAtMs;
      if (oldestMs === undefined || this.#passedAtMs.length < MAX_REQUESTS) {
        this.#passedAtMs.push(nowMs);
        return;
      }
      // Others may wake at the same moment and be first, so it is looked at again.
      await pause(Math.ceil(oldestMs + WINDOW_MS - nowMs), signal);
    }
  }
}
