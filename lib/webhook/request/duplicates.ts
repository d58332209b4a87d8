import { LRUCache } from 'lru-cache';
import type { Dispatch } from '../dispatch/dispatcher';
import type { DuplicatesSettings } from '../options';
import type { Acknowledgement } from '../dispatch/welcome';

/** Total characters of the welcome messages kept for redeliveries, which need the same message again [doc]. */
const MAX_WELCOME_LENGTH = 32 * 1024 * 1024;

/** How precisely the age of an entry is measured. The default of 1 ms would cost a timer every millisecond. */
const TTL_RESOLUTION_MS = 1000;

/** Remembers which callbacks were handled, so that each is handled once and a redelivery gets the same response. */
export class Duplicates {
  readonly #handled: LRUCache<string, Acknowledgement>;
  // Not in the cache, so that a full cache never evicts a callback in flight. An entry stays until the acknowledgement
  // settles, for `ackTimeoutMs` at most.
  readonly #inFlight = new Map<string, Promise<Acknowledgement>>();

  constructor({ ttlMs, max }: DuplicatesSettings) {
    this.#handled = new LRUCache({
      ttl: ttlMs,
      // By default lru-cache keeps the clock from when it was loaded, which a test may have replaced since.
      perf: performance,
      ttlResolution: TTL_RESOLUTION_MS,
      max,
      maxSize: MAX_WELCOME_LENGTH,
      sizeCalculation: ({ welcome = '' }) => 1 + welcome.length,
    });
  }

  /** The acknowledgement of a callback that was handled or is in flight; `undefined` if it is new or has failed. */
  find(key: string): Acknowledgement | Promise<Acknowledgement> | undefined {
    return this.#handled.get(key) ?? this.#inFlight.get(key);
  }

  /** Remembers a callback that was handled without a message in its acknowledgement. */
  rememberHandled(key: string): void {
    this.#handled.set(key, {});
  }

  /** Remembers a callback until it expires or turns out to have failed. Never rejects. */
  async remember(
    key: string,
    { acknowledgement, succeeded }: Pick<Dispatch, 'acknowledgement' | 'succeeded'>,
  ): Promise<void> {
    this.#inFlight.set(key, acknowledgement);
    try {
      const acknowledged = await acknowledgement;
      this.#handled.set(key, acknowledged);
      this.#inFlight.delete(key);
      // Another delivery may have succeeded in the meantime; its entry stays.
      if (!(await succeeded) && this.#handled.peek(key) === acknowledged) this.#handled.delete(key);
    } catch {
      // The receiver awaits the acknowledgement too, and handles the error.
      this.#inFlight.delete(key);
    }
  }
}
