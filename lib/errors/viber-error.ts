/**
 * The base class of every error of this package. Each class has a literal `code`, so a `switch` on the `code` of an
 * `AnyViberError` narrows its type. No error contains an auth token, a signature or the body of a callback.
 */
export abstract class ViberError extends Error {
  abstract readonly code: string;
  /** The bot of the callback that the error is about; missing if it is about none. */
  declare readonly account?: string;
  /** The event of that callback. */
  declare readonly event?: string;
  /** The message token of that callback. */
  declare readonly messageToken?: string;
  /** What follows from the failure; see {@link FailureKind}. */
  declare readonly kind?: FailureKind;
}

/**
 * What follows from a failure.
 *
 * - `retryable`: the callback is not acknowledged, so Viber redelivers it; in a worker, the job's attempts apply.
 * - `permanent`: the callback is acknowledged, because a redelivery would only fail again; in a worker, the job fails
 *   without further attempts.
 * - `late`: it came after the response, which it cannot change any more.
 */
export type FailureKind = 'retryable' | 'permanent' | 'late';

/** Says which callback an error is about. It holds no name, text or id of a user. */
export interface ErrorOrigin {
  account?: string | undefined;
  event?: string | undefined;
  messageToken?: string | undefined;
  kind?: FailureKind;
}

/** Sets the fields of an error that say which callback it is about. Those that are set already, or not known, stay. */
export function withOrigin<Failure extends ViberError>(error: Failure, origin: ErrorOrigin): Failure {
  const { account, event, messageToken, kind } = origin;
  for (const [name, value] of Object.entries({ account, event, messageToken, kind })) {
    if (value !== undefined && !Object.hasOwn(error, name)) Object.assign(error, { [name]: value });
  }
  return error;
}

/** The code of an error; `internal_error` for anything this package did not throw. */
export function codeOf(error: unknown): string {
  return error instanceof ViberError ? error.code : 'internal_error';
}

/** Sets the name of an error class on its prototype, as built-in errors do, so that logs do not list it as a field. */
export function named(constructor: { prototype: ViberError }, name: string): void {
  Object.defineProperty(constructor.prototype, 'name', { value: name, configurable: true, writable: true });
}

const PROBLEMS_IN_A_MESSAGE = 5;

/** Joins problems into the end of an error message. Only the first few are listed. */
export function joined(problems: readonly string[]): string {
  const more = problems.length - PROBLEMS_IN_A_MESSAGE;
  const shown = problems.slice(0, PROBLEMS_IN_A_MESSAGE).join('; ');
  const text = more > 0 ? `${shown}; and ${String(more)} more in problems` : shown;
  return /[.?]$/.test(text) ? text : `${text}.`;
}
