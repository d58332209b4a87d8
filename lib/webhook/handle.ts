import type { LateError } from './events';
import type { ListenerFailureOutcome } from '../protocol/errors';
import { ViberListenerError, ViberWelcomeError } from '../protocol/errors';
import type { Answer } from './answer';
import { withinTime } from './deadline';

/** What is to be done for one callback. */
export interface Work {
  /** The event that failures are reported under. */
  event: string;
  /** Called in this order, awaited together. */
  listeners: readonly (() => unknown)[];
  /** Starts the listeners when it is their turn, and settles with them. At once where it is left out. */
  inTurn?: ((start: () => Promise<unknown> | undefined) => Promise<unknown> | undefined) | undefined;
  /** Makes the JSON of the welcome message, called first. */
  welcome: (() => Promise<string | undefined>) | undefined;
  /** The way into the queue: no acknowledgement goes before its end, and its failure is the answer's, as it is. */
  storing?: Pending | undefined;
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
 * whichever is first. A failure before that is the answer's; one after it goes to `reportError`.
 *
 * Most listeners wait for nothing, so what is done on the spot is told apart: it needs no timer and no promises.
 *
 * @param timeoutMs - left out, the acknowledgement waits for everything
 */
export function handle(
  work: Work,
  timeoutMs: number | undefined,
  reportError: (error: LateError) => void,
): Handling {
  // A job has no acknowledgement to be late for.
  const failed = timeoutMs === undefined ? 'job_failed' : 'repeated';
  const failures: unknown[] = [];
  const answer: Answer = {};
  let answered = false;
  let reported = 0;
  let isOver = false;
  let outcomeOfLate: ListenerFailureOutcome = failed;
  let welcomePending = work.welcome !== undefined;

  async function noteFailure(running: PromiseLike<unknown>): Promise<void> {
    try {
      await running;
    } catch (error) {
      // What was given up may fail in the end.
      if (isOver) reportLate([error]);
      else failures.push(error);
    }
  }

  function reportLate(errors: readonly unknown[]): void {
    reportError(new ViberListenerError(work.event, errors, outcomeOfLate));
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
    await (timeoutMs === undefined ? settled : withinTime(settled, timeoutMs));
    await work.storing?.answer;
    answered = true;
    reported = failures.length;
    if (reported > 0) throw new ViberListenerError(work.event, [...failures], failed);
    if (welcomePending) reportError(new ViberWelcomeError('welcome_late'));
    return answer;
  }

  async function finish(): Promise<boolean> {
    const wasAcknowledged = await acknowledged.then(yes, no);
    if (wasAcknowledged) outcomeOfLate = 'too_late';
    await settled;
    await work.storing?.succeeded;
    isOver = true;
    const late = failures.slice(reported);
    if (late.length > 0) reportLate(late);
    return wasAcknowledged && failures.length === 0;
  }

  function startListeners(): Promise<unknown> | undefined {
    const running: Promise<void>[] = [];
    for (const listener of work.listeners) {
      try {
        const result = listener();
        if (isThenable(result)) running.push(noteFailure(result));
      } catch (error) {
        failures.push(error);
      }
    }
    return running.length === 0 ? undefined : Promise.all(running);
  }

  const welcomed = work.welcome === undefined ? undefined : noteFailure(prepareWelcome());
  const listened = work.inTurn === undefined ? startListeners() : work.inTurn(startListeners);
  const isDone = welcomed === undefined && listened === undefined && work.storing === undefined;
  if (isDone && failures.length === 0) return { finished: true, answer };

  const running = [welcomed, listened && noteFailure(listened)].filter((each) => each !== undefined);
  const settled = Promise.all(running);
  // It may fail while the welcome message is still being made.
  work.storing?.answer.catch(no);
  const acknowledged = acknowledge();
  return { finished: false, answer: acknowledged, succeeded: finish() };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

const yes = () => true;

/** Whoever awaits the answer hears why. */
const no = () => false;
