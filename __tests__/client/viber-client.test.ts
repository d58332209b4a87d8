import https from 'node:https';
import type { ViberClientOptions } from '../../lib/client/client-options';
import type { SetWebhookOptions } from '../../lib/client/set-webhook-options';
import type { SendMessageRequest } from '../../lib/client/viber-client';
import { ViberClient } from '../../lib/client/viber-client';
import {
  ViberApiError,
  ViberConnectionError,
  ViberMessageError,
  ViberWebhookUrlError,
} from '../../lib/errors';
import type { ApiCall, ApiReply } from '../fixtures/fake-viber-api';
import { FakeViberApi, OK } from '../fixtures/fake-viber-api';
import { AUTH_TOKEN } from '../fixtures/posts';
import { closeServers } from '../fixtures/servers';
import { failureOf } from './failure-of';
import { fastForward, useFakeClock } from './fake-clock';
import { REFUSALS } from './refusals';

const URL_OF_BOT = 'https://bot.example.com/viber';
const UNSIGNED: SendMessageRequest = { receiver: '01234567890A=', type: 'text', text: 'Hello' };
const TEXT: SendMessageRequest = { ...UNSIGNED, sender: { name: 'News' } };

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
  describe('constructor', () => {
    it.each([[undefined], [null], [''], [42], [['token']]])('refuses an auth token of %j', (authToken) => {
      expect(() => new ViberClient({ authToken: authToken as never })).toThrow(TypeError);
      expect(() => new ViberClient({ authToken: authToken as never })).toThrow(
        /authToken.*(?:missing or empty|not a string)/,
      );
    });

    it.each([[`${AUTH_TOKEN}\n`], [` ${AUTH_TOKEN}`]])(
      'refuses white space around the auth token, without showing it',
      (authToken) => {
        const create = () => new ViberClient({ authToken });
        expect(create).toThrow(TypeError);
        expect(create).toThrow(/white space/);
        expect(create).not.toThrow(AUTH_TOKEN);
      },
    );

    it.each([
      ['authtoken', 'authToken'],
      ['auth_token', 'authToken'],
      ['apiURL', 'apiUrl'],
      ['senders', 'sender'],
    ])('refuses the option %s and asks whether %s was meant', (misspelled, meant) => {
      const options = { authToken: AUTH_TOKEN, [misspelled]: undefined };
      expect(() => new ViberClient(options)).toThrow(TypeError);
      expect(() => new ViberClient(options)).toThrow(`"${misspelled}"`);
      expect(() => new ViberClient(options)).toThrow(`Did you mean "${meant}"?`);
    });

    it('refuses an option that is like none, without a guess', () => {
      const options = { authToken: AUTH_TOKEN, maxInFlight: 9 } as ViberClientOptions;
      expect(() => new ViberClient(options)).toThrow(TypeError);
      expect(() => new ViberClient(options)).toThrow(/"maxInFlight"/);
      expect(() => new ViberClient(options)).not.toThrow(/Did you mean/);
    });

    it.each([[''], ['chatapi.viber.com/pa'], ['/pa'], ['ftp://chatapi.viber.com/pa'], [42], [null]])(
      'refuses an apiUrl of %j',
      (apiUrl) => {
        const create = () => new ViberClient({ authToken: AUTH_TOKEN, apiUrl: apiUrl as never });
        expect(create).toThrow(TypeError);
        expect(create).toThrow(/apiUrl/);
      },
    );
  });

  describe('apiUrl', () => {
    it.each([
      ['', '/set_webhook'],
      ['/', '/set_webhook'],
      ['/pa', '/pa/set_webhook'],
      ['/pa/', '/pa/set_webhook'],
      ['/viber/emulator/pa//', '/viber/emulator/pa/set_webhook'],
    ])('puts the method under a base path of "%s"', async (basePath, path) => {
      await new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.origin + basePath }).removeWebhook();
      expect(api.calls.map((call) => call.path)).toEqual([path]);
    });

    it("is Viber's own when left out", async () => {
      const request = jest.spyOn(https, 'request').mockImplementation(() => {
        throw new Error('Tests do not call Viber.');
      });
      const failure = await failureOf(
        new ViberClient({ authToken: AUTH_TOKEN }).setWebhook({ url: URL_OF_BOT }),
      );
      expect(failure).toBeInstanceOf(ViberConnectionError);
      expect(request.mock.calls[0]?.[0]).toMatchObject({
        hostname: 'chatapi.viber.com',
        path: '/pa/set_webhook',
        method: 'POST',
      });
    });
  });

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
        'what is undefined as what is left out',
        { eventTypes: undefined, sendName: undefined, sendPhoto: undefined } as never,
        { send_name: false, send_photo: false },
      ],
    ])('asks for %s', async (_, options, body) => {
      await client.setWebhook({ url: URL_OF_BOT, ...options });
      expect(api.bodies).toEqual([{ url: URL_OF_BOT, ...body }]);
    });

    it("gives Viber's answer, reordered and with more events than were asked for", async () => {
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
      ['nothing', undefined],
      ['the empty text, which would remove the webhook', ''],
      ['a path', '/viber'],
      ['a password', 'https://me:secret@bot.example.com/viber'],
      ['a query', 'https://bot.example.com/viber?bot=1'],
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
      ['the word of ViberWebhook', 'listeners'],
      ['null', null],
      ['an object', {}],
      ['a Set', new Set(['seen'])],
      ['true', true],
    ])('refuses eventTypes that are no list: %s', async (_, eventTypes) => {
      const failure = await failureOf(
        client.setWebhook({ url: URL_OF_BOT, eventTypes: eventTypes as never }),
      );
      expect(failure).toBeInstanceOf(TypeError);
      expect(failure.message).toMatch(/eventTypes must be a list/);
      expect(failure.message).toMatch(/delivered, seen, failed, conversation_started/);
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

    it.each<[unknown]>([['webhook'], ['client_status'], [''], [7], [null], [undefined], [['seen']]])(
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
        status: 1,
        statusName: 'invalidUrl',
        statusMessage,
        hint: expect.stringMatching(advice) as unknown,
      });
      expect(failure.message).toContain(statusMessage);
      expect(failure.message).toMatch(advice);
      expect(api.calls).toHaveLength(1);
    });

    it('says what to do where Viber says nothing at all', async () => {
      api.reply({ text: '{"status":1,"chat_hostname":"SN-CHAT-06_"}' });
      const failure = await failureOf(client.setWebhook({ url: URL_OF_BOT }));
      expect(failure).toBeInstanceOf(ViberApiError);
      expect(failure).toMatchObject({
        method: 'set_webhook',
        status: 1,
        statusName: 'invalidUrl',
        statusMessage: undefined,
        hint: expect.stringMatching(/check call/) as unknown,
      });
      expect(failure.message).not.toMatch(/undefined/);
    });

    it('says the same where the status is a string', async () => {
      api.reply({ text: '{"status":"1","status_message":"Result: HTTP/1.1 404 Not Found"}' });
      await expect(client.setWebhook({ url: URL_OF_BOT })).rejects.toMatchObject({
        status: 1,
        statusName: 'invalidUrl',
        hint: expect.stringMatching(/path/) as unknown,
      });
    });

    it('points to the token for status 2', async () => {
      api.reply({ json: { status: 2, status_message: 'invalidAuthToken' } });
      await expect(client.setWebhook({ url: URL_OF_BOT })).rejects.toMatchObject({
        status: 2,
        statusName: 'invalidAuthToken',
        statusMessage: 'invalidAuthToken',
        hint: expect.stringMatching(/token/) as unknown,
      });
    });

    it('never tries again what Viber refuses', async () => {
      api.reply({ json: { status: 1, status_message: 'Connection refused' } }, OK);
      await failureOf(client.setWebhook({ url: URL_OF_BOT }));
      expect(api.calls).toHaveLength(1);
    });

    it('tries again after one HTTP 502, with the same body', async () => {
      useFakeClock();
      api.reply({ text: '<html>', httpStatus: 502 }, OK);
      await fastForward(client.setWebhook({ url: URL_OF_BOT, eventTypes: ['seen'] }));
      const body = { url: URL_OF_BOT, event_types: ['seen'], send_name: false, send_photo: false };
      expect(api.bodies).toEqual([body, body]);
    });

    it('gives up after three tries more', async () => {
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

    it('tries again after a reset connection', async () => {
      useFakeClock();
      api.reply('reset', OK);
      await fastForward(client.removeWebhook());
      expect(api.bodies).toEqual([{ url: '' }, { url: '' }]);
    });

    it('points to the token for status 2', async () => {
      api.reply({ json: { status: 2, status_message: 'invalidAuthToken' } });
      await expect(client.removeWebhook()).rejects.toMatchObject({
        status: 2,
        hint: expect.stringMatching(/token/) as unknown,
      });
    });

    it('does not speak of a check call, for there is none', async () => {
      api.reply({ json: { status: 1 } });
      const failure = await failureOf(client.removeWebhook());
      expect(failure).toBeInstanceOf(ViberApiError);
      expect(failure.message).not.toMatch(/check call/);
    });
  });

  describe('sendMessage', () => {
    it('posts the message to send_message', async () => {
      await client.sendMessage(TEXT);
      expect(api.calls).toHaveLength(1);
      expect(api.calls[0]).toMatchObject({ verb: 'POST', path: '/pa/send_message' });
      expect(api.calls[0]?.headers).toMatchObject({
        'x-viber-auth-token': AUTH_TOKEN,
        'content-type': 'application/json',
      });
      expect(api.bodies).toEqual([TEXT]);
    });

    it('keeps every digit of the message_token', async () => {
      api.reply({
        text: '{"status":0,"status_message":"ok","message_token":5741311803571721087,"chat_hostname":"SN-CHAT-05_","billing_status":1}',
      });
      await expect(client.sendMessage(TEXT)).resolves.toEqual({
        status: 0,
        status_message: 'ok',
        message_token: '5741311803571721087',
        chat_hostname: 'SN-CHAT-05_',
        billing_status: 1,
      });
    });

    it('puts the sender on a message that has none', async () => {
      const sender = { name: 'Echo', avatar: 'https://bot.example.com/echo.png' };
      await new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.url, sender }).sendMessage(UNSIGNED);
      expect(api.bodies).toEqual([{ ...UNSIGNED, sender }]);
    });

    it('leaves the sender of a message as it is', async () => {
      const sender = { name: 'Echo', avatar: 'https://bot.example.com/echo.png' };
      const own = { ...TEXT, sender: { name: 'Support' } };
      await new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.url, sender }).sendMessage(own);
      expect(api.bodies).toEqual([own]);
    });

    it('sends again what it has checked, whatever has become of the message since', async () => {
      useFakeClock();
      const keyboard = { Type: 'keyboard' as const, Buttons: [{ ActionBody: 'yes' }] };
      const before = structuredClone({ ...TEXT, keyboard });
      api.reply(() => {
        keyboard.Buttons.push({ ActionBody: 'x'.repeat(40_000) });
        return { text: '', httpStatus: 429 };
      }, OK);
      await fastForward(client.sendMessage({ ...TEXT, keyboard }));
      expect(api.bodies).toEqual([before, before]);
    });

    it('says why Viber refuses, with a hint about subscribing and none about webhooks', async () => {
      api.reply({ json: { status: 6, status_message: 'Not subscribed: HTTP/1.1 404' } });
      await expect(client.sendMessage(TEXT)).rejects.toMatchObject({
        code: 'api_error',
        method: 'send_message',
        status: 6,
        statusName: 'receiverNotSubscribed',
        statusMessage: 'Not subscribed: HTTP/1.1 404',
        hint: expect.stringMatching(/^(?!.*path).*subscribe/) as unknown,
      });
    });

    it.each<[string, ApiReply]>([
      ['HTTP 502', { text: '', httpStatus: 502 }],
      ['a reset connection', 'reset'],
      ['half an answer', { halfOf: 200 }],
      ['HTML', { text: '<html>' }],
      ['a refusal', { json: { status: 6, status_message: 'notSubscribed' } }],
    ])('never sends it twice, even after %s', async (_, reply) => {
      useFakeClock();
      api.reply(reply, OK);
      await fastForward(failureOf(client.sendMessage(TEXT)));
      expect(api.calls).toHaveLength(1);
    });
  });

  describe('sendMessage, before anything is sent,', () => {
    it.each<[unknown]>([[undefined], [''], [7], [null], [['ann']]])(
      'refuses the receiver %j',
      async (receiver) => {
        const failure = await failureOf(client.sendMessage({ ...TEXT, receiver } as never));
        expect(failure).toBeInstanceOf(TypeError);
        expect(failure.message).toMatch(/receiver/);
        expect(api.calls).toEqual([]);
      },
    );

    it.each<[string, object]>([
      ['that is empty', { type: 'text', text: '' }],
      ['of no type', { type: 'telegram', text: 'Hello' }],
      ['with a broken keyboard', { ...TEXT, keyboard: { Buttons: [{ ActionBody: 'yes' }] } }],
    ])('refuses a message %s', async (_, message) => {
      const { sender } = TEXT;
      const failure = await failureOf(client.sendMessage({ ...message, receiver: 'ann', sender } as never));
      expect(failure).toBeInstanceOf(ViberMessageError);
      expect(failure).toMatchObject({ code: 'invalid_message', problems: [expect.any(String)] });
      expect(api.calls).toEqual([]);
    });

    it.each([
      [{}],
      [{ sender: undefined }],
      [{ keyboard: { Type: 'keyboard', Buttons: [{ ActionBody: 'a' }] } }],
    ])('refuses a message that comes from nobody, to one or to many: %j', async (fields) => {
      const message = { ...UNSIGNED, ...fields } as SendMessageRequest;
      for (const failure of [
        await failureOf(client.sendMessage(message)),
        await failureOf(
          client.broadcastMessage({ ...message, broadcast_list: ['ann'], receiver: undefined } as never),
        ),
      ]) {
        expect(failure).toBeInstanceOf(ViberMessageError);
        expect(failure).toMatchObject({
          problems: ['/sender is required but missing: set the sender option, or give the message one'],
        });
      }
      expect(api.calls).toEqual([]);
    });

    it.each<[unknown]>([[undefined], [null], ['Hello'], [7], [[TEXT]]])(
      'says that a message is wanted instead of %j, to one or to many',
      async (message) => {
        for (const failure of [
          await failureOf(client.sendMessage(message as never)),
          await failureOf(client.broadcastMessage(message as never)),
        ]) {
          expect(failure).toBeInstanceOf(ViberMessageError);
          expect(failure.message).toMatch(/the message must be an object such as/);
        }
        expect(api.calls).toEqual([]);
      },
    );

    it.each([[false], [true]])(
      'refuses a message that says itself whom else it goes to, with allowUnknownFields: %j',
      async (allowUnknownFields) => {
        const strict = new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.url, allowUnknownFields });
        const message = { ...TEXT, broadcast_list: ['bob'] };
        const failures = [
          await failureOf(strict.sendMessage(message)),
          await failureOf(strict.broadcastMessage(message)),
        ];
        expect(failures).toMatchObject([
          { code: 'invalid_message', problems: [expect.stringMatching(/^\/broadcast_list is not a field/)] },
          { code: 'invalid_message', problems: [expect.stringMatching(/^\/receiver is not a field/)] },
        ]);
        expect(api.calls).toEqual([]);
      },
    );

    it('names the missing sender along with everything else that is wrong', async () => {
      const failure = await failureOf(client.sendMessage({ receiver: 'ann', type: 'text', text: '' }));
      expect(failure).toMatchObject({
        problems: [expect.stringContaining('/text '), expect.stringContaining('/sender ')],
      });
    });

    it('refuses a field nobody knows, unless it may be sent', async () => {
      const message = { ...TEXT, sparkle: true } as SendMessageRequest;
      const failure = await failureOf(client.sendMessage(message));
      expect(failure).toBeInstanceOf(ViberMessageError);
      expect(failure.message).toMatch(/sparkle/);
      expect(api.calls).toEqual([]);
      const lenient = new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.url, allowUnknownFields: true });
      await lenient.sendMessage(message);
      expect(api.bodies).toEqual([message]);
    });

    it('refuses a message that is too large only together with its receiver', async () => {
      const receiver = 'x'.repeat(31 * 1024);
      const failure = await failureOf(client.sendMessage({ ...TEXT, receiver }));
      expect(failure).toBeInstanceOf(ViberMessageError);
      expect(failure.message).toMatch(/bytes of JSON, more than 30720/);
      expect(failure.message).not.toContain(receiver);
      expect(api.calls).toEqual([]);
    });
  });

  describe('getAccountInfo', () => {
    it('asks with an empty body and gives the answer as it came', async () => {
      const json = {
        status: 0,
        status_message: 'ok',
        id: 'pa:75346594275468546724',
        name: 'account name',
        uri: 'accountUri',
        location: { lon: 0.1, lat: 0.2 },
        webhook: URL_OF_BOT,
        event_types: ['delivered', 'seen'],
        subscribers_count: 35,
        members: [{ id: '01234567890A=', name: 'my name', avatar: 'http://example.com', role: 'admin' }],
      };
      api.reply({ json });
      await expect(client.getAccountInfo()).resolves.toEqual(json);
      expect(api.calls).toMatchObject([
        {
          verb: 'POST',
          path: '/pa/get_account_info',
          headers: { 'x-viber-auth-token': AUTH_TOKEN },
          body: {},
        },
      ]);
    });
  });

  describe('getUserDetails', () => {
    it('asks for the id and gives the answer with every digit of its token', async () => {
      api.reply({
        text: '{"status":0,"status_message":"ok","message_token":4912661846655238145,"user":{"id":"01234567890A=","name":"John McClane","api_version":1,"mcc":1,"mnc":1}}',
      });
      await expect(client.getUserDetails('01234567890A=')).resolves.toEqual({
        status: 0,
        status_message: 'ok',
        message_token: '4912661846655238145',
        user: { id: '01234567890A=', name: 'John McClane', api_version: 1, mcc: 1, mnc: 1 },
      });
      expect(api.calls).toMatchObject([
        { verb: 'POST', path: '/pa/get_user_details', body: { id: '01234567890A=' } },
      ]);
    });

    it.each<[unknown]>([[undefined], [''], [7], [null], [{}]])('refuses the id %j', async (id) => {
      const failure = await failureOf(client.getUserDetails(id as never));
      expect(failure).toBeInstanceOf(TypeError);
      expect(failure.message).toMatch(/userId/);
      expect(api.calls).toEqual([]);
    });

    it('does not ask again within the 12 hours of status 12', async () => {
      api.reply({ json: { status: 12, status_message: 'tooManyRequests' } }, OK);
      await expect(client.getUserDetails('ann')).rejects.toMatchObject({
        status: 12,
        hint: expect.stringMatching(/12 hours/) as unknown,
      });
      expect(api.calls).toHaveLength(1);
    });

    it.each([[{ status: 0 }], [{ status: 0, user: null }], [{ status: 0, user: [] }]])(
      "takes no user for none of Viber's answers: %j",
      async (json) => {
        api.reply({ json });
        const failure = await failureOf(client.getUserDetails('ann'));
        expect(failure).toBeInstanceOf(ViberConnectionError);
        expect(failure.message).toMatch(/no user/);
      },
    );
  });

  describe('getOnline', () => {
    const everybodyOnline = ({ body }: ApiCall): ApiReply => ({
      json: { status: 0, users: (body as { ids: string[] }).ids.map((id) => ({ id, online_status: 0 })) },
    });

    it('asks for the ids and gives what Viber knows of each', async () => {
      const users = [
        { id: 'ann', online_status: 0, online_status_message: 'online' },
        { id: 'bob', online_status: 1, online_status_message: 'offline', last_online: 1457764197627 },
      ];
      api.reply({ json: { status: 0, status_message: 'ok', users } });
      await expect(client.getOnline(['ann', 'bob'])).resolves.toEqual({ status: 0, users });
      expect(api.calls).toMatchObject([
        { verb: 'POST', path: '/pa/get_online', body: { ids: ['ann', 'bob'] } },
      ]);
    });

    it.each([
      [100, [100]],
      [101, [100, 1]],
      [250, [100, 100, 50]],
    ])('asks for %i ids in lists of 100 and puts the answers together in order', async (count, sizes) => {
      const ids = Array.from({ length: count }, (_, index) => `user-${String(index)}`);
      api.reply(everybodyOnline);
      const { users } = await client.getOnline(ids);
      expect(api.bodies.map((body) => (body as { ids: string[] }).ids.length)).toEqual(sizes);
      expect(users.map(({ id }) => id)).toEqual(ids);
    });

    it('asks once for an id that is named twice', async () => {
      api.reply(everybodyOnline);
      await client.getOnline(['ann', 'bob', 'ann']);
      expect(api.bodies).toEqual([{ ids: ['ann', 'bob'] }]);
    });

    it('asks nothing about nobody', async () => {
      await expect(client.getOnline([])).resolves.toEqual({ status: 0, users: [] });
      expect(api.calls).toEqual([]);
    });

    it.each<[unknown]>([[undefined], ['ann'], [{}], [['']], [[7]], [Array(2)]])(
      'refuses the list %j',
      async (ids) => {
        const failure = await failureOf(client.getOnline(ids as never));
        expect(failure).toBeInstanceOf(TypeError);
        expect(failure.message).toMatch(/userIds/);
        expect(api.calls).toEqual([]);
      },
    );

    it('fails as a whole where one of its requests does', async () => {
      api.reply(everybodyOnline, { json: { status: 7 } });
      const ids = Array.from({ length: 150 }, (_, index) => String(index));
      await expect(client.getOnline(ids)).rejects.toMatchObject({ status: 7, method: 'get_online' });
    });

    it("takes an answer without users for none of Viber's", async () => {
      const failure = await failureOf(client.getOnline(['ann']));
      expect(failure).toBeInstanceOf(ViberConnectionError);
      expect(failure.message).toMatch(/no users/);
    });
  });
});
