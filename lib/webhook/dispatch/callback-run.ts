import type { ErrorOrigin, ListenerFailureOutcome } from '../../errors';
import { ViberError, ViberListenerError, withOrigin } from '../../errors';
import type { ReportedError } from '../callback/events';
import type { ReceivedCallback } from '../callback/received-callback';
import { isPermanent } from './failure-kind';
import type { ListenerTask } from './listener-task';

/**
 * The work for one callback: its listeners and the welcome handler. It decides when a delivery may be acknowledged, and
 * keeps for the next delivery what has yet to succeed.
 */
export class CallbackRun {
  /** The listeners, over all deliveries. */
  readonly tasks: readonly ListenerTask[];
  readonly bodyLength: number;
  readonly #event: string;
  readonly #origin: ErrorOrigin;
  readonly #report: (error: ReportedError) => void;
  readonly #onSettled: (() => void)[] = [];
  #retryable: unknown[] = [];
  #permanent: unknown[] = [];
  #pending = 0;
  /** The outcome of failures from now on; `undefined` until the response is decided. */
  #outcome: ListenerFailureOutcome | undefined;

  /** @param report - called with each failure that the response does not tell of */
  constructor(
    callback: ReceivedCallback,
    tasks: readonly ListenerTask[],
    report: (error: ReportedError) => void,
  ) {
    const { account, event, messageToken } = callback;
    this.tasks = tasks;
    this.bodyLength = callback.body.length;
    this.#event = event;
    this.#origin = { account, messageToken };
    this.#report = report;
  }

  /** Whether all work has settled. */
  get isSettled(): boolean {
    return this.#pending === 0;
  }

  /** Whether nothing is left for another delivery. */
  get hasSucceeded(): boolean {
    return this.#retryable.length === 0;
  }

  /** Whether anything has failed in this delivery. */
  get hasFailed(): boolean {
    return this.#retryable.length + this.#permanent.length > 0;
  }

  /** Starts a delivery: failures of earlier ones were the failures of their responses. */
  begin(): void {
    this.#retryable = [];
    this.#permanent = [];
    this.#outcome = undefined;
  }

  /**
   * Starts a listener, joins it if it is still running, and skips it if it is done.
   *
   * @returns a promise that resolves when the listener has settled; `undefined` if there is nothing to wait for
   */
  start(task: ListenerTask, call: () => unknown): Promise<void> | undefined {
    if (task.running !== undefined) return task.running;
    if (task.isDone) return undefined;
    task.isDone = true;
    const running = this.call(call, task);
    task.running = running?.then(() => {
      task.running = undefined;
    });
    return task.running;
  }

  /**
   * Calls a function and records its failure, thrown or rejected. Never throws.
   *
   * @returns a promise that resolves when the work has settled; `undefined` if it was synchronous
   */
  call(work: () => unknown, task?: ListenerTask): Promise<void> | undefined {
    try {
      const result = work();
      if (!isThenable(result)) {
        if (isGenerator(result)) this.#warnOfGenerator();
        return undefined;
      }
      return Promise.resolve(result).then(ignore, (error: unknown) => {
        this.#fail(error, task);
      });
    } catch (error) {
      this.#fail(error, task);
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
   * but not before `stored`. Permanent failures until then are reported and do not stand in the way.
   *
   * @param stored - settles when the callback is in the queue, or could not be added to it
   * @throws {@link ViberListenerError} with all retryable failures until then, or the rejection of `stored`
   */
  async acknowledgement(timeoutMs: number, stored?: Promise<unknown>): Promise<void> {
    // A rejection is handled below; until then it must not count as unhandled.
    stored?.catch(ignore);
    if (!this.isSettled) await this.#settledWithin(timeoutMs);
    try {
      await stored;
    } catch (error) {
      this.#reportPermanent();
      this.#outcome = 'redelivered';
      // The response has room for one error.
      if (!this.hasSucceeded) this.#report(this.#failure(this.#retryable, 'redelivered'));
      throw this.#withOrigin(error);
    }
    this.#reportPermanent();
    this.#outcome = this.hasSucceeded ? 'late' : 'redelivered';
    if (!this.hasSucceeded) throw this.#failure(this.#retryable, 'redelivered');
  }

  /**
   * Resolves when all work of a job has succeeded.
   *
   * @throws {@link ViberListenerError} when all work has settled: with all retryable failures, or else with the permanent
   * ones and a name by which BullMQ knows that no attempt is to follow
   */
  async completion(): Promise<void> {
    await this.settled();
    if (!this.hasSucceeded) {
      this.#reportPermanent();
      this.#outcome = 'job_failed';
      throw this.#failure(this.#retryable, 'job_failed');
    }
    this.#outcome = 'late';
    if (this.#permanent.length === 0) return;
    const failure = this.#failure(this.#permanent, 'job_failed_permanently');
    throw Object.defineProperty(failure, 'name', { value: 'UnrecoverableError' });
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

  #fail(error: unknown, task: ListenerTask | undefined): void {
    const isForGood = isPermanent(error);
    if (task !== undefined) task.isDone = isForGood;
    (isForGood ? this.#permanent : this.#retryable).push(error);
    const outcome = this.#outcome;
    if (outcome === undefined) return;
    const isRetried = outcome === 'redelivered' || outcome === 'job_failed';
    this.#report(this.#failure([error], isForGood && isRetried ? 'permanent' : outcome));
  }

  #reportPermanent(): void {
    if (this.#permanent.length > 0) this.#report(this.#failure(this.#permanent, 'permanent'));
  }

  #failure(errors: readonly unknown[], outcome: ListenerFailureOutcome): ViberListenerError {
    return new ViberListenerError(this.#event, [...errors], outcome, this.#origin);
  }

  #withOrigin(error: unknown): unknown {
    if (!(error instanceof ViberError)) return error;
    return withOrigin(error, { event: this.#event, ...this.#origin, kind: 'retryable' });
  }

  #warnOfGenerator(): void {
    process.emitWarning(
      `A listener of "${this.#event}" is a generator function, whose body never runs. Use an async function.`,
      { type: 'ViberWarning', code: 'VIBER_GENERATOR_LISTENER' },
    );
  }
}

const ignore = () => undefined;

function isThenable(value: unknown): value is PromiseLike<unknown> {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  return 'then' in value && typeof value.then === 'function';
}

function isGenerator(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return /^\[object (?:Async)?Generator\]$/.test(Object.prototype.toString.call(value));
}
