import type { ViberEmulator, ViberEmulatorOptions } from '../../../lib/emulator';
import type { OutgoingMessage, ReceivedMessage, ViberUser } from '../../../lib/index';
import { closeServers, serve } from '../../fixtures/servers';
import { callMethod, closeEmulators, startEmulator } from '../api/api-fixture';
import { AUTH_TOKEN, startBot } from '../echo-bot';

afterEach(async () => {
  await closeEmulators();
  await closeServers();
});

async function start(options: Partial<ViberEmulatorOptions> = {}): Promise<ViberEmulator> {
  return startEmulator({ authToken: AUTH_TOKEN, ...options });
}

/** Posts a message as it is, which the package's own client would refuse if it is broken. */
async function send(emulator: ViberEmulator, message: object): Promise<Record<string, unknown> | undefined> {
  const body = { sender: { name: 'Bot' }, ...message };
  return (await callMethod(emulator, 'send_message', body, { 'X-Viber-Auth-Token': AUTH_TOKEN })).json;
}

/** The entries of the timeline in short. */
function summary(emulator: ViberEmulator): string[] {
  return emulator.timeline.map(
    ({ event, state, attempts }) =>
      `${event} ${state} ${attempts.map(({ status }) => String(status)).join(',')}`,
  );
}

describe('a conversation', () => {
  it('goes from the welcome to a reply to seen', async () => {
    const emulator = await start();
    await startBot(emulator, {
      sendName: true,
      prepare: (viber) => {
        viber.welcome(({ user, context }) => ({
          type: 'text',
          text: `Hello ${String(user.name)} (${String(context)})`,
        }));
        viber.on('message:text', ({ message }, { reply }) => reply({ type: 'text', text: message.text }));
      },
    });
    const user = emulator.addUser({ name: 'Test user' });
    await user.openChat({ context: 'ad-7' });
    await user.send('hi');
    await user.see();
    await user.see();

    expect(user.inbox.map(({ message, status, isWelcome }) => [message, status, isWelcome])).toEqual([
      [{ sender: { name: 'Bot' }, type: 'text', text: 'Hello Test user (ad-7)' }, 'seen', true],
      [{ sender: { name: 'Bot' }, type: 'text', text: 'hi' }, 'seen', false],
    ]);
    expect(summary(emulator)).toEqual([
      'webhook acknowledged 200',
      'conversation_started acknowledged 200',
      'delivered acknowledged 200', // the welcome
      'message acknowledged 200',
      'delivered acknowledged 200', // the user's own
      'delivered acknowledged 200', // the reply
      'seen acknowledged 200', // one for both
    ]);
  });

  it('subscribes with the first message without a callback, and with the button with one', async () => {
    const emulator = await start();
    await startBot(emulator);
    const user = emulator.addUser();
    expect(user.subscribed).toBe(false);
    await user.send('hi');
    expect(user.subscribed).toBe(true);
    await user.unsubscribe();
    expect(user.subscribed).toBe(false);
    await user.subscribe();
    expect(user.subscribed).toBe(true);
    const events = emulator.timeline.map(({ event }) => event);
    expect(events.filter((event) => event.includes('subscribed'))).toEqual(['unsubscribed', 'subscribed']);
  });

  const messages: ReceivedMessage[] = [
    { type: 'text', text: 'Ж 😀' },
    { type: 'picture', media: 'https://example.com/p.jpg', text: 'caption' },
    { type: 'video', media: 'https://example.com/v.mp4', size: 10, duration: 3 },
    { type: 'file', media: 'https://example.com/f.pdf', file_name: 'f.pdf', size: 10 },
    { type: 'sticker', sticker_id: 5536 },
    { type: 'contact', contact: { name: 'A', phone_number: '+44' } },
    { type: 'url', media: 'https://example.com' },
    { type: 'location', location: { lat: 1.5, lon: -2.25 } },
  ];
  it.each(messages.map((message) => [message.type, message] as const))(
    'carries a %s to the bot',
    async (type, message) => {
      const emulator = await start();
      const received: unknown[] = [];
      await startBot(emulator, {
        prepare: (viber) => {
          viber.on(`message:${type}`, (callback: { message: unknown }) => received.push(callback.message));
        },
      });
      await emulator.addUser().send(message);
      expect(received).toEqual([message]);
    },
  );

  it("returns the bot's tracking_data with the next message", async () => {
    const emulator = await start();
    const tracked: unknown[] = [];
    await startBot(emulator, {
      prepare: (viber) => {
        viber.welcome(() => ({ type: 'text', text: 'Your name?', tracking_data: 'asked-name' }));
        viber.on('message', ({ message }) => tracked.push(message.tracking_data));
      },
    });
    const user = emulator.addUser();
    await user.openChat();
    await user.send('Test user');
    expect(tracked).toEqual(['asked-name']);
  });

  it('forgets the tracking_data when the user subscribes with the button', async () => {
    const emulator = await start();
    const tracked: unknown[] = [];
    const { viber } = await startBot(emulator, {
      prepare: (bot) => {
        bot.on('message', ({ message }) => tracked.push(message.tracking_data));
      },
    });
    const user = emulator.addUser();
    await user.send('hi');
    const message = { type: 'text', text: 'Your name?', tracking_data: 'asked-name' } as const;
    await viber.client.sendMessage({ receiver: user.id, ...message });
    await user.unsubscribe();
    await user.subscribe();
    await user.send('Test user');
    await viber.client.sendMessage({ receiver: user.id, ...message });
    await user.send('Test user');
    expect(tracked).toEqual([undefined, undefined, 'asked-name']);
  });

  it('sends what a tapped button is for: a reply or a URL, silently or not, a phone number, a location, or nothing', async () => {
    const emulator = await start();
    const received: unknown[] = [];
    await startBot(emulator, {
      prepare: (viber) => {
        viber.welcome(() => ({
          type: 'text',
          text: 'Menu',
          keyboard: { Type: 'keyboard', Buttons: [{ ActionBody: 'menu', Text: 'Menu' }] },
        }));
        viber.on('message', ({ message, silent }) => received.push([message, silent]));
      },
    });
    const user = emulator.addUser({ name: 'Test user', phoneNumber: '+1', location: { lat: 1, lon: 2 } });
    await user.openChat();
    const [button] = user.keyboard?.Buttons ?? [];
    if (button === undefined) throw new Error('no button');
    await user.tap(button);
    await user.tap({ ActionType: 'reply', ActionBody: 'quiet', Silent: true });
    await user.tap({ ActionType: 'share-phone', ActionBody: 'x' });
    await user.tap({ ActionType: 'location-picker', ActionBody: 'x' });
    await user.tap({ ActionType: 'open-url', ActionBody: 'https://example.com' });
    await user.tap({ ActionType: 'open-url', ActionBody: 'https://example.com/quiet', Silent: true });
    await user.tap({ ActionType: 'none' });
    expect(received).toEqual([
      [{ type: 'text', text: 'menu' }, false],
      [{ type: 'text', text: 'quiet' }, true],
      [{ type: 'contact', contact: { name: 'Test user', phone_number: '+1' } }, false],
      [{ type: 'location', location: { lat: 1, lon: 2 } }, false],
      [{ type: 'text', text: 'https://example.com' }, false],
      [{ type: 'text', text: 'https://example.com/quiet' }, true],
    ]);
    const shown = user.chat.filter((message) => message.from === 'user' && !message.silent);
    expect(shown).toHaveLength(4);
  });

  it("has a delivered for each device, also for the user's own message", async () => {
    const emulator = await start();
    const { viber } = await startBot(emulator, { duplicates: false });
    const user = emulator.addUser({ devices: 3 });
    await user.send('hi');
    await viber.client.sendMessage({ receiver: user.id, type: 'text', text: 'hello' });
    await emulator.settled();
    expect(emulator.timeline.filter(({ event }) => event === 'delivered')).toHaveLength(6);
  });

  it('reports a keyboard that only the client refuses as failed', async () => {
    const emulator = await start();
    const failed: unknown[] = [];
    await startBot(emulator, {
      prepare: (bot) => {
        bot.on('failed', ({ message_token, desc }) => failed.push([message_token, desc]));
      },
    });
    const user = emulator.addUser();
    await user.subscribe();
    const response = await send(emulator, {
      receiver: user.id,
      type: 'text',
      text: 'hi',
      keyboard: { Type: 'keyboard', Buttons: [{ ActionBody: 'a', Text: {} }] },
    });
    await emulator.settled();
    expect(user.inbox.map(({ status }) => status)).toEqual(['failed']);
    expect(user.keyboard).toBeUndefined();
    expect(failed).toEqual([[response?.['message_token'], expect.stringMatching(/Buttons\/0\/Text/)]]);
  });
});

describe('the welcome', () => {
  it.each<[kind: string, responseBody: string, note: RegExp]>([
    ['not JSON', 'OK', /not JSON/],
    ['a status', '{"status":0}', /no "type"/],
    ['a text without a text', '{"type":"text"}', /\/text/],
    ['too new for the user', '{"type":"text","text":"hi","min_api_version":11}', /API level 11/],
  ])('is ignored if the response body is %s, and the timeline notes why', async (_, responseBody, note) => {
    const emulator = await start();
    const bot = await serve((_req, res) => res.end(responseBody));
    await fetch(`${emulator.apiUrl}/set_webhook`, {
      method: 'POST',
      headers: { 'X-Viber-Auth-Token': AUTH_TOKEN },
      body: JSON.stringify({ url: bot }),
    });
    const user = emulator.addUser();
    await user.openChat();
    expect(user.inbox).toEqual([]);
    expect(emulator.timeline.at(-1)?.note).toMatch(note);
  });

  it('is possible before the user subscribes, while send_message is not', async () => {
    const emulator = await start();
    const { viber } = await startBot(emulator);
    const user = emulator.addUser();
    await user.openChat();
    await expect(
      viber.client.sendMessage({ receiver: user.id, type: 'text', text: 'hi' }),
    ).rejects.toMatchObject({ viberStatus: 6 });
  });
});

describe('what the bot sees of a user', () => {
  const names = async (options: { sendName?: boolean; sendPhoto?: boolean }, personalization: boolean) => {
    const emulator = await start();
    const seen: ViberUser[] = [];
    await startBot(emulator, {
      ...options,
      prepare: (viber) => {
        viber.on('message', ({ sender }) => seen.push(sender));
      },
    });
    await emulator.addUser({ name: 'Test user', avatar: 'https://a/b.jpg', personalization }).send('hi');
    return [seen[0]?.name, seen[0]?.avatar];
  };
  const hidden = ['Subscriber', 'http://dl-media.viber.com/1/share/2/long/bots/generic-avatar%402x.png'];

  it('is the name and the photo that it asked for', async () => {
    expect(await names({ sendName: true, sendPhoto: true }, true)).toEqual(['Test user', 'https://a/b.jpg']);
    expect(await names({ sendName: true }, true)).toEqual(['Test user', hidden[1]]);
    expect(await names({ sendPhoto: true }, true)).toEqual([hidden[0], 'https://a/b.jpg']);
  });

  it('is placeholders if it did not ask, or if the user does not allow it', async () => {
    expect(await names({}, true)).toEqual(hidden);
    expect(await names({ sendName: true, sendPhoto: true }, false)).toEqual(hidden);
  });

  it('is only the events that it registered for', async () => {
    const emulator = await start();
    const { viber } = await startBot(emulator, { eventTypes: ['seen'] });
    const user = emulator.addUser();
    await user.openChat();
    await user.send('hi');
    await viber.client.sendMessage({ receiver: user.id, type: 'text', text: 'hello' });
    await user.see();
    expect(emulator.timeline.map(({ event }) => event)).toEqual(['webhook', 'message', 'seen']);
  });
});

describe('a user', () => {
  it('cannot have the id of another one', async () => {
    const emulator = await start();
    emulator.addUser({ id: 'a' });
    expect(() => emulator.addUser({ id: 'a' })).toThrow(/already/);
    expect(emulator.users.map(({ id }) => id)).toEqual(['a']);
  });

  it('cannot have an invalid profile or send an invalid message', async () => {
    const emulator = await start();
    const user = emulator.addUser();
    expect(() => emulator.addUser({ id: 7 } as never)).toThrow(/id must be a non-empty string/);
    expect(() => emulator.addUser({ device: 2 } as never)).toThrow(/"devices"/);
    expect(() => emulator.addUser({ devices: 1e9 })).toThrow(/devices must be a whole number from 0 to 20/);
    expect(() => {
      user.update({ id: 'other' } as never);
    }).toThrow(/cannot be changed/);
    await expect(user.send({ type: 'hologram' } as never)).rejects.toThrow(/unknown_message_type/);
    await expect(user.send(undefined as never)).rejects.toThrow(TypeError);
    expect(user.chat).toEqual([]);
    user.update({ personalization: false });
    expect(user.profile.personalization).toBe(false);
  });

  it('gets a message that the types allow', async () => {
    const emulator = await start();
    const { viber } = await startBot(emulator);
    const user = emulator.addUser();
    await user.subscribe();
    const message: OutgoingMessage = { type: 'location', location: { lat: 1, lon: 2 } };
    await viber.client.sendMessage({ receiver: user.id, ...message });
    expect(user.inbox.at(-1)?.message).toMatchObject(message);
  });

  it('does not get a message that is nested too deeply', async () => {
    const emulator = await start();
    await startBot(emulator);
    const user = emulator.addUser();
    await user.subscribe();
    let deep: unknown = [];
    for (let level = 0; level < 2000; level += 1) deep = [deep];
    const message = { receiver: user.id, type: 'text', text: 'hi', deep };
    expect(await send(emulator, message)).toMatchObject({ status: 3 });
    expect(user.inbox).toEqual([]);
  });
});
