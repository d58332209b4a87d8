/** Allows something so many times a minute at most, however often it is asked. */
export class MinuteLimit {
  readonly #max: number;
  readonly #takenAtMs: number[] = [];

  constructor(max: number) {
    this.#max = max;
  }

  /** Whether it is allowed once more now. */
  take(): boolean {
    const nowMs = performance.now();
    const [earliestMs] = this.#takenAtMs;
    if (earliestMs !== undefined && this.#takenAtMs.length === this.#max) {
      if (nowMs - earliestMs < 60_000) return false;
      this.#takenAtMs.shift();
    }
    this.#takenAtMs.push(nowMs);
    return true;
  }
}
