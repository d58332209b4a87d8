import type { Callback } from '../protocol/callbacks/callbacks';
import type { Clock } from './clock';

/** Milliseconds that a callback is held back at most. */
const HOLD_MS = 1000;

/** Lets callbacks change places: holds one back until the next has gone. */
export class Reordering {
  readonly #clock: Clock;
  /** A callback, with the receipts of it that have come since. */
  #held: { token: string; going: (() => void)[]; cancel: () => void } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Lets a callback go, and then what is held back. Receipts do not count, or each message would change places with its
   * own: that of the callback held back waits behind it, and any other passes.
   */
  pass(callback: Callback, go: () => void): void {
    if (!isReceipt(callback)) {
      go();
      this.end();
    } else if (callback.message_token === this.#held?.token) {
      this.#held.going.push(go);
    } else {
      go();
    }
  }

  /** Holds a callback back, unless it is a receipt or one is held back already: then it passes. */
  swap(callback: Callback, go: () => void): void {
    if (this.#held !== undefined || isReceipt(callback)) {
      this.pass(callback, go);
      return;
    }
    const cancel = this.#clock.schedule(() => {
      this.end();
    }, HOLD_MS);
    this.#held = { token: callback.message_token, going: [go], cancel };
  }

  /** Lets go what is held back. */
  end(): void {
    const held = this.#held;
    this.#held = undefined;
    held?.cancel();
    for (const go of held?.going ?? []) go();
  }
}

function isReceipt({ event }: Callback): boolean {
  return event === 'delivered' || event === 'seen' || event === 'failed';
}
