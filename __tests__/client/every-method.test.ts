import type { CallOptions } from '../../lib/client/call-options';
import { ViberClient } from '../../lib/client/viber-client';
import type { AnyViberError } from '../../lib/errors';
import { ViberApiError, ViberConnectionError } from '../../lib/errors';
import type { ApiReply } from '../fixtures/fake-viber-api';
import { FakeViberApi } from '../fixtures/fake-viber-api';
import { AUTH_TOKEN } from '../fixtures/posts';
import { closeServers } from '../fixtures/servers';
import { failureOf } from './failure-of';
import { backoffsMs, fastForward, useFakeClock } from './fake-clock';
import { turnUntil } from '../fixtures/conditions';

const HELLO = { type: 'text', text: 'Hello' } as const;
const TIMEOUT_MS = 2000;

interface Method {
  name: string;
  /** The method of the API. */
  method: string;
  isMessage: boolean;
  call: (client: ViberClient, options?: CallOptions) => Promise<unknown>;
}

const METHODS: readonly Method[] = [
  {
    name: 'setWebhook',
    method: 'set_webhook',
    isMessage: false,
    call: (client, options) => client.setWebhook({ url: 'https://bot.example.com/viber' }, options),
  },
  {
    name: 'removeWebhook',
    method: 'set_webhook',
    isMessage: false,
    call: (client, options) => client.removeWebhook(options),
  },
  {
    name: 'sendMessage',
    method: 'send_message',
    isMessage: true,
    call: (client, options) => client.sendMessage({ receiver: 'ann', ...HELLO }, options),
  },
  {
    name: 'broadcastMessage',
    method: 'broadcast_message',
    isMessage: true,
    call: (client, options) => client.broadcastMessage({ broadcast_list: ['ann'], ...HELLO }, options),
  },
  {
    name: 'getAccountInfo',
    method: 'get_account_info',
    isMessage: false,
    call: (client, options) => client.getAccountInfo(options),
  },
  {
    name: 'getUserDetails',
    method: 'get_user_details',
    isMessage: false,
    call: (client, options) => client.getUserDetails('ann', options),
  },
  {
    name: 'getOnline',
    method: 'get_online',
    isMessage: false,
    call: (client, options) => client.getOnline(['ann'], options),
  },
];

let api: FakeViberApi;
let client: ViberClient;

beforeEach(async () => {
  api = await FakeViberApi.start();
  client = new ViberClient({
    authToken: AUTH_TOKEN,
    apiUrl: api.url,
    sender: { name: 'Echo' },
    timeoutMs: TIMEOUT_MS,
  });
});

afterEach(async () => {
  jest.restoreAllMocks();
  jest.useRealTimers();
  await closeServers();
});

/** The error itself; for a broadcast, its cause. */
function rootOf(error: Error): unknown {
  return (error as AnyViberError).code === 'broadcast_stopped' ? error.cause : error;
}

describe.each(METHODS)('$name', ({ name, method, isMessage, call }) => {
  it('posts JSON to its method, with the token in the header', async () => {
    await call(client).catch(() => undefined);
    expect(api.calls).toHaveLength(1);
    expect(api.calls[0]).toMatchObject({
      verb: 'POST',
      path: `/pa/${method}`,
      headers: { 'x-viber-auth-token': AUTH_TOKEN, 'content-type': 'application/json' },
      body: expect.any(Object) as object,
    });
  });

  it.each<[string, ApiReply, attemptsIfIdempotent: number, expected: object]>([
    ['a reset connection', 'reset', 4, { networkCode: 'ECONNRESET' }],
    ['half a response', { halfOf: 200 }, 4, { httpStatus: undefined }],
    ['HTTP 502', { text: '<html>Bad Gateway</html>', httpStatus: 502 }, 4, { httpStatus: 502 }],
    ['HTTP 503', { text: '', httpStatus: 503, headers: { 'Retry-After': '0' } }, 4, { httpStatus: 503 }],
    ['HTML', { text: '<!doctype html>', headers: { 'Content-Type': 'text/html' } }, 1, { httpStatus: 200 }],
    ['an empty body', { text: '' }, 1, { httpStatus: 200 }],
    ['JSON that is not from Viber', { json: { ok: true } }, 1, { httpStatus: 200 }],
    ['a hang', 'hang', 4, { networkCode: 'ECONNABORTED' }],
    ['a hang in the middle of the response', { startOf: 200 }, 4, { networkCode: 'ECONNABORTED' }],
  ])('fails in bounded time, with a ViberConnectionError, after %s', async (_, reply, attempts, expected) => {
    useFakeClock();
    api.reply(reply);
    const failure = failureOf(call(client));
    const error = rootOf(await fastForward(failure));
    expect(error).toBeInstanceOf(ViberConnectionError);
    expect(error).toMatchObject({ code: 'connection_failed', method, ...expected });
    expect(api.calls).toHaveLength(isMessage ? 1 : attempts);
    expect(jest.getTimerCount()).toBe(0);
  });

  // The tests of callApi cover every status.
  it.each([2, 99])('rejects with a ViberApiError for status %i, after one request', async (status) => {
    api.reply({ json: { status, status_message: 'said so' } });
    const error = rootOf(await failureOf(call(client)));
    expect(error).toBeInstanceOf(ViberApiError);
    expect(error).toMatchObject({ code: 'api_error', method, viberStatus: status, statusMessage: 'said so' });
    expect(api.calls).toHaveLength(1);
  });

  it('retries after status 12, unless the limit lasts for hours', async () => {
    useFakeClock();
    api.reply({ json: { status: 12 } });
    const error = rootOf(await fastForward(failureOf(call(client))));
    expect(error).toMatchObject({ viberStatus: 12, statusName: 'tooManyRequests' });
    expect(api.calls).toHaveLength(name === 'getUserDetails' ? 1 : 4);
  });

  it('sends nothing with an aborted signal', async () => {
    const reason = new Error('The application is shutting down.');
    const error = rootOf(await failureOf(call(client, { signal: AbortSignal.abort(reason) })));
    expect(error).toBe(reason);
    expect(api.calls).toEqual([]);
  });

  it('stops waiting for the response once it is aborted', async () => {
    const controller = new AbortController();
    api.reply('hang');
    const failure = failureOf(call(client, { signal: controller.signal }));
    await api.received(1);
    controller.abort('enough');
    expect(rootOf(await failure)).toBe('enough');
    expect(api.calls).toHaveLength(1);
  });

  it('stops waiting for a retry once it is aborted', async () => {
    useFakeClock();
    const controller = new AbortController();
    api.reply({ text: '', httpStatus: 429 });
    const failure = failureOf(call(client, { signal: controller.signal }));
    await turnUntil(() => backoffsMs().some((ms) => ms !== TIMEOUT_MS));
    controller.abort('enough');
    expect(rootOf(await failure)).toBe('enough');
    expect(api.calls).toHaveLength(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it.each([[{ signal: {} }], [{ signal: null }], [{ signals: undefined }], [null], ['signal']])(
    'refuses the options %j before anything is sent',
    async (options) => {
      const error = await failureOf(call(client, options as never));
      expect(error).toBeInstanceOf(TypeError);
      expect(api.calls).toEqual([]);
    },
  );
});
