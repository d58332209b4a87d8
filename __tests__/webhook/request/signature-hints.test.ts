import { inspect } from 'node:util';
import type { ErrorRequestHandler } from 'express';
import express5 from 'express';
import fc from 'fast-check';
import type { AuthTokenResolver, ViberApiError, ViberWebhookOptions } from '../../../lib/index';
import { signBody, ViberRequestError, ViberWebhook } from '../../../lib/index';
import type { Account } from '../../../lib/webhook/account';
import type { InvalidRequest } from '../../../lib/webhook/request/signature-hints';
import { SignatureHints, signatureHint } from '../../../lib/webhook/request/signature-hints';
import { whereTokenShows } from '../../client/where-token-shows';
import { BODIES, textBody } from '../../fixtures/bodies';
import { expressVersions } from '../../fixtures/express-versions';
import { checkCall, FakeViberApi } from '../../fixtures/fake-viber-api';
import { AUTH_TOKEN, post } from '../../fixtures/posts';
import { closeServers, rawExchange, serve } from '../../fixtures/servers';

const OTHER_TOKEN = '4dd1a3d8f6e4c2b0-0123456789abcdef-89f1e2d3c4b5a697';
const BODY = BODIES['message:text'];
const SIGNATURE = signBody(BODY, AUTH_TOKEN);
const USUAL_CAUSE = /^The auth token \(VIBER_AUTH_TOKEN\) is probably that of another bot/;

// A body with non-ASCII text, a slash and a token above 2^53, in the forms that Viber or a parser may write.
const RAW =
  '{"event":"message","timestamp":1595347748566,"message_token":5466394344559121008,"sender":{"id":"aZ9/pL2xQ+7=="},"message":{"type":"text","text":"Жэ 😀","n":1.50,"e":1E3}}';
const ESCAPED = RAW.replace('Жэ 😀', String.raw`\u0416\u044D \uD83D\uDE00`);
const LOWER_CASE = ESCAPED.replace(/\\u\w{4}/g, (escape) => escape.toLowerCase());
const SPACED = RAW.replace(/([:,])(?=["{\d])/g, '$1 ');

function account(authToken: string | readonly [string, ...string[]] = AUTH_TOKEN, name = 'default'): Account {
  return { name, authTokens: typeof authToken === 'string' ? [authToken] : authToken, isNamed: true };
}

function hintOf(
  request: Omit<Partial<InvalidRequest>, 'body'> & { body?: string | Uint8Array },
  accounts: readonly Account[] = [],
): string | undefined {
  const body = Buffer.from(request.body ?? BODY);
  return signatureHint(
    { signature: SIGNATURE, contentLength: String(body.length), account: account(), ...request, body },
    accounts,
  );
}

afterEach(async () => {
  jest.useRealTimers();
  await closeServers();
});

/** Starts an app with a webhook at /viber, and collects the callbacks it received and the requests it rejected. */
async function start(options: Partial<ViberWebhookOptions> = {}, express = express5) {
  const viber = new ViberWebhook({ authToken: AUTH_TOKEN, ...options });
  const received: unknown[] = [];
  const rejected: ViberRequestError[] = [];
  viber.on('callback', (callback) => received.push(callback));
  viber.on('unrecognized', (callback) => received.push(callback));
  viber.on('duplicate', (callback) => received.push(callback));
  viber.on('rejected', (error) => rejected.push(error));
  const app = express();
  app.use('/reserializing', express.raw({ type: () => true }), (req, res, next) => {
    // Like an application that parses the body and takes its own JSON for the bytes.
    const text = String(req.body);
    Object.assign(req, { rawBody: JSON.stringify(JSON.parse(text)), body: undefined });
    viber.middleware()(req, res, next);
  });
  app.use('/cutting', express.raw({ type: () => true }), (req, res, next) => {
    Object.assign(req, { rawBody: (req.body as Buffer).subarray(0, -10), body: undefined });
    viber.middleware()(req, res, next);
  });
  app.use('/viber', viber.middleware());
  const failures: unknown[] = [];
  const onError: ErrorRequestHandler = (error: unknown, _req, res, _next) => {
    failures.push(error);
    res.status(500).end();
  };
  app.use(onError);
  const origin = await serve(app);
  return { viber, origin, url: `${origin}/viber`, received, rejected, failures };
}

interface Fault {
  /** What is wrong with the request. */
  what: string;
  options?: Partial<ViberWebhookOptions>;
  path?: string;
  body?: string | Uint8Array;
  headers?: Record<string, string>;
  hint: RegExp;
}

const HEADER = 'X-Viber-Content-Signature';
const signed = { [HEADER]: SIGNATURE };
const shops: AuthTokenResolver = ({ url }) => ({
  account: url?.includes('second') === true ? 'second-shop' : 'first-shop',
  authToken: url?.includes('second') === true ? [OTHER_TOKEN, 'retired'] : AUTH_TOKEN,
});

const FAULTS: Fault[] = [
  {
    what: 'a token in quotes',
    options: { authToken: `"${AUTH_TOKEN}"` },
    headers: signed,
    hint: /^The auth token has white space or quotes in it/,
  },
  { what: 'no signature', hint: /something in front of this webhook removed both/ },
  { what: 'a body with an additional byte', body: `${BODY}x`, headers: signed, hint: USUAL_CAUSE },
  {
    what: 'a body that was serialized again',
    body: JSON.stringify(JSON.parse(textBody('Жэ', '123')), undefined, 2),
    headers: { [HEADER]: signBody(textBody('Жэ', '123'), AUTH_TOKEN) },
    hint: /^The body was parsed and serialized again on its way.*exact bytes, for example in req\.rawBody\.$/,
  },
  {
    what: 'a body that the application serialized again, with its token rounded',
    path: '/reserializing',
    headers: signed,
    hint: /Content-Length/,
  },
  {
    what: 'a body that the application cut',
    path: '/cutting',
    headers: signed,
    hint: /^The body has \d+ bytes, but its Content-Length is \d+.*Keep the bytes as they arrived.*\.$/,
  },
  {
    what: 'the token of another bot',
    headers: { [HEADER]: signBody(BODY, OTHER_TOKEN) },
    hint: USUAL_CAUSE,
  },
];

describe.each(expressVersions)('a rejected signature on %s', (_version, express) => {
  it.each(FAULTS)(
    'has a hint for $what, which is not in the 401 response',
    async ({ options = {}, path = '/viber', body = BODY, headers = {}, hint }) => {
      const { viber, origin, received, rejected, failures } = await start(options, express);
      const response = await post(`${origin}${path}`, body, headers);
      expect(response.status).toBe(401);
      const [error] = rejected;
      expect(error).toBeInstanceOf(ViberRequestError);
      expect(JSON.parse(response.text)).toEqual({ error: error?.code, message: error?.message });
      expect(error?.hint).toMatch(hint);
      expect(response.text).not.toContain(String(error?.hint).slice(0, 20));
      expect([received, failures]).toEqual([[], []]);
      expect(rejected).toHaveLength(1);

      for (const shown of [inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error)]) {
        for (const secret of [SIGNATURE, signBody(BODY, OTHER_TOKEN), 'step-2', '😀'])
          expect(shown).not.toContain(secret);
      }
      expect(whereTokenShows(AUTH_TOKEN, error)).toEqual([]);
      expect(whereTokenShows(AUTH_TOKEN, viber)).toEqual([]);
    },
  );

  it('has a hint that names both accounts if it is made with the token of another account', async () => {
    const { viber, url, received, rejected } = await start({ authToken: shops }, express);
    const byOther = { [HEADER]: signBody(BODY, OTHER_TOKEN) };
    expect((await post(`${url}/first`, BODY, byOther)).status).toBe(401);
    // No request has come to the second account yet, so its token is not known.
    expect(rejected[0]?.hint).toMatch(USUAL_CAUSE);
    expect((await post(`${url}/second`, BODY, signed)).status).toBe(401);
    expect(rejected[1]?.hint).toMatch(
      /token of account "first-shop".*came to account "second-shop".*confuses the two/,
    );
    expect((await post(`${url}/first`, BODY, byOther)).status).toBe(401);
    expect(rejected[2]?.hint).toMatch(/token of account "second-shop".*came to account "first-shop"/);
    expect(received).toEqual([]);
    for (const token of [AUTH_TOKEN, OTHER_TOKEN, 'retired']) {
      expect(whereTokenShows(token, rejected[2])).toEqual([]);
      expect(whereTokenShows(token, viber)).toEqual([]);
    }
    expect((await post(`${url}/first`, BODY, signed)).status).toBe(200);
    expect(received).toHaveLength(1);
  });

  it('is never accepted for a body with one byte appended', async () => {
    const { url, received, rejected } = await start({ duplicates: false }, express);
    const statuses = new Set<number>();
    for (let byte = 0; byte < 256; byte += 1) {
      statuses.add((await post(url, Buffer.concat([Buffer.from(BODY), Buffer.of(byte)]), signed)).status);
    }
    expect([...statuses]).toEqual([401]);
    expect(received).toEqual([]);
    expect(rejected).toHaveLength(256);
    expect(rejected.filter(({ hint }) => hint !== undefined)).toHaveLength(6);
  });
});

describe('ViberRequestError.hint', () => {
  it('is a field only if there is a hint, and never part of the message', () => {
    const without = new ViberRequestError('invalid_signature');
    const error = new ViberRequestError('invalid_signature', { hint: 'Trim the token.' });
    expect(without.hint).toBeUndefined();
    expect(Object.keys(without)).toEqual(['code', 'status']);
    expect(new ViberRequestError('invalid_signature', { hint: undefined })).not.toHaveProperty('hint');
    expect(error.hint).toBe('Trim the token.');
    expect(error.message).toBe(without.message);
    expect(inspect(error)).toContain("hint: 'Trim the token.'");
    expect('cause' in error).toBe(false);
  });

  it('is undefined if the signature was not verified', async () => {
    const { origin, url, rejected } = await start({ bodyLimitBytes: 100, authToken: () => undefined });
    await post(url, 'x'.repeat(101), signed);
    await post(url, '{}', signed);
    await rawExchange(
      origin,
      'POST /viber HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}',
      'keep',
    );
    expect(rejected.map(({ code, hint }) => [code, hint])).toEqual([
      ['body_too_large', undefined],
      ['unknown_account', undefined],
      ['unsupported_encoding', undefined],
    ]);
  });
});

describe('a registration whose check call is rejected', () => {
  it('fails with an error that contains the hint', async () => {
    const api = await FakeViberApi.start();
    const { viber, url } = await start({ authToken: `"${AUTH_TOKEN}"`, apiUrl: api.url });
    api.reply(checkCall(AUTH_TOKEN));
    const failure = await viber.setWebhook({ url }).then(
      () => undefined,
      (error: unknown) => error as ViberApiError,
    );
    expect(failure?.hint).toMatch(
      /^During the registration, this process responded to a request with 401 invalid_signature, .* check call\. The auth token has white space or quotes in it/,
    );
    expect(whereTokenShows(AUTH_TOKEN, failure)).toEqual([]);
  });
});

describe('signatureHint', () => {
  it.each([
    `"${AUTH_TOKEN}"`,
    `'${AUTH_TOKEN}'`,
    `“${AUTH_TOKEN}”`,
    `"${AUTH_TOKEN}`,
    `${AUTH_TOKEN}\\n`,
    `${AUTH_TOKEN}\\r\\n`,
    `${AUTH_TOKEN.slice(0, 20)}\n${AUTH_TOKEN.slice(20)}`,
    `${AUTH_TOKEN.slice(0, 20)}\r\n${AUTH_TOKEN.slice(20)}`,
    `${AUTH_TOKEN.slice(0, 20)} ${AUTH_TOKEN.slice(20)}`,
    `\t${AUTH_TOKEN}\u00a0`,
    `' ${AUTH_TOKEN}\\n '`,
  ])('finds white space and quotes in the token %j', (token) => {
    const hint = hintOf({ account: account(token) });
    expect(hint).toMatch(/^The auth token has white space or quotes in it/);
    expect(hint).not.toContain(AUTH_TOKEN.slice(0, 16));
    expect(hintOf({ account: account(['a-new-token', token]) })).toBe(hint);
  });

  it('blames the token only if the signature proves it', () => {
    expect(hintOf({ account: account(`"${OTHER_TOKEN}"`) })).toMatch(USUAL_CAUSE);
    expect(hintOf({ account: account('"\n"') })).toMatch(USUAL_CAUSE);
  });

  it.each<[what: string, arrived: string, sent: string]>([
    ['raw text in place of escapes', RAW, ESCAPED],
    ['lower-case escapes', LOWER_CASE, ESCAPED],
    ['escapes in place of raw text', ESCAPED, RAW],
    ['spaces', SPACED, RAW],
    ['a line break at its end', `${RAW}\n`, RAW],
  ])('recognizes a body that was serialized again with %s', (_what, arrived, sent) => {
    expect(arrived).not.toBe(sent);
    const signature = signBody(sent, AUTH_TOKEN);
    expect(hintOf({ body: arrived, signature })).toMatch(/parsed and serialized again on its way/);
    expect(hintOf({ body: arrived, signature, account: account(OTHER_TOKEN) })).toMatch(USUAL_CAUSE);
  });

  it('compares the length of the body with its Content-Length', () => {
    const sent = Buffer.byteLength(BODY);
    expect(hintOf({ body: BODY.slice(0, -5), contentLength: String(sent) })).toContain(
      `The body has ${String(sent - 5)} bytes, but its Content-Length is ${String(sent)}`,
    );
    expect(hintOf({ signature: 'a'.repeat(64), contentLength: undefined })).toMatch(USUAL_CAUSE);
    expect(hintOf({ signature: 'a'.repeat(64), contentLength: 'many' })).toMatch(USUAL_CAUSE);
  });

  it.each([
    ['incomplete JSON', BODY.slice(0, -1)],
    ['not JSON', 'event=message'],
    ['empty', ''],
    ['nested too deeply', '['.repeat(60_000)],
    ['an array', '[]'],
  ])('has only the usual hint for a body that is %s', (_what, body) => {
    expect(hintOf({ body })).toMatch(USUAL_CAUSE);
  });

  it('names the other account that has signed the body, with any of its tokens', () => {
    const b = account(['new', OTHER_TOKEN], 'b');
    const others = [account('x', 'a'), b, account('y', 'c')];
    const signature = signBody(BODY, OTHER_TOKEN);
    expect(hintOf({ signature }, others)).toMatch(/a token of account "b", .* came to account "default"/);
    expect(hintOf({ signature }, [account(OTHER_TOKEN)])).toMatch(USUAL_CAUSE);
    expect(hintOf({ signature, account: account('y', 'b') }, [b])).toMatch(USUAL_CAUSE);
  });

  it('compares the length of a large body, but neither hashes nor parses it', () => {
    const body = textBody('x'.repeat(70_000));
    const signature = signBody(body, AUTH_TOKEN);
    expect(hintOf({ body: ` ${body}`, signature })).toMatch(USUAL_CAUSE);
    expect(hintOf({ body: ` ${body}`, signature, contentLength: '5' })).toMatch(/Content-Length is 5/);
  });

  it('returns a hint for any body and signature, and quotes neither', () => {
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.json().map((json) => Buffer.from(json)),
    );
    const signatures = fc.oneof(fc.string({ minLength: 12 }), fc.constant(SIGNATURE));
    fc.assert(
      fc.property(
        bodies,
        signatures,
        fc.option(fc.string(), { nil: undefined }),
        (body, signature, contentLength) => {
          const hint = hintOf({ body, signature, contentLength });
          expect(hint).toEqual(expect.any(String));
          expect(hint).not.toContain(signature);
        },
      ),
    );
  });
});

describe('SignatureHints', () => {
  const invalid: InvalidRequest = {
    body: Buffer.from(BODY),
    signature: signBody(BODY, OTHER_TOKEN),
    contentLength: undefined,
    account: account(),
  };

  it('returns six hints in any window of a minute', () => {
    jest.useFakeTimers();
    const hints = new SignatureHints();
    const hasHint = () => hints.ofInvalid(invalid) !== undefined;
    expect([hasHint(), hasHint(), hasHint()]).toEqual([true, true, true]);
    jest.advanceTimersByTime(30_000);
    expect([hasHint(), hasHint(), hasHint(), hasHint()]).toEqual([true, true, true, false]);
    jest.advanceTimersByTime(29_999);
    expect(hasHint()).toBe(false);
    jest.advanceTimersByTime(1);
    expect([hasHint(), hasHint(), hasHint(), hasHint()]).toEqual([true, true, true, false]);
    jest.advanceTimersByTime(30_000);
    expect([hasHint(), hasHint(), hasHint(), hasHint()]).toEqual([true, true, true, false]);
  });

  it('limits requests without a signature separately', () => {
    jest.useFakeTimers();
    const hints = new SignatureHints();
    const missing = Array.from({ length: 8 }, () => hints.ofMissing() !== undefined);
    expect(missing).toEqual([true, true, true, true, true, true, false, false]);
    expect(hints.ofInvalid(invalid)).toBeDefined();
    jest.advanceTimersByTime(60_000);
    expect(hints.ofMissing()).toBeDefined();
  });

  it('remembers the most recent accounts, with their current tokens', () => {
    const hints = new SignatureHints();
    const rememberOthers = (count: number) => {
      for (let n = 1; n <= count; n += 1) hints.remember(account(`token-${String(n)}`, `shop-${String(n)}`));
    };
    hints.remember(account(OTHER_TOKEN, 'first'));
    rememberOthers(3);
    expect(hints.ofInvalid(invalid)).toMatch(/account "first"/);
    hints.remember(account('rotated', 'first'));
    expect(hints.ofInvalid(invalid)).toMatch(USUAL_CAUSE);
    hints.remember(account(OTHER_TOKEN, 'first'));
    rememberOthers(5);
    expect(hints.ofInvalid(invalid)).toMatch(USUAL_CAUSE);
    expect(whereTokenShows(OTHER_TOKEN, hints)).toEqual([]);
  });
});
