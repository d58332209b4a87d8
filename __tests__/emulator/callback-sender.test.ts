import type { ViberEmulator, ViberEmulatorOptions } from '../../lib/emulator';
import { VirtualClock } from '../../lib/emulator';
import { decodeCallback, verifySignature } from '../../lib/index';
import { closeServers, serve } from '../fixtures/servers';
import { closeEmulators, startEmulator } from './api/api-fixture';
import { AUTH_TOKEN, startBot } from './echo-bot';

afterEach(async () => {
  await closeEmulators();
  await closeServers();
});

async function start(options: Partial<ViberEmulatorOptions> = {}): Promise<ViberEmulator> {
  return startEmulator({ authToken: AUTH_TOKEN, ...options });
}

describe('a callback', () => {
  it('is one line of JSON with tokens of 19 digits and a host name, signed in the header and in sig', async () => {
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

  it('contains unescaped text by default', async () => {
    const emulator = await start();
    await startBot(emulator);
    await emulator.addUser().send('Жэ 😀');
    expect(emulator.timeline[1]?.body).toContain('Жэ 😀');
  });
});

describe('faults', () => {
  it('offline: 20 minutes lose none of 500 messages, and the listener runs once for each', async () => {
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

  it('duplicated and reordered: the listener runs once for each message', async () => {
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

  it('headerDropped and sigDropped: one signature is enough, without any the callback is rejected and redelivered', async () => {
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

  it('slowMs: a delay beyond the timeout of the webhook is a timeout', async () => {
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

  it('offline: a callback is given up after an hour', async () => {
    const clock = new VirtualClock();
    const emulator = await start({ clock });
    await startBot(emulator, { eventTypes: [] });
    emulator.setFaults({ offline: true });
    await emulator.addUser().send('hi');
    await clock.advance(2 * 3_600_000);
    const entry = emulator.timeline.at(-1);
    expect(entry?.state).toBe('given_up');
    const delays = entry?.attempts.map(({ at }, index, all) => at - (all[index - 1]?.at ?? at)) ?? [];
    expect(delays.slice(0, 4)).toEqual([0, 1000, 1000, 1000]);
    expect(delays.slice(4).every((delay) => delay >= 60_000)).toBe(true);
    expect((entry?.attempts.at(-1)?.at ?? 0) - (entry?.createdAt ?? 0)).toBeLessThanOrEqual(3_600_000);
  });
});

describe('redeliveries', () => {
  it('follow a response of 101, like any other that is not 200', async () => {
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

  it('stop when the webhook is removed', async () => {
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

  it('are not made without a webhook, which the timeline notes', async () => {
    const emulator = await start();
    await emulator.addUser().send('hi');
    expect(emulator.timeline[0]).toMatchObject({ event: 'message', state: 'not_sent', attempts: [] });
    expect(emulator.timeline[0]?.note).toMatch(/no webhook/);
  });

  it('stop on close', async () => {
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
});
