import { FairCache } from '../../shared/fair-cache';
import type { ReceivedCallback } from '../callback/received-callback';
import type { ListenerTask } from './listener-task';

/** The memory, in characters of the callbacks' bodies. */
const MAX_CHARACTERS = 32 * 1024 * 1024;

/** Counted for the listeners of each callback besides its body, which the match of a text pattern may keep alive. */
const TASKS_CHARACTERS = 2048;

/** The listeners of callbacks that have failed or of which one is still running, for a redelivery. */
export class Unfinished {
  readonly #tasks: FairCache<readonly ListenerTask[]>;

  /** @param ttlMs - how long they are remembered */
  constructor(ttlMs: number) {
    this.#tasks = new FairCache({ ttlMs, maxWeight: MAX_CHARACTERS });
  }

  get(key: string): readonly ListenerTask[] | undefined {
    return this.#tasks.get(key);
  }

  remember(key: string, tasks: readonly ListenerTask[], { account, body }: ReceivedCallback): void {
    if (tasks.length > 0) this.#tasks.set(key, tasks, account, TASKS_CHARACTERS + body.length);
  }

  /** Forgets the listeners of a callback, but not those that have replaced them. */
  forget(key: string, tasks: readonly ListenerTask[]): void {
    if (this.#tasks.get(key) === tasks) this.#tasks.delete(key);
  }
}
