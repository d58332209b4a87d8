import type { ReceivedMessages, ReceivedMessageType } from '../callbacks/received-messages';
import { asRecord } from '../exact-json';
import type { OutgoingMessages } from './outgoing-messages';

/** The fields that a received message may have and an outgoing message of its type may not. */
type ReceivedOnly = {
  readonly [Type in ReceivedMessageType]: Readonly<
    Record<Exclude<keyof ReceivedMessages[Type], keyof OutgoingMessages[Type]>, true>
  >;
};

const RECEIVED_ONLY: ReceivedOnly = {
  text: {},
  picture: { file_name: true, size: true },
  video: { file_name: true },
  file: { file_size: true },
  sticker: { media: true },
  contact: { text: true },
  url: { text: true },
  location: { text: true },
  rich_media: {},
};

/**
 * Makes a message that may have been received from a user into one that can be sent: fields that exist only when
 * receiving are left out, and `file_size` becomes `size`.
 */
export function sendableFields(fields: Record<string, unknown>): Record<string, unknown> {
  const { type } = fields;
  if (typeof type !== 'string' || !Object.hasOwn(RECEIVED_ONLY, type)) return fields;
  const receivedOnly = RECEIVED_ONLY[type as ReceivedMessageType];
  const sendable = withoutFields(fields, receivedOnly);
  if (type === 'file') sendable['size'] ??= fields['file_size'];
  const contact = type === 'contact' ? asRecord(fields['contact']) : undefined;
  if (contact !== undefined) sendable['contact'] = withoutFields(contact, { avatar: true });
  return sendable;
}

function withoutFields(fields: Record<string, unknown>, names: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !Object.hasOwn(names, name)));
}
