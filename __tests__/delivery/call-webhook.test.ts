import { randomBytes } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { getEventListeners } from 'node:events';
import type { Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { WebhookCall } from '../../lib/delivery/call-webhook';
import { callWebhook } from '../../lib/delivery/call-webhook';
import { closeServers, serve } from '../fixtures/servers';

afterEach(closeServers);

function call(url: string, options: Partial<WebhookCall> = {}): WebhookCall {
  return {
    url,
    body: '{}',
    headers: {},
    timeoutMs: 5000,
    signal: new AbortController().signal,
    ...options,
  };
}

describe('callWebhook', () => {
  it('removes its listeners from the signal of its caller, whether it gets a response or runs out of time', async () => {
    const { signal } = new AbortController();
    const url = await serve((req, res) => {
      if (req.url === '/response') res.end('{}');
    });
    const response = await callWebhook(call(`${url}/response`, { signal }));
    expect(response).toMatchObject({ kind: 'complete', status: 200, body: '{}' });
    const late = await callWebhook(call(url, { timeoutMs: 50, signal }));
    expect(late).toMatchObject({ kind: 'late', status: undefined, timeoutMs: 50 });
    expect(signal.aborted).toBe(false);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('is aborted by the signal, before and during the request', async () => {
    let calls = 0;
    const during = new AbortController();
    const url = await serve(() => {
      calls += 1;
      during.abort();
    });
    const results = await Promise.all([
      callWebhook(call(url, { signal: AbortSignal.abort() })),
      callWebhook(call(url, { signal: during.signal })),
    ]);
    for (const result of results) {
      expect(result).toMatchObject({ kind: 'broken', code: 'ABORT_ERR' });
      expect(result.latencyMs).toBeLessThan(3000);
    }
    expect(calls).toBe(1);
  });

  it('is late with the status if only the body of the response is missing', async () => {
    const url = await serve((_req, res) => {
      res.writeHead(202).write('half');
    });
    // Long enough for the status to arrive on a busy machine.
    const result = await callWebhook(call(url, { timeoutMs: 2000 }));
    expect(result).toMatchObject({ kind: 'late', status: 202 });
  });

  it.each(['', 'half'])(
    'takes the body %j without a length for whole only after a proper end',
    async (body) => {
      const aborter = new AbortController();
      const ends: Record<string, (socket: Socket) => void> = {
        '/fin': (socket) => socket.end(),
        '/reset': (socket) => socket.resetAndDestroy(),
        '/abort': () => {
          aborter.abort();
        },
      };
      let end: () => void = () => undefined;
      const url = await serve(({ socket, url: path = '' }) => {
        end = () => ends[path]?.(socket);
        socket.write(`HTTP/1.1 200 OK\r\n\r\n${body}`);
      });
      const onHeaders = () => {
        end();
      };
      subscribe('http.client.response.finish', onHeaders);
      try {
        await expect(callWebhook(call(`${url}/fin`))).resolves.toMatchObject({ kind: 'complete', body });
        const reset = await callWebhook(call(`${url}/reset`));
        expect(reset).toMatchObject({ kind: 'broken', code: 'ECONNRESET' });
        const late = await callWebhook(call(`${url}/never`, { timeoutMs: 100 }));
        expect(late).toMatchObject({ kind: 'late', status: 200 });
        const aborted = await callWebhook(call(`${url}/abort`, { signal: aborter.signal }));
        expect(aborted).toMatchObject({ kind: 'broken', code: 'ABORT_ERR' });
      } finally {
        unsubscribe('http.client.response.finish', onHeaders);
      }
    },
  );

  it('keeps the first 64 KB of a body, and reads no more than maxReadBytes', async () => {
    const url = await serve((_req, res) => res.end('x'.repeat(200_000)));
    const whole = await callWebhook(call(url));
    expect(whole).toMatchObject({ kind: 'complete', body: 'x'.repeat(64 * 1024) });
    const oversized = await callWebhook(call(url, { maxReadBytes: 199_999 }));
    expect(oversized).toMatchObject({ kind: 'oversized', status: 200, body: 'x'.repeat(64 * 1024) });
    await expect(callWebhook(call(url, { maxReadBytes: 200_000 }))).resolves.toMatchObject({
      kind: 'complete',
    });
  });

  it.each([
    ['gzip', gzipSync('{"error":1}')],
    ['deflate', deflateSync('{"error":1}')],
    ['br', brotliCompressSync('{"error":1}')],
    ['gzip', Buffer.from('{"error":1}')],
    ['none of these', Buffer.from('{"error":1}')],
  ])('reads a body that a proxy has compressed by %s, and one that is not', async (encoding, bytes) => {
    const url = await serve((_req, res) => res.writeHead(200, { 'Content-Encoding': encoding }).end(bytes));
    const result = await callWebhook(call(url));
    expect(result).toMatchObject({ body: '{"error":1}', headers: { 'content-encoding': encoding } });
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ])(
    'decompresses the start of a body of %s that is larger than what it keeps',
    async (encoding, compress) => {
      const bomb = compress(Buffer.alloc(50 * 1024 * 1024, 'x'));
      const url = await serve((_req, res) => res.writeHead(200, { 'Content-Encoding': encoding }).end(bomb));
      await expect(callWebhook(call(url))).resolves.toMatchObject({ body: 'x'.repeat(64 * 1024) });
    },
  );

  it('decompresses what it keeps of a body whose compressed bytes are more', async () => {
    const text = `<html>${randomBytes(200_000).toString('base64')}`;
    const bytes = gzipSync(text);
    const url = await serve((_req, res) => res.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bytes));
    await expect(callWebhook(call(url))).resolves.toMatchObject({ body: text.slice(0, 64 * 1024) });
  });

  it('connects to the given address, and names the host of the URL', async () => {
    const hosts: unknown[] = [];
    const { port } = new URL(
      await serve((req, res) => {
        hosts.push(req.headers.host);
        res.end();
      }),
    );
    const url = `http://no-such-host.invalid:${port}/viber`;
    await expect(callWebhook(call(url, { address: '127.0.0.1' }))).resolves.toMatchObject({ status: 200 });
    expect(hosts).toEqual([`no-such-host.invalid:${port}`]);
    await expect(callWebhook(call(url))).resolves.toMatchObject({
      kind: 'broken',
      code: expect.stringMatching(/^ENOTFOUND$|^EAI_/) as string,
    });
  });
});
