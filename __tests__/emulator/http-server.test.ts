import { createViberEmulator, VirtualClock } from '../../lib/emulator';
import { closeServers, rawExchange, serve } from '../fixtures/servers';
import {
  callMethod,
  closeEmulators,
  request,
  startEmulator,
  startWebhook,
  TOKEN,
  untilCalled,
} from './api/api-fixture';

afterEach(async () => {
  await closeEmulators();
  await closeServers();
});

describe('the files of the page', () => {
  it.each([
    ['/', 'text/html'],
    ['/index.html', 'text/html'],
    ['/main.js', 'javascript'],
    ['/icon.svg', 'image/svg+xml'],
    ['/style/base.css', 'text/css'],
  ])('are served with their content types: %s', async (path, type) => {
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
  ])('are the only files served: %s', async (path) => {
    const { url } = await startEmulator();
    const { port } = new URL(url);
    const response = await rawExchange(
      `http://127.0.0.1:${port}`,
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      'keep',
    );
    expect(response).toMatch(/^HTTP\/1\.1 40[034] /);
    expect(response).not.toMatch(/devDependencies|import |root:/);
    // Reveals neither a stack nor the path of the installation.
    expect(response).not.toContain(__dirname.replace(/__tests__.*/, ''));
  });
});

describe('listen', () => {
  it('rejects a second call, and the first server keeps working', async () => {
    const emulator = await startEmulator();
    await expect(emulator.listen()).rejects.toThrow(/already listening/);
    await expect(request(emulator.url)).resolves.toMatchObject({ httpStatus: 200 });
  });

  it('rejects the second of two simultaneous calls', async () => {
    const emulator = createViberEmulator({ authToken: TOKEN });
    const [first, second] = await Promise.allSettled([emulator.listen(), emulator.listen()]);
    expect(first.status).toBe('fulfilled');
    expect(second.status).toBe('rejected');
    await emulator.close();
  });

  it('rejects for a port in use, and can be called again', async () => {
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

  it('is awaited by close', async () => {
    const emulator = createViberEmulator({ authToken: TOKEN });
    const listening = emulator.listen();
    await emulator.close();
    const url = await listening;
    await expect(fetch(url)).rejects.toThrow(/fetch failed/);
    expect(() => emulator.url).toThrow(/not listening/);
  });

  it('rejects for an address that is not local', async () => {
    const emulator = createViberEmulator({ authToken: TOKEN });
    await expect(emulator.listen({ host: '192.0.2.1' })).rejects.toThrow(/EADDRNOTAVAIL/);
    await emulator.close();
  });

  it('rejects for an invalid port', async () => {
    const emulator = createViberEmulator({ authToken: TOKEN });
    await expect(emulator.listen({ port: 70_000 })).rejects.toThrow(/port/);
    await emulator.listen();
    await emulator.close();
  });
});

describe('close', () => {
  it('resolves without listen, and when called twice', async () => {
    const emulator = createViberEmulator({ authToken: TOKEN });
    await emulator.close();
    await emulator.close();
    const other = await startEmulator();
    await Promise.all([other.close(), other.close()]);
    await other.close();
  });

  it('resolves while requests are in flight', async () => {
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

  it('gives up callbacks in flight and redeliveries', async () => {
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
    const inFlight = [user.subscribe(), user.unsubscribe()];
    await arrived;
    const started = performance.now();
    await emulator.close();
    await Promise.all(inFlight);
    // Less than the five seconds that the webhook has.
    expect(performance.now() - started).toBeLessThan(3000);
    // No timer is left that would keep the process alive.
    expect(scheduled.size).toBe(0);
    await user.send('anybody there?');
    expect(scheduled.size).toBe(0);
    const left = emulator.timeline.filter(({ state }) => state !== 'acknowledged');
    expect(left.length).toBeGreaterThanOrEqual(4);
    expect(left.map(({ state, nextAttemptAt }) => [state, nextAttemptAt])).toEqual(
      left.map(() => ['given_up', undefined]),
    );
  });

  it('stops redeliveries, and sends nothing more', async () => {
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

  it('leaves no URL, and the emulator does not listen again', async () => {
    const emulator = await startEmulator();
    await emulator.close();
    expect(() => emulator.url).toThrow(/not listening/);
    await expect(emulator.listen()).rejects.toThrow(/closed/);
  });
});
