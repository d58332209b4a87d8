/** A command cannot do what it was asked to, for a reason that can be told in a sentence. */
export class CommandError extends Error {
  /** Stable, for those who read `--json`. */
  readonly code: string;
  /** What to do about it. */
  readonly hint: string | undefined;

  constructor(code: string, message: string, hint?: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}
