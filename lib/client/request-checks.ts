import { ViberMessageError } from '../errors';
import { MAX_MESSAGE_BYTES } from '../protocol/api/api-limits';
import { asRecord } from '../protocol/exact-json';
import { problemText } from '../protocol/messages/problems';
import type { MessageChecks } from '../protocol/messages/validate-message';
import { NO_OBJECT } from '../protocol/messages/validate-message';
import type { MessageSettings } from './prepare-message';
import { prepareMessage } from './prepare-message';

/**
 * Returns the message if it is an object, so that its fields can be read.
 *
 * @throws {@link ViberMessageError} if it is not
 */
export function messageObject<Message extends object>(message: Message): Message {
  if (asRecord(message) === undefined) throw new ViberMessageError([problemText(NO_OBJECT)]);
  return message;
}

/**
 * Returns a copy of the message as it will be sent, with the sender of the client if it has none of its own. Warns of what
 * looks wrong.
 *
 * @throws {@link ViberMessageError} if Viber would refuse the message
 */
export function checkedMessage(content: object, settings: MessageSettings): object {
  const { fields, problems } = prepareMessage(content, settings, { needsSender: true });
  if (problems !== undefined) throw new ViberMessageError(problems);
  return fields;
}

/** @throws {@link ViberMessageError} if a request has more JSON than Viber accepts, unless that is not checked */
export function checkRequestBytes(bytes: number, checks: MessageChecks): void {
  if (bytes <= MAX_MESSAGE_BYTES || checks === 'off') return;
  throw new ViberMessageError([
    `the message with its receiver has ${String(bytes)} bytes of JSON, more than ${String(MAX_MESSAGE_BYTES)}`,
  ]);
}

/** The length of a value as JSON. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/**
 * Returns a list of user ids without duplicates, in order. Only Viber knows the format of an id.
 *
 * @throws `TypeError` if it is not a list of ids
 */
export function uniqueUserIds(ids: unknown, name: string): string[] {
  if (!Array.isArray(ids)) throw new TypeError(`${name} must be a list of user ids.`);
  // Not map(), which skips holes.
  const checked = Array.from(ids, (id: unknown, index) => checkedUserId(id, `${name}[${String(index)}]`));
  return [...new Set(checked)];
}

/** Where a message goes: to a user, to the chat of an inline bot, or to both. */
export type MessageAddress =
  | {
      /** A user id. */
      receiver: string;
      /** The chat of an inline bot, as a callback names it. */
      chat_id?: string | undefined; // [sdk]
    }
  // Viber's own SDK sends no receiver to a chat. [sdk]
  | { receiver?: undefined; chat_id: string };

/** @throws `TypeError` if there is neither a user id nor a chat id */
export function checkedAddress(receiver: unknown, chatId: unknown): MessageAddress {
  if ((receiver === undefined || receiver === null) && typeof chatId === 'string' && chatId !== '') {
    return { chat_id: chatId };
  }
  return { receiver: checkedUserId(receiver, 'receiver'), chat_id: chatId as string | undefined };
}

/** @throws `TypeError` if it is not a user id */
export function checkedUserId(id: unknown, name: string): string {
  if (typeof id === 'string' && id !== '') return id;
  throw new TypeError(`${name} must be a user id, which is a non-empty string.`);
}
