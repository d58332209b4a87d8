/**
 * The base class of every error of this package. Each class has a literal `code`, so a `switch` on the `code` of an
 * `AnyViberError` narrows its type. No error contains an auth token, a signature or the body of a callback.
 */
export abstract class ViberError extends Error {
  abstract readonly code: string;
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
