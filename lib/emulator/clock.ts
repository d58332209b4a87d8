/** The source of time of an emulator. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `callback` once after `delayMs` milliseconds. @returns a function that cancels the call */
  schedule(callback: () => void, delayMs: number): () => void;
  /** Called with the work that a scheduled callback has started, so that a clock can wait for it before it advances. */
  track?(work: Promise<unknown>): void;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule: (callback, delayMs) => {
    const timer = setTimeout(callback, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};

interface Timer {
  at: number;
  callback: () => void;
}

/**
 * A clock that stands still until it is advanced, so that a test of an hour of redeliveries takes no time.
 *
 * @example
 * ```ts
 * const clock = new VirtualClock();
 * const emulator = createViberEmulator({ authToken, clock });
 * // …
 * await clock.advance(3_600_000);
 * ```
 */
export class VirtualClock implements Clock {
  #now: number;
  readonly #timers = new Set<Timer>();
  readonly #work = new Set<Promise<unknown>>();

  /** @param startMs - milliseconds since the epoch; by default the machine's time */
  constructor(startMs: number = Date.now()) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  schedule(callback: () => void, delayMs: number): () => void {
    const timer = { at: this.#now + Math.max(0, delayMs), callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  track(work: Promise<unknown>): void {
    this.#work.add(work);
    const done = () => this.#work.delete(work);
    work.then(done, done);
  }

  /**
   * Advances the clock by `ms` milliseconds. Stops at the time of each scheduled callback, and waits there for the work
   * it has started: a real request takes real time, but no virtual time.
   */
  async advance(ms: number): Promise<void> {
    if (!(ms >= 0 && ms < Infinity))
      throw new TypeError('advance() takes a finite number of milliseconds, 0 or more.');
    const end = this.#now + ms;
    await this.#workDone();
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
      await this.#workDone();
    }
    this.#now = end;
  }

  async #workDone(): Promise<void> {
    while (this.#work.size > 0) await Promise.allSettled([...this.#work]);
  }

  #next(end: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at <= end && (next === undefined || timer.at < next.at)) next = timer;
    }
    return next;
  }
}
