import type { ApiRequest } from '../../lib/client/call-api';
import { callApi } from '../../lib/client/call-api';
import { statusHint } from '../../lib/client/api-hints';
import { ViberApiError } from '../../lib/errors';
import type { StatusName } from '../../lib/errors/status-codes';
import { turnUntil } from '../fixtures/conditions';
import { FakeViberApi, OK } from '../fixtures/fake-viber-api';
import { AUTH_TOKEN } from '../fixtures/posts';
import { closeServers } from '../fixtures/servers';
import { apiRequest } from './api-request';
import { failureOf } from './failure-of';
import { backoffsMs, fastForward, useFakeClock } from './fake-clock';

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

  it('sends the token only in its header', async () => {
    await callApi(request());
    const { headers, ...rest } = api.calls[0] ?? {};
    expect(JSON.stringify({ ...rest, headers: { ...headers, 'x-viber-auth-token': '' } })).not.toContain(
      AUTH_TOKEN,
    );
  });

  describe('when Viber responds with status 0', () => {
    it('resolves with the response unchanged', async () => {
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

    it('keeps every digit of a nested token, and turns a short one into a string', async () => {
      api.reply({
        text: '{"status":0,"message_token":1,"users":[{"message_token":5741311803571721087,"chat":{"message_token":7}}]}',
      });
      await expect(callApi(request())).resolves.toEqual({
        status: 0,
        message_token: '1',
        users: [{ message_token: '5741311803571721087', chat: { message_token: '7' } }],
      });
    });

    it('turns a status that is a string into a number', async () => {
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
        viberStatus: status,
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

    it('accepts a status that is a string', async () => {
      api.reply({ json: { status: '6', status_message: 'notSubscribed' } });
      await expect(callApi(request())).rejects.toMatchObject({
        viberStatus: 6,
        statusName: 'receiverNotSubscribed',
        statusMessage: 'notSubscribed',
      });
    });

    it('mentions a missing status_message in its message', async () => {
      api.reply({ json: { status: 1, chat_hostname: 'SN-CHAT-06_' } });
      const error = await failureOf(callApi(request()));
      expect(error).toBeInstanceOf(ViberApiError);
      expect(error).toMatchObject({ viberStatus: 1, statusName: 'invalidUrl', statusMessage: undefined });
      expect(error.message).toMatch(/without a message/);
      expect(error.message).not.toMatch(/undefined|null/);
    });

    it.each([[null], [7], [{ token: AUTH_TOKEN }], [[AUTH_TOKEN]]])(
      'ignores a status_message that is not a string: %j',
      async (status_message) => {
        api.reply({ json: { status: 1, status_message } });
        await expect(callApi(request())).rejects.toMatchObject({ viberStatus: 1, statusMessage: undefined });
      },
    );

    it('replaces the token wherever the status_message quotes it', async () => {
      api.reply({ json: { status: 2, status_message: `${AUTH_TOKEN} is not valid: "${AUTH_TOKEN}"` } });
      await expect(callApi(request())).rejects.toMatchObject({
        statusMessage: '[auth token] is not valid: "[auth token]"',
      });
    });

    it('asks for a hint with the status and the cleaned text, and ends the error message with it', async () => {
      const hintFor = jest.fn().mockReturnValue('Turn it off and on.');
      api.reply({ json: { status: '3', status_message: `bad ${AUTH_TOKEN}` } });
      const error = await failureOf(callApi(request({ hintFor })));
      expect(hintFor.mock.calls).toEqual([['badData', 'bad [auth token]']]);
      expect(error).toMatchObject({ hint: 'Turn it off and on.' });
      expect(error.message).toMatch(/ Turn it off and on\.$/);
    });
  });

  describe('with a signal', () => {
    const reason = new Error('The application is shutting down.');
    let controller: AbortController;

    beforeEach(() => {
      controller = new AbortController();
    });

    it.each([true, false])('sends nothing once it is aborted (idempotent: %p)', async (idempotent) => {
      controller.abort(reason);
      const failure = failureOf(callApi(request({ signal: controller.signal, idempotent })));
      expect(await failure).toBe(reason);
      expect(api.calls).toEqual([]);
    });

    it.each([true, false])('stops waiting for a response (idempotent: %p)', async (idempotent) => {
      api.reply('hang');
      const failure = failureOf(callApi(request({ signal: controller.signal, idempotent })));
      await api.received(1);
      controller.abort(reason);
      expect(await failure).toBe(reason);
      expect(Object.keys(reason)).toEqual([]);
      expect(api.calls).toHaveLength(1);
    });

    it('stops waiting for the rest of a response', async () => {
      api.reply({ startOf: 200 });
      const failure = failureOf(callApi(request({ signal: controller.signal, idempotent: true })));
      await api.received(1);
      controller.abort(reason);
      expect(await failure).toBe(reason);
    });

    it('stops waiting for a retry', async () => {
      useFakeClock();
      api.reply({ text: '', httpStatus: 429 }, OK);
      const failure = failureOf(callApi(request({ signal: controller.signal })));
      await turnUntil(() => backoffsMs().length === 1);
      controller.abort(reason);
      expect(await failure).toBe(reason);
      expect(jest.getTimerCount()).toBe(0);
      expect(api.calls).toHaveLength(1);
    });

    it('rejects with an AbortError if the application gives no reason', async () => {
      controller.abort();
      const failure = await failureOf(callApi(request({ signal: controller.signal })));
      expect(failure).toMatchObject({ name: 'AbortError' });
    });

    it('rejects with a reason that is not an error', async () => {
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
