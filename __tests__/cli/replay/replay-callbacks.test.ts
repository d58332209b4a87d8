import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { RecordedCallback } from '../../../lib/cli/replay/recording';
import type { ReplayResponse, ReplayOptions } from '../../../lib/cli/replay/replay-callbacks';
import { pausesBetween, replayCallbacks } from '../../../lib/cli/replay/replay-callbacks';
import { signBody } from '../../../lib/index';
import { closeServers, serve } from '../../fixtures/servers';

const authToken = 'a-token';

afterEach(closeServers);

function recorded(...bodies: string[]): RecordedCallback[] {
  return bodies.map((body, index) => ({ line: index + 1, event: 'seen', body, recordedAt: undefined }));
}

async function replay(
  url: string,
  callbacks: readonly RecordedCallback[],
  options: Partial<ReplayOptions> = {},
): Promise<ReplayResponse[]> {
  return replayCallbacks(callbacks, {
    url,
    authToken,
    timeoutMs: 5000,
    pausesMs: [],
    signal: new AbortController().signal,
    onResponse: () => undefined,
    ...options,
  });
}

describe('replayCallbacks', () => {
  it('posts the exact bytes, with new signatures in the header and the query', async () => {
    const requests: { req: IncomingMessage; body: Buffer }[] = [];
    const origin = await serve((req, res) => {
      void buffer(req).then((body) => {
        requests.push({ req, body });
        res.end('welcome');
      });
    });
    const body = '{ "event":"seen", "message_token":18446744073709551615, "x":"\\u00E9 é 😀" }';
    const responses = await replay(`${origin}/viber?bot=1&sig=old`, recorded(body));
    expect(responses).toEqual([
      { line: 1, event: 'seen', status: 200, latencyMs: expect.any(Number) as number, body: 'welcome' },
    ]);
    const signature = signBody(body, authToken);
    expect(requests).toHaveLength(1);
    expect(requests[0]?.body.toString()).toBe(body);
    expect(requests[0]?.req).toMatchObject({ method: 'POST', url: `/viber?bot=1&sig=${signature}` });
    expect(requests[0]?.req.headers).toMatchObject({
      'x-viber-content-signature': signature,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    });
  });

  it('goes on after every kind of failure, one request at a time, and reports each response as it comes', async () => {
    let open = 0;
    let requestCount = 0;
    let mostOpen = 0;
    const origin = await serve((req, res) => {
      requestCount += 1;
      mostOpen = Math.max(mostOpen, (open += 1));
      res.on('close', () => (open -= 1));
      if (requestCount === 1) res.writeHead(500).end('broken');
      else if (requestCount === 2) res.writeHead(302, { Location: '/elsewhere' }).end();
      else if (requestCount === 3) req.socket.resetAndDestroy();
      else if (requestCount === 4) req.socket.write('HTTP/1.1 200 OK\r\n\r\n');
      else if (requestCount > 5) res.end();
    });
    const reported: ReplayResponse[] = [];
    const responses = await replay(origin, recorded('1', '2', '3', '4', '5', '6'), {
      timeoutMs: 200,
      onResponse: (response) => reported.push(response),
    });
    expect(responses).toMatchObject([
      { status: 500, body: 'broken' },
      { status: 302, body: '' },
      { status: null, failure: 'no response (ECONNRESET)' },
      { status: null, failure: 'no response within 200 ms' },
      { status: null, failure: 'no response within 200 ms' },
      { status: 200, body: '' },
    ]);
    expect(reported).toEqual(responses);
    expect([requestCount, mostOpen]).toEqual([6, 1]);
  });

  it('says why there is no response in its own words, not in those of Viber', async () => {
    const closed = await serve(() => undefined);
    await closeServers();
    const upgrading = await serve((req) => {
      req.socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
    });
    const failures = [await replay(closed, recorded('1')), await replay(upgrading, recorded('2'))].flat();
    const callback = { event: 'seen', line: 1, latencyMs: expect.any(Number) as number, status: null };
    expect(failures).toEqual([
      { ...callback, failure: 'no response (ECONNREFUSED)' },
      { ...callback, failure: 'no response (UPGRADED)' },
    ]);
  });

  it('cancels the request in flight when aborted, says that it may have arrived, and stops', async () => {
    const aborter = new AbortController();
    const reported: ReplayResponse[] = [];
    let requestCount = 0;
    const origin = await serve((_req, res) => {
      requestCount += 1;
      if (requestCount === 1) res.end();
      else aborter.abort();
    });
    const responses = await replay(origin, recorded('1', '2', '3'), {
      signal: aborter.signal,
      onResponse: (response) => reported.push(response),
    });
    expect(responses).toMatchObject([
      { line: 1, status: 200 },
      { line: 2, status: null, failure: 'interrupted; it may have arrived' },
    ]);
    expect(reported).toEqual(responses);
    expect(requestCount).toBe(2);
  });

  it('waits before a callback, unless it is aborted', async () => {
    const aborter = new AbortController();
    const origin = await serve((_req, res) => res.end());
    const responses = await replay(origin, recorded('1', '2'), {
      pausesMs: [0, 2 ** 31 - 1],
      signal: aborter.signal,
      onResponse: () => {
        setImmediate(() => {
          aborter.abort();
        });
      },
    });
    expect(responses).toHaveLength(1);
  });

  it('leaves no listener on the signal', async () => {
    const { signal } = new AbortController();
    const listeners = jest.spyOn(signal, 'addEventListener');
    const removed = jest.spyOn(signal, 'removeEventListener');
    const origin = await serve((_req, res) => res.end());
    await replay(origin, recorded('1', '2'), { signal, pausesMs: [0, 1] });
    expect(listeners.mock.calls.length).toBeGreaterThan(0);
    expect(removed.mock.calls).toHaveLength(listeners.mock.calls.length);
  });
});

describe('pausesBetween', () => {
  const at = (...times: (number | undefined)[]) => times.map((recordedAt) => ({ recordedAt }));

  it.each([
    ['as recorded', at(1000, 1500, 4500), 1, [0, 500, 3000]],
    ['twice as fast', at(1000, 1500, 4500), 2, [0, 250, 1500]],
    ['at half the speed', at(1000, 1500), 0.5, [0, 1000]],
    ['of zero at speed 0', at(1000, 1500, 4500), 0, [0, 0, 0]],
    ['up to the maximum', at(0, 3_600_000), 1, [0, 60_000]],
    ['across callbacks without a time', at(undefined, 1000, undefined, 1500), 1, [0, 0, 0, 500]],
    ['across callbacks out of order', at(1000, 400, 1500), 1, [0, 0, 500]],
    ['of no callbacks', [], 1, []],
  ])('computes the pauses %s', (_, callbacks, speed, pausesMs) => {
    expect(pausesBetween(callbacks, speed, 60_000)).toEqual(pausesMs);
  });
});
