import { ViberClient as MessagingApiClient } from 'messaging-api-viber';
import type { BotOptions } from 'viber-bot';
import { Bot, Message } from 'viber-bot';
import type { ViberEmulator } from '../../lib/emulator';
import { VirtualClock } from '../../lib/emulator';
import { closeServers, serve } from '../fixtures/servers';
import { closeEmulators, startEmulator, startWebhook, TOKEN } from './api/api-fixture';

afterEach(async () => {
  await closeEmulators();
  await closeServers();
});

const media = 'https://example.com/m';
const keyboard = { Type: 'keyboard', Buttons: [{ ActionBody: 'yes', Text: 'Yes' }] };
const richMedia = {
  Type: 'rich_media',
  ButtonsGroupColumns: 6,
  ButtonsGroupRows: 7,
  Buttons: [{ Columns: 6, Rows: 7, ActionType: 'open-url', ActionBody: media, Text: 'Buy' }],
};

/** The entries of the timeline for one event, in short. */
function deliveries(emulator: ViberEmulator, event: string): [state: string, outcomes: unknown[]][] {
  return emulator.timeline
    .filter((entry) => entry.event === event)
    .map(({ state, attempts }) => [state, attempts.map(({ status, error }) => status ?? error)]);
}

describe("viber-bot, Viber's own client for Node", () => {
  const avatar = 'https://example.com/bot.jpg';
  const TIMEOUT_MS = 400;
  const timedOut = `java.util.concurrent.TimeoutException: Total timeout ${String(TIMEOUT_MS)} ms elapsed`;

  /**
   * A bot on a real server, registered with the emulator. viber-bot has no option for the base URL of the API, which is
   * a constant in lib/viber-bot.js. Its constructor passes the URL to its client, which keeps it in the field `_url`. This
   * function changes only that field.
   */
  async function startBot(
    emulator: ViberEmulator,
    { prepare, ...options }: Partial<BotOptions> & { prepare?: (bot: Bot) => void } = {},
  ): Promise<Bot> {
    const bot = new Bot({ authToken: TOKEN, name: 'Old bot', avatar, ...options });
    bot._client._url = emulator.apiUrl;
    prepare?.(bot);
    await bot.setWebhook(await serve(bot.middleware()));
    return bot;
  }

  it('registers its webhook', async () => {
    const emulator = await startEmulator();
    const bot = new Bot({ authToken: TOKEN, name: 'Old bot', avatar });
    bot._client._url = emulator.apiUrl;
    const url = await serve(bot.middleware());
    await expect(bot.setWebhook(url)).resolves.toMatchObject({
      status: 0,
      status_message: 'ok',
      event_types: expect.arrayContaining([
        'message',
        'delivered',
        'seen',
        'conversation_started',
      ]) as string[],
    });
    // viber-bot does not register for `failed`.
    expect(emulator.registration).toMatchObject({ url: `${url}/`, sendName: false, sendPhoto: false });
    expect(emulator.registration?.eventTypes).not.toContain('failed');
    expect(deliveries(emulator, 'webhook')).toEqual([['acknowledged', [200]]]);
  });

  it('rejects what the emulator refuses', async () => {
    const emulator = await startEmulator({ webhookTimeoutMs: TIMEOUT_MS });
    const bot = new Bot({ authToken: TOKEN, name: 'Old bot', avatar });
    bot._client._url = emulator.apiUrl;
    const webhook = await startWebhook(404);
    await expect(bot.setWebhook(webhook.url)).rejects.toEqual({
      status: 1,
      status_message: 'Result: HTTP/1.1 404',
    });
    const stranger = new Bot({ authToken: 'another', name: 'Old bot', avatar });
    stranger._client._url = emulator.apiUrl;
    await expect(stranger.getBotProfile()).rejects.toMatchObject({ status: 2 });
    // A check call with a wrong signature hangs, since viber-bot does not respond to it.
    await expect(bot.setWebhook(await serve(stranger.middleware()))).rejects.toEqual({
      status: 1,
      status_message: `Result: ${timedOut}`,
    });
  });

  it('holds a conversation: a welcome with a keyboard, a tap, a reply, receipts, unsubscribing', async () => {
    const emulator = await startEmulator();
    const heard: unknown[] = [];
    // viber-bot acknowledges a message before the listener has replied.
    let replied: Promise<unknown> | undefined;
    await startBot(emulator, {
      prepare: (bot) => {
        bot.onConversationStarted((profile, isSubscribed, context, onFinish) => {
          heard.push(['conversation_started', profile.name, isSubscribed, context]);
          onFinish(new Message.Text('Hello', keyboard));
        });
        bot.onTextMessage(/./, (message, response) => {
          heard.push(['message', message.text, message.token]);
          replied = response.send(new Message.Text(`You said ${message.text}`), { step: 2 });
        });
        for (const event of ['delivered', 'seen'])
          bot.on(event, ({ message_token }: { message_token: string }) => heard.push([event, message_token]));
        bot.onSubscribe(({ userProfile }) => heard.push(['subscribed', userProfile.id]));
        bot.onUnsubscribe((id) => heard.push(['unsubscribed', id]));
      },
    });

    const user = emulator.addUser({ name: 'Test user' });
    await user.openChat({ context: 'ad-7' });
    await user.tap(user.keyboard?.Buttons[0] ?? { ActionType: 'none' });
    await replied;
    await emulator.settled();
    await user.see();
    await user.unsubscribe();
    await user.subscribe();

    expect(user.inbox.map(({ message, isWelcome, status }) => [message, isWelcome, status])).toEqual([
      [{ type: 'text', text: 'Hello', keyboard, tracking_data: '""' }, true, 'seen'],
      [
        {
          type: 'text',
          text: 'You said yes',
          sender: { name: 'Old bot', avatar },
          tracking_data: '{"step":2}',
        },
        false,
        'seen',
      ],
    ]);
    const [welcome, reply] = user.inbox;
    const tapped = user.chat.find(({ from }) => from === 'user');
    expect(heard).toHaveLength(8);
    // The order is not guaranteed.
    expect(heard).toEqual(
      expect.arrayContaining([
        ['conversation_started', 'Subscriber', false, 'ad-7'],
        ['delivered', welcome?.token],
        ['message', 'yes', tapped?.token],
        ['delivered', tapped?.token],
        ['delivered', reply?.token],
        ['seen', reply?.token],
        ['unsubscribed', user.id],
        ['subscribed', user.id],
      ]),
    );
    expect(emulator.timeline.map(({ state }) => state)).toEqual(Array(9).fill('acknowledged'));
  });

  it('sends every message it knows', async () => {
    const emulator = await startEmulator();
    const bot = await startBot(emulator);
    const user = emulator.addUser();
    await user.subscribe();
    const tokens = await bot.sendMessage(user, [
      new Message.Text('hi'),
      new Message.Url('https://example.com/a b'),
      new Message.Contact('Me', '+447700900123'),
      new Message.File(media, 10_000, 'a.pdf'),
      new Message.Location('51.5', '-0.12'),
      new Message.Picture(media),
      new Message.Picture(media, 'caption', media),
      new Message.Video(media, 10_000),
      new Message.Video(media, 10_000, 'caption', media, 10),
      new Message.Sticker(46105),
      new Message.RichMedia(richMedia),
      new Message.Keyboard(keyboard),
    ]);
    await emulator.settled();

    expect(user.inbox.map(({ status, message }) => [status, message.type])).toEqual(
      [
        ...['text', 'url', 'contact', 'file', 'location', 'picture', 'picture', 'video', 'video', 'sticker'],
        ...['rich_media', undefined],
      ].map((type) => ['delivered', type]),
    );
    expect(user.inbox.map(({ message: { sender } }) => sender)).toEqual(
      Array(12).fill({ name: 'Old bot', avatar }),
    );
    expect(user.keyboard).toEqual(keyboard);
    // viber-bot reads responses with JSON.parse, which rounds the tokens.
    expect(tokens.map(Number)).toEqual(user.inbox.map(({ token }) => Number(token)));
    expect(deliveries(emulator, 'delivered')).toEqual(Array(12).fill(['acknowledged', [200]]));
  });

  it('rejects a message for a public chat with a status', async () => {
    const emulator = await startEmulator();
    const bot = await startBot(emulator);
    await expect(bot.postToPublicChat({ id: 'admin' }, new Message.Text('hi'))).rejects.toEqual({
      status: 18,
      status_message: 'noPublicChat',
    });
  });

  it('registers for events that this package does not name', async () => {
    const emulator = await startEmulator();
    await startBot(emulator, { registerToEvents: ['webhook', 'client_status', 'message'] });
    expect(emulator.registration?.eventTypes).toEqual(['webhook', 'client_status', 'message']);
  });

  it('hears of the URL that a user has tapped', async () => {
    const emulator = await startEmulator();
    const heard: string[] = [];
    await startBot(emulator, {
      prepare: (bot) => {
        bot.onTextMessage(/./, ({ text }) => heard.push(text));
      },
    });
    await emulator.addUser().tap({ ActionType: 'open-url', ActionBody: media, Silent: true });
    expect(heard).toEqual([media]);
  });

  it('receives every message a user can send', async () => {
    const emulator = await startEmulator();
    const types: unknown[] = [];
    await startBot(emulator, {
      prepare: (bot) => bot.on('message', (message: object) => types.push(message.constructor.name)),
    });
    const user = emulator.addUser();
    await user.send('hi');
    await user.send({ type: 'picture', media });
    await user.send({ type: 'video', media });
    await user.send({ type: 'file', media, file_name: 'a.pdf' });
    await user.send({ type: 'sticker', sticker_id: 46105 });
    await user.send({ type: 'contact', contact: { phone_number: '+447700900123' } });
    await user.send({ type: 'url', media });
    await user.send({ type: 'location', location: { lat: 51.5, lon: -0.12 } });
    expect(types).toEqual(
      ['Text', 'Picture', 'Video', 'File', 'Sticker', 'Contact', 'Url', 'Location'].map(
        (type) => `${type}Message`,
      ),
    );
    expect(emulator.timeline.map(({ state }) => state)).toEqual(Array(17).fill('acknowledged'));
  });

  it('requests the account, user details and who is online', async () => {
    const emulator = await startEmulator({ bot: { name: 'Local' } });
    const bot = await startBot(emulator);
    const user = emulator.addUser();
    await user.subscribe();
    await expect(bot.getBotProfile()).resolves.toMatchObject({ status: 0, name: 'Local' });
    await expect(bot.getUserDetails(user)).resolves.toMatchObject({ id: user.id, api_version: 10 });
    await expect(bot.getOnlineStatus([user.id])).resolves.toMatchObject({
      users: [{ id: user.id, online_status: 0 }],
    });
  });

  it('does not respond without `sig`, which causes timeouts and redeliveries', async () => {
    const clock = new VirtualClock();
    const emulator = await startEmulator({ clock, webhookTimeoutMs: TIMEOUT_MS });
    const heard: string[] = [];
    await startBot(emulator, {
      registerToEvents: ['message'],
      prepare: (bot) => {
        bot.onTextMessage(/./, ({ text }) => heard.push(text));
      },
    });
    emulator.setFaults({ sigDropped: true });
    const user = emulator.addUser();
    await user.send('anybody there?');
    expect(deliveries(emulator, 'message')).toEqual([['waiting', [timedOut]]]);
    await clock.advance(1000);
    expect(deliveries(emulator, 'message')).toEqual([['waiting', [timedOut, timedOut]]]);
    expect(heard).toEqual([]);

    emulator.setFaults({ sigDropped: false });
    await clock.advance(1000);
    expect(deliveries(emulator, 'message')).toEqual([['acknowledged', [timedOut, timedOut, 200]]]);
    expect(heard).toEqual(['anybody there?']);
  });

  it('does not need the header, which it does not read', async () => {
    const emulator = await startEmulator();
    const heard: string[] = [];
    await startBot(emulator, {
      prepare: (bot) => {
        bot.onTextMessage(/./, ({ text }) => heard.push(text));
      },
    });
    emulator.setFaults({ headerDropped: true });
    await emulator.addUser().send('hi');
    expect(heard).toEqual(['hi']);
  });

  it('handles a duplicated callback twice', async () => {
    const emulator = await startEmulator();
    const heard: string[] = [];
    await startBot(emulator, {
      registerToEvents: ['message'],
      prepare: (bot) => {
        bot.onTextMessage(/./, ({ text }) => heard.push(text));
      },
    });
    emulator.setFaults({ duplicated: true });
    await emulator.addUser().send('pay 100');
    expect(deliveries(emulator, 'message')).toEqual([['acknowledged', [200, 200]]]);
    expect(heard).toEqual(['pay 100', 'pay 100']);
  });

  it("welcomes each user with the first user's message", async () => {
    const emulator = await startEmulator();
    await startBot(emulator, {
      prepare: (bot) => {
        bot.onConversationStarted(({ id }, _isSubscribed, context, onFinish) => {
          if (context === 'secret') onFinish(new Message.Text(`Only for ${id}`));
        });
      },
    });
    const [first, second] = [emulator.addUser(), emulator.addUser()];
    await first.openChat({ context: 'secret' });
    await second.openChat();
    expect(second.inbox.map(({ message }) => message)).toEqual([
      expect.objectContaining({ type: 'text', text: `Only for ${first.id}` }),
    ]);
  });

  it('responds with 500 to `failed` without an error listener, so it is redelivered for an hour', async () => {
    const clock = new VirtualClock();
    const emulator = await startEmulator({ clock });
    // Express also writes an error to the console.
    const log = jest.spyOn(console, 'error').mockImplementation();
    const bot = await startBot(emulator, { registerToEvents: ['failed'] });
    const user = emulator.addUser();
    await user.subscribe();
    await bot.sendMessage(user, new Message.Text('hi', { ...keyboard, BgColor: 7 }));
    await emulator.settled();
    expect(deliveries(emulator, 'failed')).toEqual([['waiting', [500]]]);
    await clock.advance(3_600_000);
    const [[state, outcomes] = []] = deliveries(emulator, 'failed');
    expect(state).toBe('given_up');
    expect(outcomes?.length).toBeGreaterThan(5);
    expect(new Set(outcomes)).toEqual(new Set([500]));
    log.mockRestore();
  });
});

describe('messaging-api-viber', () => {
  interface Started {
    emulator: ViberEmulator;
    client: MessagingApiClient;
  }

  /** Only the `origin` option is needed. */
  async function start(): Promise<Started> {
    const emulator = await startEmulator({ clock: new VirtualClock(1_700_000_000_000) });
    const client = new MessagingApiClient({
      accessToken: TOKEN,
      sender: { name: 'Yoctol' },
      origin: emulator.url,
    });
    return { emulator, client };
  }

  it('registers and removes a webhook', async () => {
    const { emulator, client } = await start();
    const webhook = await startWebhook();
    await expect(client.setWebhook(webhook.url, { eventTypes: [], sendName: true })).resolves.toEqual({
      status: 0,
      statusMessage: 'ok',
      eventTypes: expect.arrayContaining(['message']) as string[],
    });
    expect(emulator.registration).toEqual({
      url: webhook.url,
      eventTypes: [],
      sendName: true,
      sendPhoto: false,
    });
    await client.removeWebhook();
    expect(emulator.registration).toBeUndefined();
  });

  it('rejects what the emulator refuses', async () => {
    const { client } = await start();
    const webhook = await startWebhook(419);
    await expect(client.setWebhook(webhook.url)).rejects.toThrow('Viber API - Result: HTTP/1.1 419');
    await expect(client.sendText('nobody', 'hi')).rejects.toThrow('Viber API - webhookNotSet');
  });

  it('sends and broadcasts every message it knows', async () => {
    const { emulator, client } = await start();
    const webhook = await startWebhook();
    await client.setWebhook(webhook.url);
    const user = emulator.addUser();
    await user.subscribe();
    const picture = { text: 'caption', media, thumbnail: media };
    const video = { media, size: 10_000, duration: 10, thumbnail: media };
    const file = { media, size: 10_000, fileName: 'a.pdf' };
    const contact = { name: 'Me', phoneNumber: '+447700900123' };
    const place = { lat: '51.5', lon: '-0.12' };
    const carousel = {
      type: 'rich_media' as const,
      buttonsGroupColumns: 6,
      buttonsGroupRows: 7,
      bgColor: '#FFFFFF',
      buttons: [{ columns: 6, rows: 7, actionType: 'reply' as const, actionBody: 'buy', text: 'Buy' }],
    };
    const options = {
      keyboard: {
        type: 'keyboard' as const,
        buttons: [{ actionBody: 'yes', text: 'Yes', textVAlign: 'top' as const }],
      },
      trackingData: 'step-2',
    };

    const response = await client.sendText(user.id, 'hi', options);
    await client.sendPicture(user.id, picture);
    await client.sendVideo(user.id, video);
    await client.sendFile(user.id, file);
    await client.sendContact(user.id, contact);
    await client.sendLocation(user.id, place);
    await client.sendURL(user.id, media);
    await client.sendSticker(user.id, 46105);
    await client.sendCarouselContent(user.id, carousel);
    const many = [user.id, 'nobody'];
    await expect(client.broadcastText(many, 'hi', options)).resolves.toMatchObject({
      failedList: [{ receiver: 'nobody', status: 5, statusMessage: 'receiverNotRegistered' }],
    });
    await client.broadcastPicture(many, picture);
    await client.broadcastVideo(many, video);
    await client.broadcastFile(many, file);
    await client.broadcastContact(many, contact);
    await client.broadcastLocation(many, place);
    await client.broadcastURL(many, media);
    await client.broadcastSticker(many, 46105);
    await client.broadcastCarouselContent(many, carousel);
    await emulator.settled();

    const inbox = user.inbox.map(({ message }) => message);
    expect(inbox.slice(0, 9)).toEqual(inbox.slice(9));
    const sender = { name: 'Yoctol' };
    expect(inbox.slice(0, 9)).toEqual([
      {
        type: 'text',
        text: 'hi',
        tracking_data: 'step-2',
        keyboard: { Type: 'keyboard', Buttons: [{ ActionBody: 'yes', Text: 'Yes', TextVAlign: 'top' }] },
        sender,
      },
      { type: 'picture', ...picture, sender },
      { type: 'video', ...video, sender },
      { type: 'file', media, size: 10_000, file_name: 'a.pdf', sender },
      { type: 'contact', contact: { name: 'Me', phone_number: '+447700900123' }, sender },
      { type: 'location', location: place, sender },
      { type: 'url', media, sender },
      { type: 'sticker', sticker_id: 46105, sender },
      expect.objectContaining({ type: 'rich_media', min_api_version: 2, sender }),
    ]);
    expect(user.inbox.map(({ status }) => status)).toEqual(Array(18).fill('delivered'));
    // It reads responses with JSON.parse, which rounds the token; on the wire it is exact.
    const { token } = user.inbox[0] ?? {};
    expect(response.messageToken).toBe(Number(token));
    expect(String(BigInt(response.messageToken))).not.toBe(token);
    expect(webhook.calls[2]?.body).toContain(`"message_token":${String(token)}`);
  });

  it('learns what a message costs, and whom it cannot reach', async () => {
    const { emulator, client } = await start();
    await client.setWebhook((await startWebhook()).url);
    const user = emulator.addUser({ apiVersion: 6 });
    await user.send('hi');
    await expect(client.sendText(user.id, 'hi')).resolves.toMatchObject({ status: 0, billingStatus: 2 });
    await expect(client.sendText(user.id, 'hi', { minApiVersion: 7 })).rejects.toThrow(
      'Viber API - apiVersionNotSupported',
    );
    await expect(client.sendText('nobody', 'hi')).rejects.toThrow('Viber API - Bad receiver ID');
    await user.unsubscribe();
    await expect(client.sendText(user.id, 'hi')).rejects.toThrow('Viber API - notSubscribed');
  });

  it('replaces placeholders for each receiver of a broadcast', async () => {
    const { emulator, client } = await start();
    await client.setWebhook((await startWebhook()).url);
    const users = [emulator.addUser({ name: 'Ada' }), emulator.addUser({ name: 'Bob' })];
    for (const user of users) await user.subscribe();
    await client.broadcastText(
      users.map(({ id }) => id),
      'Hello replace_me_with_user_name',
    );
    expect(users.map(({ inbox }) => inbox[0]?.message)).toEqual([
      expect.objectContaining({ text: 'Hello Ada' }),
      expect.objectContaining({ text: 'Hello Bob' }),
    ]);
  });

  it('requests the account, user details and who is online', async () => {
    const { emulator, client } = await start();
    const user = emulator.addUser();
    await user.subscribe();
    await expect(client.getAccountInfo()).resolves.toMatchObject({ status: 0, subscribersCount: 1 });
    await expect(client.getUserDetails(user.id)).resolves.toMatchObject({ id: user.id, apiVersion: 10 });
    await expect(client.getOnlineStatus([user.id])).resolves.toEqual([
      { id: user.id, onlineStatus: 0, onlineStatusMessage: 'online' },
    ]);
  });
});
