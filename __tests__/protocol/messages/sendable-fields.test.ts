import type { ReceivedMessages } from '../../../lib/protocol/callbacks/received-messages';
import { problemText } from '../../../lib/protocol/messages/problems';
import { examineMessage } from '../../../lib/protocol/messages/validate-message';

const media = 'https://dl-media.viber.com/x';

/** Each type with every field that it may have when it is received, and what is sent of it. */
const received: [message: ReceivedMessages[keyof ReceivedMessages], sent: object][] = [
  [
    { type: 'text', text: 'hi', tracking_data: 't' },
    { type: 'text', text: 'hi', tracking_data: 't' },
  ],
  [
    { type: 'picture', media, thumbnail: media, file_name: 'p.jpg', text: 'caption', size: 7 },
    { type: 'picture', media, thumbnail: media, text: 'caption' },
  ],
  [
    { type: 'picture', media },
    { type: 'picture', media },
  ],
  [
    { type: 'video', media, thumbnail: media, file_name: 'v.mp4', size: 7, duration: 5, text: 'caption' },
    { type: 'video', media, thumbnail: media, size: 7, duration: 5, text: 'caption' },
  ],
  [
    { type: 'file', media, file_name: 'f.pdf', size: 7 },
    { type: 'file', media, file_name: 'f.pdf', size: 7 },
  ],
  [
    { type: 'file', media, file_name: 'f.pdf', file_size: 8 },
    { type: 'file', media, file_name: 'f.pdf', size: 8 },
  ],
  [
    { type: 'file', media, file_name: 'f.pdf', size: 7, file_size: 8 },
    { type: 'file', media, file_name: 'f.pdf', size: 7 },
  ],
  [
    { type: 'sticker', sticker_id: '46105', media },
    { type: 'sticker', sticker_id: '46105' },
  ],
  [
    { type: 'contact', contact: { name: 'Ann', phone_number: '+1', avatar: media }, text: 'Ann' },
    { type: 'contact', contact: { name: 'Ann', phone_number: '+1' } },
  ],
  [
    { type: 'url', media, text: 'a page' },
    { type: 'url', media },
  ],
  [
    { type: 'location', location: { lat: 50.76891, lon: 6.11499 }, text: 'here' },
    { type: 'location', location: { lat: 50.76891, lon: 6.11499 } },
  ],
  [
    { type: 'rich_media', rich_media: { Type: 'rich_media', Buttons: [{ ActionBody: 'x' }] }, alt_text: 'x' },
    { type: 'rich_media', rich_media: { Type: 'rich_media', Buttons: [{ ActionBody: 'x' }] }, alt_text: 'x' },
  ],
];

const missing: [message: ReceivedMessages[keyof ReceivedMessages], error: string][] = [
  [{ type: 'video', media }, '/size is required but missing'],
  [{ type: 'file', media, size: 7 }, '/file_name is required but missing'],
  [{ type: 'file', media, file_name: 'f.pdf' }, '/size is required but missing'],
  [{ type: 'contact', contact: { phone_number: '+1' } }, '/contact/name is required but missing'],
  [{ type: 'rich_media', rich_media: {} }, '/rich_media/Buttons is required but missing'],
];

describe('examineMessage', () => {
  it.each(received)('makes a received message sendable: %j', (message, sent) => {
    expect(examineMessage(message, 'strict')).toEqual({ fields: sent, errors: [], warnings: [] });
  });

  it.each(missing)('names what a received message lacks: %j', (message, error) => {
    expect(examineMessage(message, 'errors').errors.map(problemText)).toEqual([error]);
  });

  it('sends a received message as it is if nothing is checked', () => {
    const message = { type: 'file', media, file_size: 8, text: null };

    expect(examineMessage(message, 'off')).toEqual({ fields: message, errors: [], warnings: [] });
  });

  it('does not change the message', () => {
    const message = { type: 'contact', contact: { phone_number: '+1', avatar: media } };
    const before = structuredClone(message);

    examineMessage(message, 'errors');

    expect(message).toEqual(before);
  });
});
