import type { Command } from 'commander';
import type { ApiOptions } from '../api-options';
import { addApiOptions, createClient } from '../api-options';
import type { EventFilter } from '../event-list';
import { parseEventList } from '../event-list';
import { outColors, print, printJson, terminalSafe } from '../output';
import { plainTable } from '../plain-table';
import { runCommand } from '../run-command';

interface SetWebhookCommandOptions extends ApiOptions {
  events?: EventFilter;
  sendName?: true;
  sendPhoto?: true;
}

/** `express-viber set-webhook <url>`: tells Viber where the bot is. */
export function addSetWebhookCommand(program: Command): void {
  const command = program
    .command('set-webhook')
    .description('Register the address Viber calls, which opens the bot for its users.')
    .argument(
      '<url>',
      "address of the running bot: https, a public host, unless --api-url is not Viber's; no query string",
    )
    .option(
      '--events <list>',
      'which of delivered, seen, failed, conversation_started to send: a list with commas, none, or all',
      parseEventList,
    )
    .option('--send-name', 'ask for the names of users; those who hide theirs are called Subscriber')
    .option('--send-photo', 'ask for the photos of users');
  addApiOptions(command)
    .addHelpText(
      'after',
      `
Viber calls the address while this command waits, and registers it only if it is answered with HTTP 200 within five
seconds. So start the bot first, with the same token. "express-viber doctor <url>" finds out why it is refused.

All events are sent unless --events says otherwise; message, subscribed and unsubscribed always are. A bot with a
welcome message needs conversation_started: without it in the list nobody is welcomed. Whoever registers again replaces
what was registered, options included.

  $ express-viber set-webhook https://bot.example.com/viber
  $ express-viber set-webhook https://bot.example.com/viber --events conversation_started,delivered,seen
  $ express-viber set-webhook http://localhost:3000/viber --api-url http://localhost:7080/pa    at the emulator`,
    )
    .action((url: string, options: SetWebhookCommandOptions) =>
      runCommand(options, (signal) => setWebhook(url, options, signal)),
    );
}

async function setWebhook(
  url: string,
  options: SetWebhookCommandOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const { events, sendName = false, sendPhoto = false, json } = options;
  const client = await createClient(options, signal);
  const { event_types = [] } = await client.setWebhook({ url, ...events, sendName, sendPhoto }, { signal });
  if (json === true) {
    printJson({ ok: true, url, event_types, send_name: sendName, send_photo: sendPhoto });
    return true;
  }
  const facts = [
    [outColors.green('Registered'), terminalSafe(url)],
    ['Events', terminalSafe(event_types.join(', ')) || 'Viber named none'],
    ['Names', sendName ? 'asked for' : 'not asked for (--send-name)'],
    ['Photos', sendPhoto ? 'asked for' : 'not asked for (--send-photo)'],
  ];
  print(plainTable(facts));
  return true;
}
