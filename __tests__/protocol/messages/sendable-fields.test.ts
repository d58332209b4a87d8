import type { ReceivedMessage } from '../../../lib/protocol/callbacks/received-messages';
import { problemText } from '../../../lib/protocol/messages/problems';
import { sendableFields } from '../../../lib/protocol/messages/sendable-fields';
import { examineMessage, validateMessage } from '../../../lib/protocol/messages/validate-message';

const media = 'https://dl-media.viber.com/x';

/** Each type with every field that it may have when it is received, and what is sent of it. */
const received: [message: ReceivedMessage, sent: object][] = [
  [
    { type: 'text', text: 'hi', tracking_data: 't' },
    { type: 'text', text: 'hi', tracking_data: 't' },
  ],
  [
    // The documentation's all-in-one sample.
    { type: 'text', text: 'hi', media, location: { lat: 50, lon: 6 }, tracking_data: 't' } as ReceivedMessage,
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
    { type: 'video', media, thumbnail: media, file_name: 'v.mp4', size: 7, duration: 180, text: 'caption' },
    { type: 'video', media, thumbnail: media, size: 7, duration: 180, text: 'caption' },
  ],
  [
    { type: 'video', media, size: 7, duration: 5640 },
    { type: 'video', media, size: 7 },
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

const missing: [message: ReceivedMessage, error: string][] = [
  [{ type: 'video', media }, '/size is required but missing'],
  [{ type: 'file', media, size: 7 }, '/file_name is required but missing'],
  [{ type: 'file', media, file_name: 'f.pdf' }, '/size is required but missing'],
  [{ type: 'contact', contact: { phone_number: '+1' } }, '/contact/name is required but missing'],
  [{ type: 'rich_media', rich_media: {} }, '/rich_media/Buttons is required but missing'],
];

describe('sendableFields', () => {
  it.each(received)('returns what can be sent without a warning: %j', (message, sent) => {
    const fields = sendableFields(message);

    expect(fields).toStrictEqual(sent);
    expect(validateMessage(fields)).toEqual({ errors: [], warnings: [] });
  });

  it.each(missing)('leaves out what is missing, so that the error names it: %j', (message, error) => {
    expect(validateMessage(sendableFields(message)).errors.map(problemText)).toEqual([error]);
  });

  it('keeps a keyboard that the application has added', () => {
    const keyboard = { Type: 'keyboard', Buttons: [{ ActionBody: 'x' }] };
    const message = { type: 'url', media, text: 'a page', keyboard } as ReceivedMessage;

    expect(sendableFields(message)).toEqual({ type: 'url', media, keyboard });
  });

  it('does not change the message', () => {
    const message: ReceivedMessage = { type: 'contact', contact: { phone_number: '+1', avatar: media } };
    const before = structuredClone(message);

    sendableFields(message);

    expect(message).toEqual(before);
  });
});

describe('examineMessage', () => {
  it.each([
    ['/text', { type: 'location', location: { lat: 50, lon: 6 }, text: 'here' }],
    ['/text', { type: 'url', media, text: 'a page' }],
    ['/size', { type: 'picture', media, size: 7 }],
    ['/file_name', { type: 'picture', media, file_name: 'p.jpg' }],
    ['/media', { type: 'sticker', sticker_id: 46105, media }],
  ])('keeps the %s that only a received message has, and warns of it', (path, message) => {
    expect(examineMessage(message, 'errors')).toMatchObject({
      fields: message,
      errors: [],
      warnings: [{ rule: 'unknown-field', path }],
    });
  });

  it("keeps the avatar of a contact, which Viber's own SDK sends", () => {
    const message = { type: 'contact', contact: { name: 'Ann', phone_number: '+1', avatar: media } };

    expect(examineMessage(message, 'strict')).toEqual({ fields: message, errors: [], warnings: [] });
  });

  it('names the size of a file that has only a file_size', () => {
    const message = { type: 'file', media, file_name: 'f.pdf', file_size: 8 };

    expect(examineMessage(message, 'errors').errors.map(problemText)).toEqual([
      '/size is required but missing',
    ]);
  });
});
