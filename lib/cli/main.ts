#!/usr/bin/env node
import { CommanderError } from 'commander';
import { printError } from './command-error';
import { ignoreClosedPipes, printJson } from './output';
import { createProgram, usageErrorMessage } from './program';
import { EXIT_CODES } from './run-command';

/** How many milliseconds a stopped command has to end by itself. */
const GRACE_MS = 500;

ignoreClosedPipes();
const json = process.argv.includes('--json');

createProgram({ json })
  .parseAsync()
  .catch((error: unknown) => {
    if (!(error instanceof CommanderError)) {
      process.exitCode = EXIT_CODES.failed;
      printError(error, json);
    } else if (error.exitCode !== 0) {
      process.exitCode = EXIT_CODES.wrongUsage;
      // Commander has already printed it as text.
      if (json) printJson({ ok: false, error: { code: 'wrong_usage', message: usageErrorMessage(error) } });
    }
  })
  .finally(killIfStillRunning);

/**
 * Kills the process if a command that was stopped by a signal does not end. Node cannot cancel a read from a silent
 * pipe, and does not exit while one is pending.
 */
function killIfStillRunning(): void {
  const exitCode = Number(process.exitCode ?? 0);
  if (exitCode <= 128) return;
  setTimeout(() => {
    process.kill(process.pid, exitCode - 128);
  }, GRACE_MS).unref();
}
