import type { LateError } from './events';
import { ViberListenerError, ViberWelcomeError } from '../protocol/errors';
import type { Answer } from './answer';
import { withinTime } from './deadline';

/** What is to be done for one callback. */
export interface Work {
  /** The event that failures are reported under. */
  event: string;
  /** Called in this order, awaited together. */
  listeners: readonly (() => unknown)[];
  /** Makes the JSON of the welcome message, called first. */
  welcome: (() => Promise<string | undefined>) | undefined;
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
  /** Whether all went well in the end, with what was still running at the acknowledgement. Never rejects. */
  succeeded: Promise<boolean>;
}

/** What has become of a callback. */
export type Handling = Finished | Pending;

/**
 * Does the work of a callback and says when to acknowledge it: when everything has settled, or after `timeoutMs`,
 * whichever is first. A failure before that is the answer's; one after it goes to `reportError`.
 *
 * Most listeners wait for nothing, so what is done on the spot is told apart: it needs no timer and no promises.
 */
export function handle(work: Work, timeoutMs: number, reportError: (error: LateError) => void): Handling {
  const failures: unknown[] = [];
  const answer: Answer = {};
  let answered = false;
  let reported = 0;
  let welcomePending = work.welcome !== undefined;

  async function noteFailure(work: PromiseLike<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      failures.push(error);
    }
  }

  async function prepareWelcome(): Promise<void> {
    try {
      const welcome = await work.welcome?.();
      if (welcome !== undefined && !answered) answer.welcome = welcome;
    } catch (error) {
      // To repeat the callback would not mend the message.
      if (error instanceof ViberWelcomeError) reportError(error);
      else throw error;
    } finally {
      welcomePending = false;
    }
  }

  async function acknowledge(): Promise<Answer> {
    await withinTime(settled, timeoutMs);
    answered = true;
    reported = failures.length;
    if (reported > 0) throw new ViberListenerError(work.event, [...failures], false);
    if (welcomePending) reportError(new ViberWelcomeError('welcome_late'));
    return answer;
  }

  async function finish(): Promise<boolean> {
    await acknowledged.catch(ignore);
    await settled;
    const late = failures.slice(reported);
    if (late.length > 0) reportError(new ViberListenerError(work.event, late, reported === 0));
    return failures.length === 0;
  }

  const running: Promise<void>[] = [];
  if (work.welcome !== undefined) running.push(noteFailure(prepareWelcome()));
  for (const listener of work.listeners) {
    try {
      const result = listener();
      if (isThenable(result)) running.push(noteFailure(result));
    } catch (error) {
      failures.push(error);
    }
  }
  if (running.length === 0 && failures.length === 0) return { finished: true, answer };

  const settled = Promise.all(running);
  const acknowledged = acknowledge();
  return { finished: false, answer: acknowledged, succeeded: finish() };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

function ignore(): void {
  // Whoever awaits the answer hears of it.
}
