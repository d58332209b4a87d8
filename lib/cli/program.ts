import type { CommanderError } from 'commander';
import { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addAccountCommand } from './commands/account';
import { addDoctorCommand } from './commands/doctor';
import { addEmulatorCommand } from './commands/emulator';
import { addRemoveWebhookCommand } from './commands/remove-webhook';
import { addReplayCommand } from './commands/replay';
import { addSetWebhookCommand } from './commands/set-webhook';

/**
 * The whole command line. Wrong usage, `--help` and `--version` throw commander's `CommanderError` instead of exiting.
 *
 * @param json - whether `--json` is given, with which help and version go to stderr too
 */
export function createProgram({ json = false } = {}): Command {
  const program = new Command('express-viber')
    .description('Tools for Viber bots: a Viber on this machine, the webhook, and what is wrong with it.')
    .version(readVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain the command')
    .helpCommand('help [command]', 'explain a command')
    .showHelpAfterError('(add --help for an explanation)')
    .exitOverride()
    .configureOutput({
      ...(json && { writeOut: (text: string) => process.stderr.write(text) }),
      outputError: (text, write) => {
        write(withoutValues(text));
      },
    });
  addEmulatorCommand(program);
  addSetWebhookCommand(program);
  addAccountCommand(program);
  addRemoveWebhookCommand(program);
  addDoctorCommand(program);
  addReplayCommand(program);
  return program.addHelpText(
    'after',
    `
The usual way, from nothing to a bot that runs:

  $ export VIBER_AUTH_TOKEN=…                              the token of the bot; any text does for the emulator
  $ express-viber emulator                                 a Viber to develop with, and a page to chat in
  $ express-viber set-webhook http://localhost:3000/viber --api-url http://localhost:7080/pa
  $ express-viber doctor https://bot.example.com/viber     once deployed: what Viber would stumble over
  $ express-viber set-webhook https://bot.example.com/viber
  $ express-viber account                                  what Viber has registered

The token comes from VIBER_AUTH_TOKEN or a --token-file and never from an argument, which others could read. Set
VIBER_API_URL instead of repeating --api-url. NO_COLOR and FORCE_COLOR are respected.

Exit code: 0 only when all is well, 1 when something is wrong, 2 for wrong usage, 130 after Ctrl+C (the emulator: 0).
With --json stdout has one JSON document, or nothing where only help was asked for, which then goes to stderr. A failure
is { "ok": false, "error": { "code", "message", "hint" if there is one } }, and more by its code.
"express-viber <command> --help" has examples for each command.`,
  );
}

/**
 * The text of a usage error without what was given: to an option nobody knows, where `--token=…` is the token, or to one
 * that refuses it, where a URL may hold a password.
 */
export function withoutValues(text: string): string {
  return text
    .replace(/(unknown option '[^'=]*)=.*'/s, "$1'")
    .replace(/( argument| value) (?:'.*'( from env '\w+' is invalid)|'.*'( is invalid))/s, '$1$2$3');
}

/** Wrong usage in a sentence, without values. */
export function usageProblem({ code, message }: CommanderError): string {
  // Commander shows the help and says no more where no command is named, and after "help" one that does not exist.
  if (code !== 'commander.help') return withoutValues(message);
  const names = createProgram().commands.map((command) => command.name());
  return `error: name a command that exists: ${names.join(', ')}`;
}

function readVersion(): string {
  const path = join(__dirname, '../../package.json');
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
  return version;
}
