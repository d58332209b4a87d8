import { FairCache } from '../../shared/fair-cache';
import type { PendingWork } from '../dispatch/dispatcher';
import type { Acknowledgement } from '../dispatch/welcome';
import { EMPTY_ACKNOWLEDGEMENT } from '../dispatch/welcome';
import type { DuplicatesSettings } from '../options';

/** The most characters of all welcome messages kept for redeliveries, which need the same message again [doc]. */
const MAX_WELCOME_LENGTH = 32 * 1024 * 1024;

/**
 * Remembers which callbacks were handled, so that each is handled once and a redelivery gets the same response. Accounts
 * share the memory fairly, so that a flood of callbacks for one bot does not make another forget its own.
 */
export class Duplicates {
  // Each entry takes less than 400 bytes, whatever the callback contains: the key is short, and the body is not kept.
  readonly #handled: FairCache<Acknowledgement>;
  // Kept apart, since welcome messages may be large: about `max` entries at most, with a limit on their total length.
  readonly #welcomed: FairCache<Acknowledgement>;
  readonly #minWelcomeLength: number;
  // Not in a cache, so that a full cache never evicts a callback in flight. An entry stays until the acknowledgement
  // settles, for `ackTimeoutMs` at most.
  readonly #inFlight = new Map<string, Promise<Acknowledgement>>();

  constructor({ ttlMs, max }: DuplicatesSettings) {
    this.#handled = new FairCache({ ttlMs, maxWeight: max });
    this.#welcomed = new FairCache({ ttlMs, maxWeight: MAX_WELCOME_LENGTH });
    this.#minWelcomeLength = Math.floor(MAX_WELCOME_LENGTH / max);
  }

  /** Returns the acknowledgement of a callback that was handled or is in flight; `undefined` if it is new or has failed. */
  find(key: string): Acknowledgement | Promise<Acknowledgement> | undefined {
    return this.#handled.get(key) ?? this.#welcomed.get(key) ?? this.#inFlight.get(key);
  }

  /** Remembers a callback that was handled without a message in its acknowledgement. */
  rememberHandled(key: string, account: string): void {
    this.#handled.set(key, EMPTY_ACKNOWLEDGEMENT, account);
  }

  /** Remembers a callback until it expires or turns out to have failed. Never rejects. */
  async remember(
    key: string,
    account: string,
    { acknowledgement, succeeded }: Pick<PendingWork, 'acknowledgement' | 'succeeded'>,
  ): Promise<void> {
    this.#inFlight.set(key, acknowledgement);
    try {
      const handled = await acknowledgement;
      const cache = handled.welcome === undefined ? this.#handled : this.#welcomed;
      const entry = cache.set(key, handled, account, this.#weightOf(handled));
      this.#inFlight.delete(key);
      // Another delivery may have succeeded in the meantime; its entry stays.
      if (!(await succeeded)) cache.remove(entry);
    } catch {
      // The receiver awaits the acknowledgement too, and handles the error.
      this.#inFlight.delete(key);
    }
  }

  #weightOf({ welcome }: Acknowledgement): number {
    return welcome === undefined ? 1 : Math.max(welcome.length, this.#minWelcomeLength);
  }
}
