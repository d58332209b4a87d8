import { LATE, withinTime } from '../../shared/timing';

/** A callback that had not been finished when the webhook was closed. */
export interface UnfinishedCallback {
  /** When its request arrived. */
  readonly receivedAt: Date;
  /** The bot it came for. */
  readonly account: string;
  /** Its event, or `unrecognized`. */
  readonly event: string;
}

/** Knows what is being worked on, so that it can be limited and waited for. */
export class InFlight {
  readonly #max: number;
  // Not what is still being read, which anybody may have sent: it neither fills the limit nor holds up the end.
  readonly #working = new Set<UnfinishedCallback>();
  // How many a worker does at a time is its own affair.
  readonly #jobs = new Set<UnfinishedCallback>();
  readonly #onEmpty: (() => void)[] = [];
  #isClosing = false;

  /** @param max - callbacks that may be worked on at a time, besides those from the queue */
  constructor(max: number) {
    this.#max = max;
  }

  /** Whether {@link drain} has been called. */
  get isClosing(): boolean {
    return this.#isClosing;
  }

  /** Whether one more may be begun: receipts give way to what users do, at half the limit. */
  hasRoomFor(event: string): boolean {
    return this.#working.size < (event === 'delivered' || event === 'seen' ? this.#max / 2 : this.#max);
  }

  /** Notes that the work for a callback has begun. */
  begin(callback: UnfinishedCallback): void {
    this.#working.add(callback);
  }

  /** Notes that the work for a callback from the queue has begun, which is waited for and not limited. */
  beginJob(callback: UnfinishedCallback): void {
    this.#jobs.add(callback);
  }

  /** Notes that nothing of it is left to be done. */
  finish(callback: UnfinishedCallback): void {
    this.#working.delete(callback);
    this.#jobs.delete(callback);
    if (this.#isEmpty) for (const resolve of this.#onEmpty.splice(0)) resolve();
  }

  /** Waits until nothing is left, or so many milliseconds, and tells what is left then. */
  async drain(timeoutMs: number): Promise<UnfinishedCallback[]> {
    this.#isClosing = true;
    const empty = new Promise<void>((resolve) => {
      if (this.#isEmpty) resolve();
      else this.#onEmpty.push(resolve);
    });
    const outcome = await withinTime(empty, timeoutMs);
    return outcome === LATE ? [...this.#working, ...this.#jobs] : [];
  }

  get #isEmpty(): boolean {
    return this.#working.size === 0 && this.#jobs.size === 0;
  }
}
