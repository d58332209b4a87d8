import type { Command } from 'commander';
import { checkRequestBytes, jsonBytes } from '../../client/request-checks';
import type { SendMessageRequest } from '../../client/viber-client';
import { ViberMessageError } from '../../errors';
import { BILLING_STATUS } from '../../protocol/api/api-responses';
import type { SendMessageResponse } from '../../protocol/api/api-responses';
import { problemText } from '../../protocol/messages/problems';
import { examineMessage } from '../../protocol/messages/validate-message';
import type { ApiOptions } from '../api-options';
import { addApiOptions, createClient } from '../api-options';
import { CommandError } from '../command-error';
import { isLocalUrl } from '../local-url';
import {
  plainTable,
  print,
  printJson,
  printToStderr,
  sanitizeForTerminal,
  stderrColors,
  stdoutColors,
} from '../output';
import { runCommand } from '../run-command';
import { canConfirm, confirm } from '../send/confirm';
import { readMessage } from '../send/read-message';

interface SendCommandOptions extends ApiOptions {
  message?: string;
  sender?: string;
  yes?: true;
}

/** Adds `express-viber send <user-id> <text>`, which sends one message through the API. */
export function addSendCommand(program: Command): void {
  const command = program
    .command('send')
    .description('Send one message to a user through the API. Viber may charge for it.')
    .usage('[options] <user-id> <text>\n       express-viber send [options] --message <path> <user-id>')
    .argument('<user-id>', 'id of a subscribed user, as a callback of this bot contains it')
    .argument('[text]', 'the message, if it is a text')
    .option('--message <path>', 'file with the message as JSON, or - for stdin')
    .option('--sender <name>', 'name that the user sees, unless the message has a sender')
    .option('-y, --yes', 'send without asking');
  addApiOptions(command)
    .addHelpText(
      'after',
      `
The message is checked first, and one that Viber would refuse is not sent.

Viber charges for messages outside a session, about EUR 0.01 to 0.02 each; bots
from before 5 February 2024 have 10,000 a month free. A session begins with a
message of the user and lasts 24 hours. The command says so and asks before it
sends. Where nobody can reply, as in a script or with --message -, it sends
nothing without --yes. It does not ask if the API is on this machine, as the
emulator is.

With --json it prints { "ok": true, "message_token", "billing_status",
"warnings" }.

  $ express-viber send '01234567890A=' 'Your order is ready' --sender Shop
  $ express-viber send '01234567890A=' --message picture.json --yes
  $ express-viber send '01234567890A=' hello \\
      --api-url http://localhost:7080/pa`,
    )
    .action((receiver: string, text: string | undefined, options: SendCommandOptions) => {
      if (receiver === '') command.error('error: the user id is empty');
      if ((text === undefined) === (options.message === undefined)) {
        command.error('error: give either a text or --message');
      }
      return runCommand(options, (signal) => send(receiver, text, options, signal));
    });
}

async function send(
  receiver: string,
  text: string | undefined,
  options: SendCommandOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const { message: path = '', sender, yes = false, json } = options;
  const client = await createClient(options, signal, { messageChecks: 'off' });
  const given = text === undefined ? await readMessage(path, signal) : { type: 'text', text };
  const named = sender === undefined ? given : { ...given, sender: given['sender'] ?? { name: sender } };
  const { request, warnings } = checkedRequest(receiver, named);
  for (const warning of warnings) {
    printToStderr(`${stderrColors.yellow('warning:')} ${sanitizeForTerminal(warning)}.`);
  }
  if (!isLocalUrl(options.apiUrl)) await announceCharge(receiver, yes, signal);
  const response = await client.sendMessage(request, { signal });
  const { message_token, billing_status } = response;
  if (json === true) printJson({ ok: true, message_token, billing_status, warnings });
  else printSent(response);
  return true;
}

/** @throws {@link ViberMessageError} for a message that Viber would refuse */
function checkedRequest(
  receiver: string,
  message: Record<string, unknown>,
): { request: SendMessageRequest; warnings: string[] } {
  // A recorded request of a bot names its own receiver, and may have a token.
  const content = { ...message, receiver: undefined, auth_token: undefined };
  const { fields, errors, warnings } = examineMessage(content, 'errors', { needsSender: true });
  if (fields === undefined || errors.length > 0) throw new ViberMessageError(errors.map(problemText));
  const request = { receiver, ...fields } as unknown as SendMessageRequest;
  checkRequestBytes(jsonBytes(request), 'errors');
  return { request, warnings: warnings.map(problemText) };
}

const CHARGE =
  'Viber may charge for this message (about EUR 0.01 to 0.02), unless it is in a session, which begins with a ' +
  'message of the user and lasts 24 hours.';

/** Says that the message may be charged, and asks. @throws {@link CommandError} unless the message may be sent */
async function announceCharge(receiver: string, yes: boolean, signal: AbortSignal): Promise<void> {
  if (!yes && !canConfirm()) {
    const hint = 'Add --yes to send it without asking.';
    throw new CommandError('not_confirmed', `The message was not sent. ${CHARGE}`, hint);
  }
  printToStderr(CHARGE);
  if (yes || (await confirm(`Send it to ${sanitizeForTerminal(receiver)}?`, signal))) return;
  throw new CommandError('not_confirmed', 'The message was not sent.');
}

// Viber documents the token, but the client does not check it.
function printSent({ message_token = 'unknown', billing_status }: Partial<SendMessageResponse>): void {
  const rows = [[stdoutColors.green('Sent'), sanitizeForTerminal(`message token ${message_token}`)]];
  if (billing_status !== undefined) rows.push(['Billing', billingText(billing_status)]);
  print(plainTable(rows));
}

const BILLING_TEXTS: Readonly<Record<number, string>> = {
  [BILLING_STATUS.free]: 'free',
  [BILLING_STATUS.inSessionNonBillableBot]: 'in a session, not charged',
  [BILLING_STATUS.inSessionForBillableBot]: 'in a session, not charged',
  [BILLING_STATUS.outOfSessionFreeMessageNonBillableBot]: 'outside a session, not charged',
  [BILLING_STATUS.outOfSessionFreeMessageForBillableBot]: 'outside a session, not charged',
  [BILLING_STATUS.outOfSessionBilledMessage]: 'outside a session, charged',
};

function billingText(status: number): string {
  const text = BILLING_TEXTS[status];
  return `billing_status ${sanitizeForTerminal(String(status))}${text === undefined ? '' : `: ${text}`}`;
}
