import { once } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { botProfile } from '../../lib/emulator/api/bot-account';
import { Registrar } from '../../lib/emulator/api/registrar';
import { ChatActions } from '../../lib/emulator/chat/chat-actions';
import { systemClock } from '../../lib/emulator/clock';
import { EmulatorState } from '../../lib/emulator/emulator-state';
import { EmulatorServer } from '../../lib/emulator/http-server';
import { turnUntil } from '../fixtures/conditions';
import { request, TOKEN } from './api/api-fixture';

const servers: EmulatorServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** The server of an emulator with its state, which an emulator does not expose. */
async function startServer(): Promise<{ state: EmulatorState; url: string }> {
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
  return { state, url: await server.listen({}) };
}

describe('the stream of changes', () => {
  it('ends at once for a HEAD request', async () => {
    const { url } = await startServer();
    const { status, headers } = await fetch(`${url}/control/events`, { method: 'HEAD' });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/event-stream');
  });

  const EVENTS = ['timeline', 'call', 'dropped', 'user', 'message', 'registration', 'faults'] as const;

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

  /** Resolves when all listeners have been removed. */
  async function untilNoListeners(state: EmulatorState): Promise<void> {
    const { changes } = state;
    while (EVENTS.some((event) => changes.listenerCount(event) > 0))
      await new Promise((resolve) => setImmediate(resolve));
  }

  it('removes the listeners of 200 clients that disconnect, without a warning', async () => {
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
    await untilNoListeners(state);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', warned);
    expect(warnings).toEqual([]);
    await expect(request(url)).resolves.toMatchObject({ httpStatus: 200 });
  });

  it('removes the listeners of clients that disconnect before the response', async () => {
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
    await untilNoListeners(state);
  });

  it('drops a client that leaves 8 MB unread, and keeps one that reads', async () => {
    const { state, url } = await startServer();
    const unread = await Promise.all(Array.from({ length: 10 }, () => open(url)));
    const { req, res } = await open(url);
    let readBytes = 0;
    res.on('data', (chunk: Buffer) => (readBytes += chunk.length));
    const name = 'x'.repeat(1024 * 1024);
    const user = new ChatActions(state).addUser({ name });
    // The sockets of both sides hold some MB too.
    for (let sent = 1; sent <= 40 && state.changes.listenerCount('user') > 1; sent += 1) {
      await turnUntil(() => readBytes > sent * name.length);
      state.changes.emit('user', user);
    }
    expect(listeners(state)).toEqual(Array(EVENTS.length).fill(1));
    for (const stream of unread) stream.req.destroy();
    req.destroy();
  });

  it('ends, and removes its listeners, when the emulator closes', async () => {
    const { state, url } = await startServer();
    const { res } = await open(url);
    const ended = new Promise((resolve) => res.on('close', resolve));
    res.resume();
    await Promise.all(servers.splice(0).map((server) => server.close()));
    await ended;
    await untilNoListeners(state);
  });
});
