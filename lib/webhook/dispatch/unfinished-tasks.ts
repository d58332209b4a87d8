import { FairCache } from '../../shared/fair-cache';
import type { ReceivedCallback } from '../callback/received-callback';
import type { DuplicatesSettings } from '../options';
import type { ListenerTask } from './listener-task';

/** The memory, in characters of the callbacks' bodies. */
const MAX_CHARACTERS = 32 * 1024 * 1024;

/** Counted for the listeners of each callback besides its body, which the match of a text pattern may keep alive. */
const TASKS_CHARACTERS = 2048;

/** Longer than Viber redelivers. */
const DEFAULT_TTL_MS = 7_200_000;

/** The listeners of callbacks that have failed or are still running, by the key of the callback, for its redelivery. */
export class UnfinishedTasks {
  readonly #tasks: FairCache<readonly ListenerTask[]>;

  /** @param duplicates - its `ttlMs` applies here too */
  constructor(duplicates: DuplicatesSettings | false) {
    const ttlMs = duplicates === false ? DEFAULT_TTL_MS : duplicates.ttlMs;
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
