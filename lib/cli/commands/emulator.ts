import type { Command } from 'commander';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { parsePort } from '../argument-parsers';
import type { TokenOptions } from '../auth-token';
import { addTokenOption, findAuthToken } from '../auth-token';
import { plainTable, print, printJson } from '../output';
import { addJsonOption, runCommand } from '../run-command';

interface EmulatorCommandOptions extends TokenOptions {
  port: number;
  host: string;
  allowHost?: string[];
  escaped?: true;
  json?: true;
}

/** Adds `express-viber emulator`, a local Viber for bots in any language. */
export function addEmulatorCommand(program: Command): void {
  const command = program
    .command('emulator')
    .description('Run a local Viber: its REST API, its callbacks, and a page to chat with the bot.')
    .option('-p, --port <number>', 'port to listen on; 0 picks a free one', parsePort, 7080)
    .option(
      '--host <address>',
      'address to listen on; anything but loopback lets others control the emulator',
      '127.0.0.1',
    )
    .option('--allow-host <name...>', 'host names to accept in requests besides localhost')
    .option('--escaped', 'write non-ASCII text in callbacks as \\uXXXX, as Viber did until 2022');
  addJsonOption(addTokenOption(command))
    .addHelpText(
      'after',
      `
Give the bot the same token and the API URL that the emulator prints, let it
call set_webhook with an http://localhost URL, and open the page to chat with
it. If no token is set, the emulator generates one and prints it. Ctrl+C stops
it.

With --json it prints { "ok": true, "page", "apiUrl", "authToken" } once it
listens; "authToken" is present only if it was generated.

  $ VIBER_AUTH_TOKEN=my-token express-viber emulator
  $ curl http://localhost:7080/pa/get_account_info \\
      -H 'X-Viber-Auth-Token: my-token' -d '{}'`,
    )
    .action((options: EmulatorCommandOptions) =>
      runCommand(options, (signal) => runEmulator(options, signal)),
    );
}

async function runEmulator(options: EmulatorCommandOptions, signal: AbortSignal): Promise<boolean> {
  // It loads Express, which no other command needs.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the one way to load lazily in CommonJS
  const { createViberEmulator } = require('../../emulator/index') as typeof import('../../emulator/index');
  const { port, host, allowHost = [], escaped, json } = options;
  const givenToken = await findAuthToken(options, signal);
  const authToken = givenToken ?? randomBytes(16).toString('hex');
  const emulator = createViberEmulator({ authToken, encoding: escaped === true ? 'escaped' : 'raw' });
  emulator.addUser();
  const page = await emulator.listen({ port, host, allowedHosts: allowHost });
  const { apiUrl } = emulator;
  if (json === true) {
    printJson({ ok: true, page, apiUrl, ...(givenToken === undefined && { authToken }) });
  } else {
    const source = options.tokenFile === undefined ? 'VIBER_AUTH_TOKEN' : 'the token file';
    const rows = [
      ['Page', page],
      ['API', apiUrl],
      // A given token may belong to a real bot, so it is not shown.
      ['Auth token', givenToken === undefined ? authToken : `from ${source}`],
    ];
    print(plainTable(rows));
    print('Press Ctrl+C to stop.');
  }
  if (!signal.aborted) await once(signal, 'abort');
  await emulator.close();
  return true;
}
