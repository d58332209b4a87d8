/** What the emulator takes the time from; tests give one they can advance. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once, after so many milliseconds; what it returns takes that back. */
  schedule(callback: () => void, delayMs: number): () => void;
  /** Told of work that what was scheduled has started, so that a clock can wait for it before it goes on. */
  working?(work: Promise<unknown>): void;
}

/** The time of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule: (callback, delayMs) => {
    const timer = setTimeout(callback, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};

interface Alarm {
  at: number;
  callback: () => void;
}

/** A clock that stands still until it is advanced, so that an hour of repeats takes no time. */
export class VirtualClock implements Clock {
  #now: number;
  readonly #alarms = new Set<Alarm>();
  readonly #work = new Set<Promise<unknown>>();

  /** @param startMs - milliseconds since the epoch. Default: the time of the machine */
  constructor(startMs: number = Date.now()) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  schedule(callback: () => void, delayMs: number): () => void {
    const alarm = { at: this.#now + Math.max(0, delayMs), callback };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  working(work: Promise<unknown>): void {
    this.#work.add(work);
    const done = () => this.#work.delete(work);
    work.then(done, done);
  }

  /**
   * Goes forward by so many milliseconds, from one thing scheduled to the next, waiting at each for the work it has
   * started: a real request takes real time, but no virtual one.
   */
  async advance(ms: number): Promise<void> {
    if (!(ms >= 0 && ms < Infinity)) throw new TypeError('A clock is advanced by a number of milliseconds.');
    const end = this.#now + ms;
    await this.#idle();
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#alarms.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
      await this.#idle();
    }
    this.#now = end;
  }

  async #idle(): Promise<void> {
    while (this.#work.size > 0) await Promise.allSettled([...this.#work]);
  }

  #next(end: number): Alarm | undefined {
    let next: Alarm | undefined;
    for (const alarm of this.#alarms) {
      if (alarm.at <= end && (next === undefined || alarm.at < next.at)) next = alarm;
    }
    return next;
  }
}
