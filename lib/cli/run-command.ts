import { constants } from 'node:os';
import { ViberError } from '../errors';
import { CommandError } from './command-error';
import { errColors, printAside, printJson, terminalSafe } from './output';

/** What ends a command from outside, as far as it can be handled. */
type EndingSignal = 'SIGINT' | 'SIGTERM';

/**
 * Exit codes besides 0, which means that all is well. A command ended by a signal has 128 and its number: 130, 143; but 0
 * if all is well even so, as for the emulator, which nothing else ends.
 */
export const EXIT_CODES = { failed: 1, wrongUsage: 2 } as const;

/**
 * Runs what a command does, and says how it went by the exit code. An error becomes a sentence on stderr, or with
 * `--json` a document on stdout: `{ ok: false, error: { code, message, hint? } }` with the other fields of the error.
 *
 * @param command - does the work; resolves to whether all is well. Its signal aborts on Ctrl+C, a second one ends at once
 */
export async function runCommand(
  { json = false }: { json?: boolean },
  command: (signal: AbortSignal) => Promise<boolean>,
): Promise<void> {
  const ending = new AbortController();
  let endedBy: EndingSignal | undefined;
  let allIsWell = false;
  const end = (name: EndingSignal) => {
    endedBy = name;
    ending.abort();
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    allIsWell = await command(ending.signal);
  } catch (error) {
    if (endedBy === undefined) reportError(error, json);
    else reportError(new CommandError('interrupted', `Stopped by ${endedBy}.`), json);
  } finally {
    process.off('SIGINT', end).off('SIGTERM', end);
  }
  if (allIsWell) return;
  process.exitCode = endedBy === undefined ? EXIT_CODES.failed : 128 + constants.signals[endedBy];
}

/** Says what went wrong: to people on stderr, with `json` to programs on stdout. */
export function reportError(error: unknown, json: boolean): void {
  const { code, message, ...details } = describeError(error);
  if (json) {
    printJson({ ok: false, error: { code, message, ...details } });
    return;
  }
  const { hint } = details;
  // The messages of some errors hold their hint.
  const sentence = hint === undefined ? message : message.replace(` ${hint}`, '');
  printAside(`${errColors.red('error:')} ${terminalSafe(sentence)}`);
  if (hint !== undefined) printAside(`  ${terminalSafe(hint)}`);
  // Nobody expects one of these, so it helps only whoever reads the code.
  if (code === 'unexpected' && error instanceof Error) printAside(String(error.stack));
}

/** An error as it stands in JSON. */
interface ErrorDescription extends Record<string, unknown> {
  code: string;
  message: string;
  hint?: string | undefined;
}

function describeError(error: unknown): ErrorDescription {
  if (error instanceof ViberError || error instanceof CommandError) {
    // The fields of the class: status and hint of a refusal, the HTTP status of a failed connection, …
    const fields = Object.fromEntries(Object.entries(error) as [string, unknown][]) as { hint?: string };
    return { ...fields, code: error.code, message: error.message };
  }
  const { code, syscall, message = String(error) } = Object(error) as Partial<NodeJS.ErrnoException>;
  // Of Node's: EADDRINUSE, ENOTFOUND, …
  const isSystemError = typeof code === 'string' && syscall !== undefined;
  return { code: isSystemError ? code : 'unexpected', message };
}
