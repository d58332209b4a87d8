import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { keepRegistered } from '../../lib/cli/keep-registered';
import type { ViberEmulator } from '../../lib/emulator/index';
import { createViberEmulator } from '../../lib/emulator/index';
import { ViberClient, ViberWebhook } from '../../lib/index';
import { until } from '../fixtures/conditions';

const authToken = 'a-token';

let emulator: ViberEmulator;
let states: string[];
let aborter: AbortController;
let keeping: Promise<void> | undefined;
const closings: (() => Promise<void>)[] = [];

beforeEach(async () => {
  emulator = await startEmulator();
  states = [];
  aborter = new AbortController();
});

afterEach(async () => {
  aborter.abort();
  await keeping;
  await emulator.close();
  for (const close of closings.splice(0)) await close();
});

async function startEmulator(): Promise<ViberEmulator> {
  const started = createViberEmulator({ authToken });
  await started.listen();
  return started;
}

function keep(url: string): void {
  const onChange = (state: string) => void states.push(state);
  keeping = keepRegistered({ url, authToken, emulator, signal: aborter.signal, intervalMs: 20, onChange });
}

/** Starts a bot, by default on any free port. A restart of a bot needs the port of the one before. */
async function startBot(listener: RequestListener, port = 0) {
  const server = createServer(listener).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  closings.push(stop);
  const { port: takenPort } = server.address() as AddressInfo;
  return { port: takenPort, url: `http://127.0.0.1:${String(takenPort)}/viber`, stop };
}

function botListener(seen: string[] = []): RequestListener {
  const viber = new ViberWebhook({ authToken });
  viber.on('message:text', ({ message }) => void seen.push(message.text));
  return viber.middleware();
}

describe('keepRegistered', () => {
  it('waits for a bot that is not up yet, and says so once', async () => {
    const { port, url, stop } = await startBot(botListener());
    await stop();
    let checks = 0;
    keep(url);
    await until(() => states.length === 1);
    expect(states).toEqual([`Waiting for the bot at ${url}: nothing listens there.`]);

    const refusing = await startBot((_req, res) => {
      checks += 1;
      res.writeHead(404).end();
    }, port);
    await until(() => checks >= 3);
    await refusing.stop();
    expect(states[1]).toBe(
      `Waiting for the bot at ${url}: it responds with 404 instead of 200. Check the path of the URL.`,
    );
    expect(emulator.timeline).toEqual([]);

    // A check call that the stop has cut off may be reported in between.
    await until(() => states.length > 2 && states.at(-1) === states[0]);
    await startBot(botListener(), port);
    await until(() => emulator.registration !== undefined);
    expect(emulator.registration).toEqual({ url, eventTypes: undefined, sendName: true, sendPhoto: true });
    expect(emulator.timeline.map(({ event, state }) => [event, state])).toEqual([
      ['webhook', 'acknowledged'],
    ]);
    await until(() => states.at(-1) === `Registered ${url}.`);
    expect(states.filter((state, index) => state === states[index - 1])).toEqual([]);
  });

  it('lets deliveries go on after the bot has been restarted', async () => {
    const first = await startBot(botListener());
    keep(first.url);
    await until(() => states.length === 1);
    await first.stop();
    const seen: string[] = [];
    await emulator.addUser().send('while it is down');
    await startBot(botListener(seen), first.port);
    await until(() => seen.length === 1);
    expect(seen).toEqual(['while it is down']);
    expect(states).toEqual([`Registered ${first.url}.`]);
  });

  it.each([
    ['has registered itself', () => emulator.registration !== undefined, () => true],
    // The emulator's check call comes second, and the next look of keepRegistered third.
    ['is registering itself', (calls: number) => calls === 2, (calls: number) => calls > 2],
  ])('leaves the registration to a bot that %s meanwhile', async (_, isFirstOver, isSecondOver) => {
    let calls = 0;
    let registering: Promise<unknown> | undefined;
    const { url } = await startBot((_req, res) => {
      calls += 1;
      const isOver = calls === 1 ? isFirstOver : calls === 2 ? isSecondOver : () => true;
      const client = new ViberClient({ authToken, apiUrl: emulator.apiUrl });
      registering ??= client.setWebhook({ url, eventTypes: [] });
      void until(() => isOver(calls)).then(() => res.end());
    });
    keep(url);
    await until(() => states.length === 1);
    await registering;
    expect(emulator.apiCalls.map(({ method }) => method)).toEqual(['set_webhook']);
    expect(emulator.registration).toMatchObject({ url, eventTypes: [] });
  });

  it('registers with an emulator that has been restarted', async () => {
    const { url } = await startBot(botListener());
    keep(url);
    await until(() => states.length === 1);
    aborter.abort();
    await keeping;
    await emulator.close();
    emulator = await startEmulator();
    aborter = new AbortController();
    keep(url);
    await until(() => states.length === 2);
    expect(emulator.registration).toMatchObject({ url });
  });

  it('registers again after the bot has removed its webhook, as some do when they stop', async () => {
    const { url } = await startBot(botListener());
    keep(url);
    await until(() => states.length === 1);
    const viber = new ViberWebhook({ authToken, apiUrl: emulator.apiUrl });
    await viber.removeWebhook();
    await until(() => emulator.registration !== undefined);
    expect(emulator.registration).toMatchObject({ url });
  });

  it('leaves a registration alone that the bot has made itself', async () => {
    const own = await startBot(botListener());
    const viber = new ViberWebhook({ authToken, apiUrl: emulator.apiUrl });
    await viber.setWebhook({ url: own.url, eventTypes: [] });
    keep('http://127.0.0.1:1/another');
    await until(() => states.length === 1);
    expect(states).toEqual([`Registered ${own.url}.`]);
    expect(emulator.registration).toMatchObject({ url: own.url, eventTypes: [], sendName: false });
  });

  it('says that the bot has another token', async () => {
    const viber = new ViberWebhook({ authToken: 'another-token' });
    const { url } = await startBot(viber.middleware());
    keep(url);
    await until(() => states.length === 1);
    expect(states[0]).toMatch(/responds with 401 instead of 200\. Give the bot the token of the emulator\.$/);
  });

  it('says why the emulator refuses the registration', async () => {
    const { url } = await startBot(botListener());
    emulator.setFaults({ apiStatus: 7 });
    keep(url);
    await until(() => states.length === 1);
    expect(states[0]).toMatch(/refused set_webhook: status 7 /);
    emulator.setFaults({ apiStatus: 0 });
    await until(() => states.length === 2);
    expect(states[1]).toBe(`Registered ${url}.`);
  });

  it('ends at once, without a word, while the bot hangs', async () => {
    let called: () => void = () => undefined;
    const call = new Promise<void>((resolve) => (called = resolve));
    const { url } = await startBot(() => {
      called();
    });
    keep(url);
    await call;
    aborter.abort();
    await keeping;
    expect(states).toEqual([]);
  });
});
