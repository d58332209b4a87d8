import type { Keyboard, OutgoingMessage } from '../../../lib/index';
import { ViberClient, verifySignature } from '../../../lib/index';
import type { EmulatedUser, ViberEmulator } from '../../../lib/emulator/index';
import { VirtualClock } from '../../../lib/emulator/index';
import { gate } from '../../fixtures/gate';
import { closeServers, serve } from '../../fixtures/servers';
import type { RecordingWebhook, WebhookBehaviour } from './api-fixture';
import { callMethod, closeEmulators, request, startEmulator, startWebhook, TOKEN } from './api-fixture';

afterEach(async () => {
  await closeEmulators();
  await closeServers();
});

const sender = { name: 'Bot' };
const text = { type: 'text', text: 'hi', sender };
const keyboard: Keyboard = { Type: 'keyboard', Buttons: [{ ActionBody: 'yes', Text: 'Yes' }] };

function client(emulator: ViberEmulator): ViberClient {
  return new ViberClient({ authToken: TOKEN, sender, apiUrl: emulator.apiUrl });
}

interface Registered {
  emulator: ViberEmulator;
  webhook: RecordingWebhook;
  /** Somebody who has subscribed. */
  user: EmulatedUser;
}

/** An emulator with a webhook and a subscriber; the webhook has been told nothing yet. */
async function registered(options: Parameters<typeof startEmulator>[0] = {}): Promise<Registered> {
  const emulator = await startEmulator(options);
  const webhook = await startWebhook();
  await client(emulator).setWebhook({ url: webhook.url });
  const user = emulator.addUser({ name: 'Test user' });
  await user.subscribe();
  webhook.calls.length = 0;
  return { emulator, webhook, user };
}

describe('the REST API', () => {
  it.each([
    'set_webhook',
    'send_message',
    'broadcast_message',
    'get_account_info',
    'get_user_details',
    'get_online',
  ])('answers %s with HTTP 200, a status and its text, whatever is asked', async (method) => {
    const emulator = await startEmulator();
    for (const body of [{}, { url: 7 }, { receiver: {} }, { ids: [7] }, 'no JSON', '[]', '']) {
      const { httpStatus, contentType, json } = await callMethod(emulator, method, body);
      expect({ httpStatus, contentType }).toEqual({
        httpStatus: 200,
        contentType: expect.stringContaining('application/json') as string,
      });
      expect(json).toMatchObject({
        status: expect.any(Number) as number,
        status_message: expect.stringMatching(/./) as string,
      });
    }
  });

  it.each([
    ['a wrong one', { 'X-Viber-Auth-Token': `${TOKEN}0` }],
    ['an empty one', { 'X-Viber-Auth-Token': '' }],
    ['none', {}],
  ])('wants the token: 2 for %s', async (_, headers) => {
    const emulator = await startEmulator();
    const { httpStatus, json } = await callMethod(emulator, 'get_account_info', {}, headers);
    expect({ httpStatus, json }).toEqual({
      httpStatus: 200,
      json: { status: 2, status_message: 'invalidAuthToken' },
    });
  });

  it('tells a ViberClient with another token so', async () => {
    const emulator = await startEmulator();
    const stranger = new ViberClient({ authToken: 'another', sender, apiUrl: emulator.apiUrl });
    await expect(stranger.removeWebhook()).rejects.toMatchObject({
      code: 'api_error',
      status: 2,
      statusName: 'invalidAuthToken',
    });
  });

  it.each([
    ['what is not JSON', '{"receiver":'],
    ['an array', '[]'],
    ['a string', '"text"'],
    ['null', 'null'],
    ['more than 30 KB', JSON.stringify({ ...text, text: 'x'.repeat(31_000) })],
    ['more than 30 KB of few characters', JSON.stringify({ ...text, text: '€'.repeat(10_500) })],
    ['more than 1 MB', JSON.stringify({ ...text, text: 'x'.repeat(1_100_000) })],
    ['JSON that is nested too deeply', '{"a":'.repeat(5000)],
  ])('answers 3 to %s', async (_, body) => {
    const emulator = await startEmulator();
    const { httpStatus, json } = await callMethod(emulator, 'send_message', body);
    expect(httpStatus).toBe(200);
    expect(json).toMatchObject({ status: 3, status_message: expect.stringMatching(/body/) as string });
  });

  it('takes JSON of any content type, and of 30 KB', async () => {
    const { emulator, user } = await registered();
    const body = { receiver: user.id, ...text, tracking_data: 'x'.repeat(4000), filler: '' };
    body.filler = 'x'.repeat(30 * 1024 - JSON.stringify(body).length);
    const headers = { 'X-Viber-Auth-Token': TOKEN, 'Content-Type': 'application/x-www-form-urlencoded' };
    await expect(callMethod(emulator, 'send_message', body, headers)).resolves.toMatchObject({
      json: { status: 0 },
    });
    await expect(
      callMethod(emulator, 'send_message', { ...body, filler: `${body.filler}x` }, headers),
    ).resolves.toMatchObject({ json: { status: 3 } });
  });

  it.each(['post', 'Set_Webhook', 'toString', '__proto__', 'send_message/more', ''])(
    'does not know the method "%s": JSON, 404',
    async (method) => {
      const emulator = await startEmulator();
      const { httpStatus, json } = await callMethod(emulator, method);
      expect(httpStatus).toBe(404);
      expect(json).toMatchObject({
        error: 'unknown_method',
        message: expect.stringContaining('get_account_info') as string,
      });
    },
  );

  it('answers GET with JSON that says to post', async () => {
    const emulator = await startEmulator();
    const { httpStatus, json } = await request(`${emulator.apiUrl}/get_account_info`);
    expect(httpStatus).toBe(404);
    expect(json).toMatchObject({
      error: 'unknown_method',
      message: expect.stringContaining('POST') as string,
    });
  });
});

describe('set_webhook', () => {
  it('posts a signed check call and registers the URL when that is answered with 200', async () => {
    const emulator = await startEmulator();
    const webhook = await startWebhook();
    await expect(client(emulator).setWebhook({ url: webhook.url })).resolves.toEqual({
      status: 0,
      status_message: 'ok',
      event_types: expect.any(Array) as string[],
    });

    expect(webhook.calls).toHaveLength(1);
    const [call] = webhook.calls;
    expect(call?.method).toBe('POST');
    expect(call?.json).toEqual({
      event: 'webhook',
      timestamp: expect.any(Number) as number,
      chat_hostname: expect.any(String) as string,
      message_token: expect.stringMatching(/^\d{19}$/) as string,
    });
    const signature = call?.headers['x-viber-content-signature'] as string;
    expect(verifySignature(call?.body ?? '', signature, TOKEN)).toBe(true);
    expect(call?.path).toBe(`/viber?sig=${signature}`);
    expect(emulator.registration).toEqual({
      url: webhook.url,
      eventTypes: undefined,
      sendName: false,
      sendPhoto: false,
    });
  });

  it.each([201, 202, 204, 301, 404, 419, 500])(
    'wants 200 and nothing else: %i is told as Viber tells it',
    async (status) => {
      const emulator = await startEmulator();
      const webhook = await startWebhook(status);
      const { httpStatus, json } = await callMethod(emulator, 'set_webhook', { url: webhook.url });
      expect(httpStatus).toBe(200);
      expect(json).toEqual({ status: 1, status_message: `Result: HTTP/1.1 ${String(status)}` });
      expect(emulator.registration).toBeUndefined();
    },
  );

  it('does not follow a redirect', async () => {
    const emulator = await startEmulator();
    const target = await startWebhook();
    const webhook = await startWebhook({ redirectTo: target.url });
    await expect(callMethod(emulator, 'set_webhook', { url: webhook.url })).resolves.toMatchObject({
      json: { status: 1, status_message: 'Result: HTTP/1.1 302' },
    });
    expect(target.calls).toEqual([]);
  });

  it('tells a refused connection as Viber tells it', async () => {
    const emulator = await startEmulator();
    const { url } = await startWebhook();
    await closeServers();
    await expect(callMethod(emulator, 'set_webhook', { url })).resolves.toMatchObject({
      json: {
        status: 1,
        status_message: expect.stringContaining('java.net.ConnectException: Connection refused') as string,
      },
    });
  });

  it('tells a webhook that hangs as Viber tells it', async () => {
    const emulator = await startEmulator({ webhookTimeoutMs: 100 });
    const webhook = await startWebhook('hang');
    await expect(callMethod(emulator, 'set_webhook', { url: webhook.url })).resolves.toMatchObject({
      json: {
        status: 1,
        status_message: 'Result: java.util.concurrent.TimeoutException: Total timeout 100 ms elapsed',
      },
    });
    expect(webhook.calls).toHaveLength(1);
  });

  it('counts the body of the answer into the time the webhook has', async () => {
    const emulator = await startEmulator({ webhookTimeoutMs: 100 });
    const origin = await serve((_req, res) => {
      res.writeHead(200).write('endless');
    });
    await expect(callMethod(emulator, 'set_webhook', { url: origin })).resolves.toMatchObject({
      json: { status: 1, status_message: expect.stringContaining('TimeoutException') as string },
    });
  });

  it.each([
    ['what is not HTTP', 'hello there, this is no HTTP\r\n\r\n'],
    ['half an answer', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'],
    ['nothing', ''],
  ])('does not take %s for an answer', async (_, bytes) => {
    const emulator = await startEmulator();
    const origin = await serve((req) => void req.socket.end(bytes));
    await expect(callMethod(emulator, 'set_webhook', { url: origin })).resolves.toMatchObject({
      httpStatus: 200,
      json: { status: 1, status_message: expect.stringMatching(/^Result: java\./) as string },
    });
  });

  it('tells of a server without TLS under an https URL', async () => {
    const emulator = await startEmulator();
    const webhook = await startWebhook();
    const url = webhook.url.replace('http:', 'https:');
    await expect(callMethod(emulator, 'set_webhook', { url })).resolves.toMatchObject({
      json: { status: 1, status_message: expect.stringContaining('SSL') as string },
    });
  });

  it.each<[string, WebhookBehaviour, RegExp]>([
    ['404', 404, /path/],
    ['419', 419, /CSRF/i],
  ])('gives a ViberClient the text it knows a hint for: %s', async (_, behaviour, hint) => {
    const emulator = await startEmulator();
    const webhook = await startWebhook(behaviour);
    await expect(client(emulator).setWebhook({ url: webhook.url })).rejects.toMatchObject({
      status: 1,
      statusName: 'invalidUrl',
      hint: expect.stringMatching(hint) as string,
    });
  });

  it('keeps the old webhook where the new one fails', async () => {
    const { emulator, webhook } = await registered();
    const other = await startWebhook(500);
    await callMethod(emulator, 'set_webhook', { url: other.url });
    expect(emulator.registration?.url).toBe(webhook.url);
  });

  describe('while the check call of another one is slow', () => {
    /** A registration whose webhook has its check call and has not answered yet. */
    async function slowRegistration() {
      const emulator = await startEmulator();
      const arrived = gate();
      const let200 = gate();
      const origin = await serve((_req, res) => {
        arrived.open();
        void let200.opened.then(() => res.writeHead(200).end());
      });
      const url = `${origin}/slow`;
      const answer = callMethod(emulator, 'set_webhook', { url });
      await arrived.opened;
      return { emulator, url, answer, finish: let200.open };
    }

    it('that fails leaves the slow one to be registered', async () => {
      const { emulator, url, answer, finish } = await slowRegistration();
      const refused = await startWebhook(500);
      await callMethod(emulator, 'set_webhook', { url: refused.url });
      await callMethod(emulator, 'set_webhook', { url: refused.url, event_types: ['bogus'] });
      finish();
      await expect(answer).resolves.toMatchObject({ json: { status: 0 } });
      expect(emulator.registration?.url).toBe(url);
    });

    it('that succeeds is the one that stays', async () => {
      const { emulator, answer, finish } = await slowRegistration();
      const webhook = await startWebhook();
      await callMethod(emulator, 'set_webhook', { url: webhook.url });
      finish();
      await answer;
      expect(emulator.registration?.url).toBe(webhook.url);
    });

    it('that removes the webhook leaves none', async () => {
      const { emulator, answer, finish } = await slowRegistration();
      await callMethod(emulator, 'set_webhook', { url: '' });
      finish();
      await answer;
      expect(emulator.registration).toBeUndefined();
    });
  });

  it('drops the query string, the fragment and the credentials', async () => {
    const emulator = await startEmulator();
    const webhook = await startWebhook();
    const url = `${webhook.url.replace('http://', 'http://me:secret@')}?bot=7#part`;
    await expect(callMethod(emulator, 'set_webhook', { url })).resolves.toMatchObject({
      json: { status: 0 },
    });
    expect(emulator.registration?.url).toBe(webhook.url);
    expect(webhook.calls.map(({ path }) => path)).toEqual([
      expect.stringMatching(/^\/viber\?sig=[0-9a-f]{64}$/),
    ]);
    expect(webhook.calls[0]?.headers.authorization).toBeUndefined();
  });

  it('removes the webhook for an empty URL, without a check call', async () => {
    const { emulator, webhook, user } = await registered();
    await client(emulator).removeWebhook();
    expect(emulator.registration).toBeUndefined();
    await user.send('anybody there?');
    expect(webhook.calls).toEqual([]);
  });

  it.each([
    ['no URL', {}, 4],
    ['a number', { url: 7 }, 3],
    ['null', { url: null }, 3],
    ['no absolute URL', { url: 'bot.example.com/viber' }, 1],
    ['another protocol', { url: 'ftp://bot.example.com/viber' }, 1],
    ['a script', { url: 'javascript:alert(1)' }, 1],
  ])('refuses %s', async (_, body, status) => {
    const emulator = await startEmulator();
    await expect(callMethod(emulator, 'set_webhook', body)).resolves.toMatchObject({ json: { status } });
    expect(emulator.timeline).toEqual([]);
  });

  it.each<[string, unknown, string[], string[]]>([
    ['left out', undefined, ['delivered', 'failed'], ['conversation_started', 'seen']],
    ['null', null, ['delivered', 'failed', 'seen', 'conversation_started'], []],
    ['empty', [], [], ['delivered', 'failed', 'seen', 'conversation_started']],
    ['a choice', ['delivered', 'seen'], ['delivered', 'seen'], ['failed', 'conversation_started']],
    ['mandatory ones alone', ['message', 'subscribed', 'unsubscribed'], [], ['seen', 'delivered']],
  ])('filters events by event_types: %s', async (kind, event_types, wanted, unwanted) => {
    const emulator = await startEmulator();
    const webhook = await startWebhook();
    const { json } = await callMethod(emulator, 'set_webhook', { url: webhook.url, event_types });
    const answered = json?.['event_types'] as string[];
    expect(json?.['status']).toBe(0);
    // Not an echo: reordered, and with names that nobody asked for. [seen]
    expect(answered).toEqual(
      expect.arrayContaining([
        ...['message', 'subscribed', 'unsubscribed', 'webhook', 'client_status', 'action'],
        ...wanted,
      ]),
    );
    expect(answered.indexOf('seen')).toBeLessThanOrEqual(answered.indexOf('delivered'));
    if (kind !== 'left out') for (const event of unwanted) expect(answered).not.toContain(event);

    const user = emulator.addUser();
    await user.openChat();
    await user.send('hi');
    await callMethod(emulator, 'send_message', { ...text, receiver: user.id });
    await emulator.settled();
    await user.see();
    await user.unsubscribe();
    await user.subscribe();
    const events = webhook.events();
    expect(events).toEqual(expect.arrayContaining(['webhook', 'message', 'unsubscribed', 'subscribed']));
    for (const event of ['conversation_started', 'delivered', 'seen'])
      expect([event, events.includes(event)]).toEqual([event, answered.includes(event)]);
  });

  it.each([[['message', 'seem']], ['seen'], [{ seen: true }], [[7]], [[null]]])(
    'refuses %j as event_types',
    async (event_types) => {
      const emulator = await startEmulator();
      const webhook = await startWebhook();
      await expect(
        callMethod(emulator, 'set_webhook', { url: webhook.url, event_types }),
      ).resolves.toMatchObject({
        json: { status: 3, status_message: expect.stringContaining('event_types') as string },
      });
      expect(webhook.calls).toEqual([]);
    },
  );

  it.each([
    ['neither', {}, true, 'Subscriber', /generic-avatar/],
    ['the name', { sendName: true }, true, 'Test user', /generic-avatar/],
    ['the photo', { sendPhoto: true }, true, 'Subscriber', /me\.jpg/],
    ['both', { sendName: true, sendPhoto: true }, true, 'Test user', /me\.jpg/],
    ['both of who hides them', { sendName: true, sendPhoto: true }, false, 'Subscriber', /generic-avatar/],
  ])('shows %s of a user as the flags say', async (_, flags, personalization, name, avatar) => {
    const emulator = await startEmulator();
    const webhook = await startWebhook();
    await client(emulator).setWebhook({ url: webhook.url, ...flags });
    const profile = { name: 'Test user', avatar: 'https://example.com/me.jpg', personalization };
    const user = emulator.addUser(profile);
    await user.openChat();
    const shown = { name, avatar: expect.stringMatching(avatar) as string };
    expect(webhook.calls.at(-1)?.json['user']).toMatchObject(shown);
    await expect(callMethod(emulator, 'get_user_details', { id: user.id })).resolves.toMatchObject({
      json: { status: 0, user: shown },
    });
  });
});

describe('send_message', () => {
  const media = 'https://example.com/m';
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
    const { emulator, webhook, user } = await registered();
    const { message_token: token } = await client(emulator).sendMessage({ ...message, receiver: user.id });
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

  it('answers as Viber does, with a token of 19 digits that no number holds', async () => {
    const { emulator, webhook, user } = await registered();
    const { text: answer, json } = await callMethod(emulator, 'send_message', {
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
    const token = digits.exec(answer)?.[1] ?? '';
    expect(BigInt(token)).toBeGreaterThan(2n ** 53n);
    expect(digits.exec(webhook.calls[0]?.body ?? '')?.[1]).toBe(token);
    expect(user.inbox[0]?.token).toBe(token);
  });

  it('gives every message a token of its own', async () => {
    const { emulator, user } = await registered();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => callMethod(emulator, 'send_message', { ...text, receiver: user.id })),
    );
    expect(new Set(answers.map(({ json }) => json?.['message_token'])).size).toBe(50);
    expect(user.inbox).toHaveLength(50);
  });

  it.each([
    ['without a webhook', 10],
    ['to somebody unknown', 5],
    ['to somebody who has not subscribed', 6],
    ['to somebody who has unsubscribed', 6],
  ])('refuses a message %s', async (kind, status) => {
    const { emulator, user } = await registered();
    if (status === 10) await client(emulator).removeWebhook();
    if (kind.includes('unsubscribed')) await user.unsubscribe();
    const stranger = emulator.addUser();
    const receiver = { 10: user.id, 5: 'AAAAAAAAAAAAAAAAAAAAAA==', 6: stranger.id }[status] ?? '';
    const { json } = await callMethod(emulator, 'send_message', {
      ...text,
      receiver: kind.includes('unsubscribed') ? user.id : receiver,
    });
    expect(json).toEqual({ status, status_message: expect.stringMatching(/./) as string });
    await expect(client(emulator).sendMessage({ type: 'text', text: 'hi', receiver })).rejects.toMatchObject({
      status,
    });
    expect(user.inbox).toEqual([]);
  });

  it('opens the chat to the bot with the first message of the user', async () => {
    const { emulator } = await registered();
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
    ['a receiver that is no string', { ...text, receiver: 7 }, 3],
    ['no sender', { type: 'text', text: 'hi' }, 4],
    ['a sender without a name', { type: 'text', text: 'hi', sender: {} }, 4],
    ['a sender that is a string', { type: 'text', text: 'hi', sender: 'Bot' }, 4],
    ['a sender with too long a name', { ...text, sender: { name: 'x'.repeat(29) } }, 3],
    ['no text', { type: 'text', sender }, 4],
    ['empty text', { ...text, text: '' }, 3],
    ['too long a text', { ...text, text: 'x'.repeat(7001) }, 3],
    ['text that is a number', { ...text, text: 7 }, 3],
    ['tracking data that is no string', { ...text, tracking_data: {} }, 3],
    ['no media', { type: 'picture', text: '', sender }, 4],
    ['a video without a size', { type: 'video', media, sender }, 4],
    ['a contact without a number', { type: 'contact', contact: { name: 'Me' }, sender }, 4],
    ['a place that is none', { type: 'location', location: { lat: 91, lon: 0 }, sender }, 3],
    ['an unknown type', { type: 'poll', sender }, 3],
    ['a type that is no string', { type: {}, sender }, 3],
    ['neither type nor keyboard', { sender }, 4],
    ['a carousel without min_api_version', { type: 'rich_media', rich_media: {}, sender }, 4],
  ])('refuses a message with %s', async (_, message, status) => {
    const { emulator, webhook, user } = await registered();
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
    const { emulator, webhook, user } = await registered();
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

  it.each<[string, object]>([
    ['keyboard with a button that does nothing', { ...text, keyboard: { ...keyboard, Buttons: [{}] } }],
    ['keyboard of a colour nobody knows', { ...text, keyboard: { ...keyboard, BgColor: 'red' } }],
    ['keyboard without buttons', { ...text, keyboard: { ...keyboard, Buttons: [] } }],
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
  ])('accepts a %s, which the client then fails', async (_, message) => {
    const { emulator, webhook, user } = await registered();
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

  it("takes null for what is left out, as Viber's own SDK writes it", async () => {
    const { emulator, user } = await registered();
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
    expect(user.inbox[1]?.message).toEqual({ type: 'picture', media, text: '', sender });
    await expect(
      callMethod(emulator, 'send_message', { ...text, text: null, receiver: user.id }),
    ).resolves.toMatchObject({ json: { status: 4 } });
  });

  it("shows nobody the token that Viber's own SDK puts in the body", async () => {
    const { emulator, user } = await registered();
    await callMethod(emulator, 'send_message', { auth_token: TOKEN, ...text, receiver: user.id });
    expect(user.inbox.map(({ message }) => message)).toEqual([text]);
  });

  it('tells of a delivery once for each device', async () => {
    const { emulator, webhook } = await registered();
    const user = emulator.addUser({ devices: 3 });
    await user.subscribe();
    webhook.calls.length = 0;
    await client(emulator).sendMessage({ type: 'text', text: 'hi', receiver: user.id });
    await emulator.settled();
    expect(webhook.events()).toEqual(['delivered', 'delivered', 'delivered']);
    expect(new Set(webhook.calls.map(({ json }) => json['message_token'])).size).toBe(1);
  });
});

describe('broadcast_message', () => {
  it('sends one message under one token and tells whom it did not reach', async () => {
    const { emulator, webhook, user } = await registered();
    const second = emulator.addUser();
    await second.subscribe();
    const stranger = emulator.addUser();
    webhook.calls.length = 0;
    const { json } = await callMethod(emulator, 'broadcast_message', {
      ...text,
      broadcast_list: [user.id, stranger.id, 'nobody', second.id],
    });
    await emulator.settled();
    expect(json).toEqual({
      status: 0,
      status_message: 'ok',
      message_token: expect.stringMatching(/^\d{19}$/) as string,
      chat_hostname: expect.any(String) as string,
      failed_list: [
        { receiver: stranger.id, status: 6, status_message: 'receiverNotSubscribed' },
        { receiver: 'nobody', status: 5, status_message: 'receiverNotRegistered' },
      ],
    });
    const token = json?.['message_token'];
    expect([...user.inbox, ...second.inbox].map((message) => message.token)).toEqual([token, token]);
    expect(
      webhook.calls.map((call) => [call.json['event'], call.json['message_token'], call.json['user_id']]),
    ).toEqual(
      expect.arrayContaining([
        ['delivered', token, user.id],
        ['delivered', token, second.id],
      ]),
    );
    expect(stranger.inbox).toEqual([]);
  });

  it.each([
    ['no list', undefined, 4],
    ['what is no list', 'me', 3],
    ['a list of numbers', [7], 3],
    ['more than 300 receivers', Array.from({ length: 301 }, (_, index) => String(index)), 3],
  ])('refuses %s', async (_, broadcast_list, status) => {
    const { emulator } = await registered();
    const { json } = await callMethod(emulator, 'broadcast_message', { ...text, broadcast_list });
    expect(json).toMatchObject({ status });
  });

  it('takes 300 receivers', async () => {
    const { emulator } = await registered();
    const broadcast_list = Array.from({ length: 300 }, (_, index) => String(index));
    const { json } = await callMethod(emulator, 'broadcast_message', { ...text, broadcast_list });
    expect(json).toMatchObject({ status: 0 });
    expect(json?.['failed_list']).toHaveLength(300);
  });

  it('refuses what send_message refuses', async () => {
    const { emulator, user } = await registered();
    const broadcast_list = [user.id];
    await expect(
      callMethod(emulator, 'broadcast_message', { type: 'text', sender, broadcast_list }),
    ).resolves.toMatchObject({ json: { status: 4 } });
    await client(emulator).removeWebhook();
    await expect(
      callMethod(emulator, 'broadcast_message', { ...text, broadcast_list }),
    ).resolves.toMatchObject({ json: { status: 10 } });
  });
});

describe('get_account_info', () => {
  it('tells of the bot, its webhook and its subscribers', async () => {
    const { emulator, webhook, user } = await registered({ bot: { name: 'Test bot', uri: 'testbot' } });
    emulator.addUser();
    const { json } = await callMethod(emulator, 'get_account_info');
    expect(json).toEqual({
      status: 0,
      status_message: 'ok',
      id: expect.stringMatching(/^pa:\d+$/) as string,
      name: 'Test bot',
      uri: 'testbot',
      icon: expect.any(String) as string,
      background: expect.any(String) as string,
      category: expect.any(String) as string,
      subcategory: expect.any(String) as string,
      location: { lat: expect.any(Number) as number, lon: expect.any(Number) as number },
      country: expect.any(String) as string,
      webhook: webhook.url,
      event_types: expect.arrayContaining(['message', 'delivered']) as string[],
      subscribers_count: 1,
      members: [{ id: user.id, name: 'Test user', avatar: expect.any(String) as string, role: 'admin' }],
    });
  });

  it('names no webhook where there is none', async () => {
    const emulator = await startEmulator();
    const { json } = await callMethod(emulator, 'get_account_info');
    expect(json).toMatchObject({ status: 0, subscribers_count: 0, members: [] });
    expect(json).not.toHaveProperty('webhook');
    expect(json).not.toHaveProperty('event_types');
  });
});

describe('get_user_details', () => {
  it('tells of a user twice in 12 hours', async () => {
    const clock = new VirtualClock();
    const { emulator, user } = await registered({ clock });
    const other = emulator.addUser();
    const details = async (id: string) => (await callMethod(emulator, 'get_user_details', { id })).json;
    await expect(details(user.id)).resolves.toEqual({
      status: 0,
      status_message: 'ok',
      message_token: expect.stringMatching(/^\d{19}$/) as string,
      chat_hostname: expect.any(String) as string,
      user: {
        id: user.id,
        name: 'Subscriber',
        avatar: expect.stringContaining('generic-avatar') as string,
        country: 'GB',
        language: 'en',
        primary_device_os: expect.any(String) as string,
        api_version: 10,
        viber_version: expect.any(String) as string,
        mcc: expect.any(Number) as number,
        mnc: expect.any(Number) as number,
        device_type: expect.any(String) as string,
      },
    });
    await clock.advance(6 * 3_600_000);
    await expect(details(user.id)).resolves.toMatchObject({ status: 0 });
    await expect(details(user.id)).resolves.toMatchObject({ status: 12 });
    await expect(details(other.id)).resolves.toMatchObject({ status: 0 });
    await clock.advance(6 * 3_600_000 - 1);
    await expect(details(user.id)).resolves.toMatchObject({ status: 12 });
    await clock.advance(1);
    await expect(details(user.id)).resolves.toMatchObject({ status: 0 });
    await expect(details(user.id)).resolves.toMatchObject({ status: 12 });
  });

  it.each([
    ['no id', {}, 4],
    ['an id that is no string', { id: 7 }, 3],
    ['an unknown id', { id: 'nobody' }, 5],
  ])('refuses %s', async (_, body, status) => {
    const emulator = await startEmulator();
    await expect(callMethod(emulator, 'get_user_details', body)).resolves.toMatchObject({
      json: { status },
    });
  });
});

describe('get_online', () => {
  it('tells of each id, the unknown ones too, in the order asked', async () => {
    const { emulator, user } = await registered();
    const { json } = await callMethod(emulator, 'get_online', { ids: ['nobody', user.id] });
    expect(json).toEqual({
      status: 0,
      status_message: 'ok',
      users: [
        { id: 'nobody', online_status: 4, online_status_message: 'unavailable' },
        { id: user.id, online_status: 0, online_status_message: 'online' },
      ],
    });
  });

  it.each([
    ['no ids', {}, 4],
    ['what is no list', { ids: 'me' }, 3],
    ['101 ids', { ids: Array(101).fill('me') }, 3],
    ['100 ids', { ids: Array(100).fill('me') }, 0],
  ])('answers to %s', async (_, body, status) => {
    const emulator = await startEmulator();
    await expect(callMethod(emulator, 'get_online', body)).resolves.toMatchObject({ json: { status } });
  });
});
