import fc from 'fast-check';
import { callbackSchemas, receivedMessageSchemas } from '../../../lib/protocol/callbacks/callback-schemas';
import type {
  CallbackEvent,
  Callbacks,
  ClientStatus,
  ClientStatusCallback,
} from '../../../lib/protocol/callbacks/callbacks';
import type {
  ReceivedMessages,
  ReceivedMessageType,
} from '../../../lib/protocol/callbacks/received-messages';
import { recognize } from '../../../lib/protocol/callbacks/recognize';

const envelope = {
  message_token: '4912661846655238145',
  timestamp: 1457764197627,
  chat_hostname: 'SN-CHAT-06_',
};
const user = {
  id: '01234567890A=',
  name: 'John McClane',
  avatar: 'https://avatar.example.com/a.jpg',
  country: 'UK',
  language: 'uk-UA',
  api_version: 10,
};

/** As `Callbacks`, for objects `as const`. */
type CallbackSamples = Omit<Callbacks, 'client_status'> & {
  client_status: Omit<ClientStatusCallback, 'status'> & {
    status: Omit<ClientStatus, 'supported_psps'> & { supported_psps?: readonly string[] };
  };
};

/** Each event with every known field. */
const full = {
  webhook: { ...envelope, event: 'webhook' },
  subscribed: { ...envelope, event: 'subscribed', user },
  unsubscribed: { ...envelope, event: 'unsubscribed', user_id: user.id },
  conversation_started: {
    ...envelope,
    event: 'conversation_started',
    type: 'open',
    context: 'campaign-7',
    user,
    subscribed: false,
  },
  delivered: { ...envelope, event: 'delivered', user_id: user.id, chat_id: '18446744073709551615' },
  seen: { ...envelope, event: 'seen', user_id: user.id, chat_id: '18446744073709551615' },
  failed: { ...envelope, event: 'failed', user_id: user.id, desc: 'failure description' },
  message: {
    ...envelope,
    event: 'message',
    sender: user,
    message: { type: 'text', text: 'hi', tracking_data: 'step-2' },
    silent: false,
    reply_type: 'message',
    chat_id: '18446744073709551615',
  },
  client_status: {
    ...envelope,
    event: 'client_status',
    user,
    status: { type: 'payment', code: 0, supported_psps: ['IPay.ua', 'LiqPay'], tracking_data: 'order-7' },
  },
} as const satisfies CallbackSamples;

/** Each event with its required fields only. */
const least = {
  webhook: { event: 'webhook', message_token: '1' },
  subscribed: { event: 'subscribed', message_token: '1', user: { id: 'u' } },
  unsubscribed: { event: 'unsubscribed', message_token: '1', user_id: 'u' },
  conversation_started: { event: 'conversation_started', message_token: '1', user: { id: 'u' } },
  delivered: { event: 'delivered', message_token: '1', user_id: 'u' },
  seen: { event: 'seen', message_token: '1', user_id: 'u' },
  failed: { event: 'failed', message_token: '1', user_id: 'u' },
  message: { event: 'message', message_token: '1', sender: { id: 'u' }, message: { type: 'text', text: '' } },
  client_status: { event: 'client_status', message_token: '1', user: { id: 'u' }, status: {} },
} as const satisfies CallbackSamples;

const fullMessages = {
  text: { type: 'text', text: 'hi', tracking_data: 't' },
  picture: {
    type: 'picture',
    tracking_data: 't',
    media: 'https://dl-media.viber.com/p.jpg',
    thumbnail: 'https://dl-media.viber.com/t.jpg',
    file_name: 'p.jpg',
    text: 'caption',
    size: 10000,
  },
  video: {
    type: 'video',
    tracking_data: 't',
    media: 'https://dl-media.viber.com/v.mp4',
    thumbnail: 'https://dl-media.viber.com/t.jpg',
    file_name: 'v.mp4',
    size: 10000,
    duration: 5300,
    text: 'caption',
  },
  file: {
    type: 'file',
    tracking_data: 't',
    media: 'https://dl-media.viber.com/f.pdf',
    file_name: 'f.pdf',
    size: 10000,
    file_size: 10000,
  },
  sticker: {
    type: 'sticker',
    tracking_data: 't',
    sticker_id: 46105,
    media: 'https://stickers.viber.com/46105',
  },
  contact: {
    type: 'contact',
    tracking_data: 't',
    contact: { name: 'Alex', phone_number: '+972511123123', avatar: 'https://avatar.example.com/b.jpg' },
    text: 'Alex',
  },
  url: { type: 'url', tracking_data: 't', media: 'https://example.com', text: 'example' },
  location: {
    type: 'location',
    tracking_data: 't',
    location: { lat: 50.76891, lon: -6.11499 },
    text: 'here',
  },
  rich_media: {
    type: 'rich_media',
    tracking_data: 't',
    rich_media: { Type: 'rich_media', Buttons: [] },
    alt_text: 'carousel',
  },
} as const satisfies ReceivedMessages;

const leastMessages = {
  text: { type: 'text', text: '' },
  picture: { type: 'picture', media: '' },
  video: { type: 'video', media: '' },
  file: { type: 'file', media: '' },
  sticker: { type: 'sticker', sticker_id: '46105' },
  contact: { type: 'contact', contact: { phone_number: '' } },
  url: { type: 'url', media: '' },
  location: { type: 'location', location: { lat: 0, lon: 0 } },
  rich_media: { type: 'rich_media', rich_media: {} },
} as const satisfies ReceivedMessages;

const events = Object.keys(full) as CallbackEvent[];
const messageTypes = Object.keys(fullMessages) as ReceivedMessageType[];
const valueOf = (callback: object): unknown => structuredClone(callback);
const messageCallback = (message: unknown) => valueOf({ ...full.message, message });
const without = (fields: object, name: string) =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));

describe('recognize', () => {
  it('has a schema for every event and message type', () => {
    expect(events.sort()).toEqual(Object.keys(callbackSchemas).sort());
    expect(messageTypes.sort()).toEqual(Object.keys(receivedMessageSchemas).sort());
  });

  it.each(events)('recognizes a full %s and returns it unchanged', (event) => {
    expect(recognize(valueOf(full[event]))).toStrictEqual({ recognized: true, callback: full[event] });
  });

  it.each(events)('recognizes a %s with its required fields only', (event) => {
    expect(recognize(valueOf(least[event]))).toStrictEqual({ recognized: true, callback: least[event] });
  });

  it.each(messageTypes)('recognizes a full %s message and returns it unchanged', (type) => {
    expect(recognize(messageCallback(fullMessages[type]))).toStrictEqual({
      recognized: true,
      callback: { ...full.message, message: fullMessages[type] },
    });
  });

  it.each(messageTypes)('recognizes a %s message with its required fields only', (type) => {
    expect(recognize(messageCallback(leastMessages[type]))).toStrictEqual({
      recognized: true,
      callback: { ...full.message, message: leastMessages[type] },
    });
  });

  it.each(events)('keeps undocumented fields: %s', (event) => {
    const value = { ...full[event], new_field: { nested: [1, null] } };

    expect(recognize(valueOf(value))).toStrictEqual({ recognized: true, callback: value });
  });

  it("recognizes the documentation's all-in-one text message, with media and location", () => {
    const message = {
      type: 'text',
      text: 'a message to the service',
      media: 'https://download_url',
      location: { lat: 50.76891, lon: 6.11499 },
      tracking_data: 'tracking data',
    };

    expect(recognize(messageCallback(message))).toMatchObject({ recognized: true, callback: { message } });
  });

  it.each([
    ['a number', 1478683725125, '1478683725125'],
    ['a small number', 7, '7'],
    ['zero', 0, '0'],
    ['a string', '4912661846655238145', '4912661846655238145'],
  ])('returns a message_token that is %s as a decimal string', (_what, token, text) => {
    expect(recognize({ event: 'webhook', message_token: token })).toStrictEqual({
      recognized: true,
      callback: { event: 'webhook', message_token: text },
    });
  });

  it('returns a chat_id as a decimal string, from a number or a string', () => {
    for (const chatId of [123, '123']) {
      expect(recognize({ ...full.message, chat_id: chatId })).toMatchObject({
        recognized: true,
        callback: { chat_id: '123' },
      });
    }
  });

  it('recognizes the webhook callback of 2016, whose timestamp and message_token are swapped', () => {
    expect(
      recognize({ event: 'webhook', timestamp: '4977069964384421269', message_token: 1478683725125 }),
    ).toStrictEqual({
      recognized: true,
      callback: { event: 'webhook', timestamp: '4977069964384421269', message_token: '1478683725125' },
    });
  });

  it.each(['action', '', 'Message', 'message ', 'constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'reports the event %j as unknown',
    (event) => {
      const value = { event, message_token: '1', user_id: 'u' };

      expect(recognize(valueOf(value))).toStrictEqual({
        recognized: false,
        reason: 'unknown_event',
        problems: [],
        value,
      });
    },
  );

  it.each(['sms', '', 'Text', 'constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'reports the message type %j as unknown',
    (type) => {
      const value = { ...full.message, message: { type, text: 'hi' } };

      expect(recognize(valueOf(value))).toStrictEqual({
        recognized: false,
        reason: 'unknown_message_type',
        problems: [],
        value,
      });
    },
  );

  it('returns the tokens of an unrecognized callback as decimal strings too', () => {
    expect(recognize({ event: 'action', message_token: 5, chat_id: 6 })).toMatchObject({
      recognized: false,
      value: { message_token: '5', chat_id: '6' },
    });
  });

  it.each([[[]], [[full.webhook]], [null], [undefined], [7], ['webhook'], [true]])(
    'does not recognize %j',
    (value) => {
      expect(recognize(value)).toStrictEqual({
        recognized: false,
        reason: 'unexpected_shape',
        problems: ['the value must be object'],
        value,
      });
    },
  );

  it.each([[undefined], [null], [1], [['webhook']], [{ toString: 'webhook' }]])(
    'does not recognize an event of %j',
    (event) => {
      const value = { event, message_token: '1' };

      expect(recognize(value)).toStrictEqual({
        recognized: false,
        reason: 'unexpected_shape',
        problems: ['/event must be string'],
        value,
      });
    },
  );

  it('does not read an event from the prototype', () => {
    const value: unknown = JSON.parse('{"__proto__":{"event":"webhook","message_token":"1"}}');

    expect(recognize(value)).toMatchObject({ recognized: false, reason: 'unexpected_shape' });
  });

  describe.each(events)('of %s', (event) => {
    const required = callbackSchemas[event].required.filter((name) => name !== 'event');

    it.each(required)('is not recognized without %s', (name) => {
      expect(recognize(valueOf(without(full[event], name)))).toMatchObject({
        recognized: false,
        reason: 'unexpected_shape',
        problems: [`the value must have required property '${name}'`],
      });
    });

    it.each(Object.keys(callbackSchemas[event].properties).filter((name) => name !== 'event'))(
      'is not recognized with a %s of the wrong type',
      (name) => {
        const recognition = recognize(valueOf({ ...full[event], [name]: null }));

        expect(recognition).toMatchObject({ recognized: false, reason: 'unexpected_shape' });
        expect(recognition).toHaveProperty('problems', [expect.stringMatching(`^/${name} must be `)]);
      },
    );
  });

  describe.each(messageTypes)('of a %s message', (type) => {
    const required = receivedMessageSchemas[type].required.filter((name) => name !== 'type');

    it.each(required)('is not recognized without %s', (name) => {
      expect(recognize(messageCallback(without(fullMessages[type], name)))).toMatchObject({
        recognized: false,
        reason: 'unexpected_shape',
        problems: [`/message must have required property '${name}'`],
      });
    });

    it.each(Object.keys(receivedMessageSchemas[type].properties).filter((name) => name !== 'type'))(
      'is not recognized with a %s of the wrong type',
      (name) => {
        const recognition = recognize(messageCallback({ ...fullMessages[type], [name]: null }));

        expect(recognition).toMatchObject({ recognized: false, reason: 'unexpected_shape' });
        expect(recognition).toHaveProperty('problems', [expect.stringMatching(`^/message/${name} must be `)]);
      },
    );
  });

  it.each([
    [
      'a user without an id',
      { ...full.subscribed, user: { name: 'x' } },
      '/user must have required property',
    ],
    ['a user id that is a number', { ...full.subscribed, user: { id: 7 } }, '/user/id must be string'],
    ['a sender without an id', { ...full.message, sender: {} }, '/sender must have required property'],
    ['a message that is an array', { ...full.message, message: [] }, '/message must be object'],
    [
      'a message without a type',
      { ...full.message, message: { text: 'hi' } },
      '/message/type must be string',
    ],
    [
      'a message type that is a number',
      { ...full.message, message: { type: 1 } },
      '/message/type must be string',
    ],
    [
      'a latitude that is text',
      { ...full.message, message: { type: 'location', location: { lat: '50', lon: 6 } } },
      '/message/location/lat must be number',
    ],
    [
      'a contact without a number',
      { ...full.message, message: { type: 'contact', contact: { name: 'Alex' } } },
      "/message/contact must have required property 'phone_number'",
    ],
  ])('names the path of the problem: %s', (_what, value, problem) => {
    const recognition = recognize(valueOf(value));

    expect(recognition).toMatchObject({ recognized: false, reason: 'unexpected_shape', value });
    expect(recognition).toHaveProperty('problems', [expect.stringContaining(problem)]);
  });

  it('never quotes a value in its problems', () => {
    const secret = fc.string({ minLength: 1 }).map((text) => `hush-${text}`);
    const anything = fc.oneof(secret, fc.array(secret), fc.dictionary(secret, secret));

    fc.assert(
      fc.property(
        fc.constantFrom<CallbackEvent>(...events),
        fc.constantFrom<ReceivedMessageType>(...messageTypes),
        fc.constantFrom(
          'message_token',
          'user',
          'user_id',
          'sender',
          'desc',
          'subscribed',
          'type',
          'chat_id',
        ),
        fc.constantFrom('text', 'media', 'size', 'location', 'contact', 'rich_media', 'type', 'sticker_id'),
        anything,
        (event, type, field, messageField, value) => {
          const message = { ...fullMessages[type], [messageField]: value };
          for (const body of [
            { ...full[event], [field]: value },
            { ...full.message, message },
          ]) {
            const recognition = recognize(valueOf(body));
            if (!recognition.recognized) expect(recognition.problems.join()).not.toContain('hush');
          }
        },
      ),
    );
  });

  it('never throws, for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom<CallbackEvent>(...events), (value, event) => {
        expect(typeof recognize(value).recognized).toBe('boolean');
        expect(typeof recognize({ event, message_token: '1', message: value, user: value }).recognized).toBe(
          'boolean',
        );
      }),
    );
  });
});
