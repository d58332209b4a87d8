import { once } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { ListenOptions } from '../../lib/emulator';
import { createViberEmulator, VirtualClock } from '../../lib/emulator';
import { botProfile } from '../../lib/emulator/api/bot-account';
import { systemClock } from '../../lib/emulator/clock';
import { EmulatorState } from '../../lib/emulator/emulator-state';
import { EmulatorServer } from '../../lib/emulator/http-server';
import { Registrar } from '../../lib/emulator/api/registrar';
import { ChatActions } from '../../lib/emulator/chat/chat-actions';
import { closeServers, rawExchange, serve } from '../fixtures/servers';
import { callMethod, closeEmulators, request, startEmulator, startWebhook, TOKEN } from './api/api-fixture';

const servers: EmulatorServer[] = [];

afterEach(async () => {
  await closeEmulators();
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await closeServers();
});

/** The server of an emulator together with the state it tells of, which an emulator does not show. */
async function startServer(options: ListenOptions = {}): Promise<{ state: EmulatorState; url: string }> {
  const state = new EmulatorState({
    authToken: TOKEN,
    clock: systemClock,
    bot: botProfile(undefined, 'bot'),
    encoding: 'raw',
    webhookTimeoutMs: 5000,
  });
  const chats = new ChatActions(state);
  const server = new EmulatorServer(state, chats, new Registrar(state));
  servers.push(server);
  return { state, url: await server.listen(options) };
}

/** Fetch will not set a Host of one's own. */
async function get(url: string, headers: Record<string, string>): Promise<{ status: number; text: string }> {
  const { hostname, port, pathname } = new URL(url);
  const lines = Object.entries({ Host: `localhost:${port}`, ...headers, Connection: 'close' });
  const answer = await rawExchange(
    `http://${hostname.replace('localhost', '127.0.0.1')}:${port}`,
    `GET ${pathname} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
    'keep',
  );
  return { status: Number(answer.split(' ')[1]), text: answer.slice(answer.indexOf('\r\n\r\n') + 4) };
}

const PATHS = ['/', '/control/timeline.jsonl', '/pa/get_account_info'];

describe('a request under another name', () => {
  it.each([
    'evil.example',
    'evil.example:80',
    'localhost.evil.example',
    '127.0.0.1.nip.io',
    'localhost@evil',
    '',
  ])('is refused, as a rebound name would be: %s', async (Host) => {
    const { url } = await startEmulator();
    for (const path of PATHS) {
      const { status, text } = await get(`${url}${path}`, { Host });
      expect(status).toBe(403);
      expect(JSON.parse(text)).toMatchObject({
        error: 'unknown_host',
        message: expect.stringContaining('allowedHosts') as string,
      });
    }
  });

  it.each(['localhost', 'LocalHost:80', '127.0.0.1', '[::1]:3000'])('is not this one: %s', async (Host) => {
    const { url } = await startEmulator();
    await expect(get(`${url}/`, { Host })).resolves.toMatchObject({ status: 200 });
  });

  it('is answered where the name is allowed', async () => {
    const { url } = await startEmulator({}, { allowedHosts: ['Tunnel.example'] });
    await expect(get(`${url}/`, { Host: 'tunnel.example:8080' })).resolves.toMatchObject({ status: 200 });
    await expect(get(`${url}/`, { Host: 'other.example' })).resolves.toMatchObject({ status: 403 });
  });

  it('is answered under the host it listens on', async () => {
    const { url } = await startEmulator({}, { host: '127.0.0.2' });
    expect(url).toMatch(/^http:\/\/127\.0\.0\.2:\d+$/);
    await expect(request(url)).resolves.toMatchObject({ httpStatus: 200 });
  });

  it('is answered under an IPv6 address it listens on', async () => {
    const { url } = await startEmulator({}, { host: '::ffff:127.0.0.1' });
    expect(url).toMatch(/^http:\/\/\[::ffff:7f00:1\]:\d+$/);
    await expect(request(url)).resolves.toMatchObject({ httpStatus: 200 });
  });

  it.each(['bot example', 'http://bot.example', 'fe80::1%lo', ''])(
    'cannot be, where that is no host name: %j',
    async (name) => {
      const listening = startEmulator({}, { allowedHosts: [name] });
      await expect(listening).rejects.toThrow(`"${name}" is not a host name or IP address`);
    },
  );
});

describe('a request of a page from elsewhere', () => {
  it.each(['http://evil.example', 'null', 'https://localhost', 'http://localhost:1', 'http://localhost'])(
    'is refused: %s',
    async (Origin) => {
      const emulator = await startEmulator();
      for (const path of PATHS)
        await expect(get(`${emulator.url}${path}`, { Origin })).resolves.toMatchObject({ status: 403 });
      const answer = await request(`${emulator.url}/control/add-user`, {
        method: 'POST',
        headers: { Origin },
      });
      expect(answer).toMatchObject({ httpStatus: 403, json: { error: 'foreign_origin' } });
      expect(emulator.users).toEqual([]);
    },
  );

  it('is told from one of its own page', async () => {
    const { url } = await startEmulator();
    const { origin, port } = new URL(url);
    await expect(get(`${url}/`, { Origin: origin })).resolves.toMatchObject({ status: 200 });
    const [Host, Origin] = [`127.0.0.1:${port}`, `http://127.0.0.1:${port}`];
    await expect(get(`${url}/`, { Host, Origin })).resolves.toMatchObject({ status: 200 });
    await expect(get(`${url}/`, { Host, Origin: origin })).resolves.toMatchObject({ status: 403 });
  });
});

describe('/control', () => {
  async function control(url: string, action: string, body: string) {
    const headers = { 'Content-Type': 'application/json' };
    return request(`${url}/control/${action}`, { method: 'POST', headers, body });
  }

  it.each([
    ['malformed JSON', 'send', '{"user":', 400],
    ['JSON that is no object', 'send', '7', 400],
    ['an unknown user', 'send', '{"user":"nobody","message":{"type":"text","text":"hi"}}', 400],
    ['a user that is no string', 'tap', '{"user":{"id":"me"}}', 400],
    ['a user by the name of a prototype', 'see', '{"user":"__proto__"}', 400],
    ['no user', 'subscribe', '{}', 400],
    ['an unknown trouble', 'faults', '{"faults":{"offlin":true}}', 400],
    ['troubles that are no object', 'faults', '{"faults":[true]}', 400],
    ['a trouble of another type', 'faults', '{"faults":{"slowMs":"500"}}', 400],
    ['a negative delay', 'faults', '{"faults":{"slowMs":-1}}', 400],
    ['no trouble', 'faults', '{}', 400],
    ['2 MB', 'send', JSON.stringify({ user: 'x'.repeat(2_000_000) }), 413],
    ['an action nobody knows', 'no-such-action', '{}', 404],
    ['the name of something inherited', 'toString', '{}', 404],
    ['no action', '', '{}', 404],
  ])('refuses %s and goes on', async (_, action, body, status) => {
    const emulator = await startEmulator();
    const { httpStatus, json } = await control(emulator.url, action, body);
    expect(httpStatus).toBe(status);
    if (status < 404)
      expect(json).toEqual({ error: 'bad_request', message: expect.stringMatching(/./) as string });
    expect(emulator.faults).toMatchObject({ offline: false, slowMs: 0 });
    await expect(control(emulator.url, 'add-user', '{}')).resolves.toMatchObject({ httpStatus: 200 });
    expect(emulator.users).toHaveLength(1);
  });

  it('names the nearest trouble', async () => {
    const { url } = await startEmulator();
    const { json } = await control(url, 'faults', '{"faults":{"offlin":true}}');
    expect(json?.['message']).toContain('Did you mean "offline"?');
  });
});

describe('/pa', () => {
  it('answers 2 MB at once, and goes on', async () => {
    const emulator = await startEmulator();
    const started = performance.now();
    const { httpStatus, json } = await callMethod(emulator, 'send_message', 'x'.repeat(2_000_000));
    expect(httpStatus).toBe(200);
    expect(json).toMatchObject({ status: 3, status_message: expect.stringMatching(/body/) as string });
    expect(performance.now() - started).toBeLessThan(4000);
    await expect(callMethod(emulator, 'get_account_info')).resolves.toMatchObject({ json: { status: 0 } });
  });

  it.each([
    ['a charset nobody knows', { 'Content-Type': 'application/json; charset=klingon' }, '{}'],
    ['an encoding nobody knows', { 'Content-Encoding': 'klingon' }, '{}'],
    ['gzip that is none', { 'Content-Encoding': 'gzip' }, '{}'],
  ])('answers %s', async (_, headers, body) => {
    const emulator = await startEmulator();
    await expect(
      callMethod(emulator, 'get_account_info', body, { 'X-Viber-Auth-Token': TOKEN, ...headers }),
    ).resolves.toMatchObject({ httpStatus: 200, json: { status: 3 } });
  });

  it('survives a client that goes away in the middle of its body', async () => {
    const emulator = await startEmulator();
    const { port } = new URL(emulator.url);
    await rawExchange(
      `http://127.0.0.1:${port}`,
      `POST /pa/send_message HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf`,
      'destroy',
    );
    await expect(callMethod(emulator, 'get_account_info')).resolves.toMatchObject({ json: { status: 0 } });
  });

  it('survives a client that goes away during the check call', async () => {
    const emulator = await startEmulator();
    const webhook = await startWebhook('hang');
    const arrived = untilCalled(webhook.calls);
    const aborter = new AbortController();
    const call = fetch(`${emulator.apiUrl}/set_webhook`, {
      method: 'POST',
      headers: { 'X-Viber-Auth-Token': TOKEN },
      body: JSON.stringify({ url: webhook.url }),
      signal: aborter.signal,
    });
    await arrived;
    aborter.abort();
    await expect(call).rejects.toThrow(/abort/);
    await expect(callMethod(emulator, 'get_account_info')).resolves.toMatchObject({ json: { status: 0 } });
  });
});

/** Resolves with the first element that a list gets. */
async function untilCalled<Item>(list: Item[]): Promise<Item> {
  return new Promise((resolve) => {
    list.push = (...items: Item[]) => {
      const [first] = items;
      if (first !== undefined) resolve(first);
      return Array.prototype.push.apply(list, items);
    };
  });
}

describe('the stream of changes', () => {
  it('ends at once where only its head is asked for', async () => {
    const { url } = await startEmulator();
    const { status, headers } = await fetch(`${url}/control/events`, { method: 'HEAD' });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/event-stream');
  });

  const EVENTS = ['timeline', 'user', 'message', 'registration', 'faults'] as const;

  async function open(url: string): Promise<{ req: ClientRequest; res: IncomingMessage }> {
    const req = httpRequest(`${url}/control/events`, { agent: false }).end();
    req.on('error', () => undefined);
    const [res] = (await once(req, 'response')) as [IncomingMessage];
    res.on('error', () => undefined);
    return { req, res };
  }

  function listeners(state: EmulatorState): number[] {
    return EVENTS.map((event) => state.changes.listenerCount(event));
  }

  /** Resolves when a listener has been taken back and none is left. */
  async function untilNobodyListens(state: EmulatorState): Promise<void> {
    const { changes } = state;
    while (EVENTS.some((event) => changes.listenerCount(event) > 0))
      await new Promise((resolve) => setImmediate(resolve));
  }

  it('lets 200 clients go that come and go in the middle of it', async () => {
    const warnings: Error[] = [];
    const warned = (warning: Error) => warnings.push(warning);
    process.on('warning', warned);
    const { state, url } = await startServer();
    const streams = await Promise.all(Array.from({ length: 200 }, () => open(url)));
    expect(listeners(state)).toEqual(Array(EVENTS.length).fill(200));
    const chats = new ChatActions(state);
    for (const [index, { req, res }] of streams.entries()) {
      if (index % 2 === 0) req.destroy();
      else res.destroy();
      if (index % 10 === 0) chats.addUser();
    }
    await untilNobodyListens(state);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', warned);
    expect(warnings).toEqual([]);
    await expect(request(url)).resolves.toMatchObject({ httpStatus: 200 });
  });

  it('lets clients go that do not wait for an answer', async () => {
    const { state, url } = await startServer();
    const { port } = new URL(url);
    await Promise.all(
      Array.from({ length: 200 }, async () => {
        const socket = connect(Number(port), '127.0.0.1');
        await once(socket, 'connect');
        const closed = once(socket, 'close');
        socket.write('GET /control/events HTTP/1.1\r\nHost: localhost\r\n\r\n', () => socket.destroy());
        await closed;
      }),
    );
    await expect(request(url)).resolves.toMatchObject({ httpStatus: 200 });
    await untilNobodyListens(state);
  });

  it('ends, and is forgotten, when the emulator closes', async () => {
    const { state, url } = await startServer();
    const { res } = await open(url);
    const ended = new Promise((resolve) => res.on('close', resolve));
    res.resume();
    await Promise.all(servers.splice(0).map((server) => server.close()));
    await ended;
    await untilNobodyListens(state);
  });
});

describe('the files of the page', () => {
  it.each([
    ['/', 'text/html'],
    ['/index.html', 'text/html'],
    ['/main.js', 'javascript'],
    ['/icon.svg', 'image/svg+xml'],
    ['/style/base.css', 'text/css'],
  ])('are served with their types: %s', async (path, type) => {
    const { url } = await startEmulator();
    const { httpStatus, contentType, text } = await request(`${url}${path}`);
    expect({ httpStatus, contentType }).toEqual({
      httpStatus: 200,
      contentType: expect.stringContaining(type) as string,
    });
    expect(text).not.toBe('');
  });

  it.each([
    '/../http-server.ts',
    '/../../../package.json',
    '/..%2f..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/%2e%2e/package.json',
    '/..%5c..%5cpackage.json',
    '/style/../../http-server.ts',
    '//etc/passwd',
    '/%00',
    '/%ff',
    '/http-server.ts',
    '/.git/config',
  ])('are all there is: %s', async (path) => {
    const { url } = await startEmulator();
    const { port } = new URL(url);
    const answer = await rawExchange(
      `http://127.0.0.1:${port}`,
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      'keep',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 40[034] /);
    expect(answer).not.toMatch(/devDependencies|import |root:/);
    // Neither a stack nor where it is installed.
    expect(answer).not.toContain(__dirname.replace(/__tests__.*/, ''));
  });
});

describe('listen', () => {
  it('rejects the second time, and the first goes on', async () => {
    const emulator = await startEmulator();
    await expect(emulator.listen()).rejects.toThrow(/already listening/);
    await expect(request(emulator.url)).resolves.toMatchObject({ httpStatus: 200 });
  });

  it('rejects the second of two at once', async () => {
    const emulator = createViberEmulator({ authToken: TOKEN });
    const [first, second] = await Promise.allSettled([emulator.listen(), emulator.listen()]);
    expect(first.status).toBe('fulfilled');
    expect(second.status).toBe('rejected');
    await emulator.close();
  });

  it('rejects for a port that is taken, and can be tried again', async () => {
    const { port } = new URL(await serve((_req, res) => res.end()));
    const emulator = createViberEmulator({ authToken: TOKEN });
    await expect(emulator.listen({ port: Number(port) })).rejects.toThrow(
      `Port ${port} is already in use. Choose another port`,
    );
    expect(() => emulator.url).toThrow(/not listening/);
    await emulator.listen();
    await expect(request(emulator.url)).resolves.toMatchObject({ httpStatus: 200 });
    await emulator.close();
  });

  it('is waited for by close', async () => {
    const emulator = createViberEmulator({ authToken: TOKEN });
    const listening = emulator.listen();
    await emulator.close();
    const url = await listening;
    await expect(fetch(url)).rejects.toThrow(/fetch failed/);
    expect(() => emulator.url).toThrow(/not listening/);
  });

  it('rejects for an address that is not of this machine', async () => {
    const emulator = createViberEmulator({ authToken: TOKEN });
    await expect(emulator.listen({ host: '192.0.2.1' })).rejects.toThrow(/EADDRNOTAVAIL/);
    await emulator.close();
  });

  it('rejects for a port that is none', async () => {
    const emulator = createViberEmulator({ authToken: TOKEN });
    await expect(emulator.listen({ port: 70_000 })).rejects.toThrow(/port/);
    await emulator.listen();
    await emulator.close();
  });
});

describe('close', () => {
  it('resolves without listen, and twice', async () => {
    const emulator = createViberEmulator({ authToken: TOKEN });
    await emulator.close();
    await emulator.close();
    const other = await startEmulator();
    await Promise.all([other.close(), other.close()]);
    await other.close();
  });

  it('resolves in the middle of traffic', async () => {
    const emulator = await startEmulator();
    const webhook = await startWebhook();
    await callMethod(emulator, 'set_webhook', { url: webhook.url });
    const user = emulator.addUser();
    await user.subscribe();
    webhook.behaviour = 'hang';
    const arrived = untilCalled(webhook.calls);
    const text = { type: 'text', text: 'hi', sender: { name: 'Bot' }, receiver: user.id };
    const calls = Array.from({ length: 50 }, () => callMethod(emulator, 'send_message', text));
    const stream = fetch(`${emulator.url}/control/events`).then((response) => response.text());
    const settled = Promise.allSettled([...calls, stream]);
    await arrived;
    const { url } = emulator;
    await emulator.close();
    await settled;
    await expect(fetch(url)).rejects.toThrow(/fetch failed/);
  });

  it('gives up what is under way and what waits to be repeated', async () => {
    const scheduled = new Set<() => void>();
    const clock = {
      now: () => Date.now(),
      schedule: (callback: () => void) => {
        scheduled.add(callback);
        return () => scheduled.delete(callback);
      },
    };
    const emulator = await startEmulator({ clock });
    const webhook = await startWebhook();
    await callMethod(emulator, 'set_webhook', { url: webhook.url });
    webhook.behaviour = 500;
    const user = emulator.addUser();
    await user.unsubscribe();
    expect(scheduled.size).toBe(1);
    emulator.setFaults({ reordered: true });
    webhook.behaviour = 'hang';
    const arrived = untilCalled(webhook.calls);
    const underWay = [user.subscribe(), user.unsubscribe()];
    await arrived;
    const started = performance.now();
    await emulator.close();
    await Promise.all(underWay);
    // Not the five seconds that the webhook has.
    expect(performance.now() - started).toBeLessThan(3000);
    // Nothing is left that would keep the process alive, nor comes again.
    expect(scheduled.size).toBe(0);
    await user.send('anybody there?');
    expect(scheduled.size).toBe(0);
    const left = emulator.timeline.filter(({ state }) => state !== 'acknowledged');
    expect(left.length).toBeGreaterThanOrEqual(4);
    expect(left.map(({ state, nextAttemptAt }) => [state, nextAttemptAt])).toEqual(
      left.map(() => ['given_up', undefined]),
    );
  });

  it('sends nothing from then on', async () => {
    const clock = new VirtualClock();
    const emulator = await startEmulator({ clock });
    const webhook = await startWebhook();
    await callMethod(emulator, 'set_webhook', { url: webhook.url });
    const user = emulator.addUser();
    webhook.behaviour = 500;
    await user.subscribe();
    const before = webhook.calls.length;
    await emulator.close();
    await user.send('anybody there?');
    await clock.advance(3_600_000);
    expect(webhook.calls).toHaveLength(before);
  });

  it('has no address afterwards, and does not listen again', async () => {
    const emulator = await startEmulator();
    await emulator.close();
    expect(() => emulator.url).toThrow(/not listening/);
    await expect(emulator.listen()).rejects.toThrow(/closed/);
  });
});

describe('options', () => {
  it.each([
    ['an unknown one', { webhookTimeoutMS: 100 }, /"webhookTimeoutMs"/],
    ['a timeout that is a string', { webhookTimeoutMs: '100' }, /webhookTimeoutMs/],
    ['a negative timeout', { webhookTimeoutMs: -1 }, /webhookTimeoutMs/],
    ['a timeout of NaN', { webhookTimeoutMs: NaN }, /webhookTimeoutMs/],
    ['a timeout of no time', { webhookTimeoutMs: 0 }, /webhookTimeoutMs/],
    ['an endless timeout', { webhookTimeoutMs: Infinity }, /webhookTimeoutMs/],
    ['an unknown encoding', { encoding: 'latin1' }, /encoding/],
    ['an unknown part of the bot', { bot: { nme: 'Bot' } }, /"name"/],
  ])('are refused where they cannot be meant: %s', (_, options, message) => {
    const create = () => createViberEmulator({ authToken: TOKEN, ...options } as never);
    expect(create).toThrow(TypeError);
    expect(create).toThrow(message);
  });
});
