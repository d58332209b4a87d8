#!/usr/bin/env node
import { CommanderError } from 'commander';
import { ignoreClosedPipes, printJson } from './output';
import { createProgram, usageProblem } from './program';
import { EXIT_CODES, reportError } from './run-command';

/** Milliseconds in which a command that was stopped ends by itself, unless something holds it up. */
const GRACE_MS = 500;

ignoreClosedPipes();
const json = process.argv.includes('--json');

createProgram({ json })
  .parseAsync()
  .catch((error: unknown) => {
    if (!(error instanceof CommanderError)) {
      process.exitCode = EXIT_CODES.failed;
      reportError(error, json);
    } else if (error.exitCode !== 0) {
      process.exitCode = EXIT_CODES.wrongUsage;
      // To people commander has said it already.
      if (json) printJson({ ok: false, error: { code: 'wrong_usage', message: usageProblem(error) } });
    }
  })
  .finally(endIfHeldUp);

/** Ends what a signal has stopped, but a read from a silent pipe holds open: Node cannot take it back, nor exit before. */
function endIfHeldUp(): void {
  const exitCode = Number(process.exitCode ?? 0);
  if (exitCode <= 128) return;
  setTimeout(() => {
    process.kill(process.pid, exitCode - 128);
  }, GRACE_MS).unref();
}
