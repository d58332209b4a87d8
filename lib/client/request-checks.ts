import { ViberMessageError } from '../errors';
import { MAX_MESSAGE_BYTES } from '../protocol/api/api-limits';
import { asRecord } from '../protocol/exact-json';
import { examineMessage, NO_OBJECT } from '../protocol/messages/validate-message';
import type { ClientSettings } from './client-options';

const NO_SENDER = '/sender is required but missing: set the sender option, or give the message one';

/**
 * Returns the message if it is an object, so that its fields can be read.
 *
 * @throws {@link ViberMessageError} if it is not
 */
export function messageObject<Message extends object>(message: Message): Message {
  if (asRecord(message) === undefined) throw new ViberMessageError([NO_OBJECT]);
  return message;
}

/**
 * Returns a copy of the message as it was checked, with the sender of the client if it has none of its own: Viber
 * refuses a message without a sender [doc].
 *
 * @throws {@link ViberMessageError} if Viber would refuse the message
 */
export function checkedMessage(
  content: { sender?: unknown },
  { sender, allowUnknownFields }: Pick<ClientSettings, 'sender' | 'allowUnknownFields'>,
): object {
  const message = content.sender === undefined ? { ...content, sender } : content;
  const { fields, problems } = examineMessage(message, { allowUnknownFields });
  const lacksSender = fields !== undefined && fields['sender'] === undefined;
  const allProblems = lacksSender ? [...problems, NO_SENDER] : problems;
  if (fields === undefined || allProblems.length > 0) throw new ViberMessageError(allProblems);
  return fields;
}

/** @throws {@link ViberMessageError} if a request has more JSON than Viber accepts */
export function checkRequestBytes(bytes: number): void {
  if (bytes <= MAX_MESSAGE_BYTES) return;
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

/** @throws `TypeError` if it is not a user id */
export function checkedUserId(id: unknown, name: string): string {
  if (typeof id === 'string' && id !== '') return id;
  throw new TypeError(`${name} must be a user id, which is a non-empty string.`);
}
