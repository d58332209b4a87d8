import type { CommanderError } from 'commander';
import { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addAccountCommand } from './commands/account';
import { addDemoCommand } from './commands/demo';
import { addDoctorCommand } from './commands/doctor';
import { addEmulatorCommand } from './commands/emulator';
import { addRemoveWebhookCommand } from './commands/remove-webhook';
import { addReplayCommand } from './commands/replay';
import { addSendCommand } from './commands/send';
import { addSetWebhookCommand } from './commands/set-webhook';
import { addTriggerCommand } from './commands/trigger';

/**
 * Creates the command line. Wrong usage, `--help` and `--version` throw commander's `CommanderError` and do not exit.
 *
 * @param json - whether `--json` is given: help and version then go to stderr
 */
export function createProgram({ json = false } = {}): Command {
  const program = new Command('express-viber')
    .description('Tools for Viber bots: a local Viber, webhook registration, diagnosis, and test calls.')
    .version(readVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help for a command')
    .helpCommand('help [command]', 'show help for a command')
    .showHelpAfterError('(add --help for an explanation)')
    .exitOverride()
    .configureOutput({
      ...(json && { writeOut: (text: string) => process.stderr.write(text) }),
      outputError: (text, write) => {
        write(redactValues(text));
      },
    });
  addDemoCommand(program);
  addEmulatorCommand(program);
  addSetWebhookCommand(program);
  addAccountCommand(program);
  addRemoveWebhookCommand(program);
  addDoctorCommand(program);
  addTriggerCommand(program);
  addReplayCommand(program);
  addSendCommand(program);
  return program.addHelpText(
    'after',
    `
Typical workflow:

  # Chat with a bot in a local Viber.
  $ express-viber demo

  # Develop against the emulator. Any text will do as the token.
  $ export VIBER_AUTH_TOKEN=my-token
  $ express-viber emulator --webhook http://localhost:3000/viber

  # Deploy, find problems before Viber does, register, and see the result.
  $ export VIBER_AUTH_TOKEN=<the token of your bot>
  $ express-viber doctor https://bot.example.com/viber
  $ express-viber set-webhook https://bot.example.com/viber
  $ express-viber account

The token comes from VIBER_AUTH_TOKEN or from the file given by --token-file. It
is never an argument, because other users of the machine can see arguments. You
can set VIBER_API_URL instead of passing --api-url each time. NO_COLOR and
FORCE_COLOR are supported.

Exit codes: 0 on success, 1 on failure, 2 on wrong usage, 130 after Ctrl+C. The
emulator and the demo exit with 0 after Ctrl+C, the normal way to stop them.

With --json, stdout contains one JSON document. It is empty if only the help or
the version was requested; these then go to stderr. A failure is printed as
{ "ok": false, "error": { "code", "message", "hint" } }; "hint" is optional, and
some codes add fields.

Run "express-viber <command> --help" for examples.`,
  );
}

/**
 * Removes argument values from a usage error, because they may be secret: a token passed to an unknown option as
 * `--token=…`, or a rejected URL that contains a password.
 */
export function redactValues(text: string): string {
  return text
    .replace(/(unknown option '[^'=]*)=.*'/s, "$1'")
    .replace(/( argument| value) (?:'.*'( from env '\w+' is invalid)|'.*'( is invalid))/s, '$1$2$3');
}

/** The message of a usage error, without argument values. */
export function usageErrorMessage({ code, message }: CommanderError): string {
  // Without a command, or after "help" with an unknown one, commander shows the help and has no message.
  if (code !== 'commander.help') return redactValues(message);
  const names = createProgram().commands.map((command) => command.name());
  return `error: missing or unknown command. The commands are ${names.join(', ')}.`;
}

function readVersion(): string {
  const path = join(__dirname, '../../package.json');
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
  return version;
}
