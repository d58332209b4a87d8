import type { Callback } from '../protocol/callbacks/callbacks';
import type { Clock } from './clock';

/** The longest time a callback is held back, in milliseconds. */
const MAX_HOLD_MS = 1000;

/** Changes the order of callbacks: holds one back until the next has been sent. */
export class Reordering {
  readonly #clock: Clock;
  /** The callback that is held back, followed by its receipts that have come since. */
  #held: { token: string; sends: (() => void)[]; cancelTimer: () => void } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Sends a callback, and after it the one that is held back. A receipt of the held callback waits behind it. Other
   * receipts are sent but release nothing, or each message would change places with its own receipt.
   */
  send(callback: Callback, send: () => void): void {
    if (!isReceipt(callback)) {
      send();
      this.release();
    } else if (callback.message_token === this.#held?.token) {
      this.#held.sends.push(send);
    } else {
      send();
    }
  }

  /** Holds a callback back; sends it at once if it is a receipt, or if another one is held back. */
  hold(callback: Callback, send: () => void): void {
    if (this.#held !== undefined || isReceipt(callback)) {
      this.send(callback, send);
      return;
    }
    const cancelTimer = this.#clock.schedule(() => {
      this.release();
    }, MAX_HOLD_MS);
    this.#held = { token: callback.message_token, sends: [send], cancelTimer };
  }

  /** Sends the callback that is held back, if there is one. */
  release(): void {
    const held = this.#held;
    this.#held = undefined;
    held?.cancelTimer();
    for (const send of held?.sends ?? []) send();
  }
}

function isReceipt({ event }: Callback): boolean {
  return event === 'delivered' || event === 'seen' || event === 'failed';
}
