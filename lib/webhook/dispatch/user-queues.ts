import { LATE, withinTime } from '../../shared/timing';

/** How many callbacks of one user may wait, so that one user cannot exhaust the shared limit. */
const MAX_WAITING_PER_USER = 100;

/** How many callbacks of all users may wait. */
const MAX_WAITING = 10_000;

/** The callbacks of one user that have not settled. */
interface UserQueue {
  length: number;
  /** Resolves when the last of them has settled or was given up; never rejects. */
  last: Promise<unknown>;
}

/** Per-user queues: the work of one user runs in order of arrival, that of different users in parallel. */
export class UserQueues {
  readonly #giveUpAfterMs: number;
  // A queue is removed with its last callback, so there are no more queues than callbacks in flight.
  readonly #queues = new Map<string, UserQueue>();
  #waiting = 0;

  /** @param giveUpAfterMs - how long the work of one callback may delay the next */
  constructor(giveUpAfterMs: number) {
    this.#giveUpAfterMs = giveUpAfterMs;
  }

  /** Whether another callback of this user may wait. */
  hasRoomFor(user: string): boolean {
    const queue = this.#queues.get(user);
    // A callback that need not wait takes up no room.
    return queue === undefined || (queue.length <= MAX_WAITING_PER_USER && this.#waiting < MAX_WAITING);
  }

  /**
   * Starts the work at once if the user has nothing in flight, otherwise when everything before it has settled or was
   * given up.
   *
   * @param start - starts the work; returns a promise that settles with it, or `undefined` if it was synchronous
   * @returns a promise that settles with the work and rejects if it was given up; `undefined` if it was synchronous
   */
  run(user: string, start: () => Promise<unknown> | undefined): Promise<unknown> | undefined {
    const queue = this.#queues.get(user);
    if (queue !== undefined) {
      this.#waiting += 1;
      const turn = queue.last.then(() => {
        this.#waiting -= 1;
        return this.#bounded(start());
      });
      return this.#append(user, queue, turn);
    }
    const work = start();
    if (work === undefined) return undefined;
    return this.#append(user, { length: 0, last: work }, this.#bounded(work));
  }

  #append(user: string, queue: UserQueue, turn: Promise<unknown>): Promise<unknown> {
    const leave = () => {
      queue.length -= 1;
      // A listener may itself have processed a callback of the same user, whose queue has then replaced this one.
      if (queue.length === 0 && this.#queues.get(user) === queue) this.#queues.delete(user);
    };
    queue.length += 1;
    queue.last = turn.then(leave, leave);
    this.#queues.set(user, queue);
    return turn;
  }

  async #bounded(work: Promise<unknown> | undefined): Promise<void> {
    if (work === undefined) return;
    if ((await withinTime(work, this.#giveUpAfterMs)) !== LATE) return;
    throw new Error(
      `A listener did not settle within ${String(this.#giveUpAfterMs)} ms (ordered.giveUpAfterMs), so the user's next ` +
        'callback no longer waits for it. Make the listener faster, or raise giveUpAfterMs.',
    );
  }
}
