import type { InspectOptions } from 'node:util';
import { inspect } from 'node:util';
import type { ErrorOrigin, FailureKind } from './viber-error';
import { named, ViberError, withOrigin } from './viber-error';

/**
 * What follows from a failed listener.
 *
 * - `redelivered`: the callback is not acknowledged, so Viber redelivers it.
 * - `permanent`: the callback is acknowledged, because a redelivery would only fail again.
 * - `late`: the response was already sent, so Viber does not redeliver the callback.
 * - `job_failed`: the job fails in the worker, and the queue's attempts apply.
 * - `job_failed_permanently`: the job fails in the worker, without further attempts.
 * - `undecided`, `undecided_permanent`: the error that `next` rejects with. If no `use` handler catches it, it becomes
 *   `redelivered` or `permanent`; in a worker, `job_failed` or `job_failed_permanently`.
 * - `no_effect`: nothing. Events such as `rejected` only report, so their listeners do not affect the response.
 */
export type ListenerFailureOutcome =
  | 'redelivered'
  | 'permanent'
  | 'late'
  | 'job_failed'
  | 'job_failed_permanently'
  | 'undecided'
  | 'undecided_permanent'
  | 'no_effect';

const CONSEQUENCES: Record<ListenerFailureOutcome, { text: string; kind: FailureKind }> = {
  redelivered: {
    text: ', so the callback was not acknowledged and Viber will redeliver it',
    kind: 'retryable',
  },
  permanent: {
    text: ' for good, so the callback was acknowledged and nothing runs again',
    kind: 'permanent',
  },
  late: { text: ' after the response was sent, so Viber will not redeliver the callback', kind: 'late' },
  job_failed: { text: ", so the job fails and the queue's attempts apply", kind: 'retryable' },
  job_failed_permanently: { text: ' for good, so the job fails without further attempts', kind: 'permanent' },
  undecided: { text: '', kind: 'retryable' },
  undecided_permanent: { text: ' for good', kind: 'permanent' },
  no_effect: { text: ', which does not affect the response', kind: 'late' },
};

/**
 * Listeners, a `use` handler or the welcome handler threw or rejected, or the `authToken` function did. With `fetch`, and
 * without a `next`, it also wraps any other failure of a request.
 */
export class ViberListenerError extends ViberError {
  readonly code = 'listener_failed';
  /** The HTTP status that Express responds with. */
  readonly status = 500;
  /** The event whose listeners failed; `request` if it failed before its event was known. */
  declare readonly event: string;
  /** Everything that was thrown, in order of failure. `cause` is the first. */
  declare readonly errors: readonly unknown[];
  /**
   * `false` if Viber will redeliver the callback; `true` in a worker, where it was acknowledged before. In the error that
   * `next` rejects with, it is `false` if the `kind` is `retryable`.
   */
  readonly acknowledged: boolean;
  readonly #ownStack: string;

  /** @param origin - the callback, as far as it is known */
  constructor(
    event: string,
    errors: readonly unknown[],
    outcome: ListenerFailureOutcome,
    origin: Pick<ErrorOrigin, 'account' | 'messageToken'> = {},
  ) {
    const [first] = errors;
    const who = errors.length === 1 ? 'A handler' : `${String(errors.length)} handlers`;
    const subject = event === 'request' ? 'Handling the request' : `${who} of "${event}"`;
    super(`${subject} failed${CONSEQUENCES[outcome].text}.`, { cause: first });
    // Not enumerable, like cause, so that a log that lists fields does not print the first error twice.
    Object.defineProperty(this, 'errors', { value: errors });
    withOrigin(this, { event, ...origin, kind: CONSEQUENCES[outcome].kind });
    this.acknowledged = outcome !== 'redelivered' && outcome !== 'undecided';
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
    // Deep enough for causes of causes and for errors that hold several.
    return `${this.#ownStack} ${inspect(Object.assign({}, this, { errors: this.errors }), { ...options, depth: 5 })}`;
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
