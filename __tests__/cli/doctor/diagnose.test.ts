import express from 'express';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { CHECKS } from '../../../lib/cli/doctor/check-result';
import { diagnose } from '../../../lib/cli/doctor/diagnose';
import { checkDns } from '../../../lib/cli/doctor/dns-check';
import { checkUrl } from '../../../lib/cli/doctor/url-check';
import { ViberWebhook } from '../../../lib/index';
import { fastForward, useFakeClock } from '../../client/fake-clock';
import { AUTH_TOKEN } from '../../fixtures/posts';
import { closeServers, serve } from '../../fixtures/servers';
import type { Received } from './fixture';
import { closeListening, examine, failure, idsOf, listen, resultsFor, webhook } from './fixture';

afterEach(async () => {
  jest.restoreAllMocks();
  jest.useRealTimers();
  await closeServers();
  await closeListening();
});

const afterCheckCall = [
  'signature-header',
  'signature-query',
  'tampered-body',
  'tampered-header',
  'tampered-query',
  'unsigned',
  'repeated-callback',
  'unknown-event',
  'text-encoding',
  'large-body',
];

const forgeries = ['tampered-body', 'tampered-header', 'tampered-query', 'unsigned'] as const;

/** A webhook in order, but for what `fault` makes of a request. */
function faulty(fault: (received: Received) => ReturnType<Parameters<typeof webhook>[0]> | undefined) {
  return webhook((received) => {
    const answer = fault(received);
    if (answer !== undefined) return answer;
    if (received.method !== 'POST') return 404;
    return received.isSigned ? 200 : 401;
  });
}

/** The results at a webhook with one fault. */
async function examineFault(fault: Parameters<typeof faulty>[0], timeoutMs = 2000) {
  return examine(await serve(faulty(fault)), { timeoutMs });
}

/** The results at a check call that is answered so. */
async function examineCheckCall(answer: ReturnType<Parameters<typeof webhook>[0]>, timeoutMs = 2000) {
  const results = await examineFault(({ method }) => (method === 'POST' ? answer : undefined), timeoutMs);
  expect(idsOf(results, 'fail')).toEqual(['check-call']);
  expect(idsOf(results, 'skipped')).toEqual(expect.arrayContaining(afterCheckCall));
  expect(results.unsigned.detail).toContain('before the check call is answered 200');
  return results['check-call'];
}

describe('diagnose', () => {
  it('finds nothing wrong with this package, and has a result for every check in its order', async () => {
    const app = express().use('/viber', new ViberWebhook({ authToken: AUTH_TOKEN }).middleware());
    const results = await resultsFor(`${await serve(app as RequestListener)}/viber`);
    expect(results.map(({ check }) => check)).toEqual(Object.keys(CHECKS));
    expect(results.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
    expect(results.filter(({ outcome }) => outcome === 'pass').map(({ check }) => check)).toEqual([
      'connection',
      'get',
      'check-call',
      ...afterCheckCall,
    ]);
    expect(results.find(({ check }) => check === 'repeated-callback')?.detail).toContain(
      'cannot be seen from outside',
    );
  });

  it('posts only callbacks without effect on users, each signed where it says, and the first one twice', async () => {
    const received: Received[] = [];
    await examineFault((request) => {
      received.push(request);
      return undefined;
    });
    const [get, ...posts] = received;
    expect(get?.method).toBe('GET');
    expect(posts.map(({ event }) => event)).toEqual([
      ...Array<string>(8).fill('webhook'),
      'express_viber_doctor',
      ...Array<string>(3).fill('webhook'),
    ]);
    const places = posts.map(({ header, query, isSigned }) => [
      header !== undefined,
      query !== undefined,
      isSigned,
    ]);
    expect(places.slice(0, 7)).toEqual([
      [true, true, true],
      [true, false, true],
      [false, true, true],
      [true, true, false],
      [true, false, false],
      [false, true, false],
      [false, false, false],
    ]);
    expect(places.slice(7)).toEqual(Array(5).fill([true, true, true]));
    expect(posts[7]?.body).toBe(posts[0]?.body);
    expect(new Set(posts.map(({ body }) => body)).size).toBe(posts.length - 1);
    for (const { body } of posts) expect(body).toMatch(/"message_token":\d{19}[,}]/);
    expect(posts.at(-3)?.body).toMatch(/[\u0400-\u04ff]/);
    expect(posts.at(-2)?.body).toMatch(/\\u0412.*\\uD83D\\uDC4B/);
    expect(posts.at(-1)?.body.length).toBeGreaterThan(200 * 1024);
  });

  it('warns loudly of an application that answers 200 to anything', async () => {
    const app = express().use((_req, res) => {
      res.sendStatus(200);
    });
    const results = await examine(await serve(app as RequestListener));
    expect(idsOf(results, 'fail')).toEqual(forgeries);
    for (const check of forgeries) {
      expect(results[check]).toEqual(failure(/answered 200/, /DANGER: anybody can forge callbacks/));
    }
  });

  it('never says the token or a signature, even where a server sends it back', async () => {
    const echo: RequestListener = (req, res) => {
      const location = `https://user:secret@elsewhere.example.com/x${(req.url ?? '').replace(/^[^?]*/, '')}#a`;
      res.writeHead(302, { Location: location }).end(String(req.headers['x-viber-content-signature']));
    };
    const results = await resultsFor(`${await serve(echo)}/`);
    const text = JSON.stringify(results);
    expect(text).toContain('to https://elsewhere.example.com/x"');
    expect(text).not.toContain(AUTH_TOKEN);
    expect(text).not.toMatch(/[0-9a-f]{64}|secret/);
  });

  it('ends at once when it is aborted, with the reason', async () => {
    const ending = new AbortController();
    const url = await serve(
      webhook(({ method }) => {
        if (method === 'GET') return 404;
        ending.abort(new Error('enough'));
        return 'never';
      }),
    );
    const seen: string[] = [];
    await expect(
      (async () => {
        const results = diagnose({ url, authToken: AUTH_TOKEN, signal: ending.signal });
        for await (const { check } of results) seen.push(check);
      })(),
    ).rejects.toThrow('enough');
    expect(seen.at(-1)).toBe('get');
  });
});

describe('the check of the URL', () => {
  it.each([
    ['https://bot.example.org/viber', 'pass', /https on a public host/],
    ['https://8.8.8.8/viber', 'pass', /https on a public host/],
    ['http://bot.example.org/viber', 'fail', /must be https/],
    ['https://bot.example.org/viber?bot=1', 'fail', /query string/],
    ['https://me:pw@bot.example.org/viber', 'fail', /user name or password/],
    ['http://localhost:3000/viber?bot=1', 'fail', /query string/],
    ['bot.example.org/viber', 'fail', /not a full URL/],
    ['ftp://bot.example.org/viber', 'fail', /not a full URL/],
    ['', 'fail', /not a full URL/],
    ['http://localhost:3000/viber', 'skipped', /local: Viber itself will need https on a public host/],
    ['https://localhost/viber', 'skipped', /local/],
    ['http://127.0.0.1/', 'skipped', /local/],
    ['http://[::1]:3000/', 'skipped', /local/],
    ['http://192.168.1.4/viber', 'skipped', /local/],
    ['http://bot.local/viber', 'skipped', /local/],
  ])('says of %s: %s', (url, outcome, detail) => {
    expect(checkUrl(url).result).toMatchObject({
      check: 'url',
      outcome,
      detail: expect.stringMatching(detail) as unknown,
    });
  });

  it('goes on without what Viber would drop', () => {
    const { target } = checkUrl('https://me:pw@Bot.Example.org/viber/a%20b?sig=1#x');
    expect(target?.url.href).toBe('https://bot.example.org/viber/a%20b');
    expect(target).toMatchObject({
      hostname: 'bot.example.org',
      port: 443,
      isHttps: true,
      isLocal: false,
    });
    expect(checkUrl('http://[::1]:3000').target).toMatchObject({
      hostname: '::1',
      port: 3000,
      isLocal: true,
    });
    expect(checkUrl('bot.example.org').target).toBeUndefined();
  });

  it('skips everything else where there is nothing to call', async () => {
    const results = await examine('bot.example.org/viber');
    expect(results.url).toEqual(failure(/not a full URL/, /https:\/\/bot\.example\.com\/viber/));
    expect(idsOf(results, 'skipped')).toEqual(Object.keys(CHECKS).slice(1));
    expect(results['large-body'].detail).toBe('there is no address to call');
  });
});

describe('the check of the host name', () => {
  const limits = { timeoutMs: 200, signal: new AbortController().signal };
  const at = async (url: string, ...addresses: string[]) => {
    const { target } = checkUrl(url);
    if (target === undefined) throw new Error(`no target in ${url}`);
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    return (await checkDns(target, limits, () => Promise.resolve(found))).result;
  };

  it('says the addresses of a public name', async () => {
    expect(await at('https://bot.example.org/', '8.8.8.8', '2001:4860:4860::8888')).toMatchObject({
      outcome: 'pass',
      detail: '"bot.example.org" is 8.8.8.8, 2001:4860:4860::8888',
    });
  });

  it.each([
    '10.0.0.1',
    '192.168.0.1',
    '100.64.0.1',
    '169.254.1.1',
    '127.0.0.1',
    '0.0.0.0',
    '::1',
    'fd00::1',
    'fe80::1%eth0',
    '::ffff:10.0.0.1',
  ])('fails a public name that is %s, even as one of several', async (address) => {
    const result = await at('https://bot.example.org/', '8.8.8.8', address);
    expect(result).toEqual(failure(`Viber cannot reach ${address}$`, /run doctor from outside/));
  });

  it('takes private addresses of a local name, and needs none for localhost or an address', async () => {
    expect(await at('http://bot.local/', '192.168.0.1')).toMatchObject({ outcome: 'pass' });
    expect(await at('http://localhost/', '127.0.0.1')).toMatchObject({ outcome: 'skipped' });
    expect(await at('http://192.168.0.1/')).toMatchObject({ outcome: 'skipped' });
  });

  it('says when a name does not resolve, and skips the rest', async () => {
    const results = await examine('https://bot.invalid/viber');
    expect(results.dns).toEqual(
      failure(/"bot\.invalid" does not resolve: E\w+/, /spelled right|DNS server of this machine/),
    );
    expect(idsOf(results, 'fail')).toEqual(['dns']);
    expect(results.connection.detail).toBe('the host was not found');
  });

  it('says when the resolver does not answer, or knows no address', async () => {
    const silent = await examine('https://bot.example.org/', {
      timeoutMs: 50,
      resolve: () => new Promise(() => undefined),
    });
    expect(silent.dns).toEqual(failure(/resolver did not answer within 50 ms/, /A record/));
    expect(await at('https://bot.example.org/')).toEqual(failure(/it has no address/, /A record/));
  });
});

describe('the check of the connection', () => {
  it('says when nothing listens, and skips the rest', async () => {
    const server = createServer();
    const port = await listen(server);
    await closeListening();
    const results = await examine(`http://127.0.0.1:${String(port)}/viber`);
    expect(results.connection).toEqual(
      failure(
        /no connection to port \d+: 127\.0\.0\.1 \(ECONNREFUSED\)/,
        /Nothing listens there: start the server, and see that this is its port/,
      ),
    );
    expect(idsOf(results, 'fail')).toEqual(['connection']);
    expect(results['check-call'].detail).toBe('the host cannot be reached');
  });

  it('goes on with the first address that answers, and names those of a public name that do not', async () => {
    const port = await listen(createServer(faulty(() => undefined)));
    const resolve = () =>
      Promise.resolve(['127.0.0.2', '127.0.0.1', '127.0.0.1'].map((address) => ({ address, family: 4 })));
    const results = await examine(`http://bot.example.org:${String(port)}/`, { resolve });
    expect(results.connection).toMatchObject({
      outcome: 'pass',
      detail: `port ${String(port)} of 127.0.0.1 is open; but not 127.0.0.2 (ECONNREFUSED), which Viber may try`,
    });
    expect(results['check-call'].outcome).toBe('pass');
    expect(idsOf(results, 'fail')).toEqual(['url', 'dns']);
  });
});

describe('the check call', () => {
  it.each([
    [201, /answered 201/, /exactly 200/],
    [204, /answered 204/, /exactly 200/],
    [304, /answered 304/, /exactly 200/],
    [400, /answered 400/, /application could not read/],
    [401, /answered 401/, /The token differs/],
    [403, /answered 403/, /firewall, bot protection/],
    [404, /answered 404/, /path does not exist/],
    [405, /answered 405/, /let POST through/],
    [418, /answered 418/, /refuses the call/],
    [419, /answered 419/, /CSRF protection/],
    [429, /answered 429/, /rate limit/],
    [500, /answered 500/, /express\.json\(\) before the webhook/],
    [502, /answered 502/, /proxy in front found no application/],
    [504, /answered 504/, /proxy in front got no answer/],
  ])('fails at %i with a fix of its own', async (status, detail, fix) => {
    expect(await examineCheckCall(status)).toEqual(failure(detail, fix));
  });

  it('fails at a redirect, says where to, and does not follow it', async () => {
    expect(await examineCheckCall({ status: 301, location: '/viber/' })).toEqual(
      failure(
        /redirect \(301\) to http:\/\/127\.0\.0\.1:\d+\/viber\/$/,
        /register http:\/\/127\.0\.0\.1:\d+\/viber\/ if the webhook is there/,
      ),
    );
    expect(await examineCheckCall({ status: 307, location: '/?again=1' })).toEqual(
      failure(/redirect \(307\)/, /at this address itself/),
    );
    expect(await examineCheckCall({ status: 302, location: 'http://[' })).toEqual(
      failure(/redirect \(302\) to nowhere/, /at this address itself/),
    );
  });

  it('tells a body that was parsed before the webhook', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const app = express()
      .use(express.json())
      .use('/viber', viber.middleware())
      // As silent as an application in production, but for the code.
      .use(((error: { code: string }, _req, res, _next) => {
        res.status(500).json({ error: error.code });
      }) satisfies express.ErrorRequestHandler);
    const results = await examine(`${await serve(app as RequestListener)}/viber`);
    expect(results['check-call']).toEqual(
      failure(/answered 500/, /body_already_parsed: .* above app\.use\(express\.json\(\)\)/),
    );
  });

  it('tells a path that serves no bot from one that does not exist', async () => {
    const viber = new ViberWebhook({ authToken: () => undefined });
    const results = await examine(await serve(viber.middleware()));
    expect(results['check-call']).toEqual(failure(/answered 404/, /serves no bot at this path/));
  });

  it('fails after 5 s where the answer takes 6', async () => {
    useFakeClock();
    const url = await serve((req, res) => {
      if (req.method === 'GET') res.end();
      else setTimeout(() => res.end(), 6000);
    });
    const results = await fastForward(examine(url));
    expect(results['check-call']).toEqual(
      failure('left hanging: no answer within 5 s', /Answer first and work afterwards/),
    );
    expect(idsOf(results, 'fail')).toEqual(['check-call']);
  });

  it('fails at an answer that begins but has no end in time', async () => {
    const url = await serve((_req, res) => {
      res.write('.');
    });
    const results = await examine(url, { timeoutMs: 200 });
    expect(results['check-call']).toEqual(
      failure(/answered 200, but the answer did not end within 200 ms/, /every way through the handler ends/),
    );
  });

  it('reads no more of an endless answer than it needs', async () => {
    let sentBytes = 0;
    const chunk = Buffer.alloc(64 * 1024, '.');
    const url = await serve((_req, res) => {
      const send = () => {
        while (!res.destroyed && res.write(chunk)) sentBytes += chunk.length;
      };
      res.on('drain', send);
      send();
    });
    const results = await examine(url);
    expect(results['check-call']).toEqual(failure(/more than 1024 KB, .* not read to its end/, /empty body/));
    expect(results.get).toEqual(failure(/more than 1024 KB/, /something short/));
    // What the system buffers on the way comes on top.
    expect(sentBytes).toBeLessThan(64 * 1024 * 1024);
  });

  it('fails where the connection is closed without a whole answer', async () => {
    expect(await examineCheckCall('close')).toEqual(
      failure(/closed without a whole answer \(ECONNRESET\)/, /log of the server for a crash/),
    );
    const port = await listen(createTcpServer((socket) => socket.destroy()));
    const results = await examine(`http://127.0.0.1:${String(port)}/`);
    expect(idsOf(results, 'fail')).toEqual(['get', 'check-call']);
    expect(results.get).toEqual(failure(/closed without a whole answer/, /browsers and health checks/));
  });

  it.each([
    ['SSH-2.0-OpenSSH_9.6\r\n', /no HTTP answer \(HPE_/, /speaks no HTTP/],
    [
      'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
      /no HTTP answer \(UPGRADED\)/,
      /proxy or firewall/,
    ],
    [
      'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf',
      /closed without a whole answer/,
      /proxy or firewall/,
    ],
  ])('fails at what is no HTTP, or half of it: %j', async (answer, detail, fix) => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(answer));
    });
    const results = await examine(`http://127.0.0.1:${String(await listen(server))}/`);
    expect(results['check-call']).toEqual(failure(detail, fix));
  });
});

describe('what a webhook has to accept', () => {
  it.each([
    ['signature-header', ({ query }: Received) => query === undefined, /X-Viber-Content-Signature header/],
    ['signature-query', ({ header }: Received) => header === undefined, /read the sig query parameter/],
    ['unknown-event', ({ event }: Received) => event !== 'webhook', /events that are not known/],
    ['text-encoding', ({ body }: Received) => /[\u0400-\u04ff]/.test(body), /bytes as they arrived/],
    ['text-encoding', ({ body }: Received) => body.includes('\\u0412'), /bytes as they arrived/],
    ['large-body', ({ body }: Received) => body.length > 100_000, /what parses the body before/],
  ] as const)('fails %s alone where it is refused', async (check, isRefused, fix) => {
    const results = await examineFault((received) =>
      received.method === 'POST' && received.isSigned && isRefused(received) ? 400 : undefined,
    );
    expect(idsOf(results, 'fail')).toEqual([check]);
    expect(results[check]).toEqual(failure(/answered 400/, fix));
  });

  it('fails a repeated callback that is answered otherwise', async () => {
    const seen = new Set<string>();
    const results = await examineFault(({ body, isSigned }) => {
      if (!isSigned || !seen.has(body)) {
        seen.add(body);
        return undefined;
      }
      return 409;
    });
    expect(idsOf(results, 'fail')).toEqual(['repeated-callback']);
    expect(results['repeated-callback']).toEqual(failure(/answered 409/, /200 again, and do nothing/));
  });

  it('fails text that is verified in other bytes than it arrived in', async () => {
    const app = express().use(express.text({ type: () => true, limit: '1mb', defaultCharset: 'latin1' }));
    app.use(new ViberWebhook({ authToken: AUTH_TOKEN }).middleware());
    const results = await examine(await serve(app as RequestListener));
    expect(idsOf(results, 'fail')).toEqual(['text-encoding']);
    expect(results['text-encoding']).toEqual(failure(/answered 401/, /bytes as they arrived/));
  });

  it('fails a body limit of 100 KB, whether it answers 413 or closes the connection', async () => {
    const app = express().use(express.raw({ type: () => true }));
    app.use(new ViberWebhook({ authToken: AUTH_TOKEN }).middleware());
    const answered = await examine(await serve(app as RequestListener));
    expect(idsOf(answered, 'fail')).toEqual(['large-body']);
    expect(answered['large-body']).toEqual(failure(/answered 413/, /Raise the body limit to 256 KB/));
    const closed = await examineFault(({ body }) => (body.length > 100_000 ? 'close' : undefined));
    expect(closed['large-body']).toEqual(
      failure(/closed without a whole answer/, /Raise the body limit to 256 KB/),
    );
  });
});

describe('what a webhook has to refuse', () => {
  it.each([
    [500, /answered 500/, /401 rather than failing/],
    ['never', /left hanging: no answer within 300 ms/, /Answer 401 at once/],
    ['close', /closed without a whole answer/, /401 rather than closing/],
    [{ status: 302, location: '/login' }, /answered 302/, /401 when the signature is wrong or missing/],
    [204, /answered 204/, /DANGER/],
  ] as const)('fails every forgery where the answer is %j', async (answer, detail, fix) => {
    const results = await examineFault(
      ({ method, isSigned }) => (method === 'POST' && !isSigned ? answer : undefined),
      300,
    );
    expect(idsOf(results, 'fail')).toEqual(forgeries);
    for (const check of forgeries) expect(results[check]).toEqual(failure(detail, fix));
  });

  it.each([
    ['tampered-query', 'any ?sig= where there is no header', 'header', 'query'],
    ['tampered-header', 'any header where there is no ?sig=', 'query', 'header'],
  ] as const)('tells by %s a webhook that takes %s', async (check, _, verified, believed) => {
    const results = await examineFault((received) =>
      received[verified] === undefined && received[believed] !== undefined ? 200 : undefined,
    );
    expect(idsOf(results, 'fail')).toEqual([check]);
    expect(results[check]).toEqual(failure(/answered 200/, /DANGER: anybody can forge.* wherever it stands/));
  });

  it('tells a webhook that checks a signature only where there is one', async () => {
    const results = await examineFault(({ method, header, query }) =>
      method === 'POST' && header === undefined && query === undefined ? 200 : undefined,
    );
    expect(idsOf(results, 'fail')).toEqual(['unsigned']);
  });

  it.each([400, 401, 403, 404])('takes %i for a refusal', async (status) => {
    const results = await examineFault(({ method, isSigned }) =>
      method === 'POST' && !isSigned ? status : undefined,
    );
    expect(idsOf(results, 'fail')).toEqual([]);
  });
});

describe('the check of GET', () => {
  it.each([200, 302, 401, 404, 405])('passes an answer of %i', async (status) => {
    const results = await examineFault(({ method }) => (method === 'GET' ? status : undefined));
    expect(results.get).toMatchObject({
      outcome: 'pass',
      detail: expect.stringContaining(`answered ${String(status)}`) as unknown,
    });
  });

  it.each([
    [503, /answered 503/, /not POST with 404 or 405/],
    ['never', /left hanging: no answer within 300 ms/, /instead of leaving them hanging/],
    ['close', /closed without a whole answer/, /log of the server for a crash/],
  ] as const)('fails where the answer is %j, and goes on', async (answer, detail, fix) => {
    const results = await examineFault(({ method }) => (method === 'GET' ? answer : undefined), 300);
    expect(results.get).toEqual(failure(detail, fix));
    expect(idsOf(results, 'fail')).toEqual(['get']);
  });
});
