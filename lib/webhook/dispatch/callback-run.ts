import type { ListenerFailureOutcome } from '../../errors';
import { ViberListenerError } from '../../errors';
import type { ReportedError } from '../callback/events';

/**
 * The work for one callback: its listeners and the welcome handler. It decides when the callback may be acknowledged.
 * An earlier failure makes the callback fail; a later one is reported.
 */
export class CallbackRun {
  readonly #event: string;
  readonly #report: (error: ReportedError) => void;
  readonly #failures: unknown[] = [];
  readonly #onSettled: (() => void)[] = [];
  #pending = 0;
  /** The outcome of failures from now on; `undefined` until the response is decided. */
  #outcome: ListenerFailureOutcome | undefined;

  /**
   * @param event - names the callback in errors
   * @param report - called with each failure after the response was decided
   */
  constructor(event: string, report: (error: ReportedError) => void) {
    this.#event = event;
    this.#report = report;
  }

  /** Whether all work has settled. */
  get isSettled(): boolean {
    return this.#pending === 0;
  }

  /** Whether nothing has failed so far. */
  get hasSucceeded(): boolean {
    return this.#failures.length === 0;
  }

  /**
   * Calls a function and records its failure, thrown or rejected. Never throws.
   *
   * @returns a promise that resolves when the work has settled; `undefined` if it was synchronous
   */
  call(work: () => unknown): Promise<void> | undefined {
    try {
      const result = work();
      if (!isThenable(result)) return undefined;
      return Promise.resolve(result).then(ignore, (error: unknown) => {
        this.#fail(error);
      });
    } catch (error) {
      this.#fail(error);
      return undefined;
    }
  }

  /** Counts work that {@link call} has started, so that the acknowledgement waits for it. */
  waitFor(work: Promise<void> | undefined): void {
    if (work === undefined) return;
    this.#pending += 1;
    void work.then(() => {
      this.#pending -= 1;
      if (this.isSettled) for (const resolve of this.#onSettled.splice(0)) resolve();
    });
  }

  /** Resolves once all work has settled. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      if (this.isSettled) resolve();
      else this.#onSettled.push(resolve);
    });
  }

  /**
   * Resolves when the callback may be acknowledged: when all work has settled or after `timeoutMs`, whichever is first,
   * but not before `stored`.
   *
   * @param stored - settles when the callback is in the queue, or could not be added to it
   * @throws {@link ViberListenerError} with all failures until then, or the rejection of `stored` as it is
   */
  async acknowledgement(timeoutMs: number, stored?: Promise<unknown>): Promise<void> {
    // A rejection is handled below; until then it must not count as unhandled.
    stored?.catch(ignore);
    if (!this.isSettled) await this.#settledWithin(timeoutMs);
    try {
      await stored;
    } catch (error) {
      const failure = this.#decide('redelivered');
      // The response has room for one error.
      if (!this.hasSucceeded) this.#report(failure);
      throw error;
    }
    if (!this.hasSucceeded) throw this.#decide('redelivered');
    this.#outcome = 'late';
  }

  /**
   * Resolves when all work of a job has succeeded.
   *
   * @throws {@link ViberListenerError} with all failures, when all work has settled
   */
  async completion(): Promise<void> {
    await this.settled();
    if (!this.hasSucceeded) throw this.#decide('job_failed');
  }

  #settledWithin(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#onSettled.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #fail(error: unknown): void {
    this.#failures.push(error);
    if (this.#outcome !== undefined)
      this.#report(new ViberListenerError(this.#event, [error], this.#outcome));
  }

  #decide(outcome: ListenerFailureOutcome): ViberListenerError {
    this.#outcome = outcome;
    return new ViberListenerError(this.#event, [...this.#failures], outcome);
  }
}

const ignore = () => undefined;

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
