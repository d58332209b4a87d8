import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { checkWebhookUrl } from '../../client/webhook-url';
import { parsePort } from '../argument-parsers';
import type { TokenOptions } from '../auth-token';
import { addTokenOption, findAuthToken } from '../auth-token';
import { keepRegistered } from '../keep-registered';
import { loadEmulator } from '../load-emulator';
import { plainTable, print, printJson, printToStderr, sanitizeForTerminal, stderrColors } from '../output';
import { addJsonOption, runCommand } from '../run-command';

interface EmulatorCommandOptions extends TokenOptions {
  port: number;
  host: string;
  allowHost?: string[];
  escaped?: true;
  webhook?: string;
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
    .option('--webhook <url>', 'URL of a bot to register, as soon as the bot runs', parseWebhookUrl)
    .option('--escaped', 'write non-ASCII text in callbacks as \\uXXXX, as Viber did until 2022');
  addJsonOption(addTokenOption(command))
    .addHelpText(
      'after',
      `
Give the bot the same token and the API URL that the emulator prints, and open
the page to chat with it. If no token is set, the emulator generates one and
prints it. Ctrl+C stops it.

With --webhook, the emulator registers the bot by itself: for all events, with
names and photos. It makes the check call that Viber makes, and waits until the
bot responds with 200. The bot and the emulator can be started and restarted in
any order. A registration that the bot makes itself takes precedence. Without
--webhook, let the bot call set_webhook, or run "express-viber set-webhook".

With --json it prints { "ok": true, "page", "apiUrl", "authToken" } once it
listens; "authToken" is present only if it was generated.

  $ export VIBER_AUTH_TOKEN=my-token
  $ express-viber emulator --webhook http://localhost:3000/viber
  $ curl http://localhost:7080/pa/get_account_info \\
      -H 'X-Viber-Auth-Token: my-token' -d '{}'`,
    )
    .action((options: EmulatorCommandOptions) =>
      runCommand(options, (signal) => runEmulator(options, signal)),
    );
}

async function runEmulator(options: EmulatorCommandOptions, signal: AbortSignal): Promise<boolean> {
  const { createViberEmulator } = loadEmulator();
  const { port, host, allowHost = [], escaped, webhook, json } = options;
  const givenToken = await findAuthToken(options, signal);
  const authToken = givenToken ?? randomBytes(16).toString('hex');
  const emulator = createViberEmulator({ authToken, encoding: escaped === true ? 'escaped' : 'raw' });
  emulator.addUser();
  const page = await emulator.listen({ port, host, allowedHosts: allowHost });
  const { apiUrl } = emulator;
  const isReachable = allowHost.length > 0 || !['localhost', '127.0.0.1', '::1'].includes(host);
  if (isReachable && givenToken !== undefined) {
    printToStderr(
      `${stderrColors.yellow('warning:')} Whoever opens the page can sign callbacks with this token. Do not use that of a real bot.`,
    );
  }
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
  if (webhook !== undefined) {
    const show = json === true ? printToStderr : print;
    const onChange = (state: string) => {
      show(sanitizeForTerminal(state));
    };
    await keepRegistered({ url: webhook, authToken, emulator, signal, onChange });
  } else if (!signal.aborted) {
    await once(signal, 'abort');
  }
  await emulator.close();
  return true;
}

function parseWebhookUrl(url: string): string {
  try {
    checkWebhookUrl(url, false);
    return url;
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}
