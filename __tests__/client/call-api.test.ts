import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ApiRequest } from '../../lib/client/call-api';
import { callApi } from '../../lib/client/call-api';
import { statusHint } from '../../lib/client/status-hint';
import { ViberApiError, ViberConnectionError } from '../../lib/errors';
import type { StatusName } from '../../lib/errors/status-codes';
import type { ApiReply } from '../fixtures/fake-viber-api';
import { FakeViberApi, OK } from '../fixtures/fake-viber-api';
import { AUTH_TOKEN } from '../fixtures/posts';
import { closeServers, serve } from '../fixtures/servers';
import { failureOf, failureOfClass } from './failure-of';
import { backoffsMs, fastForward, TIMEOUT_MS, useFakeClock } from './fake-clock';
import { turnUntil } from '../fixtures/conditions';

let api: FakeViberApi;

beforeEach(async () => {
  api = await FakeViberApi.start();
});

afterEach(async () => {
  jest.restoreAllMocks();
  jest.useRealTimers();
  await closeServers();
});

function request(changes: Partial<ApiRequest> = {}): ApiRequest {
  return {
    apiUrl: api.url,
    authToken: AUTH_TOKEN,
    method: 'send_message',
    body: { receiver: 'me' },
    repeatable: false,
    timeoutMs: TIMEOUT_MS,
    proxy: undefined,
    signal: undefined,
    ...changes,
  };
}

describe('callApi', () => {
  it('posts the body as JSON to the method under the base URL', async () => {
    await callApi(request({ method: 'get_online', body: { ids: ['0=', 'ü'] } }));
    expect(api.calls).toHaveLength(1);
    expect(api.calls[0]).toMatchObject({
      verb: 'POST',
      path: '/pa/get_online',
      headers: { 'x-viber-auth-token': AUTH_TOKEN, 'content-type': 'application/json' },
      body: { ids: ['0=', 'ü'] },
    });
  });

  it('shows the token in its header alone', async () => {
    await callApi(request());
    const { headers, ...rest } = api.calls[0] ?? {};
    expect(JSON.stringify({ ...rest, headers: { ...headers, 'x-viber-auth-token': '' } })).not.toContain(
      AUTH_TOKEN,
    );
  });

  describe('when Viber answers status 0', () => {
    it('gives the answer as it came', async () => {
      const json = { status: 0, status_message: 'ok', chat_hostname: 'SN-CHAT-06_', billing_status: 1 };
      api.reply({ json });
      await expect(callApi(request())).resolves.toEqual(json);
    });

    it.each([
      ['19 digits', '5098034272017990000', '5098034272017990000'],
      ['19 digits that a number would round', '5741311803571721087', '5741311803571721087'],
      ['the largest of 64 bits', '18446744073709551615', '18446744073709551615'],
      ['few enough digits for a number', '40808912438712', '40808912438712'],
      ['a string', '"5741311803571721087"', '5741311803571721087'],
    ])('keeps every digit of a message_token of %s', async (_, digits, expected) => {
      api.reply({ text: `{"status":0,"status_message":"ok","message_token":${digits}}` });
      await expect(callApi(request())).resolves.toEqual({
        status: 0,
        status_message: 'ok',
        message_token: expected,
      });
    });

    it('keeps every digit of a token further in, and makes a text of a short one', async () => {
      api.reply({
        text: '{"status":0,"message_token":1,"users":[{"message_token":5741311803571721087,"chat":{"message_token":7}}]}',
      });
      await expect(callApi(request())).resolves.toEqual({
        status: 0,
        message_token: '1',
        users: [{ message_token: '5741311803571721087', chat: { message_token: '7' } }],
      });
    });

    it('gives the number 0 where it came as a string', async () => {
      api.reply({ json: { status: '0', status_message: 'ok' } });
      await expect(callApi(request())).resolves.toEqual({ status: 0, status_message: 'ok' });
    });

    it('does not ask for a hint', async () => {
      const hintFor = jest.fn();
      await callApi(request({ hintFor }));
      expect(hintFor).not.toHaveBeenCalled();
    });
  });

  describe('when Viber refuses', () => {
    it.each<[number, StatusName]>([
      [1, 'invalidUrl'],
      [2, 'invalidAuthToken'],
      [3, 'badData'],
      [4, 'missingData'],
      [5, 'receiverNotRegistered'],
      [6, 'receiverNotSubscribed'],
      [7, 'publicAccountBlocked'],
      [8, 'publicAccountNotFound'],
      [9, 'publicAccountSuspended'],
      [10, 'webhookNotSet'],
      [11, 'receiverNoSuitableDevice'],
      [12, 'tooManyRequests'],
      [13, 'apiVersionNotSupported'],
      [14, 'incompatibleWithVersion'],
      [15, 'publicAccountNotAuthorized'],
      [16, 'inchatReplyMessageNotAllowed'],
      [17, 'publicAccountIsNotInline'],
      [18, 'noPublicChat'],
      [19, 'cannotSendBroadcast'],
      [20, 'broadcastNotAllowed'],
      [21, 'unsupportedCountry'],
      [22, 'paymentUnsupported'],
      [23, 'freeMessagesExceeded'],
      [24, 'noBalance'],
      [25, 'generalError'],
      [999, 'generalError'],
      [-1, 'generalError'],
    ])('calls status %i %s', async (status, statusName) => {
      useFakeClock();
      api.reply({ json: { status, status_message: 'said so' } });
      const error = await fastForward(failureOf(callApi(request())));
      expect(error).toBeInstanceOf(ViberApiError);
      expect(error).toMatchObject({
        name: 'ViberApiError',
        code: 'api_error',
        method: 'send_message',
        status,
        statusName,
        statusMessage: 'said so',
        hint: statusHint('send_message', statusName),
      });
      const { message } = error;
      expect(message).toContain('send_message');
      expect(message).toContain(String(status));
      expect(message).toContain(statusName);
      expect(message).toContain('said so');
    });

    it('understands a status that is a string', async () => {
      api.reply({ json: { status: '6', status_message: 'notSubscribed' } });
      await expect(callApi(request())).rejects.toMatchObject({
        status: 6,
        statusName: 'receiverNotSubscribed',
        statusMessage: 'notSubscribed',
      });
    });

    it('says so in words when there is no status_message', async () => {
      api.reply({ json: { status: 1, chat_hostname: 'SN-CHAT-06_' } });
      const error = await failureOf(callApi(request()));
      expect(error).toBeInstanceOf(ViberApiError);
      expect(error).toMatchObject({ status: 1, statusName: 'invalidUrl', statusMessage: undefined });
      expect(error.message).toMatch(/without a message/);
      expect(error.message).not.toMatch(/undefined|null/);
    });

    it.each([[null], [7], [{ token: AUTH_TOKEN }], [[AUTH_TOKEN]]])(
      'leaves out a status_message that is no text: %j',
      async (status_message) => {
        api.reply({ json: { status: 1, status_message } });
        await expect(callApi(request())).rejects.toMatchObject({ status: 1, statusMessage: undefined });
      },
    );

    it('replaces the token wherever the status_message quotes it', async () => {
      api.reply({ json: { status: 2, status_message: `${AUTH_TOKEN} is not valid: "${AUTH_TOKEN}"` } });
      await expect(callApi(request())).rejects.toMatchObject({
        statusMessage: '[auth token] is not valid: "[auth token]"',
      });
    });

    it('asks for a hint with the status and the cleaned text, and ends its message with it', async () => {
      const hintFor = jest.fn().mockReturnValue('Turn it off and on.');
      api.reply({ json: { status: '3', status_message: `bad ${AUTH_TOKEN}` } });
      const error = await failureOf(callApi(request({ hintFor })));
      expect(hintFor.mock.calls).toEqual([['badData', 'bad [auth token]']]);
      expect(error).toMatchObject({ hint: 'Turn it off and on.' });
      expect(error.message).toMatch(/ Turn it off and on\.$/);
    });

    it.each([...Array(25).keys()].slice(1).filter((status) => status !== 12))(
      'never tries again after status %i',
      async (status) => {
        api.reply({ json: { status } }, OK);
        await failureOf(callApi(request({ repeatable: true })));
        expect(api.calls).toHaveLength(1);
      },
    );

    it.each([true, false])(
      'tries again after status 12, of which it knows that nothing was done (repeatable: %p)',
      async (repeatable) => {
        useFakeClock();
        api.reply({ json: { status: 12 } }, { json: { status: '12' } }, OK);
        await fastForward(callApi(request({ repeatable })));
        expect(api.calls).toHaveLength(3);
        expect(backoffsMs()).toHaveLength(2);
      },
    );

    it('gives up on status 12 after three tries more', async () => {
      useFakeClock();
      api.reply({ json: { status: 12 } });
      await expect(fastForward(callApi(request()))).rejects.toMatchObject({ status: 12 });
      expect(api.calls).toHaveLength(4);
    });

    it('never tries again after a status 12 that lasts for hours', async () => {
      api.reply({ json: { status: 12 } }, OK);
      const failure = failureOf(callApi(request({ repeatable: true, limitLastsHours: true })));
      expect(await failure).toMatchObject({ status: 12 });
      expect(api.calls).toHaveLength(1);
    });

    it('waits as long as a Retry-After beside status 12 says', async () => {
      useFakeClock();
      api.reply({ json: { status: 12 }, headers: { 'Retry-After': '3' } }, OK);
      await fastForward(callApi(request()));
      expect(backoffsMs()).toEqual([expect.any(Number)]);
      expect(backoffsMs()[0]).toBeGreaterThanOrEqual(3000);
    });

    it('leaves a Retry-After of more than 10 seconds beside status 12 to the caller', async () => {
      api.reply({ json: { status: 12 }, headers: { 'Retry-After': '11' } }, OK);
      const error = await failureOf(callApi(request({ repeatable: true })));
      expect(error).toMatchObject({ code: 'api_error', status: 12, retryAfterMs: 11_000 });
      expect(error.message).toMatch(/11 s/);
      expect(api.calls).toHaveLength(1);
    });
  });

  describe('when no answer of Viber comes', () => {
    it.each<[string, ApiReply, { networkCode?: unknown; httpStatus?: unknown; message: unknown }]>([
      ['a connection that is reset', 'reset', { networkCode: 'ECONNRESET', message: /reset|hang up/i }],
      [
        'a connection that is closed without a word',
        { bytes: '' },
        { networkCode: 'ECONNRESET', message: /hang up/ },
      ],
      [
        'something that is not HTTP',
        { bytes: `220 ${AUTH_TOKEN} ESMTP\r\n` },
        { networkCode: 'HPE_INVALID_CONSTANT', message: /pars/i },
      ],
      ['HTTP 400', { text: 'no', httpStatus: 400 }, { httpStatus: 400, message: /HTTP 400/ }],
      ['HTTP 404', { text: 'no', httpStatus: 404 }, { httpStatus: 404, message: /HTTP 404\.$/ }],
      [
        'HTTP 401 with JSON like that of Viber',
        { json: { status: 2 }, httpStatus: 401 },
        { httpStatus: 401, message: /HTTP 401/ },
      ],
      [
        'HTTP 502',
        { text: '<html>Bad Gateway</html>', httpStatus: 502 },
        { httpStatus: 502, message: /HTTP 502/ },
      ],
      [
        'HTML',
        { text: '<!doctype html><p>Welcome</p>', headers: { 'Content-Type': 'text/html' } },
        { httpStatus: 200, message: /not JSON/ },
      ],
      ['nothing at all', { text: '' }, { httpStatus: 200, message: /not JSON/ }],
      ['JSON that ends early', { text: '{"status":0,' }, { httpStatus: 200, message: /not JSON/ }],
      ['JSON without a status', { json: { ok: true } }, { httpStatus: 200, message: /no status/ }],
      ['a list', { json: [{ status: 0 }] }, { httpStatus: 200, message: /no status/ }],
      ['null', { json: null }, { httpStatus: 200, message: /no status/ }],
    ])('says so of %s', async (_, reply, { message, ...fields }) => {
      api.reply(reply);
      const error = await failureOf(callApi(request()));
      expect(error).toBeInstanceOf(ViberConnectionError);
      expect(error).toMatchObject({
        name: 'ViberConnectionError',
        code: 'connection_failed',
        method: 'send_message',
        networkCode: undefined,
        httpStatus: undefined,
        ...fields,
        message: expect.stringMatching(/send_message/) as unknown,
      });
      expect(error.message).toMatch(message as RegExp);
    });

    it('says how an address ends that is the API’s, where it is not that', async () => {
      api.reply({ text: 'no', httpStatus: 404 });
      const error = await failureOf(callApi({ ...request(), apiUrl: new URL(api.url).origin }));
      expect(error.message).toMatch(/HTTP 404, and the address.*ends in \/pa\.$/);
    });

    it.each([['null'], ['""'], ['" "'], ['false'], ['true'], ['[]'], ['{}'], ['1.5'], ['"ok"'], ['1e400']])(
      'takes no status for one: %s',
      async (status) => {
        api.reply({ text: `{"status":${status},"status_message":"ok"}` });
        const error = await failureOf(callApi(request()));
        expect(error).toBeInstanceOf(ViberConnectionError);
        expect(error).toMatchObject({ message: expect.stringMatching(/no status/) as unknown });
      },
    );

    it('says so of a port where nothing listens', async () => {
      await closeServers();
      const error = await failureOf(callApi(request()));
      expect(error).toBeInstanceOf(ViberConnectionError);
      expect(error).toMatchObject({ networkCode: 'ECONNREFUSED', httpStatus: undefined });
    });

    it('says that an answer was cut off, not that it had arrived', async () => {
      api.reply({ halfOf: 200 });
      const error = await failureOf(callApi(request()));
      expect(error).toBeInstanceOf(ViberConnectionError);
      expect(error.message).toMatch(/abort|cut|ended early|closed/i);
      expect(error.message).not.toMatch(/answered with HTTP 200/);
    });

    it('reads no more than 10 MB of an answer', async () => {
      api.reply({ text: `{"status":0,"status_message":"${'x'.repeat(10 * 1024 * 1024)}"}` });
      const error = await failureOf(callApi(request()));
      expect(error).toBeInstanceOf(ViberConnectionError);
      expect(error).toMatchObject({ message: expect.stringMatching(/exceeded/) as unknown });
    });

    it.each([[301], [302], [303], [307], [308]])(
      'takes neither the token nor the body along an HTTP %i',
      async (httpStatus) => {
        const elsewhere: unknown[] = [];
        const origin = await serve((req, res) => {
          elsewhere.push(req.headers);
          res.end('{"status":0}');
        });
        api.reply({ text: '', httpStatus, headers: { Location: `${origin}/pa/send_message` } });
        const error = await failureOf(callApi(request({ repeatable: true })));
        expect(error).toBeInstanceOf(ViberConnectionError);
        expect(error).toMatchObject({
          httpStatus,
          message: expect.stringContaining(`HTTP ${String(httpStatus)}`) as unknown,
        });
        expect(api.calls).toHaveLength(1);
        expect(elsewhere).toEqual([]);
      },
    );

    it('gives up on an answer that only dribbles in', async () => {
      const dribble = await serve((_req, res) => {
        res.writeHead(200, { 'Content-Type': 'application/json' });
        const timer = setInterval(() => res.write(' '), 5);
        res.on('close', () => {
          clearInterval(timer);
        });
      });
      const failure = await failureOf(callApi(request({ apiUrl: dribble, timeoutMs: 50 })));
      expect(failure).toBeInstanceOf(ViberConnectionError);
      expect(failure).toMatchObject({ networkCode: 'ECONNABORTED', httpStatus: undefined });
      expect(failure.message).toMatch(/not within 50 ms/);
    });

    it('sends nothing of what the application has set for its own requests', async () => {
      await jest.isolateModulesAsync(async () => {
        const axios = jest.requireActual<typeof import('axios')>('axios');
        Object.assign(axios.defaults, { params: { key: 'app-key' }, validateStatus: () => true });
        axios.defaults.headers.common['Authorization'] = 'app-secret';
        const isolated = jest.requireActual<{ callApi: typeof callApi }>('../../lib/client/api-request');
        await isolated.callApi(request());
        api.reply({ json: { status: 0 }, httpStatus: 500 });
        await expect(isolated.callApi(request())).rejects.toMatchObject({ httpStatus: 500 });
      });
      expect(api.calls[0]?.path).toBe('/pa/send_message');
      expect(api.calls[0]?.headers).not.toHaveProperty('authorization');
    });

    it('gives up on an answer that does not come within 15 seconds', async () => {
      useFakeClock();
      api.reply('hang');
      const failure = failureOf(callApi(request()));
      let gaveUp = false;
      void failure.then(() => {
        gaveUp = true;
      });
      await api.received(1);
      await jest.advanceTimersByTimeAsync(TIMEOUT_MS - 1);
      expect(gaveUp).toBe(false);
      await jest.advanceTimersByTimeAsync(1);
      const error = await failure;
      expect(error).toBeInstanceOf(ViberConnectionError);
      expect(error).toMatchObject({
        networkCode: 'ECONNABORTED',
        httpStatus: undefined,
        message: expect.stringMatching(/15000 ?ms/) as unknown,
      });
    });
  });

  describe('of a method that is not repeatable', () => {
    it.each<[string, ApiReply]>([
      ['HTTP 500', { text: '', httpStatus: 500 }],
      ['HTTP 502', { text: '', httpStatus: 502 }],
      ['HTTP 503 with a Retry-After', { text: '', httpStatus: 503, headers: { 'Retry-After': '0' } }],
      ['a reset connection', 'reset'],
      ['half an answer', { halfOf: 200 }],
    ])('never tries again after %s', async (_, reply) => {
      useFakeClock();
      api.reply(reply, OK);
      await fastForward(failureOf(callApi(request())));
      expect(api.calls).toHaveLength(1);
      expect(backoffsMs()).toEqual([]);
    });

    it('never tries again after an answer that does not come in time', async () => {
      useFakeClock();
      api.reply('hang');
      const failure = failureOf(callApi(request()));
      await api.received(1);
      jest.advanceTimersByTime(TIMEOUT_MS);
      expect(await failure).toMatchObject({ networkCode: 'ECONNABORTED' });
      await fastForward(Promise.resolve());
      expect(api.calls).toHaveLength(1);
      expect(backoffsMs()).toEqual([]);
    });

    it('tries again after HTTP 429, of which it knows that nothing was done', async () => {
      useFakeClock();
      api.reply({ text: '', httpStatus: 429, headers: { 'Retry-After': '1' } }, OK);
      await fastForward(callApi(request()));
      expect(api.calls).toHaveLength(2);
      expect(backoffsMs()[0]).toBeGreaterThanOrEqual(1000);
    });

    it('tries again where nothing listens, until something does', async () => {
      useFakeClock();
      const { port } = new URL(api.origin);
      await closeServers();
      const answer = callApi(request());
      await turnUntil(() => backoffsMs().length === 1);
      const server = createServer(api.listener).listen(Number(port), '127.0.0.1');
      await once(server, 'listening');
      try {
        await fastForward(answer);
      } finally {
        server.closeAllConnections();
        server.close();
      }
      expect(api.calls).toHaveLength(1);
    });

    it('gives up where nothing listens after three tries more', async () => {
      useFakeClock();
      await closeServers();
      const error = await fastForward(failureOf(callApi(request())));
      expect(error).toMatchObject({ code: 'connection_failed', networkCode: 'ECONNREFUSED' });
      expect(backoffsMs()).toHaveLength(3);
    });
  });

  describe('of a repeatable method', () => {
    it.each<[string, ApiReply]>([
      ['HTTP 429', { text: '', httpStatus: 429 }],
      ['HTTP 500', { text: '', httpStatus: 500 }],
      ['HTTP 502', { text: '<html>', httpStatus: 502 }],
      ['HTTP 599', { text: '', httpStatus: 599 }],
      ['a reset connection', 'reset'],
      ['half an answer', { halfOf: 200 }],
      ['half of an HTTP 502', { halfOf: 502 }],
    ])('tries three times more after %s, and then says what went wrong', async (_, reply) => {
      useFakeClock();
      api.reply(reply);
      const error = await fastForward(failureOf(callApi(request({ repeatable: true }))));
      expect(error).toBeInstanceOf(ViberConnectionError);
      expect(api.calls).toHaveLength(4);
    });

    it('tries three times more where nothing listens', async () => {
      useFakeClock();
      await closeServers();
      await fastForward(failureOf(callApi(request({ repeatable: true }))));
      expect(backoffsMs()).toHaveLength(3);
    });

    it('tries three times more when no answer comes in time', async () => {
      useFakeClock();
      api.reply('hang');
      const failure = failureOf(callApi(request({ repeatable: true })));
      for (const attempt of [1, 2, 3]) {
        await api.received(attempt);
        jest.advanceTimersByTime(TIMEOUT_MS);
        await turnUntil(() => backoffsMs().length === attempt);
        jest.advanceTimersByTime(backoffsMs().at(-1) ?? 0);
      }
      await api.received(4);
      jest.advanceTimersByTime(TIMEOUT_MS);
      expect(await failure).toMatchObject({ code: 'connection_failed', networkCode: 'ECONNABORTED' });
      expect(api.calls).toHaveLength(4);
    });

    it('waits longer before each try, and not exactly as long as others do', async () => {
      useFakeClock();
      api.reply({ text: '', httpStatus: 502 });
      await fastForward(failureOf(callApi(request({ repeatable: true }))));
      const [first, second, third, ...more] = backoffsMs();
      expect(more).toEqual([]);
      expect(first).toBeGreaterThanOrEqual(300);
      expect(first).toBeLessThan(360);
      expect(second).toBeGreaterThanOrEqual(600);
      expect(second).toBeLessThan(720);
      expect(third).toBeGreaterThanOrEqual(1200);
      expect(third).toBeLessThan(1440);
      expect([first, second, third].every(Number.isInteger)).toBe(false);
    });

    it('does as it is told by a Retry-After of a few seconds', async () => {
      useFakeClock();
      api.reply({ text: '', httpStatus: 503, headers: { 'Retry-After': '2' } }, OK);
      await fastForward(callApi(request({ repeatable: true })));
      expect(backoffsMs()).toHaveLength(1);
      expect(backoffsMs()[0]).toBeGreaterThanOrEqual(2000);
    });

    it('does as it is told by a Retry-After that is a date', async () => {
      useFakeClock();
      const inFiveSeconds = new Date(Date.now() + 5000).toUTCString();
      api.reply({ text: '', httpStatus: 503, headers: { 'Retry-After': inFiveSeconds } }, OK);
      await fastForward(callApi(request({ repeatable: true })));
      expect(backoffsMs()).toHaveLength(1);
      expect(backoffsMs()[0]).toBeGreaterThan(3000);
      expect(backoffsMs()[0]).toBeLessThanOrEqual(6000);
    });

    it('waits its own time where a Retry-After is over, or cannot be read', async () => {
      useFakeClock();
      api.reply(
        { text: '', httpStatus: 503, headers: { 'Retry-After': 'Thu, 01 Jan 1970 00:00:00 GMT' } },
        { text: '', httpStatus: 503, headers: { 'Retry-After': 'soon' } },
        { text: '', httpStatus: 503, headers: { 'Retry-After': '0' } },
        OK,
      );
      await fastForward(callApi(request({ repeatable: true })));
      expect(backoffsMs()).toHaveLength(3);
      expect(backoffsMs()[0]).toBeGreaterThanOrEqual(300);
      expect(backoffsMs()[2]).toBeLessThan(1440);
    });

    it.each(['11', '86400', '99999999999', 'Fri, 31 Dec 9999 23:59:59 GMT'])(
      'fails at once, and tells when, rather than try before a Retry-After of %s',
      async (retryAfter) => {
        api.reply({ text: '', httpStatus: 503, headers: { 'Retry-After': retryAfter } }, OK);
        const failure = callApi(request({ repeatable: true }));
        const error = await failureOfClass(failure, ViberConnectionError);
        expect(error.httpStatus).toBe(503);
        expect(error.retryAfterMs).toBeGreaterThan(10_000);
        expect(error.message).toMatch(/asks to wait \d+ s\.$/);
        expect(api.calls).toHaveLength(1);
      },
    );

    it('sends the same again', async () => {
      useFakeClock();
      api.reply({ text: '', httpStatus: 502 }, 'reset', OK);
      const body = { url: 'https://bot.example.com/ü', event_types: [] };
      await fastForward(callApi(request({ method: 'set_webhook', body, repeatable: true })));
      const [first] = api.calls;
      expect(first).toMatchObject({ path: '/pa/set_webhook', body });
      expect(api.calls).toEqual([first, first, first]);
    });

    it('succeeds after one HTTP 502, on the clock of the wall too', async () => {
      api.reply({ text: '', httpStatus: 502 }, { json: { status: 0, status_message: 'ok' } });
      await expect(callApi(request({ repeatable: true }))).resolves.toEqual({
        status: 0,
        status_message: 'ok',
      });
      expect(api.calls).toHaveLength(2);
    });

    it.each<[string, ApiReply]>([
      ['HTTP 404', { text: '', httpStatus: 404 }],
      ['HTML', { text: '<html>' }],
      ['JSON without a status', { json: {} }],
    ])('never tries again after %s, since it would come again', async (_, reply) => {
      useFakeClock();
      api.reply(reply, OK);
      await fastForward(failureOf(callApi(request({ repeatable: true }))));
      expect(api.calls).toHaveLength(1);
    });
  });

  describe('with a signal', () => {
    const reason = new Error('The application is shutting down.');
    let controller: AbortController;

    beforeEach(() => {
      controller = new AbortController();
    });

    it.each([true, false])('sends nothing once it is aborted (repeatable: %p)', async (repeatable) => {
      controller.abort(reason);
      const failure = failureOf(callApi(request({ signal: controller.signal, repeatable })));
      expect(await failure).toBe(reason);
      expect(api.calls).toEqual([]);
    });

    it.each([true, false])('stops waiting for an answer (repeatable: %p)', async (repeatable) => {
      api.reply('hang');
      const failure = failureOf(callApi(request({ signal: controller.signal, repeatable })));
      await api.received(1);
      controller.abort(reason);
      expect(await failure).toBe(reason);
      expect(Object.keys(reason)).toEqual([]);
      expect(api.calls).toHaveLength(1);
    });

    it('stops waiting for the rest of an answer', async () => {
      api.reply({ startOf: 200 });
      const failure = failureOf(callApi(request({ signal: controller.signal, repeatable: true })));
      await api.received(1);
      controller.abort(reason);
      expect(await failure).toBe(reason);
    });

    it('stops waiting for the next try', async () => {
      useFakeClock();
      api.reply({ text: '', httpStatus: 429 }, OK);
      const failure = failureOf(callApi(request({ signal: controller.signal })));
      await turnUntil(() => backoffsMs().length === 1);
      controller.abort(reason);
      expect(await failure).toBe(reason);
      expect(jest.getTimerCount()).toBe(0);
      expect(api.calls).toHaveLength(1);
    });

    it("gives the platform's own reason where the application has none", async () => {
      controller.abort();
      const failure = await failureOf(callApi(request({ signal: controller.signal })));
      expect(failure).toMatchObject({ name: 'AbortError' });
    });

    it('gives a reason that is no error as it is', async () => {
      api.reply('hang');
      const failure = failureOf(callApi(request({ signal: controller.signal })));
      await api.received(1);
      controller.abort('enough');
      expect(await failure).toBe('enough');
    });

    it('leaves nothing behind on a signal that outlives many calls', async () => {
      const added = jest.spyOn(controller.signal, 'addEventListener');
      const removed = jest.spyOn(controller.signal, 'removeEventListener');
      useFakeClock();
      api.reply({ json: { status: 12 } }, OK);
      await fastForward(callApi(request({ signal: controller.signal })));
      expect(added.mock.calls.length).toBeGreaterThan(0);
      expect(removed.mock.calls).toEqual(added.mock.calls);
      expect(jest.getTimerCount()).toBe(0);
    });
  });
});
