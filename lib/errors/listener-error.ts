import type { InspectOptions } from 'node:util';
import { inspect } from 'node:util';
import { named, ViberError } from './viber-error';

/**
 * What follows from a failed listener.
 *
 * - `redelivered`: the callback is not acknowledged, so Viber redelivers it.
 * - `late`: the response was already sent, so Viber does not redeliver the callback.
 * - `job_failed`: the job fails in the worker, and the queue's attempts apply.
 * - `no_effect`: nothing. Events such as `rejected` only report, so their listeners do not affect the response.
 */
export type ListenerFailureOutcome = 'redelivered' | 'late' | 'job_failed' | 'no_effect';

const CONSEQUENCES: Record<ListenerFailureOutcome, string> = {
  redelivered: ', so the callback was not acknowledged and Viber will redeliver it',
  late: ' after the response was sent, so Viber will not redeliver the callback',
  job_failed: ", so the job fails and the queue's attempts apply",
  no_effect: ', which does not affect the response',
};

/**
 * Listeners or the welcome handler threw or rejected. Without Express, which passes the original error to its error
 * handler, this error also reports a failed `authToken` function.
 */
export class ViberListenerError extends ViberError {
  readonly code = 'listener_failed';
  /** The HTTP status that Express responds with. */
  readonly status = 500;
  /** The event whose listeners failed; `request` if the `authToken` function failed. */
  readonly event: string;
  /** Everything that was thrown, in order of failure. `cause` is the first. */
  declare readonly errors: readonly unknown[];
  /** `false` if Viber will redeliver the callback; always `true` in a worker, where it was acknowledged before. */
  readonly acknowledged: boolean;
  readonly #ownStack: string;

  constructor(event: string, errors: readonly unknown[], outcome: ListenerFailureOutcome) {
    const [first] = errors;
    const subject = errors.length === 1 ? 'A handler' : `${String(errors.length)} handlers`;
    super(`${subject} of "${event}" failed${CONSEQUENCES[outcome]}.`, { cause: first });
    // Not enumerable, like cause, so that a log that lists fields does not print the first error twice.
    Object.defineProperty(this, 'errors', { value: errors });
    this.event = event;
    this.acknowledged = outcome !== 'redelivered';
    this.#ownStack = String(this.stack);
    // Express's own handler prints only the stack, and a queue stores nothing else, so the listeners' stacks go into it.
    for (const [index, error] of errors.entries()) {
      const stack = stackOf(error);
      const label = index === 0 ? 'cause' : `error ${String(index + 1)}`;
      if (stack !== undefined) this.stack = `${String(this.stack)}\n  [${label}]: ${storable(stack)}`;
    }
  }

  /** Makes Node print each error once. By default it prints `cause` and `errors` beside a stack that contains both. */
  [inspect.custom](_depth: number, options: InspectOptions): string {
    const { code, event, acknowledged, errors } = this;
    // Deep enough for causes of causes and for errors that hold several.
    return `${this.#ownStack} ${inspect({ code, event, acknowledged, errors }, { ...options, depth: 5 })}`;
  }
}

// PostgreSQL rejects U+0000 and unpaired surrogates, and a job whose failure cannot be stored would run again for ever.
function storable(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
}

// A thrown value can be anything, and reading it must not throw.
function stackOf(thrown: unknown): string | undefined {
  try {
    return thrown instanceof Error && typeof thrown.stack === 'string' ? thrown.stack : undefined;
  } catch {
    return undefined;
  }
}
named(ViberListenerError, 'ViberListenerError');
