import type { Command } from 'commander';
import { once } from 'node:events';
import { parsePort } from '../argument-parsers';
import { startDemo } from '../demo/start-demo';
import { print, printJson, printToStderr, sanitizeForTerminal } from '../output';
import { addJsonOption, runCommand } from '../run-command';

interface DemoCommandOptions {
  port: number;
  json?: true;
}

/** Adds `express-viber demo`, a local Viber with a bot to chat with. */
export function addDemoCommand(program: Command): void {
  const command = program
    .command('demo')
    .description('Chat with a demo bot in a local Viber. Needs no account, token or public address.')
    .option('-p, --port <number>', 'port of the page; 0 picks a free one', parsePort, 7080);
  addJsonOption(command, '{ ok, page, apiUrl }')
    .addHelpText(
      'after',
      `
Open the URL it prints, and write to the bot. It echoes texts, has a welcome
message, and shows a picture, a carousel and keyboards. The page shows each
callback that the bot receives, and can inject faults. Ctrl+C stops it.

The page is that of "express-viber emulator", which you can use with your own
bot. Express must be installed; npx installs it with this package.

  $ npx express-viber demo
  $ express-viber demo --port 8080`,
    )
    .action((options: DemoCommandOptions) => runCommand(options, (signal) => runDemo(options, signal)));
}

async function runDemo(options: DemoCommandOptions, signal: AbortSignal): Promise<boolean> {
  const isJson = options.json === true;
  const show = isJson ? printToStderr : print;
  const log = (line: string) => {
    show(sanitizeForTerminal(line));
  };
  // The bot calls nothing but the emulator, which no proxy can reach.
  process.env['no_proxy'] = '*';
  const { page, apiUrl, close } = await startDemo({ port: options.port, log });
  if (isJson) printJson({ ok: true, page, apiUrl });
  else print(`Open ${page} and write to the bot. Press Ctrl+C to stop.`);
  if (!signal.aborted) await once(signal, 'abort');
  await close();
  return true;
}
