import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { TokenOptions } from '../auth-token';
import { addTokenOption, findAuthToken } from '../auth-token';
import { addJsonOption } from '../json-option';
import { print, printJson } from '../output';
import { plainTable } from '../plain-table';
import { runCommand } from '../run-command';

interface EmulatorCommandOptions extends TokenOptions {
  port: number;
  host: string;
  allowHost?: string[];
  escaped?: true;
  json?: true;
}

/** `express-viber emulator`: a Viber on this machine for any bot, whatever language it is written in. */
export function addEmulatorCommand(program: Command): void {
  const command = program
    .command('emulator')
    .description('Run a Viber on this machine: its REST API, its callbacks, and a page to chat with the bot.')
    .option('-p, --port <number>', 'port to listen on; 0 takes a free one', parsePort, 7080)
    .option(
      '--host <address>',
      'address to listen on; anything but loopback lets others drive it',
      '127.0.0.1',
    )
    .option('--allow-host <name...>', 'further names it may be called by, besides localhost')
    .option('--escaped', 'write text that is not ASCII as \\uXXXX in callbacks, as Viber did until 2022');
  addJsonOption(addTokenOption(command))
    .addHelpText(
      'after',
      `
Give the bot the same token and the API address that is printed, let it call set_webhook with an http://localhost
address, and open the page to chat with it. Without a token a new one is made and printed. Ctrl+C stops it.
With --json one line of JSON says where it is, { "ok": true, "page", "apiUrl", "authToken" if it is a new one }.

  $ VIBER_AUTH_TOKEN=my-token express-viber emulator
  $ curl http://localhost:7080/pa/get_account_info -H 'X-Viber-Auth-Token: my-token' -d '{}'`,
    )
    .action((options: EmulatorCommandOptions) =>
      runCommand(options, (signal) => runEmulator(options, signal)),
    );
}

async function runEmulator(options: EmulatorCommandOptions, signal: AbortSignal): Promise<boolean> {
  // Express is loaded by it, which no other command needs.
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
    const facts = [
      ['Page', page],
      ['API', apiUrl],
      // One that was given may be the one of a real bot.
      ['Auth token', givenToken === undefined ? authToken : `that of ${source}`],
    ];
    print(plainTable(facts));
    print('Stop it with Ctrl+C.');
  }
  if (!signal.aborted) await once(signal, 'abort');
  await emulator.close();
  return true;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('It must be 0 to 65535.');
  return port;
}
