import type { InspectOptions } from 'node:util';
import { inspect } from 'node:util';
import { named, ViberError } from './viber-error';

/**
 * What a failure of listeners leads to: Viber repeats the callback; it does not, since the answer had been given; the job
 * fails, and the queue's attempts apply; or nothing, since those listeners only look on, as that of `rejected` does.
 */
export type ListenerFailureOutcome = 'repeated' | 'too_late' | 'job_failed' | 'no_change';

const LISTENER_FAILURES: Record<ListenerFailureOutcome, string> = {
  repeated: 'so the callback is not acknowledged and Viber will repeat it',
  too_late: 'too late to change the answer, so Viber will not repeat the callback',
  job_failed: "so the job fails and the queue's attempts apply",
  no_change: 'which does not change the answer',
};

/** Listeners or the welcome handler threw or rejected; without Express, whose error handler would be told, `authToken` too. */
export class ViberListenerError extends ViberError {
  readonly code = 'listener_failed';
  /** The HTTP status Express answers with. */
  readonly status = 500;
  /** The event whose listeners failed; `request` where it was the `authToken` function. */
  readonly event: string;
  /** What was thrown, in the order of failing; `cause` is the first. */
  declare readonly errors: readonly unknown[];
  /** `false` where Viber will repeat the callback for it; always `true` in a worker, where Viber had its answer before. */
  readonly acknowledged: boolean;
  readonly #ownStack: string;

  constructor(event: string, errors: readonly unknown[], outcome: ListenerFailureOutcome) {
    const [first] = errors;
    const who = errors.length === 1 ? 'A handler' : `${String(errors.length)} handlers`;
    super(`${who} of "${event}" failed, ${LISTENER_FAILURES[outcome]}.`, { cause: first });
    // Not enumerable, like cause, so that a log that lists fields does not print the first of them twice.
    Object.defineProperty(this, 'errors', { value: errors });
    this.event = event;
    this.acknowledged = outcome !== 'repeated';
    this.#ownStack = String(this.stack);
    // Express's own handler prints the stack alone, and a queue keeps nothing else: the listeners' are those that are needed.
    for (const [index, error] of errors.entries()) {
      const stack = stackOf(error);
      const label = index === 0 ? 'cause' : `error ${String(index + 1)}`;
      if (stack !== undefined) this.stack = `${String(this.stack)}\n  [${label}]: ${storable(stack)}`;
    }
  }

  /** What Node prints: all that was thrown, once. By itself it would print `cause` and `errors` beside a stack with both. */
  [inspect.custom](_depth: number, options: InspectOptions): string {
    const { code, event, acknowledged, errors } = this;
    // The depth is for causes of causes, and for those that hold several.
    return `${this.#ownStack} ${inspect({ code, event, acknowledged, errors }, { ...options, depth: 5 })}`;
  }
}

// PostgreSQL takes neither U+0000 nor half a surrogate pair, and a job that cannot be failed would run again for ever.
function storable(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
}

// Whatever was thrown, and however it is made: reading it must not throw.
function stackOf(thrown: unknown): string | undefined {
  try {
    return thrown instanceof Error && typeof thrown.stack === 'string' ? thrown.stack : undefined;
  } catch {
    return undefined;
  }
}
named(ViberListenerError, 'ViberListenerError');
