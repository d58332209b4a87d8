import https from 'node:https';
import type { SetWebhookOptions } from '../../lib/client/set-webhook-options';
import { ViberClient } from '../../lib/client/viber-client';
import { ViberApiError, ViberConnectionError, ViberWebhookUrlError } from '../../lib/errors';
import { FakeViberApi, OK } from '../fixtures/fake-viber-api';
import { AUTH_TOKEN } from '../fixtures/posts';
import { closeServers } from '../fixtures/servers';
import { failureOf } from './failure-of';
import { fastForward, useFakeClock } from './fake-clock';
import { REFUSALS } from './refusals';

const URL_OF_BOT = 'https://bot.example.com/viber';

let api: FakeViberApi;
let client: ViberClient;

beforeEach(async () => {
  api = await FakeViberApi.start();
  client = new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.url });
});

afterEach(async () => {
  jest.restoreAllMocks();
  jest.useRealTimers();
  await closeServers();
});

describe('ViberClient', () => {
  describe('setWebhook', () => {
    it('posts to set_webhook, as JSON, with the token in its header', async () => {
      await client.setWebhook({ url: URL_OF_BOT });
      expect(api.calls).toHaveLength(1);
      expect(api.calls[0]).toMatchObject({ verb: 'POST', path: '/pa/set_webhook' });
      expect(api.calls[0]?.headers).toMatchObject({
        'x-viber-auth-token': AUTH_TOKEN,
        'content-type': 'application/json',
      });
    });

    it.each<[string, Omit<SetWebhookOptions, 'url'>, object]>([
      ['all events', {}, { send_name: false, send_photo: false }],
      [
        'mandatory events alone',
        { eventTypes: [] },
        { event_types: [], send_name: false, send_photo: false },
      ],
      [
        'some events',
        { eventTypes: ['delivered', 'seen'] },
        { event_types: ['delivered', 'seen'], send_name: false, send_photo: false },
      ],
      [
        'all optional events, named',
        { eventTypes: ['delivered', 'seen', 'failed', 'conversation_started'] },
        {
          event_types: ['delivered', 'seen', 'failed', 'conversation_started'],
          send_name: false,
          send_photo: false,
        },
      ],
      [
        'mandatory events, named',
        { eventTypes: ['message', 'subscribed', 'unsubscribed', 'failed'] },
        {
          event_types: ['message', 'subscribed', 'unsubscribed', 'failed'],
          send_name: false,
          send_photo: false,
        },
      ],
      ['names', { sendName: true }, { send_name: true, send_photo: false }],
      ['photos', { sendPhoto: true }, { send_name: false, send_photo: true }],
      [
        'names and photos, and no events',
        { eventTypes: [], sendName: true, sendPhoto: true },
        { event_types: [], send_name: true, send_photo: true },
      ],
      [
        'neither names nor photos',
        { sendName: false, sendPhoto: false },
        { send_name: false, send_photo: false },
      ],
      [
        'the defaults for options that are undefined',
        { eventTypes: undefined, sendName: undefined, sendPhoto: undefined } as never,
        { send_name: false, send_photo: false },
      ],
    ])('asks for %s', async (_, options, body) => {
      await client.setWebhook({ url: URL_OF_BOT, ...options });
      expect(api.bodies).toEqual([{ url: URL_OF_BOT, ...body }]);
    });

    it("resolves with Viber's response, even if it lists other events than requested", async () => {
      const json = {
        status: 0,
        status_message: 'ok',
        chat_hostname: 'SN-CHAT-06_',
        event_types: ['subscribed', 'unsubscribed', 'webhook', 'client_status', 'action', 'seen'],
      };
      api.reply({ json });
      await expect(client.setWebhook({ url: URL_OF_BOT, eventTypes: ['seen'] })).resolves.toEqual(json);
    });

    it.each<[string, unknown]>([
      ['missing', undefined],
      ['empty, which would remove the webhook', ''],
      ['a path', '/viber'],
      ['one with a password', 'https://me:secret@bot.example.com/viber'],
      ['one with a query', 'https://bot.example.com/viber?bot=1'],
    ])('refuses a URL that is %s before anything is sent', async (_, url) => {
      const failure = await failureOf(client.setWebhook({ url: url as never }));
      expect(failure).toBeInstanceOf(ViberWebhookUrlError);
      expect(api.calls).toEqual([]);
    });

    it.each([['http://localhost:3000/viber'], ['http://bot.example.com/viber'], ['https://192.168.1.10/']])(
      'registers %s with an API that is not Viber',
      async (url) => {
        await client.setWebhook({ url });
        expect(api.bodies).toEqual([{ url, send_name: false, send_photo: false }]);
      },
    );

    it.each([
      ['http://bot.example.com/viber'],
      ['https://localhost/viber'],
      ['https://127.0.0.1/viber'],
      ['https://[::1]/viber'],
      ['https://bot/viber'],
      ['https://bot.example.com/viber?bot=1'],
    ])('refuses %s for Viber before anything is sent', async (url) => {
      const request = jest.spyOn(https, 'request').mockImplementation(() => {
        throw new Error('Tests do not call Viber.');
      });
      const failure = await failureOf(new ViberClient({ authToken: AUTH_TOKEN }).setWebhook({ url }));
      expect(failure).toBeInstanceOf(ViberWebhookUrlError);
      expect(request).not.toHaveBeenCalled();
    });

    it.each([
      ['event_types', 'eventTypes'],
      ['eventType', 'eventTypes'],
      ['events', 'eventTypes'],
      ['send_name', 'sendName'],
      ['sendPhotos', 'sendPhoto'],
      ['uri', 'url'],
    ])('refuses the option %s and asks whether %s was meant', async (misspelled, meant) => {
      const options = { url: URL_OF_BOT, [misspelled]: ['seen'] };
      const failure = await failureOf(client.setWebhook(options));
      expect(failure).toBeInstanceOf(TypeError);
      expect(failure.message).toContain(`"${misspelled}"`);
      expect(failure.message).toContain(`Did you mean "${meant}"?`);
      expect(api.calls).toEqual([]);
    });

    it.each<[string, unknown]>([
      ['a name', 'seen'],
      ['null', null],
      ['an object', {}],
      ['a Set', new Set(['seen'])],
      ['true', true],
    ])('refuses eventTypes that are not a list: %s', async (_, eventTypes) => {
      const failure = await failureOf(
        client.setWebhook({ url: URL_OF_BOT, eventTypes: eventTypes as never }),
      );
      expect(failure).toBeInstanceOf(TypeError);
      expect(failure.message).toMatch(/eventTypes must be a list/);
      expect(failure.message).toMatch(/delivered, seen, failed, conversation_started/);
      expect(api.calls).toEqual([]);
    });

    it("refuses eventTypes: 'listeners', which needs a ViberWebhook", async () => {
      const failure = await failureOf(client.setWebhook({ url: URL_OF_BOT, eventTypes: 'listeners' }));
      expect(failure).toBeInstanceOf(TypeError);
      expect(failure.message).toMatch(/^eventTypes: 'listeners' works in ViberWebhook\.setWebhook only/);
      expect(api.calls).toEqual([]);
    });

    it.each([
      ['deliverd', 'delivered'],
      ['Seen', 'seen'],
      ['conversation-started', 'conversation_started'],
      ['messages', 'message'],
      ['unsubscribe', 'unsubscribed'],
    ])('refuses the event %s and asks whether %s was meant', async (misspelled, meant) => {
      const eventTypes = ['seen', misspelled] as never;
      const failure = await failureOf(client.setWebhook({ url: URL_OF_BOT, eventTypes }));
      expect(failure).toBeInstanceOf(TypeError);
      expect(failure.message).toContain(`"${misspelled}" is not an event type`);
      expect(failure.message).toContain(`Did you mean "${meant}"?`);
      expect(api.calls).toEqual([]);
    });

    it('accepts the events that Viber lists beside the documented ones', async () => {
      await client.setWebhook({ url: URL_OF_BOT, eventTypes: ['client_status', 'webhook'] });
      expect(api.bodies).toMatchObject([{ event_types: ['client_status', 'webhook'] }]);
    });

    it.each<[unknown]>([['action'], [''], [7], [null], [undefined], [['seen']]])(
      'refuses the event %j',
      async (event) => {
        const failure = await failureOf(client.setWebhook({ url: URL_OF_BOT, eventTypes: [event] as never }));
        expect(failure).toBeInstanceOf(TypeError);
        expect(failure.message).toMatch(/event type/);
        expect(api.calls).toEqual([]);
      },
    );

    it.each([[{ sendName: 'yes' }], [{ sendPhoto: 1 }], [{ sendName: null }]])(
      'refuses flags that are neither true nor false: %j',
      async (flags) => {
        const failure = await failureOf(client.setWebhook({ url: URL_OF_BOT, ...(flags as object) }));
        expect(failure).toBeInstanceOf(TypeError);
        expect(failure.message).toMatch(/true or false/);
        expect(api.calls).toEqual([]);
      },
    );

    it.each(REFUSALS)('says what to do about %s', async (_, statusMessage, advice) => {
      api.reply({ json: { status: 1, status_message: statusMessage, chat_hostname: 'SN-CHAT-06_' } });
      const failure = await failureOf(client.setWebhook({ url: URL_OF_BOT }));
      expect(failure).toBeInstanceOf(ViberApiError);
      expect(failure).toMatchObject({
        code: 'api_error',
        method: 'set_webhook',
        viberStatus: 1,
        statusName: 'invalidUrl',
        statusMessage,
        hint: expect.stringMatching(advice) as unknown,
      });
      expect(failure.message).toContain(statusMessage);
      expect(failure.message).toMatch(advice);
      expect(api.calls).toHaveLength(1);
    });

    it('says what to do if Viber gives no status_message', async () => {
      api.reply({ text: '{"status":1,"chat_hostname":"SN-CHAT-06_"}' });
      const failure = await failureOf(client.setWebhook({ url: URL_OF_BOT }));
      expect(failure).toBeInstanceOf(ViberApiError);
      expect(failure).toMatchObject({
        method: 'set_webhook',
        viberStatus: 1,
        statusName: 'invalidUrl',
        statusMessage: undefined,
        hint: expect.stringMatching(/check call/) as unknown,
      });
      expect(failure.message).not.toMatch(/undefined/);
    });

    it('says what to do if the status is a string', async () => {
      api.reply({ text: '{"status":"1","status_message":"Result: HTTP/1.1 404 Not Found"}' });
      await expect(client.setWebhook({ url: URL_OF_BOT })).rejects.toMatchObject({
        viberStatus: 1,
        statusName: 'invalidUrl',
        hint: expect.stringMatching(/path/) as unknown,
      });
    });

    it('points to the token for status 2', async () => {
      api.reply({ json: { status: 2, status_message: 'invalidAuthToken' } });
      await expect(client.setWebhook({ url: URL_OF_BOT })).rejects.toMatchObject({
        viberStatus: 2,
        statusName: 'invalidAuthToken',
        statusMessage: 'invalidAuthToken',
        hint: expect.stringMatching(/token/) as unknown,
      });
    });

    it('does not retry after a refusal', async () => {
      api.reply({ json: { status: 1, status_message: 'Connection refused' } }, OK);
      await failureOf(client.setWebhook({ url: URL_OF_BOT }));
      expect(api.calls).toHaveLength(1);
    });

    it('retries after one HTTP 502, with the same body', async () => {
      useFakeClock();
      api.reply({ text: '<html>', httpStatus: 502 }, OK);
      await fastForward(client.setWebhook({ url: URL_OF_BOT, eventTypes: ['seen'] }));
      const body = { url: URL_OF_BOT, event_types: ['seen'], send_name: false, send_photo: false };
      expect(api.bodies).toEqual([body, body]);
    });

    it('gives up after three retries', async () => {
      useFakeClock();
      api.reply({ text: '<html>', httpStatus: 502 });
      const failure = await fastForward(failureOf(client.setWebhook({ url: URL_OF_BOT })));
      expect(failure).toBeInstanceOf(ViberConnectionError);
      expect(failure).toMatchObject({ method: 'set_webhook', httpStatus: 502 });
      expect(api.calls).toHaveLength(4);
    });
  });

  describe('removeWebhook', () => {
    it('sends the empty URL and nothing else', async () => {
      await expect(client.removeWebhook()).resolves.toMatchObject({ status: 0 });
      expect(api.calls).toHaveLength(1);
      expect(api.calls[0]).toMatchObject({ verb: 'POST', path: '/pa/set_webhook' });
      expect(api.calls[0]?.headers).toMatchObject({
        'x-viber-auth-token': AUTH_TOKEN,
        'content-type': 'application/json',
      });
      expect(api.bodies).toEqual([{ url: '' }]);
    });

    it('retries after a reset connection', async () => {
      useFakeClock();
      api.reply('reset', OK);
      await fastForward(client.removeWebhook());
      expect(api.bodies).toEqual([{ url: '' }, { url: '' }]);
    });

    it('points to the token for status 2', async () => {
      api.reply({ json: { status: 2, status_message: 'invalidAuthToken' } });
      await expect(client.removeWebhook()).rejects.toMatchObject({
        viberStatus: 2,
        hint: expect.stringMatching(/token/) as unknown,
      });
    });

    it('does not mention a check call, since there is none', async () => {
      api.reply({ json: { status: 1 } });
      const failure = await failureOf(client.removeWebhook());
      expect(failure).toBeInstanceOf(ViberApiError);
      expect(failure.message).not.toMatch(/check call/);
    });
  });
});
