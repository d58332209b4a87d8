import type * as index from '../../lib/index';
import type { ViberWebhookOptions } from '../../lib/index';
import { signBody } from '../../lib/index';
import { BODIES } from '../fixtures/bodies';
import { expressVersions } from '../fixtures/express-versions';
import { AUTH_TOKEN, post, postSigned } from '../fixtures/posts';
import { closeServers } from '../fixtures/servers';
import { startObservedApp } from './observed-app';
import { startApp } from './webhook-app';

afterEach(closeServers);

const body = BODIES.webhook;

describe('the account of a bot without a name', () => {
  it('is a fingerprint that does not contain the token', async () => {
    const { viber, url } = await startApp({ authToken: () => AUTH_TOKEN });
    const accounts: string[] = [];
    viber.on('webhook', (_callback, { account }) => accounts.push(account));
    await postSigned(url, body);
    expect(accounts).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/)]);
    expect(AUTH_TOKEN).not.toContain(accounts[0]);
  });

  it('is that of the first token while another is rotated in', async () => {
    const accounts: string[] = [];
    for (const authToken of [AUTH_TOKEN, [AUTH_TOKEN, 'old-token']]) {
      const { viber, url } = await startApp({ authToken: () => authToken });
      viber.on('webhook', (_callback, { account }) => accounts.push(account));
      await postSigned(url, body);
    }
    expect(accounts).toHaveLength(2);
    expect(accounts[1]).toBe(accounts[0]);
  });
});

describe('a bot without a name whose token is being rotated', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  /** The arguments of the warnings that a callback to each of these webhooks causes in a new process. */
  async function warningsOf(...webhooks: Pick<ViberWebhookOptions, 'authToken' | 'queue'>[]) {
    const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    await jest.isolateModulesAsync(async () => {
      const { ViberWebhook } = jest.requireActual<typeof index>('../../lib/index');
      for (const options of webhooks) {
        const viber = new ViberWebhook(options);
        const signature = signBody(body, AUTH_TOKEN);
        const request = new Request('http://localhost/viber');
        expect(await viber.receive({ body, signature, request })).toMatchObject({ status: 200 });
      }
    });
    return emitWarning.mock.calls as unknown[][];
  }

  const rotated = [AUTH_TOKEN, 'old-token'];
  const queue = () => ({ add: () => Promise.resolve() });

  it('causes one warning with several queues, which says what to do', async () => {
    const several = { authToken: () => rotated, queue: [queue(), queue()] };
    const warnings = await warningsOf(several, several);
    expect(warnings).toEqual([
      [
        expect.stringMatching(
          /^The authToken function returned several.*callbacks of its users go to other queues.*Return \{ account, authToken \}/,
        ),
        { type: 'ViberWarning', code: 'VIBER_UNNAMED_ACCOUNT' },
      ],
    ]);
    expect(JSON.stringify(warnings)).not.toContain(AUTH_TOKEN);
  });

  it.each<[string, Pick<ViberWebhookOptions, 'authToken' | 'queue'>]>([
    ['one queue', { authToken: () => rotated, queue: [queue()] }],
    ['no queue', { authToken: () => rotated }],
    ['a name', { authToken: () => ({ account: 'shop', authToken: rotated }), queue: [queue(), queue()] }],
    ['one token', { authToken: () => [AUTH_TOKEN], queue: [queue(), queue()] }],
    ['a fixed list of tokens', { authToken: rotated, queue: [queue(), queue()] }],
  ])('causes no warning with %s', async (_what, options) => {
    expect(await warningsOf(options)).toEqual([]);
  });
});

describe.each(expressVersions)('an authToken function on %s', (_version, express) => {
  it.each([[undefined], [null], [''], ['route'], ['router']])(
    'does not let a request through if it rejects with %p',
    async (reason) => {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- an application may reject with anything
      const { url, errors } = await startObservedApp(express, { authToken: () => Promise.reject(reason) });
      expect((await postSigned(url, body)).status).toBe(500);
      expect(errors).toEqual([
        expect.objectContaining({ code: 'listener_failed', event: 'request', cause: reason }),
      ]);
    },
  );

  it('causes a 404 if it returns null, as databases do for a missing row', async () => {
    const { url } = await startObservedApp(express, { authToken: () => null as unknown as undefined });
    expect((await postSigned(url, body)).status).toBe(404);
  });

  it('causes a 500 if it has not settled within ackTimeoutMs', async () => {
    const { url, errors } = await startObservedApp(express, {
      ackTimeoutMs: 30,
      authToken: () => new Promise(() => undefined),
    });
    expect(await postSigned(url, body)).toMatchObject({ status: 500 });
    expect(String((errors[0] as Error).cause)).toMatch(/ackTimeoutMs/);
  });

  it('passes its errors, and those of an invalid result, to the application', async () => {
    const cause = new Error('database is down');
    const failing = await startObservedApp(express, { authToken: () => Promise.reject(cause) });
    expect(await postSigned(failing.url, body)).toMatchObject({ status: 500 });
    expect(failing.errors).toMatchObject([{ event: 'request', kind: 'retryable', errors: [cause] }]);
    const empty = await startObservedApp(express, { authToken: () => '' });
    expect(await postSigned(empty.url, body)).toMatchObject({ status: 500 });
    expect(empty.errors).toMatchObject([{ cause: expect.any(TypeError) as unknown }]);
    expect(empty.received).toEqual([]);
  });

  it.each(['', 7, undefined])(
    'passes a TypeError to the application if the account is %j',
    async (account) => {
      const authToken = () => ({ account: account as string, authToken: AUTH_TOKEN });
      const { url, errors } = await startObservedApp(express, { authToken });
      expect(await postSigned(url, body)).toMatchObject({ status: 500 });
      expect(errors).toMatchObject([
        {
          cause: { name: 'TypeError', message: expect.stringMatching(/an account without a name/) as string },
        },
      ]);
    },
  );

  it('does not choose the response by the status and headers of its error', async () => {
    const { url } = await startApp({
      authToken: () =>
        Promise.reject(Object.assign(new Error('not found'), { status: 404, headers: { a: 'b' } })),
    });
    const response = await postSigned(url, body);
    expect(response.status).toBe(500);
    expect(response.headers.has('a')).toBe(false);
  });

  it('is not called for a request without a signature', async () => {
    let calls = 0;
    const { url } = await startApp({
      authToken: () => {
        calls += 1;
        return undefined;
      },
    });
    expect((await post(url, body)).status).toBe(401);
    expect(calls).toBe(0);
  });

  it('finds the bot by the path, causes a 404 if there is none, and keeps duplicates of bots apart', async () => {
    const bots = new Map([
      ['/a', { account: 'bot-a', authToken: 'token-a' }],
      ['/b', { account: 'bot-b', authToken: ['token-b2', 'token-b1'] }],
    ]);
    const { url, viber } = await startObservedApp(express, {
      authToken: async (req) => Promise.resolve(bots.get(req.url ?? '')),
    });
    const accounts: string[] = [];
    viber.on('webhook', (_callback, { account }) => accounts.push(account));
    const signedWith = async (path: string, authToken: string) =>
      (await post(`${url}${path}`, body, { 'X-Viber-Content-Signature': signBody(body, authToken) })).status;

    expect(await signedWith('/a', 'token-a')).toBe(200);
    expect(await signedWith('/b', 'token-b1')).toBe(200);
    expect(await signedWith('/b', 'token-b2')).toBe(200);
    expect(await signedWith('/b', 'token-a')).toBe(401);
    expect(await signedWith('/c', 'token-a')).toBe(404);
    expect(accounts).toEqual(['bot-a', 'bot-b']);
  });
});
