import type { ReceivedMessage, ReceivedMessageType } from '../callbacks/received-messages';
import type { OutgoingMessageBase, OutgoingMessages } from './outgoing-messages';

type Fields<Message> = Readonly<Record<keyof Message, true>>;

const COMMON: Fields<Required<OutgoingMessageBase>> = {
  sender: true,
  tracking_data: true,
  min_api_version: true,
  keyboard: true,
};

/** The fields of an outgoing message of each type that users send too. */
const SENDABLE: { readonly [Type in ReceivedMessageType]: Fields<Required<OutgoingMessages[Type]>> } = {
  text: { ...COMMON, type: true, text: true },
  picture: { ...COMMON, type: true, text: true, media: true, thumbnail: true },
  video: {
    ...COMMON,
    type: true,
    media: true,
    size: true,
    duration: true,
    thumbnail: true,
    text: true,
  },
  file: { ...COMMON, type: true, media: true, size: true, file_name: true },
  sticker: { ...COMMON, type: true, sticker_id: true },
  contact: { ...COMMON, type: true, contact: true },
  url: { ...COMMON, type: true, media: true },
  location: { ...COMMON, type: true, location: true },
  rich_media: { ...COMMON, type: true, rich_media: true, alt_text: true },
};

/** The longest video that can be sent, in seconds. [doc] */
const MAX_DURATION = 180;

/**
 * Returns what can be sent of a message that a user sent: without the fields that an outgoing message of its type does
 * not have, and with `size` where only `file_size` was received.
 */
export function sendableFields(received: ReceivedMessage): Record<string, unknown> {
  const sendable = Object.fromEntries(
    Object.entries(received).filter(([name]) => Object.hasOwn(SENDABLE[received.type], name)),
  );
  if (received.type === 'file') sendable['size'] ??= received.file_size;
  // Documented as seconds, but real values look like milliseconds. [seen]
  if (received.type === 'video' && Number(received.duration) > MAX_DURATION) delete sendable['duration'];
  if (received.type === 'contact') {
    const contact = { ...received.contact };
    delete contact.avatar;
    sendable['contact'] = contact;
  }
  return sendable;
}
