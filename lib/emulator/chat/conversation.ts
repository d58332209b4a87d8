import type { BillingStatus } from '../../protocol/api/api-responses';
import type { OutgoingMessage } from '../../protocol/messages/outgoing-messages';
import type { ReceivedMessage } from '../../protocol/callbacks/received-messages';

/** A message of the bot, as the user's phone shows it. */
export interface BotMessage {
  from: 'bot';
  /** A 64-bit number as a decimal string. */
  token: string;
  message: OutgoingMessage;
  /** Milliseconds since the epoch, by the emulator's clock. */
  at: number;
  /** `failed` if the user's client could not show it, although the API had accepted it. */
  status: 'delivered' | 'seen' | 'failed';
  /** Why it failed. */
  desc?: string;
  /** Whether it was the HTTP response to `conversation_started`. */
  isWelcome: boolean;
  /** What it costs, as in the response to `send_message`. */
  billingStatus: BillingStatus;
}

/** A message of the user. */
export interface UserMessage {
  from: 'user';
  /** A 64-bit number as a decimal string. */
  token: string;
  message: ReceivedMessage;
  /** Milliseconds since the epoch, by the emulator's clock. */
  at: number;
  /** Whether the chat does not show it, as after a tap on a silent button. */
  silent: boolean;
}

/** A message of a chat. */
export type ChatMessage = BotMessage | UserMessage;
