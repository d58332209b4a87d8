import { LATE, withinTime } from '../../shared/timing';

/** A callback in flight. Nothing else of it is kept, since a listener may never settle. */
export interface InFlightCallback {
  readonly account: string;
  readonly event: string;
  readonly receivedAt: Date;
}

/** The callbacks in flight, so that their number can be limited and `close` can wait for them. */
export class InFlight {
  readonly #max: number;
  // Requests whose body is still being read do not count: they are not verified, so anybody may have sent them.
  readonly #callbacks = new Set<InFlightCallback>();
  // Jobs do not count against the limit: a worker has its own `concurrency`.
  readonly #jobs = new Set<InFlightCallback>();
  readonly #onIdle: (() => void)[] = [];
  #isClosing = false;

  /** @param max - how many callbacks may be in flight, not counting jobs */
  constructor(max: number) {
    this.#max = max;
  }

  /** Whether {@link drain} has been called. */
  get isClosing(): boolean {
    return this.#isClosing;
  }

  /** Whether another callback may start. Receipts may use only half of the limit, so that messages come first. */
  hasRoomFor(event: string): boolean {
    return this.#callbacks.size < (event === 'delivered' || event === 'seen' ? this.#max / 2 : this.#max);
  }

  /** Adds a callback that counts against the limit. @returns a function that removes it when its work has settled */
  add(callback: InFlightCallback): () => void {
    return this.#addTo(this.#callbacks, callback);
  }

  /** Adds a callback from the queue, which does not count against the limit. @returns a function that removes it */
  addJob(callback: InFlightCallback): () => void {
    return this.#addTo(this.#jobs, callback);
  }

  /** Waits until nothing is in flight, but no longer than `timeoutMs`. @returns the callbacks still in flight then */
  async drain(timeoutMs: number): Promise<InFlightCallback[]> {
    this.#isClosing = true;
    const idle = new Promise<void>((resolve) => {
      if (this.#isIdle) resolve();
      else this.#onIdle.push(resolve);
    });
    const outcome = await withinTime(idle, timeoutMs);
    return outcome === LATE ? [...this.#callbacks, ...this.#jobs] : [];
  }

  #addTo(callbacks: Set<InFlightCallback>, { account, event, receivedAt }: InFlightCallback): () => void {
    const entry = { account, event, receivedAt };
    callbacks.add(entry);
    return () => {
      callbacks.delete(entry);
      if (this.#isIdle) for (const resolve of this.#onIdle.splice(0)) resolve();
    };
  }

  get #isIdle(): boolean {
    return this.#callbacks.size === 0 && this.#jobs.size === 0;
  }
}
