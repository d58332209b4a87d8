import type { ConversationStartedCallback } from '../protocol/callbacks';
import { ViberWelcomeError } from '../protocol/errors';
import { MAX_MESSAGE_BYTES, outgoingMessageProblems } from '../protocol/outgoing-message-problems';
import type { OutgoingMessage, Sender } from '../protocol/outgoing-messages';
import type { ReplyContext } from './events';

/** Answers `conversation_started` with the message to show, or nothing. May be async; has until `ackTimeoutMs`. */
export type WelcomeHandler = (
  callback: ConversationStartedCallback,
  context: ReplyContext,
) => OutgoingMessage | undefined | Promise<OutgoingMessage | undefined>;

/**
 * The JSON of a welcome message: the message itself, as for `send_message` but without a receiver. [doc]
 *
 * @throws {@link ViberWelcomeError} if Viber would not show it
 */
export function welcomeBody(message: OutgoingMessage, sender: Sender | undefined): string {
  const problems = outgoingMessageProblems(message);
  if (problems !== undefined) throw new ViberWelcomeError('welcome_invalid', problems);
  const body = toJson({ ...message, sender: message.sender ?? sender });
  const size = Buffer.byteLength(body);
  if (size > MAX_MESSAGE_BYTES) {
    const rule = `it has ${String(size)} bytes of JSON, more than ${String(MAX_MESSAGE_BYTES)}`;
    throw new ViberWelcomeError('welcome_invalid', [rule]);
  }
  return body;
}

function toJson(message: object): string {
  try {
    return JSON.stringify(message);
  } catch {
    throw new ViberWelcomeError('welcome_invalid', ['it cannot be written as JSON']);
  }
}
