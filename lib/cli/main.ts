#!/usr/bin/env node
import { CommanderError } from 'commander';
import { ignoreClosedPipes, printJson } from './output';
import { createProgram, withoutValues } from './program';
import { EXIT_CODES, reportError } from './run-command';

ignoreClosedPipes();
const json = process.argv.includes('--json');

createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    if (!(error instanceof CommanderError)) {
      process.exitCode = EXIT_CODES.failed;
      reportError(error, json);
    } else if (error.exitCode !== 0) {
      process.exitCode = EXIT_CODES.wrongUsage;
      const message = withoutValues(error.message);
      // To people commander has said it already.
      if (json) printJson({ ok: false, error: { code: 'wrong_usage', message } });
    }
  });
