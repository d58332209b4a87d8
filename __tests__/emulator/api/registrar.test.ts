import { verifySignature } from '../../../lib/index';
import { gate } from '../../fixtures/gate';
import { closeServers, serve } from '../../fixtures/servers';
import type { WebhookBehaviour } from './api-fixture';
import {
  apiClient,
  callMethod,
  closeEmulators,
  startEmulator,
  startRegistered,
  startWebhook,
  TOKEN,
} from './api-fixture';

afterEach(async () => {
  await closeEmulators();
  await closeServers();
});

const text = { type: 'text', text: 'hi', sender: { name: 'Bot' } };

describe('set_webhook', () => {
  it('posts a signed check call and registers the URL when that is acknowledged', async () => {
    const emulator = await startEmulator();
    const webhook = await startWebhook();
    await expect(apiClient(emulator).setWebhook({ url: webhook.url })).resolves.toEqual({
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
    'accepts no status but 200: reports %i as Viber does',
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

  it('reports a refused connection as Viber does', async () => {
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

  it('reports a timeout as Viber does', async () => {
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

  it('includes the response body in the timeout', async () => {
    const emulator = await startEmulator({ webhookTimeoutMs: 100 });
    const origin = await serve((_req, res) => {
      res.writeHead(200).write('endless');
    });
    await expect(callMethod(emulator, 'set_webhook', { url: origin })).resolves.toMatchObject({
      json: { status: 1, status_message: expect.stringContaining('TimeoutException') as string },
    });
  });

  it.each([
    ['anything but HTTP', 'hello there, this is not HTTP\r\n\r\n'],
    ['half a response', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'],
    ['an empty response', ''],
  ])('does not accept %s', async (_, bytes) => {
    const emulator = await startEmulator();
    const origin = await serve((req) => void req.socket.end(bytes));
    await expect(callMethod(emulator, 'set_webhook', { url: origin })).resolves.toMatchObject({
      httpStatus: 200,
      json: { status: 1, status_message: expect.stringMatching(/^Result: java\./) as string },
    });
  });

  it('reports a server without TLS at an https URL', async () => {
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
  ])('has the text that a ViberClient has a hint for: %s', async (_, behaviour, hint) => {
    const emulator = await startEmulator();
    const webhook = await startWebhook(behaviour);
    await expect(apiClient(emulator).setWebhook({ url: webhook.url })).rejects.toMatchObject({
      viberStatus: 1,
      statusName: 'invalidUrl',
      hint: expect.stringMatching(hint) as string,
    });
  });

  it('keeps the old webhook if the new one fails', async () => {
    const { emulator, webhook } = await startRegistered();
    const other = await startWebhook(500);
    await callMethod(emulator, 'set_webhook', { url: other.url });
    expect(emulator.registration?.url).toBe(webhook.url);
  });

  describe('during the slow check call of an earlier call', () => {
    /** A registration whose webhook has received the check call and has not responded yet. */
    async function slowRegistration() {
      const emulator = await startEmulator();
      const arrived = gate();
      const let200 = gate();
      const origin = await serve((_req, res) => {
        arrived.open();
        void let200.opened.then(() => res.writeHead(200).end());
      });
      const url = `${origin}/slow`;
      const response = callMethod(emulator, 'set_webhook', { url });
      await arrived.opened;
      return { emulator, url, response, finish: let200.open };
    }

    it('does not stop that one from registering, if it fails', async () => {
      const { emulator, url, response, finish } = await slowRegistration();
      const refused = await startWebhook(500);
      await callMethod(emulator, 'set_webhook', { url: refused.url });
      await callMethod(emulator, 'set_webhook', { url: refused.url, event_types: ['bogus'] });
      finish();
      await expect(response).resolves.toMatchObject({ json: { status: 0 } });
      expect(emulator.registration?.url).toBe(url);
    });

    it('registers its own webhook for good, if it succeeds', async () => {
      const { emulator, response, finish } = await slowRegistration();
      const webhook = await startWebhook();
      await callMethod(emulator, 'set_webhook', { url: webhook.url });
      finish();
      await response;
      expect(emulator.registration?.url).toBe(webhook.url);
    });

    it('leaves no webhook, if it removes it', async () => {
      const { emulator, response, finish } = await slowRegistration();
      await callMethod(emulator, 'set_webhook', { url: '' });
      finish();
      await response;
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
    const { emulator, webhook, user } = await startRegistered();
    // The official Python SDK reads the list after a removal too.
    expect(await apiClient(emulator).removeWebhook()).toMatchObject({ status: 0, event_types: [] });
    expect(emulator.registration).toBeUndefined();
    await user.send('anybody there?');
    expect(webhook.calls).toEqual([]);
  });

  it.each([
    ['no URL', {}, 4],
    ['a number', { url: 7 }, 3],
    ['null', { url: null }, 4],
    ['a relative URL', { url: 'bot.example.com/viber' }, 1],
    ['an unsupported protocol', { url: 'ftp://bot.example.com/viber' }, 1],
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
    ['some events', ['delivered', 'seen'], ['delivered', 'seen'], ['failed', 'conversation_started']],
    ['only mandatory events', ['message', 'subscribed', 'unsubscribed'], [], ['seen', 'delivered']],
  ])('filters events by event_types: %s', async (kind, event_types, wanted, unwanted) => {
    const emulator = await startEmulator();
    const webhook = await startWebhook();
    const { json } = await callMethod(emulator, 'set_webhook', { url: webhook.url, event_types });
    const registered = json?.['event_types'] as string[];
    expect(json?.['status']).toBe(0);
    // Viber does not echo the request: it reorders the events and adds others. [seen]
    expect(registered).toEqual(
      expect.arrayContaining([
        ...['message', 'subscribed', 'unsubscribed', 'webhook', 'client_status', 'action'],
        ...wanted,
      ]),
    );
    expect(registered.indexOf('seen')).toBeLessThanOrEqual(registered.indexOf('delivered'));
    if (kind !== 'left out') for (const event of unwanted) expect(registered).not.toContain(event);

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
      expect([event, events.includes(event)]).toEqual([event, registered.includes(event)]);
  });

  it("accepts the event types that Viber's SDK and documentation add", async () => {
    const emulator = await startEmulator();
    const webhook = await startWebhook();
    const event_types = ['webhook', 'client_status', 'action', 'delivered'];
    const { json } = await callMethod(emulator, 'set_webhook', { url: webhook.url, event_types });
    expect(json).toMatchObject({ status: 0 });
    expect(json?.['event_types']).toEqual(expect.arrayContaining(event_types));
    expect(json?.['event_types']).not.toContain('seen');
  });

  it('accepts flags that are strings', async () => {
    const emulator = await startEmulator();
    const webhook = await startWebhook();
    await callMethod(emulator, 'set_webhook', { url: webhook.url, send_name: 'true', send_photo: 'false' });
    expect(emulator.registration).toMatchObject({ sendName: true, sendPhoto: false });
  });

  it.each([['seen'], [{ seen: true }], [[7]], [[null]]])('refuses %j as event_types', async (event_types) => {
    const emulator = await startEmulator();
    const webhook = await startWebhook();
    await expect(
      callMethod(emulator, 'set_webhook', { url: webhook.url, event_types }),
    ).resolves.toMatchObject({
      json: { status: 3, status_message: expect.stringContaining('event_types') as string },
    });
    expect(webhook.calls).toEqual([]);
  });

  it.each([
    ['neither', {}, true, 'Subscriber', /generic-avatar/],
    ['the name', { sendName: true }, true, 'Test user', /generic-avatar/],
    ['the photo', { sendPhoto: true }, true, 'Subscriber', /me\.jpg/],
    ['both', { sendName: true, sendPhoto: true }, true, 'Test user', /me\.jpg/],
    [
      'both, unless the user hides them,',
      { sendName: true, sendPhoto: true },
      false,
      'Subscriber',
      /generic-avatar/,
    ],
  ])('shows %s of a user according to the flags', async (_, flags, personalization, name, avatar) => {
    const emulator = await startEmulator();
    const webhook = await startWebhook();
    await apiClient(emulator).setWebhook({ url: webhook.url, ...flags });
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
