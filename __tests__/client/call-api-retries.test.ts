import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ApiRequest } from '../../lib/client/call-api';
import { callApi } from '../../lib/client/call-api';
import { ViberConnectionError } from '../../lib/errors';
import { turnUntil } from '../fixtures/conditions';
import type { ApiReply } from '../fixtures/fake-viber-api';
import { FakeViberApi, OK } from '../fixtures/fake-viber-api';
import { closeServers } from '../fixtures/servers';
import { apiRequest } from './api-request';
import { failureOf, failureOfClass } from './failure-of';
import { backoffsMs, fastForward, TIMEOUT_MS, useFakeClock } from './fake-clock';

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
  describe('after a refusal', () => {
    it.each([...Array(25).keys()].slice(1).filter((status) => status !== 12))(
      'does not retry after status %i',
      async (status) => {
        api.reply({ json: { status } }, OK);
        await failureOf(callApi(request({ idempotent: true })));
        expect(api.calls).toHaveLength(1);
      },
    );

    it.each([true, false])(
      'retries after status 12, which proves that Viber did nothing (idempotent: %p)',
      async (idempotent) => {
        useFakeClock();
        api.reply({ json: { status: 12 } }, { json: { status: '12' } }, OK);
        await fastForward(callApi(request({ idempotent })));
        expect(api.calls).toHaveLength(3);
        expect(backoffsMs()).toHaveLength(2);
      },
    );

    it('gives up on status 12 after three retries', async () => {
      useFakeClock();
      api.reply({ json: { status: 12 } });
      await expect(fastForward(callApi(request()))).rejects.toMatchObject({ viberStatus: 12 });
      expect(api.calls).toHaveLength(4);
    });

    it('does not retry after a status 12 whose limit lasts for hours', async () => {
      api.reply({ json: { status: 12 } }, OK);
      const failure = failureOf(callApi(request({ idempotent: true, limitLastsHours: true })));
      expect(await failure).toMatchObject({ viberStatus: 12 });
      expect(api.calls).toHaveLength(1);
    });

    it('waits as long as the Retry-After of a status 12 asks', async () => {
      useFakeClock();
      api.reply({ json: { status: 12 }, headers: { 'Retry-After': '3' } }, OK);
      await fastForward(callApi(request()));
      expect(backoffsMs()).toEqual([expect.any(Number)]);
      expect(backoffsMs()[0]).toBeGreaterThanOrEqual(3000);
    });

    it('leaves a status 12 with a Retry-After of more than 10 seconds to the caller', async () => {
      api.reply({ json: { status: 12 }, headers: { 'Retry-After': '11' } }, OK);
      const error = await failureOf(callApi(request({ idempotent: true })));
      expect(error).toMatchObject({ code: 'api_error', viberStatus: 12, retryAfterMs: 11_000 });
      expect(error.message).toMatch(/11 s/);
      expect(api.calls).toHaveLength(1);
    });
  });

  describe('of a call that is not idempotent', () => {
    it.each<[string, ApiReply]>([
      ['HTTP 500', { text: '', httpStatus: 500 }],
      ['HTTP 502', { text: '', httpStatus: 502 }],
      ['HTTP 503 with a Retry-After', { text: '', httpStatus: 503, headers: { 'Retry-After': '0' } }],
      ['a reset connection', 'reset'],
      ['half a response', { halfOf: 200 }],
    ])('does not retry after %s', async (_, reply) => {
      useFakeClock();
      api.reply(reply, OK);
      await fastForward(failureOf(callApi(request())));
      expect(api.calls).toHaveLength(1);
      expect(backoffsMs()).toEqual([]);
    });

    it('does not retry after a timeout', async () => {
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

    it('retries after HTTP 429, which proves that nothing was done', async () => {
      useFakeClock();
      api.reply({ text: '', httpStatus: 429, headers: { 'Retry-After': '1' } }, OK);
      await fastForward(callApi(request()));
      expect(api.calls).toHaveLength(2);
      expect(backoffsMs()[0]).toBeGreaterThanOrEqual(1000);
    });

    it('retries while nothing listens, until something does', async () => {
      useFakeClock();
      const { port } = new URL(api.origin);
      await closeServers();
      const call = callApi(request());
      await turnUntil(() => backoffsMs().length === 1);
      const server = createServer(api.listener).listen(Number(port), '127.0.0.1');
      await once(server, 'listening');
      try {
        await fastForward(call);
      } finally {
        server.closeAllConnections();
        server.close();
      }
      expect(api.calls).toHaveLength(1);
    });

    it('gives up after three retries if nothing listens', async () => {
      useFakeClock();
      await closeServers();
      const error = await fastForward(failureOf(callApi(request())));
      expect(error).toMatchObject({ code: 'connection_failed', networkCode: 'ECONNREFUSED' });
      expect(backoffsMs()).toHaveLength(3);
    });
  });

  describe('of an idempotent call', () => {
    it.each<[string, ApiReply]>([
      ['HTTP 429', { text: '', httpStatus: 429 }],
      ['HTTP 500', { text: '', httpStatus: 500 }],
      ['HTTP 502', { text: '<html>', httpStatus: 502 }],
      ['HTTP 599', { text: '', httpStatus: 599 }],
      ['a reset connection', 'reset'],
      ['half a response', { halfOf: 200 }],
      ['half of an HTTP 502', { halfOf: 502 }],
    ])('retries three times after %s and then rejects', async (_, reply) => {
      useFakeClock();
      api.reply(reply);
      const error = await fastForward(failureOf(callApi(request({ idempotent: true }))));
      expect(error).toBeInstanceOf(ViberConnectionError);
      expect(api.calls).toHaveLength(4);
    });

    it('retries three times if nothing listens', async () => {
      useFakeClock();
      await closeServers();
      await fastForward(failureOf(callApi(request({ idempotent: true }))));
      expect(backoffsMs()).toHaveLength(3);
    });

    it('retries three times after timeouts', async () => {
      useFakeClock();
      api.reply('hang');
      const failure = failureOf(callApi(request({ idempotent: true })));
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

    it('waits longer before each retry, with jitter', async () => {
      useFakeClock();
      api.reply({ text: '', httpStatus: 502 });
      await fastForward(failureOf(callApi(request({ idempotent: true }))));
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

    it('observes a Retry-After of a few seconds', async () => {
      useFakeClock();
      api.reply({ text: '', httpStatus: 503, headers: { 'Retry-After': '2' } }, OK);
      await fastForward(callApi(request({ idempotent: true })));
      expect(backoffsMs()).toHaveLength(1);
      expect(backoffsMs()[0]).toBeGreaterThanOrEqual(2000);
    });

    it('observes a Retry-After that is a date', async () => {
      useFakeClock();
      const inFiveSeconds = new Date(Date.now() + 5000).toUTCString();
      api.reply({ text: '', httpStatus: 503, headers: { 'Retry-After': inFiveSeconds } }, OK);
      await fastForward(callApi(request({ idempotent: true })));
      expect(backoffsMs()).toHaveLength(1);
      expect(backoffsMs()[0]).toBeGreaterThan(3000);
      expect(backoffsMs()[0]).toBeLessThanOrEqual(6000);
    });

    it('falls back to its own delay if a Retry-After is in the past or cannot be read', async () => {
      useFakeClock();
      api.reply(
        { text: '', httpStatus: 503, headers: { 'Retry-After': 'Thu, 01 Jan 1970 00:00:00 GMT' } },
        { text: '', httpStatus: 503, headers: { 'Retry-After': 'soon' } },
        { text: '', httpStatus: 503, headers: { 'Retry-After': '0' } },
        OK,
      );
      await fastForward(callApi(request({ idempotent: true })));
      expect(backoffsMs()).toHaveLength(3);
      expect(backoffsMs()[0]).toBeGreaterThanOrEqual(300);
      expect(backoffsMs()[2]).toBeLessThan(1440);
    });

    it.each(['11', '86400', '99999999999', 'Fri, 31 Dec 9999 23:59:59 GMT'])(
      'fails at once and says when to retry, given a Retry-After of %s',
      async (retryAfter) => {
        api.reply({ text: '', httpStatus: 503, headers: { 'Retry-After': retryAfter } }, OK);
        const failure = callApi(request({ idempotent: true }));
        const error = await failureOfClass(failure, ViberConnectionError);
        expect(error.httpStatus).toBe(503);
        expect(error.retryAfterMs).toBeGreaterThan(10_000);
        expect(error.message).toMatch(/asks to wait \d+ s\.$/);
        expect(api.calls).toHaveLength(1);
      },
    );

    it('sends the same request again', async () => {
      useFakeClock();
      api.reply({ text: '', httpStatus: 502 }, 'reset', OK);
      const body = { url: 'https://bot.example.com/ü', event_types: [] };
      await fastForward(callApi(request({ method: 'set_webhook', body, idempotent: true })));
      const [first] = api.calls;
      expect(first).toMatchObject({ path: '/pa/set_webhook', body });
      expect(api.calls).toEqual([first, first, first]);
    });

    it('succeeds after one HTTP 502 on a real clock', async () => {
      api.reply({ text: '', httpStatus: 502 }, { json: { status: 0, status_message: 'ok' } });
      await expect(callApi(request({ idempotent: true }))).resolves.toEqual({
        status: 0,
        status_message: 'ok',
      });
      expect(api.calls).toHaveLength(2);
    });

    it.each<[string, ApiReply]>([
      ['HTTP 404', { text: '', httpStatus: 404 }],
      ['HTML', { text: '<html>' }],
      ['JSON without a status', { json: {} }],
    ])('does not retry after %s, which would come again', async (_, reply) => {
      useFakeClock();
      api.reply(reply, OK);
      await fastForward(failureOf(callApi(request({ idempotent: true }))));
      expect(api.calls).toHaveLength(1);
    });
  });
});
