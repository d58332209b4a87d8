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
const USUAL_CAUSE = /most likely the auth token \(VIBER_AUTH_TOKEN\) is that of another bot/;

// With a non-ASCII text, a slash and a token above 2^53, in each of the forms Viber or a parser may write.
const RAW =
  '{"event":"message","timestamp":1595347748566,"message_token":5466394344559121008,"sender":{"id":"aZ9/pL2xQ+7=="},"message":{"type":"text","text":"Жэ 😀","n":1.50,"e":1E3}}';
const ESCAPED = RAW.replace('Жэ 😀', String.raw`\u0416\u044D \uD83D\uDE00`);
const SLASHED = RAW.replace('/', '\\/');
const LOWER_CASE = ESCAPED.replace(/\\u\w{4}/g, (escape) => escape.toLowerCase());
const SPACED = RAW.replace(/([:,])(?=["{\d])/g, '$1 ');
const QUOTED_TOKEN = RAW.replace('5466394344559121008', '"5466394344559121008"');

function account(authToken: string | readonly [string, ...string[]] = AUTH_TOKEN, name = 'default'): Account {
  return { name, authTokens: typeof authToken === 'string' ? [authToken] : authToken };
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

/** An app with a webhook at /viber, what its listeners heard and why it refused what it did. */
async function start(options: Partial<ViberWebhookOptions> = {}, express = express5) {
  const viber = new ViberWebhook({ authToken: AUTH_TOKEN, ...options });
  const heard: unknown[] = [];
  const rejected: ViberRequestError[] = [];
  viber.on('callback', (callback) => heard.push(callback));
  viber.on('unrecognized', (callback) => heard.push(callback));
  viber.on('duplicate', (callback) => heard.push(callback));
  viber.on('rejected', (error) => rejected.push(error));
  const app = express();
  app.use('/keeping', express.raw({ type: () => true }), (req, res, next) => {
    // An application that writes the body anew and takes that for its bytes.
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
  return { viber, origin, url: `${origin}/viber`, heard, rejected, failures };
}

interface Trouble {
  /** What is wrong. */
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

const TROUBLES: Trouble[] = [
  {
    what: 'a token in quotes',
    options: { authToken: `"${AUTH_TOKEN}"` },
    headers: signed,
    hint: /^The auth token has quotes in it/,
  },
  { what: 'no signature at all', hint: /something in front of this webhook removed both/ },
  { what: 'a byte more', body: `${BODY}\n`, headers: signed, hint: /^The body has 1 byte too many/ },
  {
    what: 'a body in another form',
    body: JSON.stringify(JSON.parse(textBody('Жэ', '123')), undefined, 2),
    headers: { [HEADER]: signBody(textBody('Жэ', '123'), AUTH_TOKEN) },
    hint: /parsed and written anew on its way/,
  },
  {
    what: 'a body that the application wrote anew, with its token rounded',
    path: '/keeping',
    headers: signed,
    hint: /Content-Length|token looks rounded/,
  },
  {
    what: 'a body that the application cut',
    path: '/cutting',
    headers: signed,
    hint: /^The body has \d+ bytes and its Content-Length said \d+/,
  },
  {
    what: 'a signature in upper case',
    headers: { [HEADER]: SIGNATURE.toUpperCase() },
    hint: /^The signature is right, but it came in upper case/,
  },
  {
    what: 'a signature with a prefix',
    headers: { [HEADER]: `sha256=${SIGNATURE}` },
    hint: /^The signature is right, but it came with a prefix/,
  },
  {
    what: 'a sig given twice',
    path: `/viber?sig=${SIGNATURE}&sig=${SIGNATURE}`,
    hint: /^The signature is right, but it came more than once/,
  },
  {
    what: 'a token of another bot',
    headers: { [HEADER]: signBody(BODY, OTHER_TOKEN) },
    hint: USUAL_CAUSE,
  },
];

describe.each(expressVersions)('a signature that fails on %s', (_version, express) => {
  it.each(TROUBLES)(
    'for $what is refused with 401 as ever, and the developer alone gets the hint',
    async ({ options = {}, path = '/viber', body = BODY, headers = {}, hint }) => {
      const { viber, origin, heard, rejected, failures } = await start(options, express);
      const answer = await post(`${origin}${path}`, body, headers);
      expect(answer.status).toBe(401);
      const [error] = rejected;
      expect(error).toBeInstanceOf(ViberRequestError);
      expect(JSON.parse(answer.text)).toEqual({ error: error?.code, message: error?.message });
      expect(error?.hint).toMatch(hint);
      expect(answer.text).not.toContain(String(error?.hint).slice(0, 20));
      expect([heard, failures]).toEqual([[], []]);
      expect(rejected).toHaveLength(1);

      for (const shown of [inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error)]) {
        for (const secret of [SIGNATURE, signBody(BODY, OTHER_TOKEN), 'step-2', '😀'])
          expect(shown).not.toContain(secret);
      }
      expect(whereTokenShows(AUTH_TOKEN, error)).toEqual([]);
      expect(whereTokenShows(AUTH_TOKEN, viber)).toEqual([]);
    },
  );

  it('for the token of another account names both accounts, with a resolver that serves many', async () => {
    const { viber, url, heard, rejected } = await start({ authToken: shops }, express);
    const byOther = { [HEADER]: signBody(BODY, OTHER_TOKEN) };
    expect((await post(`${url}/first`, BODY, byOther)).status).toBe(401);
    // Nothing had come to the second yet, not even what its own token signed.
    expect(rejected[0]?.hint).toMatch(USUAL_CAUSE);
    expect((await post(`${url}/second`, BODY, signed)).status).toBe(401);
    expect(rejected[1]?.hint).toMatch(/token of account "first-shop".*came to account "second-shop"/);
    expect((await post(`${url}/first`, BODY, byOther)).status).toBe(401);
    expect(rejected[2]?.hint).toMatch(/token of account "second-shop".*came to account "first-shop"/);
    expect(heard).toEqual([]);
    for (const token of [AUTH_TOKEN, OTHER_TOKEN, 'retired']) {
      expect(whereTokenShows(token, rejected[2])).toEqual([]);
      expect(whereTokenShows(token, viber)).toEqual([]);
    }
    expect((await post(`${url}/first`, BODY, signed)).status).toBe(200);
    expect(heard).toHaveLength(1);
  });

  it('by one byte appended is never accepted', async () => {
    const { url, heard, rejected } = await start({ duplicates: false }, express);
    const statuses = new Set<number>();
    for (let byte = 0; byte < 256; byte += 1) {
      statuses.add((await post(url, Buffer.concat([Buffer.from(BODY), Buffer.of(byte)]), signed)).status);
    }
    expect([...statuses]).toEqual([401]);
    expect(heard).toEqual([]);
    expect(rejected).toHaveLength(256);
    expect(rejected.filter(({ hint }) => hint !== undefined)).toHaveLength(6);
  });
});

describe('ViberRequestError.hint', () => {
  it('is a field only where there is one, and never part of the message', () => {
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

  it('is not there where no signature was looked at', async () => {
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

describe('a registration whose check call is refused', () => {
  it('says why, as far as it is known', async () => {
    const api = await FakeViberApi.start();
    const { viber, url } = await start({ authToken: `"${AUTH_TOKEN}"`, apiUrl: api.url });
    api.reply(checkCall(AUTH_TOKEN));
    const failure = await viber.setWebhook({ url }).then(
      () => undefined,
      (error: unknown) => error as ViberApiError,
    );
    expect(failure?.hint).toMatch(
      /^This process answered a request with 401 invalid_signature meanwhile, .* check call\. The auth token has quotes in it\./,
    );
    expect(whereTokenShows(AUTH_TOKEN, failure)).toEqual([]);
  });
});

describe('signatureHint', () => {
  it.each<[fault: string, token: string]>([
    ['quotes', `"${AUTH_TOKEN}"`],
    ['quotes', `'${AUTH_TOKEN}'`],
    ['quotes', `“${AUTH_TOKEN}”`],
    ['quotes', `"${AUTH_TOKEN}`],
    ['a line break', `${AUTH_TOKEN}\\n`],
    ['a line break', `${AUTH_TOKEN}\\r\\n`],
    ['a line break', `${AUTH_TOKEN.slice(0, 20)}\n${AUTH_TOKEN.slice(20)}`],
    ['a line break', `${AUTH_TOKEN.slice(0, 20)}\r\n${AUTH_TOKEN.slice(20)}`],
    ['a line break', `${AUTH_TOKEN}\n`],
    ['white space', `${AUTH_TOKEN.slice(0, 20)} ${AUTH_TOKEN.slice(20)}`],
    ['white space', `\t${AUTH_TOKEN}\u00a0`],
    ['an invisible character', `${AUTH_TOKEN}\u200b`],
    ['an invisible character', `\0${AUTH_TOKEN}`],
    ['quotes and a line break', `"${AUTH_TOKEN}\n"`],
    ['quotes and a line break and white space', `' ${AUTH_TOKEN}\\n '`],
  ])('finds %s in the token %j', (fault, token) => {
    const hint = hintOf({ account: account(token) });
    expect(hint).toContain(`The auth token has ${fault} in it.`);
    expect(hint).not.toContain(AUTH_TOKEN.slice(0, 16));
    expect(hintOf({ account: account(['a-new-token', token]) })).toBe(hint);
  });

  it('takes nothing in a token for the cause unless the signature proves it', () => {
    expect(hintOf({ account: account(`"${OTHER_TOKEN}"`) })).toMatch(USUAL_CAUSE);
    expect(hintOf({ account: account('"\n"') })).toMatch(USUAL_CAUSE);
  });

  it.each<[what: string, arrived: string, sent: string]>([
    ['raw text, sent escaped', RAW, ESCAPED],
    ['escaped text, sent raw', ESCAPED, RAW],
    ['lower-case escapes', LOWER_CASE, ESCAPED],
    ['spaces', SPACED, RAW],
    ['spaces, sent with escaped slashes', SPACED, SLASHED],
    ['bare slashes, sent escaped', RAW, SLASHED],
    ['bare slashes and text, both sent escaped', RAW, ESCAPED.replace('/', '\\/')],
    ['escaped slashes, sent bare', SLASHED, RAW],
    ['a token in quotes', QUOTED_TOKEN, RAW],
  ])('sees through a body written anew with %s, digit for digit', (_what, arrived, sent) => {
    expect(arrived).not.toBe(sent);
    const signature = signBody(sent, AUTH_TOKEN);
    expect(hintOf({ body: arrived, signature })).toMatch(/parsed and written anew on its way/);
    expect(hintOf({ body: arrived, signature, account: account(OTHER_TOKEN) })).toMatch(USUAL_CAUSE);
  });

  it('sees that a token was rounded, although no digits can be put back', () => {
    const body = JSON.stringify(JSON.parse(RAW));
    const signature = signBody(RAW, AUTH_TOKEN);
    expect(hintOf({ body, signature })).toMatch(/^The message token looks rounded/);
  });

  it.each<[what: string, body: string | Uint8Array, bytes: string]>([
    ['a line break', `${BODY}\n`, '1 byte '],
    ['a line break of two bytes', `${BODY}\r\n`, '2 bytes '],
    ['a byte order mark', `\ufeff${BODY}`, '3 bytes '],
    ['white space around it', ` ${BODY} \n`, '3 bytes '],
    ['a NUL', `${BODY}\0`, '1 byte '],
    ['what is no JSON', `body=${BODY};`, '6 bytes '],
  ])('counts the bytes of %s', (_what, body, bytes) => {
    expect(hintOf({ body })).toContain(`The body has ${bytes}too many`);
  });

  it('says of one byte appended that there is one too many, or that the body is damaged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat(255), (text, byte) => {
        const sent = Buffer.from(textBody(text));
        const body = Buffer.concat([sent, Buffer.of(byte)]);
        const hint = hintOf({ body, signature: signBody(sent, AUTH_TOKEN) });
        expect(hint).toMatch(byte === 0x7d ? /^The body is not JSON/ : /^The body has 1 byte too many/);
      }),
    );
  });

  it('compares the body with the length that was announced', () => {
    const sent = Buffer.byteLength(BODY);
    expect(hintOf({ body: BODY.slice(0, -5), contentLength: String(sent) })).toContain(
      `The body has ${String(sent - 5)} bytes and its Content-Length said ${String(sent)}`,
    );
    expect(hintOf({ signature: 'a'.repeat(64), contentLength: undefined })).toMatch(USUAL_CAUSE);
  });

  it.each<[what: string, body: string, hint: RegExp]>([
    ['is cut', BODY.slice(0, -1), /^The body is not JSON: it was cut/],
    ['is a form', 'event=message', /^The body is not JSON/],
    ['is empty', '', /^The body is empty/],
    ['is nested without end', '['.repeat(60_000), /^The body is not JSON/],
    ['is a list', '[]', USUAL_CAUSE],
  ])('says of a body that %s what can be seen', (_what, body, hint) => {
    expect(hintOf({ body })).toMatch(hint);
  });

  it.each<[what: string, signature: string, hint: RegExp]>([
    ['in upper case', SIGNATURE.toUpperCase(), /^The signature is right, but it came in upper case/],
    ['with a prefix', `sha256=${SIGNATURE}`, /^The signature is right, but it came with a prefix/],
    [
      'joined by Node',
      `${SIGNATURE}, ${SIGNATURE}`,
      /^The signature is right, but it came more than once, joined/,
    ],
    ['joined with another', `${SIGNATURE},${'0'.repeat(64)}`, /^The signature is right, but it came more/],
    ['in quotes', `"${SIGNATURE}"`, /^The signature is right, but it came as 66 characters/],
    ['cut', SIGNATURE.slice(1), /^The signature came as 63 characters, and Viber sends 64/],
    ['too long', `${SIGNATURE}0`, /^The signature came as 65 characters/],
    ['in Base64', Buffer.from(SIGNATURE, 'hex').toString('base64'), /^The signature came as 44 characters/],
    ['not hex', 'z'.repeat(64), /^The signature came with characters that are no hex digits/],
    ['wrong, and in upper case', 'A'.repeat(64), /^The signature came in upper case, and Viber sends 64/],
    ['wrong, with a prefix', `sha1:${'a'.repeat(64)}`, /^The signature came with a prefix/],
  ])('says what is odd about a signature %s', (_what, signature, hint) => {
    expect(hintOf({ signature })).toMatch(hint);
  });

  it('names the other account that signed, whichever of its tokens did', () => {
    const b = account(['new', OTHER_TOKEN], 'b');
    const others = [account('x', 'a'), b, account('y', 'c')];
    const signature = signBody(BODY, OTHER_TOKEN);
    expect(hintOf({ signature }, others)).toMatch(/a token of account "b", .* came to account "default"/);
    expect(hintOf({ signature }, [account(OTHER_TOKEN)])).toMatch(USUAL_CAUSE);
    expect(hintOf({ signature, account: account('y', 'b') }, [b])).toMatch(USUAL_CAUSE);
  });

  it('neither hashes nor parses a large body, but says what it sees', () => {
    const body = textBody('x'.repeat(70_000));
    const signature = signBody(body, AUTH_TOKEN);
    expect(hintOf({ body: `${body}\n`, signature })).toBeUndefined();
    expect(hintOf({ body: `${body}\n`, signature, contentLength: '5' })).toMatch(/Content-Length said 5/);
    expect(hintOf({ body, signature: signature.toUpperCase() })).toMatch(/^The signature came in upper case/);
  });

  it('copes with any bytes and any signature, and quotes neither', () => {
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

  it('looks six times a minute, and again when the first of them is a minute ago', () => {
    jest.useFakeTimers();
    const hints = new SignatureHints();
    const look = () => hints.ofInvalid(invalid) !== undefined;
    expect([look(), look(), look()]).toEqual([true, true, true]);
    jest.advanceTimersByTime(30_000);
    expect([look(), look(), look(), look()]).toEqual([true, true, true, false]);
    jest.advanceTimersByTime(29_999);
    expect(look()).toBe(false);
    jest.advanceTimersByTime(1);
    expect([look(), look(), look(), look()]).toEqual([true, true, true, false]);
    jest.advanceTimersByTime(30_000);
    expect([look(), look(), look(), look()]).toEqual([true, true, true, false]);
  });

  it('counts what came without a signature by itself', () => {
    jest.useFakeTimers();
    const hints = new SignatureHints();
    const missing = Array.from({ length: 8 }, () => hints.ofMissing() !== undefined);
    expect(missing).toEqual([true, true, true, true, true, true, false, false]);
    expect(hints.ofInvalid(invalid)).toBeDefined();
    jest.advanceTimersByTime(60_000);
    expect(hints.ofMissing()).toBeDefined();
  });

  it('remembers the hundred accounts that requests came to last, with the tokens they have now', () => {
    const hints = new SignatureHints();
    hints.remember(account(OTHER_TOKEN, 'first'));
    for (let n = 1; n < 100; n += 1) hints.remember(account(`token-${String(n)}`, `shop-${String(n)}`));
    expect(hints.ofInvalid(invalid)).toMatch(/account "first"/);
    hints.remember(account('rotated', 'first'));
    expect(hints.ofInvalid(invalid)).toMatch(USUAL_CAUSE);
    hints.remember(account(OTHER_TOKEN, 'first'));
    for (let n = 1; n <= 100; n += 1) hints.remember(account(`token-${String(n)}`, `shop-${String(n)}`));
    expect(hints.ofInvalid(invalid)).toMatch(USUAL_CAUSE);
    expect(whereTokenShows(OTHER_TOKEN, hints)).toEqual([]);
  });
});
