import { ViberError } from '../errors';
import { printJson, printToStderr, sanitizeForTerminal, stderrColors } from './output';

/** A command failed for a known reason. */
export class CommandError extends Error {
  /** Stable; `--json` prints it. */
  readonly code: string;
  /** What to do about it. */
  readonly hint: string | undefined;

  constructor(code: string, message: string, hint?: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

/**
 * Prints an error: as text on stderr, or with `json` as a document on stdout, `{ ok: false, error: { code, message,
 * hint? } }`, with the other fields of the error.
 */
export function printError(error: unknown, json: boolean): void {
  const { code, message, ...details } = describeError(error);
  if (json) {
    printJson({ ok: false, error: { code, message, ...details } });
    return;
  }
  const { hint } = details;
  printToStderr(`${stderrColors.red('error:')} ${sanitizeForTerminal(message)}`);
  if (hint !== undefined) printToStderr(`  ${sanitizeForTerminal(hint)}`);
  // An unexpected error is a bug, and finding it takes the stack.
  if (code === 'unexpected' && error instanceof Error) printToStderr(String(error.stack));
}

interface ErrorDescription extends Record<string, unknown> {
  code: string;
  message: string;
  hint?: string | undefined;
}

function describeError(error: unknown): ErrorDescription {
  if (error instanceof ViberError || error instanceof CommandError) {
    const { code, hint } = error as { code: string; hint?: string | undefined };
    // Some errors include the hint in their message.
    const message = hint === undefined ? error.message : error.message.replace(` ${hint}`, '');
    // The fields of its class, such as the status of a ViberApiError.
    const fields = Object.fromEntries(Object.entries(error) as [string, unknown][]);
    return { ...fields, code, message, ...(hint !== undefined && { hint }) };
  }
  const { code, syscall, message = String(error) } = Object(error) as Partial<NodeJS.ErrnoException>;
  // Node's own, such as EADDRINUSE.
  const isSystemError = typeof code === 'string' && syscall !== undefined;
  return { code: isSystemError ? code : 'unexpected', message };
}
