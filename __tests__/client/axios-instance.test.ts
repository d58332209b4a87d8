import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders, Server } from 'node:http';
import http, { createServer } from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ViberClientOptions } from '../../lib/client/client-options';
import { ViberClient } from '../../lib/client/viber-client';
import { FakeViberApi } from '../fixtures/fake-viber-api';
import { AUTH_TOKEN } from '../fixtures/posts';
import { endProcesses, startProcess } from '../fixtures/processes';
import { closeServers, serve } from '../fixtures/servers';
import { issue, served } from '../cli/doctor/certificates';
import { failureOf } from './failure-of';
import { TIMEOUT_MS, useFakeClock } from './fake-clock';
import { whereTokenShows } from './where-token-shows';

const MESSAGE = { receiver: '01234567890A=', type: 'text', text: 'Hello', sender: { name: 'News' } } as const;
const PASSWORD = 'correct-horse';
const PROXY_AUTHORIZATION = `Basic ${Buffer.from(`me:${PASSWORD}`).toString('base64')}`;
const ENVIRONMENT = ['http_proxy', 'https_proxy', 'no_proxy', 'all_proxy'].flatMap((name) => [
  name,
  name.toUpperCase(),
]);

let api: FakeViberApi;

beforeEach(async () => {
  api = await FakeViberApi.start();
});

afterEach(endProcesses);
afterEach(closeServers);

function clientWith(options: Partial<ViberClientOptions> = {}): ViberClient {
  return new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.url, ...options });
}

describe('the connection to Viber', () => {
  it('is reused by later calls, including those of other clients', async () => {
    const ports: unknown[] = [];
    const origin = await serve((req, res) => {
      ports.push(req.socket.remotePort);
      api.listener(req, res);
    });
    await clientWith({ apiUrl: origin }).getAccountInfo();
    await clientWith({ apiUrl: origin }).sendMessage(MESSAGE);
    await clientWith({ apiUrl: origin }).removeWebhook();
    expect(ports).toEqual([ports[0], ports[0], ports[0]]);
  });

  it("uses the application's agent if it has set one", async () => {
    const agent = new http.Agent({ keepAlive: true });
    const created = jest.spyOn(agent, 'createConnection' as never);
    await jest.isolateModulesAsync(async () => {
      jest.requireActual<typeof import('axios')>('axios').defaults.httpAgent = agent;
      const { ViberClient: Isolated } = jest.requireActual<{ ViberClient: typeof ViberClient }>(
        '../../lib/client/viber-client',
      );
      await new Isolated({ authToken: AUTH_TOKEN, apiUrl: api.url }).getAccountInfo();
    });
    expect(created).toHaveBeenCalledTimes(1);
    agent.destroy();
  });
});

describe('a proxy', () => {
  let passed: { url: string | undefined; headers: IncomingHttpHeaders }[];
  let proxy: { host: string; port: number };
  let environment: NodeJS.ProcessEnv;

  beforeEach(async () => {
    passed = [];
    const origin = await serve((req, res) => {
      passed.push({ url: req.url, headers: req.headers });
      const headers = { ...req.headers };
      delete headers['proxy-authorization'];
      const onward = http.request(String(req.url), { method: 'POST', headers, agent: false }, (response) => {
        res.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(res);
      });
      req.pipe(onward);
    });
    proxy = { host: '127.0.0.1', port: Number(new URL(origin).port) };
    environment = { ...process.env };
    for (const name of ENVIRONMENT) Reflect.deleteProperty(process.env, name);
  });

  afterEach(() => {
    process.env = environment;
  });

  it('is used if the option is set', async () => {
    await clientWith({ proxy: { ...proxy, auth: { username: 'me', password: PASSWORD } } }).sendMessage(
      MESSAGE,
    );
    expect(passed).toEqual([
      {
        url: `${api.url}/send_message`,
        headers: expect.objectContaining({ 'proxy-authorization': PROXY_AUTHORIZATION }) as unknown,
      },
    ]);
    expect(api.bodies).toEqual([MESSAGE]);
    expect(api.calls[0]?.headers).toMatchObject({ 'x-viber-auth-token': AUTH_TOKEN });
  });

  it('is used if the environment sets it', async () => {
    process.env['HTTP_PROXY'] = `http://${proxy.host}:${String(proxy.port)}`;
    await clientWith().sendMessage(MESSAGE);
    expect(passed).toHaveLength(1);
    expect(api.bodies).toEqual([MESSAGE]);
  });

  it('is not used with proxy: false, even if the environment sets it', async () => {
    process.env['HTTP_PROXY'] = `http://${proxy.host}:${String(proxy.port)}`;
    await clientWith({ proxy: false }).sendMessage(MESSAGE);
    expect(passed).toEqual([]);
    expect(api.bodies).toEqual([MESSAGE]);
  });

  it('never shows its password in an error', async () => {
    const closed = await closedPort();
    const auth = { username: 'me', password: PASSWORD };
    process.env['HTTP_PROXY'] = `http://me:${PASSWORD}@127.0.0.1:${String(closed)}`;
    const failures = await Promise.all([
      failureOf(clientWith({ proxy: { host: '127.0.0.1', port: closed, auth } }).sendMessage(MESSAGE)),
      failureOf(clientWith().sendMessage(MESSAGE)),
    ]);
    process.env['HTTP_PROXY'] = `http://me:${PASSWORD}@[no host`;
    failures.push(await failureOf(clientWith().sendMessage(MESSAGE)));
    for (const failure of failures) {
      expect(failure).toMatchObject({ code: 'connection_failed' });
      expect(whereTokenShows(PASSWORD, failure)).toEqual([]);
      expect(whereTokenShows(PROXY_AUTHORIZATION, failure)).toEqual([]);
      expect(whereTokenShows(AUTH_TOKEN, failure)).toEqual([]);
    }
    expect(api.calls).toEqual([]);
  });

  it("never shows its password in an error of the application's own adapter", async () => {
    await jest.isolateModulesAsync(async () => {
      jest.requireActual<typeof import('axios')>('axios').defaults.adapter = () =>
        Promise.reject(new Error(`cannot reach http://me:${PASSWORD}@proxy:8080 with ${AUTH_TOKEN}`));
      const { ViberClient: Isolated } = jest.requireActual<{ ViberClient: typeof ViberClient }>(
        '../../lib/client/viber-client',
      );
      const failure = await failureOf(new Isolated({ authToken: AUTH_TOKEN }).sendMessage(MESSAGE));
      expect(failure.message).toContain('cannot reach http://[credentials]@proxy:8080 with [auth token]');
      expect(whereTokenShows(PASSWORD, failure)).toEqual([]);
    });
  });

  describe("in front of Viber's own API", () => {
    let server: Server;
    let tunnels: { to: string | undefined; headers: IncomingHttpHeaders }[];

    beforeEach(async () => {
      tunnels = [];
      server = createServer().listen(0, '127.0.0.1');
      server.on('connect', ({ url, headers }: http.IncomingMessage, socket: Socket) => {
        tunnels.push({ to: url, headers });
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
      });
      await once(server, 'listening');
    });

    afterEach(() => {
      server.closeAllConnections();
      server.close();
    });

    it('sees neither the token nor the message', async () => {
      const { port } = server.address() as AddressInfo;
      const auth = { username: 'me', password: PASSWORD };
      const client = clientWith({
        apiUrl: 'https://chatapi.viber.com/pa',
        proxy: { host: '127.0.0.1', port, protocol: 'http', auth },
      });
      const failure = await failureOf(client.sendMessage(MESSAGE));
      expect(tunnels).toHaveLength(1);
      expect(tunnels[0]).toMatchObject({
        to: 'chatapi.viber.com:443',
        headers: { 'proxy-authorization': PROXY_AUTHORIZATION },
      });
      expect(JSON.stringify(tunnels)).not.toContain(AUTH_TOKEN);
      expect(failure).toMatchObject({ code: 'connection_failed', httpStatus: 407 });
      expect(whereTokenShows(PASSWORD, failure)).toEqual([]);
    });

    describe('that does not respond', () => {
      let connected: Promise<Socket>;
      let viberClient: ViberClient;

      beforeEach(() => {
        server.removeAllListeners('connect');
        connected = once(server, 'connect').then(([, socket]) => socket as Socket);
        const { port } = server.address() as AddressInfo;
        viberClient = clientWith({
          apiUrl: 'https://chatapi.viber.com/pa',
          proxy: { host: '127.0.0.1', port },
        });
        useFakeClock();
      });

      afterEach(async () => {
        jest.restoreAllMocks();
        jest.useRealTimers();
        (await connected).destroy();
      });

      it('is disconnected when the attempt times out', async () => {
        const failure = failureOf(viberClient.sendMessage(MESSAGE));
        const socket = await connected;
        jest.advanceTimersByTime(TIMEOUT_MS);
        expect(await failure).toMatchObject({ code: 'connection_failed', networkCode: 'ECONNABORTED' });
        await once(socket.resume(), 'end');
      });

      it('is disconnected when the call is aborted', async () => {
        const controller = new AbortController();
        const failure = failureOf(viberClient.sendMessage(MESSAGE, { signal: controller.signal }));
        const socket = await connected;
        controller.abort('enough');
        expect(await failure).toBe('enough');
        await once(socket.resume(), 'end');
      });

      it('may take as long as the attempt', async () => {
        const failure = failureOf(viberClient.sendMessage(MESSAGE));
        const socket = await connected;
        jest.advanceTimersByTime(TIMEOUT_MS - 1);
        socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n');
        expect(await failure).toMatchObject({ code: 'connection_failed', httpStatus: 502 });
      });
    });

    it("is reached through the application's agent if it has set one", async () => {
      const { port } = server.address() as AddressInfo;
      // The headers are sent to the proxy, which can thus tell whose agent it is.
      const agent = new https.Agent({ headers: { 'X-Agent': 'of the application' } } as https.AgentOptions);
      await jest.isolateModulesAsync(async () => {
        jest.requireActual<typeof import('axios')>('axios').defaults.httpsAgent = agent;
        const { ViberClient: Isolated } = jest.requireActual<{ ViberClient: typeof ViberClient }>(
          '../../lib/client/viber-client',
        );
        const proxy = { host: '127.0.0.1', port };
        await failureOf(new Isolated({ authToken: AUTH_TOKEN, proxy }).getAccountInfo());
      });
      expect(tunnels[0]?.headers).toMatchObject({ 'x-agent': 'of the application' });
    });

    it('tunnels to a TLS server if the environment sets it, and lets the process end', async () => {
      const ca = issue({ name: 'Test CA' });
      const host = issue({ name: 'localhost', issuer: ca, hosts: ['localhost'] });
      const origin = https.createServer(served(host), api.listener).listen(0, '127.0.0.1');
      await once(origin, 'listening');
      server.removeAllListeners('connect');
      server.on('connect', ({ url }: http.IncomingMessage, socket: Socket) => {
        tunnels.push({ to: url, headers: {} });
        const onward = connect(Number(String(url).split(':')[1]), '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
          socket.pipe(onward).pipe(socket);
        });
        // Both ends of a TLS connection send a closing alert, and the later one may find the other gone.
        for (const end of [socket, onward]) end.on('error', () => undefined);
      });
      const folder = mkdtempSync(join(tmpdir(), 'viber-proxy-'));
      writeFileSync(join(folder, 'ca.pem'), ca.certificatePem);
      const { port } = origin.address() as AddressInfo;
      const caller = startProcess(join(__dirname, 'account-info.ts'), [`https://localhost:${String(port)}`], {
        HTTPS_PROXY: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
        NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
        NO_PROXY: '',
      });

      const { code, stdout, stderr } = await caller.ended();
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(JSON.parse(stdout)).toMatchObject({ status: 0 });
      expect(tunnels.map(({ to }) => to)).toEqual([`localhost:${String(port)}`]);
      origin.closeAllConnections();
      origin.close();
      rmSync(folder, { recursive: true });
    });
  });
});

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
