import { LATE, withinTime } from '../../shared/timing';

/** Callbacks of one user that may wait, so that nobody fills the lines of all the others. */
const MAX_WAITING_PER_USER = 100;

/** Callbacks that may wait in all. */
const MAX_WAITING = 10_000;

/** The callbacks of one user that have not finished. */
interface Line {
  length: number;
  /** Settles with the last of them; never rejects. */
  last: Promise<unknown>;
}

/** Runs the work of one user in order of arrival, that of different users side by side. */
export class UserQueues {
  readonly #giveUpAfterMs: number;
  // A line is forgotten with its last callback, so this is no longer than what is running.
  readonly #lines = new Map<string, Line>();
  #waiting = 0;

  /** @param giveUpAfterMs - how long the work of a callback may hold up the next one of its user */
  constructor(giveUpAfterMs: number) {
    this.#giveUpAfterMs = giveUpAfterMs;
  }

  /** Whether another callback of this user may wait. */
  hasRoomFor(user: string): boolean {
    const line = this.#lines.get(user);
    // Whoever need not wait takes no room.
    return line === undefined || (line.length <= MAX_WAITING_PER_USER && this.#waiting < MAX_WAITING);
  }

  /**
   * Starts the work at once if nothing of the user's is running, else once all before it has settled or been given up.
   *
   * @param start - starts the work; what it returns settles with it, and is left out if nothing is waited for
   * @returns what settles with the work; rejects if it was given up
   */
  run(user: string, start: () => Promise<unknown> | undefined): Promise<unknown> | undefined {
    const line = this.#lines.get(user);
    if (line !== undefined) {
      this.#waiting += 1;
      const turn = line.last.then(() => {
        this.#waiting -= 1;
        return this.#bounded(start());
      });
      return this.#append(user, line, turn);
    }
    const pending = start();
    // What is done on the spot holds nobody up.
    if (pending === undefined) return undefined;
    return this.#append(user, { length: 0, last: pending }, this.#bounded(pending));
  }

  #append(user: string, line: Line, turn: Promise<unknown>): Promise<unknown> {
    const leave = () => {
      line.length -= 1;
      // Another line may have taken its place, where a listener hands on a callback of its own user.
      if (line.length === 0 && this.#lines.get(user) === line) this.#lines.delete(user);
    };
    line.length += 1;
    line.last = turn.then(leave, leave);
    this.#lines.set(user, line);
    return turn;
  }

  async #bounded(pending: Promise<unknown> | undefined): Promise<void> {
    if (pending === undefined) return;
    if ((await withinTime(pending, this.#giveUpAfterMs)) !== LATE) return;
    throw new Error(
      `A listener did not settle within ${String(this.#giveUpAfterMs)} ms (ordered.giveUpAfterMs), so the next callback of its user goes ahead.`,
    );
  }
}
