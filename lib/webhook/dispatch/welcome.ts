import type { ConversationStartedCallback } from '../../protocol/callbacks/callbacks';
import { ViberWelcomeError } from '../../errors';
import { asRecord } from '../../protocol/exact-json';
import { examineMessage } from '../../protocol/messages/validate-message';
import type { OutgoingMessage, Sender } from '../../protocol/messages/outgoing-messages';
import type { ReplyContext } from '../callback/events';

/** Answers `conversation_started` with the message to show, or nothing. May be async; has until `ackTimeoutMs`. */
export type WelcomeHandler = (
  callback: ConversationStartedCallback,
  context: ReplyContext,
) => OutgoingMessage | undefined | Promise<OutgoingMessage | undefined>;

/** What a welcome message is completed and checked with. */
export interface WelcomeSettings {
  /** Put on a message that has none. */
  sender: Sender | undefined;
  /** Whether it may have fields this package does not know. */
  allowUnknownFields: boolean;
}

/**
 * The JSON of a welcome message: the message itself, as for `send_message` but without a receiver. [doc]
 *
 * @throws {@link ViberWelcomeError} if Viber would not show it
 */
export function welcomeBody(message: OutgoingMessage, settings: WelcomeSettings): string {
  const { sender, allowUnknownFields } = settings;
  // Whatever the handler has made: spread out, a text would become a message of its characters.
  const whole: unknown =
    asRecord(message) === undefined ? message : { ...message, sender: message.sender ?? sender };
  const { fields, problems } = examineMessage(whole, { allowUnknownFields });
  if (problems.length > 0) throw new ViberWelcomeError('welcome_invalid', problems);
  return JSON.stringify(fields);
}
