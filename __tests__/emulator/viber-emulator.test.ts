import type { ViberEmulator, ViberEmulatorOptions } from '../../lib/emulator';
import { createViberEmulator, VirtualClock } from '../../lib/emulator';
import type { OutgoingMessage, ReceivedMessage, ViberUser } from '../../lib/index';
import { decodeCallback, verifySignature } from '../../lib/index';
import { closeServers, serve } from '../fixtures/servers';
import { callMethod } from './api/api-fixture';
import { startBot } from './echo-bot';

const AUTH_TOKEN = 'emulated-token';
const emulators: ViberEmulator[] = [];

async function start(options: Partial<ViberEmulatorOptions> = {}): Promise<ViberEmulator> {
  const emulator = createViberEmulator({ authToken: AUTH_TOKEN, ...options });
  emulators.push(emulator);
  await emulator.listen();
  return emulator;
}

afterEach(async () => {
  await Promise.all(emulators.splice(0).map((emulator) => emulator.close()));
  await closeServers();
});

/** Posts a message as it is: the package's own client would refuse a broken one. */
async function send(emulator: ViberEmulator, message: object): Promise<Record<string, unknown> | undefined> {
  const body = { sender: { name: 'Bot' }, ...message };
  return (await callMethod(emulator, 'send_message', body, { 'X-Viber-Auth-Token': AUTH_TOKEN })).json;
}

/** What the timeline holds, in short. */
function summary(emulator: ViberEmulator): string[] {
  return emulator.timeline.map(
    ({ event, state, attempts }) =>
      `${event} ${state} ${attempts.map(({ status }) => String(status)).join(',')}`,
  );
}

describe('createViberEmulator', () => {
  it('refuses a missing token, unknown options and unknown troubles', async () => {
    expect(() => createViberEmulator({ authToken: undefined })).toThrow(/authToken/);
    expect(() => createViberEmulator({ authToken: 't', clok: 1 } as never)).toThrow(/"clock"/);
    const emulator = await start();
    expect(() => {
      emulator.setFaults({ offlin: true } as never);
    }).toThrow(/"offline"/);
  });

  it('has no address before it listens', () => {
    const emulator = createViberEmulator({ authToken: AUTH_TOKEN });
    expect(() => emulator.url).toThrow(/listen/);
    expect(() => emulator.apiUrl).toThrow(/listen/);
  });

  describe('a conversation', () => {
    it('goes from the welcome over an answer to seen', async () => {
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
        'delivered acknowledged 200', // the answer
        'seen acknowledged 200', // one for both
      ]);
    });

    it('subscribes by the first message without a callback, by the button with one', async () => {
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

    it('sends tracking_data of the bot back with the answer', async () => {
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

    it('taps buttons: reply, silently, phone, location, and those that tell nobody', async () => {
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
      await user.tap({ ActionType: 'none' });
      expect(received).toEqual([
        [{ type: 'text', text: 'menu' }, false],
        [{ type: 'text', text: 'quiet' }, true],
        [{ type: 'contact', contact: { name: 'Test user', phone_number: '+1' } }, false],
        [{ type: 'location', location: { lat: 1, lon: 2 } }, false],
      ]);
    });

    it('has one delivered for each device, also for the user’s own message', async () => {
      const emulator = await start();
      const { viber } = await startBot(emulator, { duplicates: false });
      const user = emulator.addUser({ devices: 3 });
      await user.send('hi');
      await viber.client.sendMessage({ receiver: user.id, type: 'text', text: 'hello' });
      await emulator.settled();
      expect(emulator.timeline.filter(({ event }) => event === 'delivered')).toHaveLength(6);
    });

    it('fails a keyboard that only the client can judge, after the API has accepted it', async () => {
      const emulator = await start();
      const failed: unknown[] = [];
      await startBot(emulator, {
        prepare: (bot) => {
          bot.on('failed', ({ message_token, desc }) => failed.push([message_token, desc]));
        },
      });
      const user = emulator.addUser();
      await user.subscribe();
      const answer = await send(emulator, {
        receiver: user.id,
        type: 'text',
        text: 'hi',
        keyboard: { Type: 'keyboard', Buttons: [{ ActionBody: 'a', Columns: 7 }] },
      });
      await emulator.settled();
      expect(user.inbox.map(({ status }) => status)).toEqual(['failed']);
      expect(user.keyboard).toBeUndefined();
      expect(failed).toEqual([[answer?.['message_token'], expect.stringMatching(/Columns/)]]);
    });
  });

  describe('the welcome', () => {
    it.each<[what: string, answer: string, note: RegExp]>([
      ['no JSON', 'OK', /not JSON/],
      ['a status', '{"status":0}', /no "type"/],
      ['an empty text', '{"type":"text","text":""}', /\/text/],
    ])('is ignored when the answer is %s, and the reason is noted', async (_what, answer, note) => {
      const emulator = await start();
      const bot = await serve((_req, res) => res.end(answer));
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

    it('is what it may be before the user subscribes, while send_message is not', async () => {
      const emulator = await start();
      const { viber } = await startBot(emulator);
      const user = emulator.addUser();
      await user.openChat();
      await expect(
        viber.client.sendMessage({ receiver: user.id, type: 'text', text: 'hi' }),
      ).rejects.toMatchObject({ status: 6 });
    });
  });

  describe('what the bot may see', () => {
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

    it('is the name and the photo it asked for', async () => {
      expect(await names({ sendName: true, sendPhoto: true }, true)).toEqual([
        'Test user',
        'https://a/b.jpg',
      ]);
      expect(await names({ sendName: true }, true)).toEqual(['Test user', hidden[1]]);
      expect(await names({ sendPhoto: true }, true)).toEqual([hidden[0], 'https://a/b.jpg']);
    });

    it('is placeholders where it did not ask, or the user does not allow it', async () => {
      expect(await names({}, true)).toEqual(hidden);
      expect(await names({ sendName: true, sendPhoto: true }, false)).toEqual(hidden);
    });

    it('is nothing of what its filter leaves out', async () => {
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

  describe('a callback', () => {
    it('is one signed line with the signature in header and sig, tokens of 19 digits, and a host name', async () => {
      const emulator = await start({ encoding: 'escaped' });
      await startBot(emulator);
      await emulator.addUser().send('Жэ 😀');
      for (const { body, attempts } of emulator.timeline) {
        const [attempt] = attempts;
        const signature = attempt?.headers['X-Viber-Content-Signature'];
        expect(verifySignature(body, signature, AUTH_TOKEN)).toBe(true);
        expect(new URL(attempt?.url ?? '').searchParams.get('sig')).toBe(signature);
        expect(body).not.toMatch(/\s{2}|\n/);
        expect(body).toMatch(/"message_token":\d{19}[,}]/);
        expect(body).toMatch(/"chat_hostname":"/);
        expect(decodeCallback(body).recognized).toBe(true);
      }
      expect(emulator.timeline[1]?.body).toContain(String.raw`\u0416\u044D \uD83D\uDE00`);
    });

    it('writes text raw by default', async () => {
      const emulator = await start();
      await startBot(emulator);
      await emulator.addUser().send('Жэ 😀');
      expect(emulator.timeline[1]?.body).toContain('Жэ 😀');
    });
  });

  describe('trouble', () => {
    it('offline for 20 minutes loses none of 500 messages, and each listener runs once for each', async () => {
      const clock = new VirtualClock();
      const emulator = await start({ clock });
      const heard: string[] = [];
      await startBot(emulator, {
        prepare: (viber) => {
          viber.on('message:text', ({ message }) => heard.push(message.text));
        },
      });
      const users = Array.from({ length: 5 }, () => emulator.addUser());
      emulator.setFaults({ offline: true });
      const sent = Array.from({ length: 500 }, (_, index) => `message ${String(index)}`);
      await Promise.all(sent.map(async (text, index) => users[index % 5]?.send(text)));
      await clock.advance(20 * 60_000);
      expect(heard).toEqual([]);
      expect(emulator.timeline.filter(({ state }) => state === 'waiting')).toHaveLength(1000);

      emulator.setFaults({ offline: false });
      await clock.advance(40 * 60_000);
      expect(heard.toSorted()).toEqual(sent.toSorted());
      expect(emulator.timeline.filter(({ state }) => state !== 'acknowledged')).toEqual([]);
    }, 60_000);

    it('duplicated and reordered still runs each listener once', async () => {
      const clock = new VirtualClock();
      const emulator = await start({ clock });
      const heard: string[] = [];
      const { viber } = await startBot(emulator, {
        prepare: (bot) => {
          bot.on('message:text', ({ message }) => heard.push(message.text));
        },
      });
      let duplicates = 0;
      viber.on('duplicate', () => (duplicates += 1));
      emulator.setFaults({ duplicated: true, reordered: true });
      const user = emulator.addUser();
      const sent = Array.from({ length: 50 }, (_, index) => `message ${String(index)}`);
      await Promise.all(sent.map((text) => user.send(text)));
      await clock.advance(5000);
      expect(heard.toSorted()).toEqual(sent.toSorted());
      expect(heard).not.toEqual(sent);
      expect(duplicates).toBe(100); // each message and each delivered
    });

    it('keeps to signatures: either of header and sig may be lost, both are refused and repeated', async () => {
      const clock = new VirtualClock();
      const emulator = await start({ clock });
      const heard: string[] = [];
      await startBot(emulator, {
        eventTypes: [],
        prepare: (viber) => {
          viber.on('message:text', ({ message }) => heard.push(message.text));
        },
      });
      const user = emulator.addUser();
      emulator.setFaults({ headerDropped: true });
      await user.send('sig');
      emulator.setFaults({ headerDropped: false, sigDropped: true });
      await user.send('header');
      emulator.setFaults({ headerDropped: true });
      await user.send('neither');
      expect(heard).toEqual(['sig', 'header']);
      expect(emulator.timeline.at(-1)).toMatchObject({ state: 'waiting', attempts: [{ status: 401 }] });
      emulator.setFaults({ headerDropped: false });
      await clock.advance(1000);
      expect(heard).toEqual(['sig', 'header', 'neither']);
      expect(emulator.timeline.at(-1)).toMatchObject({
        state: 'acknowledged',
        attempts: [{ status: 401 }, { status: 200 }],
      });
    });

    it('slow beyond the time the webhook has is a timeout', async () => {
      const emulator = await start({ webhookTimeoutMs: 50, clock: new VirtualClock() });
      await startBot(emulator);
      emulator.setFaults({ slowMs: 10_000 });
      await emulator.addUser().send('hi');
      expect(emulator.timeline[1]).toMatchObject({
        state: 'waiting',
        attempts: [
          {
            status: undefined,
            error: expect.stringMatching(/TimeoutException: Total timeout 50 ms/) as string,
          },
        ],
      });
    });

    it('gives a callback up after an hour', async () => {
      const clock = new VirtualClock();
      const emulator = await start({ clock });
      await startBot(emulator, { eventTypes: [] });
      emulator.setFaults({ offline: true });
      await emulator.addUser().send('hi');
      await clock.advance(2 * 3_600_000);
      const entry = emulator.timeline.at(-1);
      expect(entry?.state).toBe('given_up');
      const pauses = entry?.attempts.map(({ at }, index, all) => at - (all[index - 1]?.at ?? at)) ?? [];
      expect(pauses.slice(0, 4)).toEqual([0, 1000, 1000, 1000]);
      expect(pauses.slice(4).every((pause) => pause >= 60_000)).toBe(true);
      expect((entry?.attempts.at(-1)?.at ?? 0) - (entry?.createdAt ?? 0)).toBeLessThanOrEqual(3_600_000);
    });
  });

  it('makes the check call again on request', async () => {
    const emulator = await start();
    expect(await emulator.recheck()).toMatchObject({ status: 10 });
    await startBot(emulator);
    expect(await emulator.recheck()).toMatchObject({ status: 0 });
    emulator.setFaults({ offline: true });
    expect(await emulator.recheck()).toMatchObject({
      status: 1,
      status_message: expect.stringMatching(/Connection refused/) as string,
    });
    expect(emulator.registration).toBeDefined();
  });

  it('refuses two users with one id', async () => {
    const emulator = await start();
    emulator.addUser({ id: 'a' });
    expect(() => emulator.addUser({ id: 'a' })).toThrow(/already/);
    expect(emulator.users.map(({ id }) => id)).toEqual(['a']);
  });

  it('takes an answer of 101 for a failure, like any other that is not 200', async () => {
    const emulator = await start({ clock: new VirtualClock() });
    let switching = false;
    const bot = await serve((_req, res) => {
      if (switching)
        res.socket?.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n');
      else res.end();
    });
    await fetch(`${emulator.apiUrl}/set_webhook`, {
      method: 'POST',
      headers: { 'X-Viber-Auth-Token': AUTH_TOKEN },
      body: JSON.stringify({ url: bot, event_types: [] }),
    });
    switching = true;
    await emulator.addUser().send('hi');
    expect(emulator.timeline.at(-1)).toMatchObject({ state: 'waiting', attempts: [{ status: undefined }] });
  });

  it('refuses a message that is nested beyond reason, and goes on', async () => {
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

  it('repeats nothing once the webhook is removed', async () => {
    const clock = new VirtualClock();
    const emulator = await start({ clock });
    const { viber } = await startBot(emulator, { eventTypes: [] });
    emulator.setFaults({ offline: true });
    await emulator.addUser().send('hi');
    emulator.setFaults({ offline: false });
    await viber.removeWebhook();
    await clock.advance(3_600_000);
    expect(emulator.timeline.at(-1)).toMatchObject({ state: 'given_up', attempts: [{ status: undefined }] });
  });

  it('says in the timeline what was not sent for want of a webhook', async () => {
    const emulator = await start();
    await emulator.addUser().send('hi');
    expect(emulator.timeline[0]).toMatchObject({ event: 'message', state: 'not_sent', attempts: [] });
    expect(emulator.timeline[0]?.note).toMatch(/no webhook/);
  });

  it('makes no check call once it is closed', async () => {
    const emulator = await start();
    await startBot(emulator);
    await emulator.close();
    await expect(emulator.recheck()).rejects.toThrow(/closed/);
  });

  it('refuses people and messages that cannot be', async () => {
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

  it('is sent nothing after close', async () => {
    const clock = new VirtualClock();
    const emulator = await start({ clock });
    const { viber } = await startBot(emulator);
    const heard: string[] = [];
    viber.on('callback', ({ event }) => heard.push(event));
    emulator.setFaults({ offline: true });
    await emulator.addUser().send('hi');
    emulator.setFaults({ offline: false });
    await emulator.close();
    await clock.advance(3_600_000);
    expect(heard).toEqual([]);
  });

  it('sends a message that the types allow', async () => {
    const emulator = await start();
    const { viber } = await startBot(emulator);
    const user = emulator.addUser();
    await user.subscribe();
    const message: OutgoingMessage = { type: 'location', location: { lat: 1, lon: 2 } };
    await viber.client.sendMessage({ receiver: user.id, ...message });
    expect(user.inbox.at(-1)?.message).toMatchObject(message);
  });
});
