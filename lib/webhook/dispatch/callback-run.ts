import type { ListenerFailureOutcome } from '../../errors';
import { ViberError, ViberListenerError, withOrigin } from '../../errors';
import type { ReportedError } from '../callback/events';
import type { CallbackOrigin } from '../callback/received-callback';
import { Failure, settle } from './failure';
import type { Delivery } from './listener-task';
import type { Acknowledgement, Welcome } from './welcome';
import { EMPTY_ACKNOWLEDGEMENT } from './welcome';

/**
 * The work of one delivery: the listeners, the `use` handlers around them, and the welcome handler. It decides when the
 * callback may be acknowledged.
 */
export class CallbackRun implements Delivery {
  /** Has the message of the acknowledgement. */
  welcome: Welcome | undefined;
  readonly #origin: CallbackOrigin;
  readonly #report: (error: ReportedError) => void;
  readonly #onSettled: (() => void)[] = [];
  #failures: Failure[] = [];
  #hasRetryable = false;
  #hasFailed = false;
  #pending = 0;
  #takeUncaught: () => readonly Failure[] = () => [];
  /** The outcome of failures from now on; `undefined` until the response is decided. */
  #outcome: ListenerFailureOutcome | undefined;

  /** @param report - called with each failure that is not part of the response */
  constructor(origin: CallbackOrigin, report: (error: ReportedError) => void) {
    this.#origin = origin;
    this.#report = report;
  }

  get isDecided(): boolean {
    return this.#outcome !== undefined;
  }

  /** Whether all work has settled. */
  get isSettled(): boolean {
    return this.#pending === 0;
  }

  /** Whether nothing has failed in a way that another delivery could mend. */
  get hasSucceeded(): boolean {
    return !this.#hasRetryable;
  }

  /** Whether anything has failed, for good or not. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Calls a function, and waits for the promise that it may return. */
  call(work: () => unknown): void {
    const fail = (error: unknown) => {
      this.fail(new Failure(error));
    };
    this.waitFor(settle(work, fail, `A listener of "${this.#origin.event}"`));
  }

  /** Makes the acknowledgement wait for work that never rejects. */
  waitFor(work: Promise<void> | undefined): void {
    if (work === undefined) return;
    this.#pending += 1;
    void work.then(() => {
      this.#pending -= 1;
      if (this.isSettled) for (const resolve of this.#onSettled.splice(0)) resolve();
    });
  }

  /**
   * Records a failure, or reports it if the response is decided.
   *
   * @param mustReport - `false` if another delivery reports it
   */
  fail(failure: Failure, mustReport = true): void {
    if (!mustReport) return;
    this.#hasFailed = true;
    this.#hasRetryable ||= !failure.isPermanent;
    const outcome = this.#outcome;
    if (outcome === undefined) {
      this.#failures.push(failure);
      return;
    }
    this.#reportOnce([failure], isRetried(outcome) && failure.isPermanent ? 'permanent' : outcome);
  }

  /**
   * Sets a function that returns the failures that no `use` handler has caught yet. It is called when the response is due,
   * since it is then too late to catch them.
   */
  onDue(takeUncaught: () => readonly Failure[]): void {
    this.#takeUncaught = takeUncaught;
  }

  /** Combines failures into the one error that a `use` handler may catch. */
  errorOf(failures: readonly Failure[]): ViberListenerError {
    const outcome = this.#outcome;
    if (outcome !== undefined && !isRetried(outcome)) return this.#failure(failures, outcome);
    const arePermanent = failures.every(({ isPermanent }) => isPermanent);
    return this.#failure(failures, arePermanent ? 'undecided_permanent' : 'undecided');
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
   * but not before `stored`. Permanent failures until then are reported and do not stand in the way.
   *
   * @param stored - settles when the callback is in the queue, or could not be added to it
   * @throws {@link ViberListenerError} with all retryable failures until then, or the rejection of `stored`
   */
  async acknowledgement(timeoutMs: number, stored?: Promise<unknown>): Promise<Acknowledgement> {
    // A rejection is handled below; until then it must not count as unhandled.
    stored?.catch(ignore);
    if (!this.isSettled) await this.#settledWithin(timeoutMs);
    for (const failure of this.#takeUncaught()) this.fail(failure);
    try {
      await stored;
    } catch (error) {
      // The response has room for one error.
      const { retryable } = this.#decide('redelivered');
      this.#reportOnce(retryable, 'redelivered');
      throw this.#withOrigin(error);
    }
    const { retryable } = this.#decide(this.hasSucceeded ? 'late' : 'redelivered');
    if (retryable.length > 0) throw this.#failure(retryable, 'redelivered');
    return this.welcome?.take() ?? EMPTY_ACKNOWLEDGEMENT;
  }

  /**
   * Resolves when all work of a job has succeeded.
   *
   * @throws {@link ViberListenerError} when all work has settled: with all retryable failures, or else with the permanent
   * ones and a name by which BullMQ knows that no attempt is to follow
   */
  async completion(): Promise<void> {
    await this.settled();
    for (const failure of this.#takeUncaught()) this.fail(failure);
    if (this.hasSucceeded && this.hasFailed) {
      const failure = this.#failure(this.#failures, 'job_failed_permanently');
      this.#outcome = 'late';
      throw Object.defineProperty(failure, 'name', { value: 'UnrecoverableError' });
    }
    const { retryable } = this.#decide(this.hasSucceeded ? 'late' : 'job_failed');
    if (retryable.length > 0) throw this.#failure(retryable, 'job_failed');
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

  /** Decides the response, reports the permanent failures, and returns the retryable ones. Keeps neither. */
  #decide(outcome: ListenerFailureOutcome): { retryable: Failure[] } {
    const failures = this.#failures;
    this.#outcome = outcome;
    this.#failures = [];
    this.#reportOnce(
      failures.filter(({ isPermanent }) => isPermanent),
      'permanent',
    );
    return { retryable: failures.filter(({ isPermanent }) => !isPermanent) };
  }

  #reportOnce(failures: readonly Failure[], outcome: ListenerFailureOutcome): void {
    const unreported = failures.filter(({ isReported }) => !isReported);
    if (unreported.length === 0) return;
    for (const failure of unreported) failure.isReported = true;
    this.#report(this.#failure(unreported, outcome));
  }

  #failure(failures: readonly Failure[], outcome: ListenerFailureOutcome): ViberListenerError {
    const errors = failures.map(({ error }) => error);
    return new ViberListenerError(this.#origin.event, errors, outcome, this.#origin);
  }

  #withOrigin(error: unknown): unknown {
    if (!(error instanceof ViberError)) return error;
    return withOrigin(error, { ...this.#origin, kind: 'retryable' });
  }
}

/** Whether a permanent failure differs from the others in what follows from it. */
function isRetried(outcome: ListenerFailureOutcome): boolean {
  return outcome === 'redelivered' || outcome === 'job_failed';
}

const ignore = () => undefined;
