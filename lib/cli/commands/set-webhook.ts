import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { EventType } from '../../protocol/callbacks/event-types';
import { EVENT_TYPES } from '../../protocol/callbacks/event-types';
import { didYouMean } from '../../shared/nearest-name';
import type { ApiOptions } from '../api-options';
import { addApiOptions, createClient } from '../api-options';
import { plainTable, print, printJson, sanitizeForTerminal, stdoutColors } from '../output';
import { runCommand } from '../run-command';

interface SetWebhookCommandOptions extends ApiOptions {
  events?: EventFilter;
  sendName?: true;
  sendPhoto?: true;
}

/** Adds `express-viber set-webhook <url>`, which tells Viber where to send callbacks. */
export function addSetWebhookCommand(program: Command): void {
  const command = program
    .command('set-webhook')
    .description('Register the webhook. Users can then write to the bot.')
    .argument(
      '<url>',
      'URL of the running bot, without a query string; for Viber itself https on a public host',
    )
    .option(
      '--events <list>',
      'optional events to receive, separated by commas: delivered, seen, failed, conversation_started; or none, or all',
      parseEventList,
    )
    .option('--send-name', "request users' names; Viber sends Subscriber for users who hide theirs")
    .option('--send-photo', "request users' photos");
  addApiOptions(command)
    .addHelpText(
      'after',
      `
Start the bot first, with the same token: Viber calls the URL while this command
waits, and registers it only if it responds with HTTP 200 within five seconds.
If Viber refuses the URL, run "express-viber doctor <url>" to find out why.

Without --events, Viber sends all events. It always sends message, subscribed
and unsubscribed. A bot with a welcome message needs conversation_started. A new
registration replaces the previous one, including its options.

  $ express-viber set-webhook https://bot.example.com/viber
  $ express-viber set-webhook https://bot.example.com/viber \\
      --events conversation_started,delivered,seen
  $ express-viber set-webhook http://localhost:3000/viber \\
      --api-url http://localhost:7080/pa`,
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
  const rows = [
    [stdoutColors.green('Registered'), sanitizeForTerminal(url)],
    ['Events', sanitizeForTerminal(event_types.join(', ')) || 'Viber listed none'],
    ['Names', sendName ? 'requested' : 'not requested (--send-name)'],
    ['Photos', sendPhoto ? 'requested' : 'not requested (--send-photo)'],
  ];
  print(plainTable(rows));
  return true;
}

/** Which events to register: `{}` for all, `{ eventTypes: [] }` for the mandatory ones only. */
export interface EventFilter {
  eventTypes?: readonly EventType[];
}

/**
 * Parses the value of `--events`: `delivered,seen`, `none` or `all`.
 *
 * @throws commander's `InvalidArgumentError`, which suggests the nearest event
 */
export function parseEventList(text: string): EventFilter {
  if (text === 'all') return {};
  if (text === 'none') return { eventTypes: [] };
  const names = text.split(',').map((name) => name.trim());
  return { eventTypes: [...new Set(names.map(parseEventType))] };
}

function parseEventType(name: string): EventType {
  const event = EVENT_TYPES.find((known) => known === name);
  if (event !== undefined) return event;
  if (name === '') throw new InvalidArgumentError('A name is missing: list events as delivered,seen.');
  if (name === 'all' || name === 'none') {
    throw new InvalidArgumentError(`"${name}" cannot be combined with other names.`);
  }
  throw new InvalidArgumentError(
    `"${name}" is not an event.${didYouMean(name, [...EVENT_TYPES, 'none', 'all'])}`,
  );
}
