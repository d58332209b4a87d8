import { inspect } from 'node:util';
import { ViberClient } from '../../lib/client/viber-client';
import type { ApiReply } from '../fixtures/fake-viber-api';
import { FakeViberApi } from '../fixtures/fake-viber-api';
import { AUTH_TOKEN } from '../fixtures/posts';
import { closeServers } from '../fixtures/servers';
import { fastForward, TIMEOUT_MS, useFakeClock } from './fake-clock';
import { REFUSALS } from './refusals';
import { whereTokenShows } from './where-token-shows';

const REGISTRATION = { url: 'https://bot.example.com/viber' };
const MESSAGE = { receiver: '01234567890A=', type: 'text', text: 'Hello' } as const;
const ECHO = `the token ${AUTH_TOKEN} is wrong: ${AUTH_TOKEN}`;

let api: FakeViberApi;
let client: ViberClient;
let emitWarning: jest.SpiedFunction<typeof process.emitWarning>;
let consoleCalls: jest.SpyInstance[];

beforeEach(async () => {
  useFakeClock();
  emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation();
  consoleCalls = (['debug', 'error', 'info', 'log', 'warn'] as const).map((method) =>
    jest.spyOn(console, method).mockImplementation(),
  );
  api = await FakeViberApi.start();
  client = new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.url, sender: { name: 'Echo' } });
});

afterEach(async () => {
  jest.restoreAllMocks();
  jest.useRealTimers();
  await closeServers();
});

/** Calls every method of the client and returns their failures. */
async function everyFailure(): Promise<unknown[]> {
  const outcomes = await fastForward(
    Promise.allSettled([
      client.setWebhook(REGISTRATION),
      client.removeWebhook(),
      client.sendMessage(MESSAGE),
      client.broadcastMessage({ broadcast_list: ['ann', 'bob'], type: 'text', text: 'Hello' }),
      client.getAccountInfo(),
      client.getUserDetails('ann'),
      client.getOnline(['ann', 'bob']),
    ]),
  );
  return reasonsOf(outcomes);
}

function reasonsOf(outcomes: PromiseSettledResult<unknown>[]): unknown[] {
  return outcomes.flatMap((outcome): unknown[] => (outcome.status === 'rejected' ? [outcome.reason] : []));
}

function expectNothingPrinted(): void {
  const printed = [...emitWarning.mock.calls, ...consoleCalls.flatMap((spy) => spy.mock.calls as unknown[])];
  expect(inspect(printed, { depth: null, showHidden: true })).not.toContain(AUTH_TOKEN);
}

describe('the auth token', () => {
  const failures: [string, ApiReply][] = [
    ...REFUSALS.map(([cause, status_message]): [string, ApiReply] => [
      `a refusal because of ${cause}`,
      { json: { status: 1, status_message } },
    ]),
    ['a refusal without a status_message', { json: { status: 1 } }],
    ['a refusal that echoes it', { json: { status: 2, status_message: ECHO } }],
    ['a refusal that echoes it escaped', { text: `{"status":2,"status_message":"${escaped(AUTH_TOKEN)}"}` }],
    [
      'a refusal that echoes it elsewhere',
      { json: { status: 2, chat_hostname: ECHO, [AUTH_TOKEN]: AUTH_TOKEN } },
    ],
    ['a refusal that echoes it in an object', { json: { status: 2, status_message: { said: ECHO } } }],
    ['a status that is the token', { json: { status: AUTH_TOKEN, status_message: ECHO } }],
    ['JSON without a status that echoes it', { json: { error: ECHO } }],
    ['JSON that is cut off and echoes it', { text: `{"status":0,"said":"${ECHO}` }],
    ['HTML that echoes it', { text: `<p>${ECHO}</p>`, headers: { 'Content-Type': 'text/html' } }],
    [
      'an HTTP error that echoes it everywhere',
      { text: ECHO, httpStatus: 400, headers: { 'X-Viber-Auth-Token': AUTH_TOKEN } },
    ],
    ['an HTTP 502 that echoes it', { text: ECHO, httpStatus: 502 }],
    [
      'a redirect that echoes it',
      { text: '', httpStatus: 302, headers: { Location: `/pa/${AUTH_TOKEN}?token=${AUTH_TOKEN}` } },
    ],
    ['a status line that echoes it', { bytes: `HTTP/1.1 500 ${AUTH_TOKEN}\r\nContent-Length: 0\r\n\r\n` }],
    ['something that is not HTTP and echoes it', { bytes: `${AUTH_TOKEN}\r\n\r\n` }],
    ['a header that is not HTTP and echoes it', { bytes: `HTTP/1.1 200 OK\r\n${AUTH_TOKEN}\0\r\n\r\n` }],
    ['half a response', { halfOf: 200 }],
    ['a reset connection', 'reset'],
  ];

  it.each(failures)('never shows after %s', async (_, reply) => {
    api.reply(reply);
    const errors = await everyFailure();
    expect(errors).toHaveLength(7);
    for (const error of errors) {
      expect(error).toBeInstanceOf(Error);
      expect(whereTokenShows(AUTH_TOKEN, error)).toEqual([]);
    }
    expectNothingPrinted();
  });

  it('never shows after a refused connection', async () => {
    await closeServers();
    const errors = await everyFailure();
    expect(errors).toHaveLength(7);
    for (const error of errors) {
      expect(error).toMatchObject({
        code: expect.stringMatching(/^(?:connection_failed|broadcast_stopped)$/) as unknown,
      });
      expect(whereTokenShows(AUTH_TOKEN, error)).toEqual([]);
    }
    expectNothingPrinted();
  });

  it('never shows after a timeout', async () => {
    api.reply('hang');
    const failure = client.sendMessage(MESSAGE).catch((error: unknown) => error);
    await api.received(1);
    jest.advanceTimersByTime(TIMEOUT_MS);
    const error = await failure;
    expect(error).toMatchObject({ networkCode: 'ECONNABORTED' });
    expect(whereTokenShows(AUTH_TOKEN, error)).toEqual([]);
    expectNothingPrinted();
  });

  it('never shows after the application has aborted a call', async () => {
    api.reply('hang');
    const controller = new AbortController();
    const { signal } = controller;
    const outcomes = Promise.allSettled([
      client.sendMessage(MESSAGE, { signal }),
      client.broadcastMessage({ broadcast_list: ['ann'], type: 'text', text: 'Hello' }, { signal }),
      client.getAccountInfo({ signal }),
    ]);
    await api.received(3);
    controller.abort();
    const errors = reasonsOf(await outcomes);
    expect(errors).toHaveLength(3);
    for (const error of errors) expect(whereTokenShows(AUTH_TOKEN, error)).toEqual([]);
    expectNothingPrinted();
  });

  it('never shows in an error about a wrong argument', async () => {
    const cycle: Record<string, unknown> = { ...MESSAGE };
    cycle['keyboard'] = cycle;
    const outcomes = await Promise.allSettled([
      client.setWebhook({ url: `https://bot.example.com/?token=${AUTH_TOKEN}` }),
      client.setWebhook({ ...REGISTRATION, eventTypes: ['never'] as never }),
      client.sendMessage(cycle as unknown as typeof MESSAGE),
    ]);
    const errors = reasonsOf(outcomes);
    expect(errors).toHaveLength(3);
    for (const error of errors) expect(whereTokenShows(AUTH_TOKEN, error)).toEqual([]);
    expectNothingPrinted();
  });

  it('never shows in an error about the token', () => {
    for (const authToken of [`${AUTH_TOKEN}\n`, ` ${AUTH_TOKEN}`]) {
      const create = () => new ViberClient({ authToken });
      expect(create).toThrow(expect.objectContaining({ name: 'TypeError' }) as Error);
      expect(create).not.toThrow(AUTH_TOKEN);
    }
  });

  it('never shows in a printed client', () => {
    expect(whereTokenShows(AUTH_TOKEN, client)).toEqual([]);
  });
});

describe('whereTokenShows', () => {
  it('finds the token in each view of an error', () => {
    expect(whereTokenShows(AUTH_TOKEN, new Error(`wrong: ${AUTH_TOKEN}`))).toEqual([
      'string',
      'message',
      'stack',
      'inspected',
      'ownProperties',
    ]);
    expect(whereTokenShows(AUTH_TOKEN, new Error('wrong', { cause: { headers: [AUTH_TOKEN] } }))).toEqual([
      'cause',
      'inspected',
      'ownProperties',
    ]);
    expect(whereTokenShows(AUTH_TOKEN, Object.assign(new Error('wrong'), { sent: AUTH_TOKEN }))).toEqual([
      'inspected',
      'json',
      'ownProperties',
    ]);
  });

  it('finds a property that is not enumerable, and a part of the token', () => {
    const [part] = AUTH_TOKEN.split('-');
    const error = Object.defineProperty(new Error('wrong'), 'request', {
      value: { part },
      enumerable: false,
    });
    expect(whereTokenShows(AUTH_TOKEN, error)).toEqual(['inspected', 'ownProperties']);
  });
});

function escaped(text: string): string {
  return Array.from(text, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
