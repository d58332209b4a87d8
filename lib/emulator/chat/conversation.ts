import type { OutgoingMessage } from '../../protocol/messages/outgoing-messages';
import type { ReceivedMessage } from '../../protocol/callbacks/received-messages';

/** A message of the bot, as the user's phone has it. */
export interface BotMessage {
  from: 'bot';
  /** 64-bit, a decimal string. */
  token: string;
  message: OutgoingMessage;
  /** Milliseconds since the epoch, by the emulator's clock. */
  at: number;
  /** `failed`: the client refused it after the API had accepted it. */
  status: 'delivered' | 'seen' | 'failed';
  /** Why it failed; only then. */
  desc?: string;
  /** Whether it came as the HTTP reply to `conversation_started`. */
  isWelcome: boolean;
}

/** A message of the user. */
export interface UserMessage {
  from: 'user';
  /** 64-bit, a decimal string. */
  token: string;
  message: ReceivedMessage;
  /** Milliseconds since the epoch, by the emulator's clock. */
  at: number;
  /** Whether it does not show in the chat, as that of a silent button. */
  silent: boolean;
}

/** Anything in a chat, oldest first. */
export type ChatMessage = BotMessage | UserMessage;
