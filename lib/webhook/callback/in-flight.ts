import { LATE, withinTime } from '../../shared/timing';
import type { ReceivedCallback } from './received-callback';

/** The callbacks in flight, so that their number can be limited and `close` can wait for them. */
export class InFlight {
  readonly #max: number;
  // Requests whose body is still being read do not count: they are not verified, so anybody may have sent them.
  readonly #callbacks = new Set<ReceivedCallback>();
  // Jobs do not count against the limit: a worker has its own `concurrency`.
  readonly #jobs = new Set<ReceivedCallback>();
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

  /** Adds a callback that counts against the limit. */
  add(callback: ReceivedCallback): void {
    this.#callbacks.add(callback);
  }

  /** Adds a callback from the queue, which does not count against the limit. */
  addJob(callback: ReceivedCallback): void {
    this.#jobs.add(callback);
  }

  /** Removes a callback whose work has settled. */
  remove(callback: ReceivedCallback): void {
    this.#callbacks.delete(callback);
    this.#jobs.delete(callback);
    if (this.#isIdle) for (const resolve of this.#onIdle.splice(0)) resolve();
  }

  /** Waits until nothing is in flight, but no longer than `timeoutMs`. @returns the callbacks still in flight then */
  async drain(timeoutMs: number): Promise<ReceivedCallback[]> {
    this.#isClosing = true;
    const idle = new Promise<void>((resolve) => {
      if (this.#isIdle) resolve();
      else this.#onIdle.push(resolve);
    });
    const outcome = await withinTime(idle, timeoutMs);
    return outcome === LATE ? [...this.#callbacks, ...this.#jobs] : [];
  }

  get #isIdle(): boolean {
    return this.#callbacks.size === 0 && this.#jobs.size === 0;
  }
}
