import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ApiCallTrace } from '../../lib/client/api-diagnostics';
import type { ApiRequest } from '../../lib/client/call-api';
import { callApi } from '../../lib/client/call-api';
import type { DiagnosticsMessages } from '../../lib/index';
import { ViberClient } from '../../lib/index';
import { FakeViberApi } from '../fixtures/fake-viber-api';
import { AUTH_TOKEN } from '../fixtures/posts';
import { closeServers } from '../fixtures/servers';
import { apiRequest } from './api-request';
import { failureOf } from './failure-of';
import { fastForward, useFakeClock } from './fake-clock';
import { userIds } from './inboxes';

const CHANNEL = 'express-viber:api-call';
const anyNumber = expect.any(Number) as number;

let api: FakeViberApi;
let published: DiagnosticsMessages[typeof CHANNEL][] = [];

function collect(message: unknown): void {
  published.push(message as DiagnosticsMessages[typeof CHANNEL]);
}

function request(changes: Partial<ApiRequest> = {}): ApiRequest {
  return apiRequest(api, changes);
}

beforeEach(async () => {
  api = await FakeViberApi.start();
  published = [];
  subscribe(CHANNEL, collect);
});

afterEach(async () => {
  unsubscribe(CHANNEL, collect);
  jest.restoreAllMocks();
  jest.useRealTimers();
  await closeServers();
});

describe('the channel of API calls', () => {
  it('tells of a call that succeeded, with the bytes of both bodies', async () => {
    const body = { receiver: 'user-ann', text: 'Жэ' };
    const text = '{"status":0,"status_message":"так"}';
    api.reply({ text });
    await callApi(request({ body }));
    expect(published).toEqual([
      {
        method: 'send_message',
        outcome: 'ok',
        viberStatus: 0,
        httpStatus: 200,
        durationMs: anyNumber,
        attempts: 1,
        requestBytes: Buffer.byteLength(JSON.stringify(body)),
        responseBytes: Buffer.byteLength(text),
      },
    ]);
    expect(published[0]?.durationMs).toBeGreaterThan(0);
  });

  it('tells of a refusal once, after its retries', async () => {
    useFakeClock();
    api.reply({ json: { status: 12 } });
    await fastForward(failureOf(callApi(request())));
    expect(published).toMatchObject([
      { outcome: 'api_error', viberStatus: 12, httpStatus: 200, attempts: 4, responseBytes: 13 },
    ]);
  });

  it('tells of the last attempt of a call that succeeded after a retry', async () => {
    useFakeClock();
    api.reply({ text: 'Too many', httpStatus: 429 }, { json: { status: 0 } });
    await fastForward(callApi(request()));
    expect(published).toMatchObject([
      { outcome: 'ok', viberStatus: 0, httpStatus: 200, attempts: 2, responseBytes: 12 },
    ]);
  });

  it.each([
    ['an HTTP error', { text: '<html>', httpStatus: 502 } as const, 502, 6],
    ['a response that is not from Viber', { text: 'Welcome' } as const, 200, 7],
    ['a response that breaks off', { halfOf: 200 } as const, 200, 0],
    ['a connection that breaks', 'reset' as const, undefined, 0],
  ])('tells of %s', async (_what, reply, httpStatus, responseBytes) => {
    api.reply(reply);
    await failureOf(callApi(request()));
    expect(published).toEqual([
      expect.objectContaining({
        outcome: 'connection_failed',
        viberStatus: undefined,
        httpStatus,
        attempts: 1,
        responseBytes,
      }),
    ]);
  });

  it('tells of an aborted call, whatever the reason', async () => {
    const controller = new AbortController();
    api.reply('hang');
    const failure = failureOf(callApi(request({ signal: controller.signal })));
    await api.received(1);
    controller.abort(new Error('user-ann left'));
    await failure;
    await failureOf(callApi(request({ signal: controller.signal })));
    expect(published).toMatchObject([
      { outcome: 'aborted', httpStatus: undefined, attempts: 1, requestBytes: 17 },
      { outcome: 'aborted', httpStatus: undefined, attempts: 0, requestBytes: 0 },
    ]);
  });

  it('tells of each request of a broadcast', async () => {
    const client = new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.url, sender: { name: 'News' } });
    await client.broadcastMessage({ broadcast_list: userIds(601), type: 'text', text: 'News' });
    expect(published.map(({ method, outcome, attempts }) => [method, outcome, attempts])).toEqual(
      Array<unknown>(3).fill(['broadcast_message', 'ok', 1]),
    );
  });

  it('tells nothing of users, texts and tokens', async () => {
    const secrets = ['user-ann', 'private words', AUTH_TOKEN, '5741311803571721087'];
    const client = new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.url, sender: { name: 'News' } });
    const message = { receiver: 'user-ann', type: 'text', text: 'private words' } as const;
    api.reply({ text: '{"status":0,"message_token":5741311803571721087}' });
    await client.sendMessage(message);
    api.reply({ json: { status: 6, status_message: `user-ann ${AUTH_TOKEN}` } });
    await failureOf(client.sendMessage(message));
    expect(published).toHaveLength(2);
    for (const secret of secrets) expect(JSON.stringify(published)).not.toContain(secret);
  });
});

describe('ApiCallTrace', () => {
  it('measures nothing where nobody subscribes', () => {
    expect(ApiCallTrace.start('send_message')).toBeInstanceOf(ApiCallTrace);
    unsubscribe(CHANNEL, collect);
    expect(ApiCallTrace.start('send_message')).toBeUndefined();
  });
});
