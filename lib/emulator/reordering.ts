import type { Clock } from './clock';

/** Milliseconds that a callback is held back at most. */
const HOLD_MS = 1000;

/** Lets callbacks change places: holds one back until the next has gone. */
export class Reordering {
  readonly #clock: Clock;
  #held: { go: () => void; cancel: () => void } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Lets a callback go, and the one that is held back after it. */
  pass(go: () => void): void {
    go();
    this.end();
  }

  /** Holds a callback back, unless one is held back already: then both go, this one first. */
  swap(go: () => void): void {
    if (this.#held !== undefined) {
      this.pass(go);
      return;
    }
    const cancel = this.#clock.schedule(() => {
      this.end();
    }, HOLD_MS);
    this.#held = { go, cancel };
  }

  /** Lets go what is held back. */
  end(): void {
    const held = this.#held;
    this.#held = undefined;
    held?.cancel();
    held?.go();
  }
}
