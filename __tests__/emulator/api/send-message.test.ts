import type { Keyboard, OutgoingMessage } from '../../../lib/index';
import { closeServers } from '../../fixtures/servers';
import { apiClient, callMethod, closeEmulators, startRegistered, TOKEN } from './api-fixture';

afterEach(async () => {
  await closeEmulators();
  await closeServers();
});

const sender = { name: 'Bot' };
const text = { type: 'text', text: 'hi', sender };
const media = 'https://example.com/m';

/** As many buttons, each of a whole row. */
const rows = (count: number) => Array.from({ length: count }, () => ({ ActionBody: 'yes' }));

const keyboard: Keyboard = { Type: 'keyboard', Buttons: [{ ActionBody: 'yes', Text: 'Yes' }] };

describe('send_message', () => {
  const messages: [string, OutgoingMessage][] = [
    ['text', { type: 'text', text: 'hi' }],
    ['picture', { type: 'picture', text: '', media, thumbnail: media }],
    ['video', { type: 'video', media, size: 10_000, duration: 10, thumbnail: media }],
    ['file', { type: 'file', media, size: 10_000, file_name: 'a.pdf' }],
    ['contact', { type: 'contact', contact: { name: 'Test user', phone_number: '+447700900123' } }],
    ['location', { type: 'location', location: { lat: '51.5', lon: -0.12 } }],
    ['url', { type: 'url', media }],
    ['sticker', { type: 'sticker', sticker_id: 46105 }],
    [
      'rich_media',
      {
        type: 'rich_media',
        min_api_version: 7,
        alt_text: 'offers',
        rich_media: {
          Type: 'rich_media',
          ButtonsGroupColumns: 6,
          ButtonsGroupRows: 7,
          Buttons: [{ Columns: 6, Rows: 7, ActionType: 'open-url', ActionBody: media, Text: 'Buy' }],
        },
      },
    ],
    ['keyboard alone', { keyboard }],
    ['text with a keyboard', { type: 'text', text: 'yes?', keyboard, tracking_data: 'step-2' }],
  ];

  it.each(messages)('delivers a %s', async (_, message) => {
    const { emulator, webhook, user } = await startRegistered();
    const { message_token: token } = await apiClient(emulator).sendMessage({ ...message, receiver: user.id });
    await emulator.settled();
    expect(user.inbox).toEqual([
      expect.objectContaining({ token, message: { ...message, sender }, status: 'delivered' }),
    ]);
    expect(webhook.calls.map(({ json }) => json)).toEqual([
      {
        event: 'delivered',
        timestamp: expect.any(Number) as number,
        chat_hostname: expect.any(String) as string,
        message_token: token,
        user_id: user.id,
      },
    ]);
    expect(user.keyboard).toEqual(message.keyboard);
  });

  it('responds as Viber does, with a token of 19 digits that no number can hold', async () => {
    const { emulator, webhook, user } = await startRegistered();
    const { text: responseText, json } = await callMethod(emulator, 'send_message', {
      ...text,
      receiver: user.id,
    });
    await emulator.settled();
    expect(json).toEqual({
      status: 0,
      status_message: 'ok',
      message_token: expect.any(String) as string,
      chat_hostname: expect.any(String) as string,
      billing_status: expect.any(Number) as number,
    });
    const digits = /"message_token":(\d{19}),/;
    const token = digits.exec(responseText)?.[1] ?? '';
    expect(BigInt(token)).toBeGreaterThan(2n ** 53n);
    expect(digits.exec(webhook.calls[0]?.body ?? '')?.[1]).toBe(token);
    expect(user.inbox[0]?.token).toBe(token);
  });

  it('gives each message its own token', async () => {
    const { emulator, user } = await startRegistered();
    const responses = await Promise.all(
      Array.from({ length: 50 }, () => callMethod(emulator, 'send_message', { ...text, receiver: user.id })),
    );
    expect(new Set(responses.map(({ json }) => json?.['message_token'])).size).toBe(50);
    expect(user.inbox).toHaveLength(50);
  });

  it.each([
    ['without a webhook', 10],
    ['to an unknown user', 5],
    ['to a malformed receiver', 999],
    ['to a user who has not subscribed', 6],
    ['to a user who has unsubscribed', 6],
  ])('refuses a message %s', async (kind, status) => {
    const { emulator, user } = await startRegistered();
    if (status === 10) await apiClient(emulator).removeWebhook();
    if (kind.includes('unsubscribed')) await user.unsubscribe();
    const stranger = emulator.addUser();
    const receivers = { 10: user.id, 5: 'AAAAAAAAAAAAAAAAAAAAAA==', 6: stranger.id, 999: 'nobody' };
    const receiver = receivers[status as keyof typeof receivers];
    const { json } = await callMethod(emulator, 'send_message', {
      ...text,
      receiver: kind.includes('unsubscribed') ? user.id : receiver,
    });
    expect(json).toEqual({ status, status_message: expect.stringMatching(/./) as string });
    await expect(
      apiClient(emulator).sendMessage({ type: 'text', text: 'hi', receiver }),
    ).rejects.toMatchObject({
      viberStatus: status,
    });
    expect(user.inbox).toEqual([]);
  });

  it('responds to a message for a chat that it does not emulate, and delivers it to nobody', async () => {
    const { emulator, user } = await startRegistered();
    const chat_id = '18446744073709551615';
    const { json } = await callMethod(emulator, 'send_message', { ...text, chat_id });
    expect(json).toMatchObject({ status: 0, message_token: expect.any(String) as string, billing_status: 0 });
    const broken = { type: 'text', sender, chat_id };
    expect((await callMethod(emulator, 'send_message', broken)).json).toMatchObject({ status: 4 });
    expect(user.inbox).toEqual([]);
  });

  it('delivers a message whose chat_id is the id of a user', async () => {
    const { emulator, user } = await startRegistered();
    const { json } = await callMethod(emulator, 'send_message', {
      ...text,
      receiver: null,
      chat_id: user.id,
    });
    expect(json).toMatchObject({ status: 0 });
    expect(user.inbox).toHaveLength(1);
  });

  it('reaches a user after the first message of that user', async () => {
    const { emulator } = await startRegistered();
    const user = emulator.addUser();
    await user.openChat();
    await expect(callMethod(emulator, 'send_message', { ...text, receiver: user.id })).resolves.toMatchObject(
      { json: { status: 6 } },
    );
    await user.send('hi');
    await expect(callMethod(emulator, 'send_message', { ...text, receiver: user.id })).resolves.toMatchObject(
      { json: { status: 0 } },
    );
  });

  it.each([
    ['no receiver', { ...text, receiver: undefined }, 4],
    ['a receiver that is not a string', { ...text, receiver: 7 }, 3],
    ['a sender that is a string', { type: 'text', text: 'hi', sender: 'Bot' }, 3],
    ['a sender with too long a name', { ...text, sender: { name: 'x'.repeat(29) } }, 3],
    ['no text', { type: 'text', sender }, 4],
    ['too long a text', { ...text, text: 'x'.repeat(7001) }, 3],
    ['text that is a number', { ...text, text: 7 }, 3],
    ['tracking data that is not a string', { ...text, tracking_data: {} }, 3],
    ['no media', { type: 'picture', text: '', sender }, 4],
    ['a video without a size', { type: 'video', media, sender }, 4],
    ['a contact without a number', { type: 'contact', contact: { name: 'Me' }, sender }, 4],
    ['a location that is not a number', { type: 'location', location: { lat: 'north', lon: 0 }, sender }, 3],
    ['a type that is not a string', { type: {}, sender }, 3],
    ['neither type nor keyboard', { sender }, 4],
    ['a carousel without buttons', { type: 'rich_media', rich_media: {}, sender }, 4],
  ])('refuses a message with %s', async (_, message, status) => {
    const { emulator, webhook, user } = await startRegistered();
    const { httpStatus, json } = await callMethod(emulator, 'send_message', {
      receiver: user.id,
      ...message,
    });
    expect({ httpStatus, json }).toEqual({
      httpStatus: 200,
      json: { status, status_message: expect.stringMatching(/./) as string },
    });
    await emulator.settled();
    expect(user.inbox).toEqual([]);
    expect(webhook.calls).toEqual([]);
  });

  it.each([
    ['Type', { Buttons: keyboard.Buttons }],
    ['Buttons', { Type: 'keyboard' }],
  ])("refuses a keyboard without %s in Viber's words", async (property, wrong) => {
    const { emulator, webhook, user } = await startRegistered();
    const { json } = await callMethod(emulator, 'send_message', {
      ...text,
      receiver: user.id,
      keyboard: wrong,
    });
    expect(json).toEqual({
      status: 3,
      status_message: `keyboard is not valid. [object has missing required properties (["${property}"])]`,
    });
    expect(webhook.calls).toEqual([]);
  });

  it('names all that a keyboard lacks', async () => {
    const { emulator, user } = await startRegistered();
    const { json } = await callMethod(emulator, 'send_message', {
      ...text,
      receiver: user.id,
      keyboard: { BgColor: '#000000' },
    });
    expect(json).toEqual({
      status: 3,
      status_message: 'keyboard is not valid. [object has missing required properties (["Buttons","Type"])]',
    });
  });

  it.each([
    ['Columns', 10_000, 'greater than the required maximum (maximum: 6, found: 10000)'],
    ['Rows', 8, 'greater than the required maximum (maximum: 7, found: 8)'],
    ['Rows', 0, 'lower than the required minimum (minimum: 1, found: 0)'],
  ])("refuses a button with %s of %p in Viber's words", async (name, value, text) => {
    const { emulator, user } = await startRegistered();
    const { json } = await callMethod(emulator, 'send_message', {
      receiver: user.id,
      keyboard: { Type: 'keyboard', Buttons: [{ ActionBody: 'yes', [name]: value }] },
    });
    expect(json).toEqual({
      status: 3,
      status_message: `keyboard is not valid. [numeric instance is ${text}]`,
    });
  });

  it.each<[string, object]>([
    ['keyboard with a button that does nothing', { ...text, keyboard: { ...keyboard, Buttons: [{}] } }],
    ['keyboard of an unusual colour', { ...text, keyboard: { ...keyboard, BgColor: 'red' } }],
    ['keyboard without a button', { ...text, keyboard: { ...keyboard, Buttons: [] } }],
    ['keyboard with rows of more than a page', { ...text, keyboard: { ...keyboard, Buttons: rows(40) } }],
    ['message without a sender', { type: 'text', text: 'hi' }],
    ['message of a sender without a name', { type: 'text', text: 'hi', sender: {} }],
    ['picture without a text', { type: 'picture', media }],
    ['message of an unknown type', { type: 'poll', question: 'Tea?' }],
    ['carousel without min_api_version', { type: 'rich_media', rich_media: { Buttons: rows(7) } }],
    ['carousel of six cards', { type: 'rich_media', rich_media: { Buttons: rows(42) } }],
    [
      'message with numbers and booleans as strings',
      {
        ...text,
        min_api_version: '7',
        keyboard: {
          ...keyboard,
          DefaultHeight: 'true',
          Buttons: [{ Columns: '3', Rows: '1', ActionBody: 'yes', Silent: 'true' }],
        },
      },
    ],
    ['video with its size as a string', { type: 'video', media, size: '10000', duration: '10' }],
  ])('delivers a %s, as Viber does', async (_, message) => {
    const { emulator, user } = await startRegistered();
    const { json } = await callMethod(emulator, 'send_message', { ...message, receiver: user.id });
    expect(json).toMatchObject({ status: 0 });
    expect(user.inbox).toEqual([expect.objectContaining({ message, status: 'delivered' })]);
  });

  it.each<[string, object]>([
    [
      'keyboard with a text that is an object',
      { ...text, keyboard: { ...keyboard, Buttons: [{ Text: {} }] } },
    ],
    ['keyboard with a colour that is a number', { ...text, keyboard: { ...keyboard, BgColor: 7 } }],
    [
      'carousel with a button that is too wide',
      {
        type: 'rich_media',
        sender,
        min_api_version: 2,
        rich_media: {
          Type: 'rich_media',
          ButtonsGroupColumns: 6,
          ButtonsGroupRows: 1,
          Buttons: [{ ActionBody: 'yes', Columns: 7 }],
        },
      },
    ],
  ])('accepts a %s, which then fails on the client', async (_, message) => {
    const { emulator, webhook, user } = await startRegistered();
    const { json } = await callMethod(emulator, 'send_message', { ...message, receiver: user.id });
    expect(json).toMatchObject({ status: 0, message_token: expect.stringMatching(/^\d{19}$/) as string });
    await emulator.settled();
    expect(webhook.calls.map((call) => call.json)).toEqual([
      {
        event: 'failed',
        timestamp: expect.any(Number) as number,
        chat_hostname: expect.any(String) as string,
        message_token: json?.['message_token'],
        user_id: user.id,
        desc: expect.stringMatching(/./) as string,
      },
    ]);
    expect(user.inbox.map(({ status }) => status)).toEqual(['failed']);
    expect(user.keyboard).toBeUndefined();
  });

  it("treats null as left out, as Viber's own SDK sends it", async () => {
    const { emulator, user } = await startRegistered();
    const optional = { keyboard: null, tracking_data: null, min_api_version: null, chat_id: null };
    for (const message of [
      { ...text, sender: { name: 'Bot', avatar: null } },
      { type: 'picture', media, thumbnail: null, text: null, sender },
      { type: 'video', media, size: 10, thumbnail: null, text: null, duration: null, sender },
      { type: 'contact', contact: { name: 'Me', phone_number: '1', avatar: null }, sender },
      { type: null, keyboard, sender },
    ]) {
      const body = { ...optional, ...message, receiver: user.id };
      const { json } = await callMethod(emulator, 'send_message', body);
      expect(json).toMatchObject({ status: 0 });
    }
    expect(user.inbox.map(({ status }) => status)).toEqual(Array(5).fill('delivered'));
    expect(user.inbox[1]?.message).toEqual({ type: 'picture', media, sender });
    const nested = {
      ...keyboard,
      BgColor: null,
      Buttons: [{ ActionBody: 'yes', Frame: { BorderWidth: null } }],
    };
    await callMethod(emulator, 'send_message', { ...text, keyboard: nested, receiver: user.id });
    expect(user.keyboard).toEqual({ Type: 'keyboard', Buttons: [{ ActionBody: 'yes', Frame: {} }] });
    await expect(
      callMethod(emulator, 'send_message', { ...text, text: null, receiver: user.id }),
    ).resolves.toMatchObject({ json: { status: 4 } });
  });

  it("removes the token that Viber's own SDK puts in the body", async () => {
    const { emulator, user } = await startRegistered();
    await callMethod(emulator, 'send_message', { auth_token: TOKEN, ...text, receiver: user.id });
    expect(user.inbox.map(({ message }) => message)).toEqual([text]);
  });

  it('causes a delivered for each device', async () => {
    const { emulator, webhook } = await startRegistered();
    const user = emulator.addUser({ devices: 3 });
    await user.subscribe();
    webhook.calls.length = 0;
    await apiClient(emulator).sendMessage({ type: 'text', text: 'hi', receiver: user.id });
    await emulator.settled();
    expect(webhook.events()).toEqual(['delivered', 'delivered', 'delivered']);
    expect(new Set(webhook.calls.map(({ json }) => json['message_token'])).size).toBe(1);
  });
});
