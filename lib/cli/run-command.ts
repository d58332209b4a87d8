import type { Command } from 'commander';
import { constants } from 'node:os';
import { CommandError, printError } from './command-error';

/** The signals that stop a command and can be handled. */
type StopSignal = 'SIGINT' | 'SIGTERM';

/**
 * Exit codes besides 0 for success. A command stopped by a signal exits with 128 plus the signal's number (130, 143),
 * unless it succeeds nevertheless: the emulator, for example, is only ever ended by a signal, and exits with 0.
 */
export const EXIT_CODES = { failed: 1, wrongUsage: 2 } as const;

/**
 * Adds `--json`.
 *
 * @param shape - of the document, if it is short enough for the help
 */
export function addJsonOption(command: Command, shape?: string): Command {
  const document = shape === undefined ? 'one JSON document' : `one JSON document, ${shape},`;
  return command.option('--json', `print ${document} on stdout, and everything else on stderr`);
}

/**
 * Runs the work of a command, prints its error if it fails, and sets the exit code.
 *
 * @param command - resolves to whether it succeeded. Its signal aborts on the first Ctrl+C or SIGTERM; a second one
 * ends the process at once
 */
export async function runCommand(
  { json = false }: { json?: boolean },
  command: (signal: AbortSignal) => Promise<boolean>,
): Promise<void> {
  const aborter = new AbortController();
  let stoppedBy: StopSignal | undefined;
  let succeeded = false;
  const stop = (name: StopSignal) => {
    stoppedBy = name;
    aborter.abort();
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    succeeded = await command(aborter.signal);
  } catch (error) {
    if (stoppedBy === undefined) printError(error, json);
    else printError(new CommandError('interrupted', `Stopped by ${stoppedBy}.`), json);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
  if (succeeded) return;
  process.exitCode = stoppedBy === undefined ? EXIT_CODES.failed : 128 + constants.signals[stoppedBy];
}
