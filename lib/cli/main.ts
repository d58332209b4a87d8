#!/usr/bin/env node
import { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addEmulatorCommand } from './emulator';

const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as {
  version: string;
};

const program = new Command('express-viber')
  .description('Tools for Viber bots.')
  .version(version)
  .showHelpAfterError('(express-viber --help explains)');
addEmulatorCommand(program);

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
