import type { ApiRequest } from '../../lib/client/call-api';
import { callApi } from '../../lib/client/call-api';
import { ViberConnectionError } from '../../lib/errors';
import type { ApiReply } from '../fixtures/fake-viber-api';
import { FakeViberApi } from '../fixtures/fake-viber-api';
import { AUTH_TOKEN } from '../fixtures/posts';
import { closeServers, serve } from '../fixtures/servers';
import { apiRequest } from './api-request';
import { failureOf } from './failure-of';
import { TIMEOUT_MS, useFakeClock } from './fake-clock';

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
  return apiRequest(api, changes);
}

describe('callApi', () => {
  describe('when no response comes from Viber', () => {
    it.each<[string, ApiReply, { networkCode?: unknown; httpStatus?: unknown; message: unknown }]>([
      ['a connection that is reset', 'reset', { networkCode: 'ECONNRESET', message: /reset|hang up/i }],
      [
        'a connection that is closed without a response',
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
      ['an empty body', { text: '' }, { httpStatus: 200, message: /not JSON/ }],
      ['JSON that is cut off', { text: '{"status":0,' }, { httpStatus: 200, message: /not JSON/ }],
      ['JSON without a status', { json: { ok: true } }, { httpStatus: 200, message: /no status/ }],
      ['a list', { json: [{ status: 0 }] }, { httpStatus: 200, message: /no status/ }],
      ['null', { json: null }, { httpStatus: 200, message: /no status/ }],
    ])('rejects after %s', async (_, reply, { message, ...fields }) => {
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

    it('says that the apiUrl must end in /pa if it does not', async () => {
      api.reply({ text: 'no', httpStatus: 404 });
      const error = await failureOf(callApi({ ...request(), apiUrl: new URL(api.url).origin }));
      expect(error.message).toMatch(/HTTP 404\. The apiUrl.*ends in \/pa\.$/);
    });

    it.each([['null'], ['""'], ['" "'], ['false'], ['true'], ['[]'], ['{}'], ['1.5'], ['"ok"'], ['1e400']])(
      'does not accept %s as a status',
      async (status) => {
        api.reply({ text: `{"status":${status},"status_message":"ok"}` });
        const error = await failureOf(callApi(request()));
        expect(error).toBeInstanceOf(ViberConnectionError);
        expect(error).toMatchObject({ message: expect.stringMatching(/no status/) as unknown });
      },
    );

    it('rejects if nothing listens on the port', async () => {
      await closeServers();
      const error = await failureOf(callApi(request()));
      expect(error).toBeInstanceOf(ViberConnectionError);
      expect(error).toMatchObject({ networkCode: 'ECONNREFUSED', httpStatus: undefined });
    });

    it('says that a response was cut off, not that it arrived', async () => {
      api.reply({ halfOf: 200 });
      const error = await failureOf(callApi(request()));
      expect(error).toBeInstanceOf(ViberConnectionError);
      expect(error.message).toMatch(/abort|cut|ended early|closed/i);
      expect(error.message).not.toMatch(/responded with HTTP 200/);
    });

    it('reads no more than 10 MB of a response', async () => {
      api.reply({ text: `{"status":0,"status_message":"${'x'.repeat(10 * 1024 * 1024)}"}` });
      const error = await failureOf(callApi(request()));
      expect(error).toBeInstanceOf(ViberConnectionError);
      expect(error).toMatchObject({ message: expect.stringMatching(/exceeded/) as unknown });
    });

    it.each([[301], [302], [303], [307], [308]])(
      'does not follow an HTTP %i, with the token or without',
      async (httpStatus) => {
        const elsewhere: unknown[] = [];
        const origin = await serve((req, res) => {
          elsewhere.push(req.headers);
          res.end('{"status":0}');
        });
        api.reply({ text: '', httpStatus, headers: { Location: `${origin}/pa/send_message` } });
        const error = await failureOf(callApi(request({ idempotent: true })));
        expect(error).toBeInstanceOf(ViberConnectionError);
        expect(error).toMatchObject({
          httpStatus,
          message: expect.stringContaining(`HTTP ${String(httpStatus)}`) as unknown,
        });
        expect(api.calls).toHaveLength(1);
        expect(elsewhere).toEqual([]);
      },
    );

    it('gives up on a response that only trickles in', async () => {
      const trickling = await serve((_req, res) => {
        res.writeHead(200, { 'Content-Type': 'application/json' });
        const timer = setInterval(() => res.write(' '), 5);
        res.on('close', () => {
          clearInterval(timer);
        });
      });
      const failure = await failureOf(callApi(request({ apiUrl: trickling, timeoutMs: 50 })));
      expect(failure).toBeInstanceOf(ViberConnectionError);
      expect(failure).toMatchObject({ networkCode: 'ECONNABORTED', httpStatus: undefined });
      expect(failure.message).toMatch(/not arrive within 50 ms/);
    });

    it('ignores the defaults that the application has set for its own requests', async () => {
      await jest.isolateModulesAsync(async () => {
        const axios = jest.requireActual<typeof import('axios')>('axios');
        Object.assign(axios.defaults, { params: { key: 'app-key' }, validateStatus: () => true });
        axios.defaults.headers.common['Authorization'] = 'app-secret';
        const isolated = jest.requireActual<{ callApi: typeof callApi }>('../../lib/client/call-api');
        await isolated.callApi(request());
        api.reply({ json: { status: 0 }, httpStatus: 500 });
        await expect(isolated.callApi(request())).rejects.toMatchObject({ httpStatus: 500 });
      });
      expect(api.calls[0]?.path).toBe('/pa/send_message');
      expect(api.calls[0]?.headers).not.toHaveProperty('authorization');
    });

    it('gives up on a response that does not arrive within 15 seconds', async () => {
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
});
