import type { Clock } from './clock';
import type { SentCallback } from './timeline';

/** The longest time a callback is held back, in milliseconds. */
const MAX_HOLD_MS = 1000;

/** Changes the order of callbacks: holds one back until the next has been sent. */
export class Reordering {
  readonly #clock: Clock;
  /** The callback that is held back, followed by its receipts that have come since. */
  #held: { token: string | undefined; sends: (() => void)[]; cancelTimer: () => void } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Sends a callback, and after it the one that is held back. A receipt of the held callback waits behind it. Other
   * receipts are sent but release nothing, or each message would change places with its own receipt.
   */
  send(callback: SentCallback, send: () => void): void {
    if (!isReceipt(callback)) {
      send();
      this.release();
    } else if (this.#held !== undefined && callback.messageToken === this.#held.token) {
      this.#held.sends.push(send);
    } else {
      send();
    }
  }

  /** Holds a callback back; sends it at once if it is a receipt, or if another one is held back. */
  hold(callback: SentCallback, send: () => void): void {
    if (this.#held !== undefined || isReceipt(callback)) {
      this.send(callback, send);
      return;
    }
    const cancelTimer = this.#clock.schedule(() => {
      this.release();
    }, MAX_HOLD_MS);
    this.#held = { token: callback.messageToken, sends: [send], cancelTimer };
  }

  /** Sends the callback that is held back, if there is one. */
  release(): void {
    const held = this.#held;
    this.#held = undefined;
    held?.cancelTimer();
    for (const send of held?.sends ?? []) send();
  }
}

function isReceipt({ event }: SentCallback): boolean {
  return event === 'delivered' || event === 'seen' || event === 'failed';
}
