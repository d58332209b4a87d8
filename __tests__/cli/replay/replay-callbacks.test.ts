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
    answered: () => undefined,
    ...options,
  });
}

describe('replayCallbacks', () => {
  it('posts the exact bytes, signed anew in the header and in the query', async () => {
    const requests: { req: IncomingMessage; body: Buffer }[] = [];
    const origin = await serve((req, res) => {
      void buffer(req).then((body) => {
        requests.push({ req, body });
        res.end('welcome');
      });
    });
    const body = '{ "event":"seen", "message_token":18446744073709551615, "x":"\\u00E9 é 😀" }';
    const answers = await replay(`${origin}/viber?bot=1&sig=old`, recorded(body));
    expect(answers).toEqual([
      { line: 1, event: 'seen', status: 200, latencyMs: expect.any(Number) as number, answer: 'welcome' },
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

  it('goes on after whatever goes wrong, one after another, and tells of each as it comes', async () => {
    let open = 0;
    let asked = 0;
    let most = 0;
    const origin = await serve((req, res) => {
      asked += 1;
      most = Math.max(most, (open += 1));
      res.on('close', () => (open -= 1));
      if (asked === 1) res.writeHead(500).end('broken');
      else if (asked === 2) res.writeHead(302, { Location: '/elsewhere' }).end();
      else if (asked === 3) req.socket.resetAndDestroy();
      else if (asked > 4) res.end();
    });
    const told: ReplayResponse[] = [];
    const answers = await replay(origin, recorded('1', '2', '3', '4', '5'), {
      timeoutMs: 200,
      answered: (answer) => told.push(answer),
    });
    expect(answers).toMatchObject([
      { status: 500, answer: 'broken' },
      { status: 302, answer: '' },
      { status: null, failure: 'no answer (ECONNRESET)' },
      { status: null, failure: 'no answer within 200 ms' },
      { status: 200, answer: '' },
    ]);
    expect(told).toEqual(answers);
    expect([asked, most]).toEqual([5, 1]);
  });

  it('says why no answer came in words of its own, not of Viber', async () => {
    const closed = await serve(() => undefined);
    await closeServers();
    const upgrading = await serve((req) => {
      req.socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
    });
    const failures = [await replay(closed, recorded('1')), await replay(upgrading, recorded('2'))].flat();
    const callback = { event: 'seen', line: 1, latencyMs: expect.any(Number) as number, status: null };
    expect(failures).toEqual([
      { ...callback, failure: 'no answer (ECONNREFUSED)' },
      { ...callback, failure: 'no answer (UPGRADED)' },
    ]);
  });

  it('takes back the request under way when it is aborted, says that it may have arrived, and stops', async () => {
    const aborter = new AbortController();
    const told: ReplayResponse[] = [];
    let asked = 0;
    const origin = await serve((_req, res) => {
      asked += 1;
      if (asked === 1) res.end();
      else aborter.abort();
    });
    const answers = await replay(origin, recorded('1', '2', '3'), {
      signal: aborter.signal,
      answered: (answer) => told.push(answer),
    });
    expect(answers).toMatchObject([
      { line: 1, status: 200 },
      { line: 2, status: null, failure: 'interrupted; it may have arrived' },
    ]);
    expect(told).toEqual(answers);
    expect(asked).toBe(2);
  });

  it('waits for the pause before a callback, unless it is aborted', async () => {
    const aborter = new AbortController();
    const origin = await serve((_req, res) => res.end());
    const answers = await replay(origin, recorded('1', '2'), {
      pausesMs: [0, 2 ** 31 - 1],
      signal: aborter.signal,
      answered: () => {
        setImmediate(() => {
          aborter.abort();
        });
      },
    });
    expect(answers).toHaveLength(1);
  });

  it('leaves nothing on the signal', async () => {
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
    ['as they were', at(1000, 1500, 4500), 1, [0, 500, 3000]],
    ['twice as fast', at(1000, 1500, 4500), 2, [0, 250, 1500]],
    ['at half the speed', at(1000, 1500), 0.5, [0, 1000]],
    ['without any', at(1000, 1500, 4500), 0, [0, 0, 0]],
    ['with the longest cut', at(0, 3_600_000), 1, [0, 60_000]],
    ['past what has no time', at(undefined, 1000, undefined, 1500), 1, [0, 0, 0, 500]],
    ['past what came out of order', at(1000, 400, 1500), 1, [0, 0, 500]],
    ['of nothing', [], 1, []],
  ])('gives the pauses %s', (_, callbacks, speed, pausesMs) => {
    expect(pausesBetween(callbacks, speed, 60_000)).toEqual(pausesMs);
  });
});
