/**
 * What every error of this package is. `code` is literal in each class, so a `switch` on the `code` of an
 * `AnyViberError` narrows. No error holds an auth token, a signature or a callback's body.
 */
export abstract class ViberError extends Error {
  abstract readonly code: string;
}

/** The code of whatever failed; `internal_error` where it is no error of this package. */
export function codeOf(error: unknown): string {
  return error instanceof ViberError ? error.code : 'internal_error';
}

/** Puts its name on a class: on the prototype, as the built-in errors have it, so that it does not clutter what is logged. */
export function named(constructor: { prototype: ViberError }, name: string): void {
  Object.defineProperty(constructor.prototype, 'name', { value: name, configurable: true, writable: true });
}

const PROBLEMS_IN_A_MESSAGE = 5;

/** The problems of a message as the end of an error's sentence. */
export function joined(problems: readonly string[]): string {
  const more = problems.length - PROBLEMS_IN_A_MESSAGE;
  const shown = problems.slice(0, PROBLEMS_IN_A_MESSAGE).join('; ');
  const text = more > 0 ? `${shown}; and ${String(more)} more in problems` : shown;
  return /[.?]$/.test(text) ? text : `${text}.`;
}
