import { withinTime } from '../../shared/timing';

/** What is kept of a callback in flight: only these fields, since a listener may never settle. */
export interface InFlightCallback {
  readonly account: string;
  readonly event: string;
  readonly receivedAt: Date;
}

interface Entry {
  readonly callback: InFlightCallback;
  /** The number of deliveries whose work has not settled. */
  deliveries: number;
}

/** The callbacks in flight, so that their number can be limited and `close` can wait for them. */
export class InFlight {
  readonly #max: number;
  // Requests whose body is still being read do not count: they are not verified, so anybody may have sent them.
  // By key, so that all redeliveries that wait for one hung listener count once.
  readonly #callbacks = new Map<string, Entry>();
  // Jobs do not count against the limit: a worker has its own `concurrency`.
  readonly #jobs = new Map<string, Entry>();
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
  add(callback: InFlightCallback, key: string): () => void {
    return this.#addTo(this.#callbacks, callback, key);
  }

  /** Adds a callback from the queue, which does not count against the limit. @returns a function that removes it */
  addJob(callback: InFlightCallback, key: string): () => void {
    return this.#addTo(this.#jobs, callback, key);
  }

  /** Waits until nothing is in flight, but no longer than `timeoutMs`. @returns the callbacks still in flight then */
  async drain(timeoutMs: number): Promise<InFlightCallback[]> {
    this.#isClosing = true;
    // A listener may call `close` before its own callback was added.
    await Promise.resolve();
    const idle = new Promise<void>((resolve) => {
      if (this.#isIdle) resolve();
      else this.#onIdle.push(resolve);
    });
    await withinTime(idle, timeoutMs);
    return [...this.#callbacks.values(), ...this.#jobs.values()].map(({ callback }) => callback);
  }

  #addTo(
    entries: Map<string, Entry>,
    { account, event, receivedAt }: InFlightCallback,
    key: string,
  ): () => void {
    const entry = entries.get(key) ?? { callback: { account, event, receivedAt }, deliveries: 0 };
    entry.deliveries += 1;
    entries.set(key, entry);
    return () => {
      entry.deliveries -= 1;
      if (entry.deliveries === 0) entries.delete(key);
      if (this.#isIdle) for (const resolve of this.#onIdle.splice(0)) resolve();
    };
  }

  get #isIdle(): boolean {
    return this.#callbacks.size === 0 && this.#jobs.size === 0;
  }
}
