import { closeServers, rawExchange } from '../fixtures/servers';
import { closeEmulators, request, startEmulator } from './api/api-fixture';

afterEach(async () => {
  await closeEmulators();
  await closeServers();
});

/** A GET request with any `Host` header, which fetch does not allow. */
async function get(url: string, headers: Record<string, string>): Promise<{ status: number; text: string }> {
  const { hostname, port, pathname } = new URL(url);
  const lines = Object.entries({ Host: `localhost:${port}`, ...headers, Connection: 'close' });
  const response = await rawExchange(
    `http://${hostname.replace('localhost', '127.0.0.1')}:${port}`,
    `GET ${pathname} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
    'keep',
  );
  return { status: Number(response.split(' ')[1]), text: response.slice(response.indexOf('\r\n\r\n') + 4) };
}

const PATHS = ['/', '/control/timeline.jsonl', '/pa/get_account_info'];

describe('the Host header', () => {
  it.each([
    'evil.example',
    'evil.example:80',
    'localhost.evil.example',
    '127.0.0.1.nip.io',
    'localhost@evil',
    '',
  ])('is rejected if it is not a name of the emulator, as after DNS rebinding: %s', async (Host) => {
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

  it.each(['localhost', 'LocalHost:80', '127.0.0.1', '[::1]:3000'])(
    'may be any loopback name: %s',
    async (Host) => {
      const { url } = await startEmulator();
      await expect(get(`${url}/`, { Host })).resolves.toMatchObject({ status: 200 });
    },
  );

  it('may be a name of allowedHosts', async () => {
    const { url } = await startEmulator({}, { allowedHosts: ['Tunnel.example'] });
    await expect(get(`${url}/`, { Host: 'tunnel.example:8080' })).resolves.toMatchObject({ status: 200 });
    await expect(get(`${url}/`, { Host: 'other.example' })).resolves.toMatchObject({ status: 403 });
  });

  it('may be the host that the emulator listens on', async () => {
    const { url } = await startEmulator({}, { host: '127.0.0.2' });
    expect(url).toMatch(/^http:\/\/127\.0\.0\.2:\d+$/);
    await expect(request(url)).resolves.toMatchObject({ httpStatus: 200 });
  });

  it('may be an IPv6 address that the emulator listens on', async () => {
    const { url } = await startEmulator({}, { host: '::ffff:127.0.0.1' });
    expect(url).toMatch(/^http:\/\/\[::ffff:7f00:1\]:\d+$/);
    await expect(request(url)).resolves.toMatchObject({ httpStatus: 200 });
  });

  it.each(['bot example', 'http://bot.example', 'fe80::1%lo', ''])(
    'cannot be allowed if it is not a host name: %j',
    async (name) => {
      const listening = startEmulator({}, { allowedHosts: [name] });
      await expect(listening).rejects.toThrow(`"${name}" is not a host name or IP address`);
    },
  );
});

describe('the Origin header', () => {
  it.each(['http://evil.example', 'null', 'https://localhost', 'http://localhost:1', 'http://localhost'])(
    'is rejected if it is foreign: %s',
    async (Origin) => {
      const emulator = await startEmulator();
      for (const path of PATHS)
        await expect(get(`${emulator.url}${path}`, { Origin })).resolves.toMatchObject({ status: 403 });
      const response = await request(`${emulator.url}/control/add-user`, {
        method: 'POST',
        headers: { Origin },
      });
      expect(response).toMatchObject({ httpStatus: 403, json: { error: 'foreign_origin' } });
      expect(emulator.users).toEqual([]);
    },
  );

  it('may be the origin of the page itself', async () => {
    const { url } = await startEmulator();
    const { origin, port } = new URL(url);
    await expect(get(`${url}/`, { Origin: origin })).resolves.toMatchObject({ status: 200 });
    const [Host, Origin] = [`127.0.0.1:${port}`, `http://127.0.0.1:${port}`];
    await expect(get(`${url}/`, { Host, Origin })).resolves.toMatchObject({ status: 200 });
    await expect(get(`${url}/`, { Host, Origin: origin })).resolves.toMatchObject({ status: 403 });
  });
});

describe('the Sec-Fetch-Site header', () => {
  const CROSS_SITE = { 'Sec-Fetch-Site': 'cross-site' };

  it.each(['no-cors', 'cors', 'navigate'])('is rejected if it is cross-site, in mode %s', async (mode) => {
    const { url } = await startEmulator();
    const paths = mode === 'navigate' ? PATHS.slice(1) : [...PATHS, '/control/events'];
    for (const path of paths) {
      const { status, text } = await get(`${url}${path}`, { ...CROSS_SITE, 'Sec-Fetch-Mode': mode });
      expect(status).toBe(403);
      expect(JSON.parse(text)).toMatchObject({ error: 'foreign_origin' });
    }
  });

  it('may be cross-site for a link to the page', async () => {
    const { url } = await startEmulator();
    const link = get(`${url}/?user=1`, { ...CROSS_SITE, 'Sec-Fetch-Mode': 'navigate' });
    await expect(link).resolves.toMatchObject({ status: 200 });
  });

  it.each(['same-origin', 'same-site', 'none'])('may be %s', async (site) => {
    const { url } = await startEmulator();
    for (const path of ['/', '/control/timeline.jsonl'])
      await expect(get(`${url}${path}`, { 'Sec-Fetch-Site': site })).resolves.toMatchObject({ status: 200 });
  });
});
