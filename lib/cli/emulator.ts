import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { randomBytes } from 'node:crypto';
import { createViberEmulator } from '../emulator';

interface EmulatorCommandOptions {
  port: number;
  host: string;
  allowHost: string[];
  token?: string;
  escaped?: true;
}

/** `express-viber emulator`: a Viber on this machine for any bot, whatever language it is written in. */
export function addEmulatorCommand(program: Command): void {
  program
    .command('emulator')
    .description('Run a Viber on this machine: its REST API, its callbacks, and a page to chat with the bot.')
    .option('-p, --port <number>', 'port to listen on; 0 takes a free one', parsePort, 7080)
    .option(
      '--host <address>',
      'address to listen on; anything but loopback lets others drive it',
      '127.0.0.1',
    )
    .option('--allow-host <name...>', 'further names it may be called by, besides localhost', [])
    .option('-t, --token <token>', 'auth token of the bot (default: VIBER_AUTH_TOKEN, or a new one)')
    .option('--escaped', 'write text that is not ASCII as \\uXXXX in callbacks, as Viber did until 2022')
    .addHelpText(
      'after',
      `
The token of an emulator is no secret, so it may stand on the command line. Give the bot the same token and the API
address that is printed, let it call set_webhook with an http://localhost address, and open the page to chat with it.

  $ express-viber emulator --token my-token
  $ curl http://localhost:7080/pa/get_account_info -H 'X-Viber-Auth-Token: my-token' -d '{}'`,
    )
    .action(runEmulator);
}

async function runEmulator({ port, host, allowHost, token, escaped }: EmulatorCommandOptions): Promise<void> {
  const { VIBER_AUTH_TOKEN = '' } = process.env;
  const ofEnvironment = token === undefined && VIBER_AUTH_TOKEN !== '';
  const authToken = token ?? (ofEnvironment ? VIBER_AUTH_TOKEN : randomBytes(16).toString('hex'));
  const emulator = createViberEmulator({ authToken, encoding: escaped === true ? 'escaped' : 'raw' });
  emulator.addUser();
  const url = await emulator.listen({ port, host, allowedHosts: allowHost });
  console.log(`Page        ${url}`);
  console.log(`API         ${emulator.apiUrl}`);
  // That of the environment may be the one of a real bot.
  console.log(`Auth token  ${ofEnvironment ? 'that of VIBER_AUTH_TOKEN' : authToken}`);
  console.log('Stop it with Ctrl+C.');
  const stop = () => void emulator.close();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('It must be 0 to 65535.');
  return port;
}
