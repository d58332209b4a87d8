import type { LateError } from '../callback/events';
import type { ListenerFailureOutcome } from '../../errors';
import { ViberListenerError, ViberWelcomeError } from '../../errors';
import type { Answer } from '../request/response';
import { withinTime } from '../../shared/timing';

/** What is to be done for one callback. */
export interface Work {
  /** The event that failures are reported under. */
  event: string;
  /** Called in this order, awaited together. */
  listeners: readonly (() => unknown)[];
  /** Starts the listeners when it is their turn, and settles with them. At once where it is left out. */
  inTurn?: (start: () => Promise<unknown> | undefined) => Promise<unknown> | undefined;
  /** Makes the JSON of the welcome message, called first. */
  welcome?: (() => Promise<string | undefined>) | undefined;
  /** The way into the queue: no acknowledgement goes before its end, and its failure is the answer's, as it is. */
  storing?: Pending;
}

/** A callback whose work was done on the spot. */
export interface Finished {
  finished: true;
  answer: Answer;
}

/** A callback being handled. */
export interface Pending {
  finished: false;
  /** The acknowledgement; rejects if something failed before it. */
  answer: Promise<Answer>;
  /**
   * Whether all went well in the end, with what was still running at the answer and was not given up. Never rejects.
   */
  succeeded: Promise<boolean>;
}

/** What has become of a callback. */
export type Handling = Finished | Pending;

/**
 * Does the work of a callback and says when to acknowledge it: when everything has settled, or after `timeoutMs`,
 * whichever is first. A failure before that is the answer's; each one after it goes to `reportError`.
 *
 * Most listeners wait for nothing, so what is done on the spot is told apart: it needs no timer and no promises.
 *
 * @param timeoutMs - left out for a job, which has no acknowledgement to be late for: it waits for everything
 */
export function handle(
  { event, listeners, inTurn, welcome, storing }: Work,
  timeoutMs: number | undefined,
  reportError: (error: LateError) => void,
): Handling {
  const answer: Answer = {};
  const failures: unknown[] = [];
  let isWelcomePending = welcome !== undefined;
  /** What a failure leads to that comes after the answer; `undefined` while it would be the answer's. */
  let outcomeOfLate: ListenerFailureOutcome | undefined;

  function noteFailure(error: unknown): void {
    failures.push(error);
    if (outcomeOfLate !== undefined) reportError(new ViberListenerError(event, [error], outcomeOfLate));
  }

  async function watch(running: PromiseLike<unknown>): Promise<void> {
    try {
      await running;
    } catch (error) {
      noteFailure(error);
    }
  }

  function startListeners(): Promise<unknown> | undefined {
    const running: Promise<void>[] = [];
    for (const listener of listeners) {
      try {
        const result = listener();
        if (isThenable(result)) running.push(watch(result));
      } catch (error) {
        noteFailure(error);
      }
    }
    return running.length === 0 ? undefined : Promise.all(running);
  }

  async function prepareWelcome(prepare: () => Promise<string | undefined>): Promise<void> {
    try {
      const message = await prepare();
      if (message !== undefined && outcomeOfLate === undefined) answer.welcome = message;
    } catch (error) {
      // To repeat the callback would not mend the message.
      if (error instanceof ViberWelcomeError) reportError(error);
      else throw error;
    } finally {
      isWelcomePending = false;
    }
  }

  /** The failure of all that has failed so far; what fails from now on leads to the same. */
  function failed(outcome: ListenerFailureOutcome): ViberListenerError {
    outcomeOfLate = outcome;
    return new ViberListenerError(event, [...failures], outcome);
  }

  async function acknowledge(settled: Promise<unknown>): Promise<Answer> {
    await (timeoutMs === undefined ? settled : withinTime(settled, timeoutMs));
    try {
      await storing?.answer;
    } catch (error) {
      const failure = failed('redelivered');
      // The answer has room for one.
      if (failures.length > 0) reportError(failure);
      throw error;
    }
    if (failures.length > 0) throw failed(timeoutMs === undefined ? 'job_failed' : 'redelivered');
    outcomeOfLate = 'late';
    if (isWelcomePending) reportError(new ViberWelcomeError('welcome_late'));
    return answer;
  }

  const running: Promise<void>[] = [];
  if (welcome !== undefined) running.push(watch(prepareWelcome(welcome)));
  const listened = inTurn === undefined ? startListeners() : inTurn(startListeners);
  if (listened !== undefined) running.push(watch(listened));
  if (running.length === 0 && failures.length === 0) return { finished: true, answer };

  const settled = Promise.all(running);
  const acknowledged = acknowledge(settled);
  const over = Promise.all([settled, storing?.succeeded]);
  const succeeded = acknowledged.then(
    () => over.then(() => failures.length === 0),
    () => over.then(() => false),
  );
  return { finished: false, answer: acknowledged, succeeded };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
