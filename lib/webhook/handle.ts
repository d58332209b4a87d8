import type { ViberError } from '../protocol/errors';
import { ViberListenerError, ViberWelcomeError } from '../protocol/errors';
import type { Answer } from './answer';
import type { Handling } from './handled-callbacks';

/** What is to be done for one callback. */
export interface Work {
  /** The event that failures are reported under. */
  event: string;
  /** Called in this order, awaited together. */
  listeners: readonly (() => unknown)[];
  /** Makes the JSON of the welcome message, called first. */
  welcome: (() => Promise<string | undefined>) | undefined;
}

/**
 * Does the work of a callback and says when to acknowledge it: when everything has settled, or after `timeoutMs`,
 * whichever is first. A failure before that is the answer's; one after it goes to `reportError`.
 */
export function handle(work: Work, timeoutMs: number, reportError: (error: ViberError) => void): Handling {
  const failures: unknown[] = [];
  const answer: Answer = {};
  let answered = false;
  let reported = 0;
  let welcomePending = work.welcome !== undefined;

  async function run(task: () => unknown): Promise<void> {
    try {
      await task();
    } catch (error) {
      failures.push(error);
    }
  }

  async function prepareWelcome(): Promise<void> {
    const welcome = await work.welcome?.().finally(() => {
      welcomePending = false;
    });
    if (welcome !== undefined && !answered) answer.welcome = welcome;
  }

  async function acknowledge(): Promise<Answer> {
    await settledOrTimeout(settled, timeoutMs);
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
    if (late.length > 0) reportError(new ViberListenerError(work.event, late, true));
    return failures.length === 0;
  }

  const running = work.listeners.map(run);
  const settled = Promise.all(work.welcome === undefined ? running : [run(prepareWelcome), ...running]);
  const acknowledged = acknowledge();
  return { answer: acknowledged, succeeded: finish() };
}

async function settledOrTimeout(settled: Promise<unknown>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  await Promise.race([settled, timeout]);
  clearTimeout(timer);
}

function ignore(): void {
  // Whoever awaits the answer hears of it.
}
