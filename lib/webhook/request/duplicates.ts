import { LRUCache } from 'lru-cache';
import type { Answer } from './response';
import type { Handling, Pending } from '../dispatch/run-listeners';
import type { DuplicatesOptions } from '../options';

/** Characters of welcome messages kept for repeats; a repeated callback needs the same one again. [doc] */
const MAX_WELCOME_LENGTH = 32 * 1024 * 1024;

/** How exactly the age of an entry is known; the default would cost a timer in each millisecond. */
const TTL_RESOLUTION_MS = 1000;

/** Remembers which callbacks were handled, so that each is handled once and a repeat gets the same answer. */
export class HandledCallbacks {
  readonly #handled: LRUCache<string, Answer>;
  // Not in the cache, so that a full one never forgets what is still running. An entry lives until its
  // acknowledgement, which is ackTimeoutMs away at most.
  readonly #running = new Map<string, Promise<Answer>>();

  constructor({ ttlMs, max }: Required<DuplicatesOptions>) {
    this.#handled = new LRUCache({
      ttl: ttlMs,
      // Else it keeps the clock of the moment it was loaded, which a test may have replaced since.
      perf: performance,
      ttlResolution: TTL_RESOLUTION_MS,
      max,
      maxSize: MAX_WELCOME_LENGTH,
      sizeCalculation: ({ welcome = '' }) => 1 + welcome.length,
    });
  }

  /** The answer to a callback that was handled or is being handled; `undefined` if it is new or failed. */
  find(key: string): Answer | Promise<Answer> | undefined {
    return this.#handled.get(key) ?? this.#running.get(key);
  }

  /** Remembers a callback from now on, until its time is over or it turns out to have failed. */
  remember(key: string, handling: Handling): Promise<void> | undefined {
    if (!handling.finished) return this.#rememberLater(key, handling);
    this.#handled.set(key, handling.answer);
    return undefined;
  }

  async #rememberLater(key: string, { answer, succeeded }: Pending): Promise<void> {
    this.#running.set(key, answer);
    try {
      const acknowledged = await answer;
      this.#handled.set(key, acknowledged);
      this.#running.delete(key);
      if (!(await succeeded) && this.#handled.peek(key) === acknowledged) this.#handled.delete(key);
    } catch {
      // It failed, and whoever awaits the answer hears why.
      this.#running.delete(key);
    }
  }
}
