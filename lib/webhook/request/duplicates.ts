import { LRUCache } from 'lru-cache';
import type { Dispatch } from '../dispatch/dispatcher';
import type { DuplicatesSettings } from '../options';
import type { Acknowledgement } from '../dispatch/welcome';

/** Characters of welcome messages kept for redeliveries, which need the same message again [doc]. */
const MAX_WELCOME_LENGTH = 32 * 1024 * 1024;

/** How exactly the age of an entry is known. The default of 1 ms would cost a timer in each millisecond. */
const TTL_RESOLUTION_MS = 1000;

/** Remembers which callbacks were handled, so that each is handled once and a redelivery gets the same response. */
export class Duplicates {
  readonly #handled: LRUCache<string, Acknowledgement>;
  // Not in the cache, so that a full one never forgets what is in flight. An entry lives until its acknowledgement,
  // `ackTimeoutMs` at most.
  readonly #inFlight = new Map<string, Promise<Acknowledgement>>();

  constructor({ ttlMs, max }: DuplicatesSettings) {
    this.#handled = new LRUCache({
      ttl: ttlMs,
      // By default it keeps the clock of the moment it was loaded, which a test may have replaced since.
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
  async remember(key: string, { acknowledgement, succeeded }: Dispatch): Promise<void> {
    this.#inFlight.set(key, acknowledgement);
    try {
      const acknowledged = await acknowledgement;
      this.#handled.set(key, acknowledged);
      this.#inFlight.delete(key);
      // A later delivery may have succeeded meanwhile; its entry stays.
      if (!(await succeeded) && this.#handled.peek(key) === acknowledged) this.#handled.delete(key);
    } catch {
      // Whoever awaits the acknowledgement learns why it failed.
      this.#inFlight.delete(key);
    }
  }
}
