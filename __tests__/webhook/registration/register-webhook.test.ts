import express from 'express';
import type { Application } from 'express';
import type { AuthTokenResolver } from '../../../lib/webhook/account';
import type { ViberEvent } from '../../../lib/webhook/callback/events';
import type { SetWebhookOptions } from '../../../lib/index';
import { ViberWebhook } from '../../../lib/webhook/viber-webhook';
import { messageCallback, signCallback } from '../../../lib/testing';
import { ViberApiError, ViberConnectionError, ViberWebhookUrlError } from '../../../lib/errors';
import { failureOf } from '../../client/failure-of';
import { REFUSALS } from '../../client/refusals';
import { whereTokenShows } from '../../client/where-token-shows';
import type { ApiReply } from '../../fixtures/fake-viber-api';
import { checkCall, FakeViberApi, OK } from '../../fixtures/fake-viber-api';
import { AUTH_TOKEN } from '../../fixtures/posts';
import { closeServers, serve } from '../../fixtures/servers';

const OTHER_TOKEN = '4dd1a3d8f6e4c2b0-0000000000000000-1111111111111111';
const URL_OF_BOT = 'https://bot.example.com/viber';
const REFUSED: ApiReply = { json: { status: 1, status_message: 'Result: something new' } };

let api: FakeViberApi;
let viber: ViberWebhook;
let emitWarning: jest.SpiedFunction<typeof process.emitWarning>;

beforeEach(async () => {
  emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation();
  api = await FakeViberApi.start();
  viber = new ViberWebhook({ authToken: AUTH_TOKEN, apiUrl: api.url });
});

afterEach(async () => {
  jest.restoreAllMocks();
  await closeServers();
});

function ignore(): void {
  // A listener that does nothing.
}

describe('registerWebhook', () => {
  describe('the request', () => {
    it('goes to set_webhook as JSON, with the token in its header', async () => {
      await viber.setWebhook({ url: URL_OF_BOT });
      expect(api.calls).toHaveLength(1);
      expect(api.calls[0]).toMatchObject({ verb: 'POST', path: '/pa/set_webhook' });
      expect(api.calls[0]?.headers).toMatchObject({
        'x-viber-auth-token': AUTH_TOKEN,
        'content-type': 'application/json',
      });
    });

    it('contains the first of several tokens', async () => {
      const rotating = new ViberWebhook({ authToken: [AUTH_TOKEN, OTHER_TOKEN], apiUrl: api.url });
      await rotating.setWebhook({ url: URL_OF_BOT });
      expect(api.calls[0]?.headers).toMatchObject({ 'x-viber-auth-token': AUTH_TOKEN });
    });

    it.each<[string, Omit<SetWebhookOptions, 'url'>, object]>([
      ['all events', {}, { send_name: false, send_photo: false }],
      ['only mandatory events', { eventTypes: [] }, { event_types: [], send_name: false, send_photo: false }],
      [
        'some events',
        { eventTypes: ['seen', 'failed'] },
        { event_types: ['seen', 'failed'], send_name: false, send_photo: false },
      ],
      [
        'mandatory events by name',
        { eventTypes: ['message', 'subscribed', 'unsubscribed', 'delivered'] },
        {
          event_types: ['message', 'subscribed', 'unsubscribed', 'delivered'],
          send_name: false,
          send_photo: false,
        },
      ],
      ['names and photos', { sendName: true, sendPhoto: true }, { send_name: true, send_photo: true }],
      [
        'the defaults for undefined options',
        { eventTypes: undefined, sendName: undefined } as never,
        { send_name: false, send_photo: false },
      ],
    ])('has the body for %s', async (_, options, body) => {
      await viber.setWebhook({ url: URL_OF_BOT, ...options });
      expect(api.bodies).toEqual([{ url: URL_OF_BOT, ...body }]);
    });

    it("returns Viber's response", async () => {
      const json = { status: 0, status_message: 'ok', event_types: ['webhook', 'seen', 'action'] };
      api.reply({ json });
      await expect(viber.setWebhook({ url: URL_OF_BOT })).resolves.toEqual(json);
    });
  });

  describe("eventTypes: 'listeners'", () => {
    async function requestedEventTypes(): Promise<unknown> {
      await viber.setWebhook({ url: URL_OF_BOT, eventTypes: 'listeners', sendName: true });
      expect(api.calls).toHaveLength(1);
      const [body] = api.bodies as { event_types: unknown }[];
      expect(body).toEqual({
        url: URL_OF_BOT,
        event_types: body?.event_types,
        send_name: true,
        send_photo: false,
      });
      return body?.event_types;
    }

    it('requests no events without a listener', async () => {
      expect(await requestedEventTypes()).toEqual([]);
    });

    it('requests exactly the events that have a listener', async () => {
      viber.on('seen', ignore).once('delivered', ignore);
      expect(await requestedEventTypes()).toEqual(['delivered', 'seen']);
    });

    it('requests all optional events if each has a listener', async () => {
      viber
        .on('conversation_started', ignore)
        .on('failed', ignore)
        .on('seen', ignore)
        .on('delivered', ignore);
      expect(await requestedEventTypes()).toEqual(['delivered', 'seen', 'failed', 'conversation_started']);
    });

    it('requests conversation_started for a welcome handler', async () => {
      viber.welcome(() => undefined);
      expect(await requestedEventTypes()).toEqual(['conversation_started']);
    });

    it('requests conversation_started once for a welcome handler and a listener', async () => {
      viber.welcome(() => undefined).on('conversation_started', ignore);
      expect(await requestedEventTypes()).toEqual(['conversation_started']);
    });

    it('does not request mandatory events or events of this package', async () => {
      const events: ViberEvent[] = ['message', 'message:text', 'subscribed', 'unsubscribed', 'webhook'];
      for (const event of events) viber.on(event, ignore);
      expect(await requestedEventTypes()).toEqual([]);
    });

    it('considers the current listeners', async () => {
      viber.on('seen', ignore).on('failed', ignore).off('seen', ignore);
      expect(await requestedEventTypes()).toEqual(['failed']);
    });

    it('considers the listeners again at a later registration', async () => {
      viber.on('seen', ignore);
      await viber.setWebhook({ url: URL_OF_BOT, eventTypes: 'listeners' });
      viber.on('failed', ignore);
      await viber.setWebhook({ url: URL_OF_BOT, eventTypes: 'listeners' });
      expect(api.bodies).toEqual([
        { url: URL_OF_BOT, event_types: ['seen'], send_name: false, send_photo: false },
        { url: URL_OF_BOT, event_types: ['seen', 'failed'], send_name: false, send_photo: false },
      ]);
    });
  });

  describe('a mistake of the application', () => {
    it.each<[string, unknown, RegExp]>([
      ['event_types', { event_types: [] }, /"event_types".*Did you mean "eventTypes"/],
      ['eventType', { eventType: ['seen'] }, /"eventType".*Did you mean "eventTypes"/],
      ['a misspelled event', { eventTypes: ['deliverd'] }, /"deliverd".*Did you mean "delivered"/],
      ['an event that is not in a list', { eventTypes: 'seen' }, /eventTypes must be a list/],
      ["a misspelled 'listeners'", { eventTypes: 'listener' }, /eventTypes must be/],
      ['null in place of a list', { eventTypes: null }, /eventTypes must be a list/],
      ['a flag that is not a boolean', { sendName: 'yes' }, /true or false/],
    ])('causes a TypeError before anything is sent: %s', async (_, options, reason) => {
      viber.on('seen', ignore);
      const failure = await failureOf(viber.setWebhook({ url: URL_OF_BOT, ...(options as object) }));
      expect(failure).toBeInstanceOf(TypeError);
      expect(failure.message).toMatch(reason);
      expect(api.calls).toEqual([]);
      expect(emitWarning).not.toHaveBeenCalled();
    });

    it('causes a TypeError: no options', async () => {
      expect(await failureOf(viber.setWebhook(undefined as never))).toBeInstanceOf(TypeError);
    });

    it('causes an error before anything is sent: an invalid URL', async () => {
      const failure = await failureOf(viber.setWebhook({ url: 'bot.example.com/viber' }));
      expect(failure).toBeInstanceOf(ViberWebhookUrlError);
      expect(api.calls).toEqual([]);
    });

    it("causes an error before anything is sent: a local URL for Viber's own API", async () => {
      const real = new ViberWebhook({ authToken: AUTH_TOKEN });
      const failure = await failureOf(real.setWebhook({ url: 'http://localhost:3000/viber' }));
      expect(failure).toBeInstanceOf(ViberWebhookUrlError);
    });

    it('causes an error that says what to do: registering a webhook of many bots', async () => {
      const authToken: AuthTokenResolver = () => AUTH_TOKEN;
      const many = new ViberWebhook({ authToken, apiUrl: api.url });
      for (const work of [many.setWebhook({ url: URL_OF_BOT }), many.removeWebhook()]) {
        const failure = await failureOf(work);
        expect(failure).toBeInstanceOf(TypeError);
        expect(failure.message).toMatch(/new ViberClient/);
      }
      expect(api.calls).toEqual([]);
    });
  });

  describe('the warning of a listener that eventTypes filters out', () => {
    it('names all events at once, and says what to do', async () => {
      viber.on('seen', ignore).on('failed', ignore).on('delivered', ignore);
      await viber.setWebhook({ url: URL_OF_BOT, eventTypes: ['seen'] });
      expect(emitWarning.mock.calls).toEqual([
        [
          expect.stringMatching(
            /for delivered, failed but .*eventTypes.*\(message, subscribed, unsubscribed always arrive\.\)$/,
          ),
          { type: 'ViberWarning', code: 'VIBER_EVENT_FILTERED_OUT' },
        ],
      ]);
      expect(String(emitWarning.mock.calls[0]?.[0])).not.toContain('seen');
    });

    it('is emitted for a welcome handler without conversation_started', async () => {
      viber.welcome(() => undefined);
      await viber.setWebhook({ url: URL_OF_BOT, eventTypes: [] });
      expect(emitWarning.mock.calls).toEqual([
        [
          expect.stringContaining('conversation_started'),
          expect.objectContaining({ code: 'VIBER_EVENT_FILTERED_OUT' }),
        ],
      ]);
    });

    it.each<[string, Omit<SetWebhookOptions, 'url'>]>([
      ['all events are requested', {}],
      ['eventTypes is set to the listeners', { eventTypes: 'listeners' }],
      [
        'eventTypes has each event with a listener',
        { eventTypes: ['failed', 'conversation_started', 'seen'] },
      ],
    ])('is not emitted if %s', async (_, options) => {
      viber
        .welcome(() => undefined)
        .on('seen', ignore)
        .on('failed', ignore);
      await viber.setWebhook({ url: URL_OF_BOT, ...options });
      expect(emitWarning).not.toHaveBeenCalled();
    });

    it('is not emitted for events that cannot be filtered out', async () => {
      viber.on('message', ignore).on('subscribed', ignore).on('unsubscribed', ignore).on('callback', ignore);
      await viber.setWebhook({ url: URL_OF_BOT, eventTypes: [] });
      expect(emitWarning).not.toHaveBeenCalled();
    });

    it('is not emitted without listeners', async () => {
      await viber.setWebhook({ url: URL_OF_BOT, eventTypes: [] });
      expect(emitWarning).not.toHaveBeenCalled();
    });

    it('is not emitted if the registration fails', async () => {
      viber.on('seen', ignore);
      api.reply(REFUSED);
      await failureOf(viber.setWebhook({ url: URL_OF_BOT, eventTypes: [] }));
      expect(emitWarning).not.toHaveBeenCalled();
    });
  });

  describe('a refusal', () => {
    it.each(REFUSALS)('has all fields and a hint about %s', async (_, statusMessage, advice) => {
      api.reply({ json: { status: 1, status_message: statusMessage } });
      const failure = await failureOf(viber.setWebhook({ url: URL_OF_BOT }));
      expect(failure).toBeInstanceOf(ViberApiError);
      expect(failure).toMatchObject({
        code: 'api_error',
        method: 'set_webhook',
        viberStatus: 1,
        statusName: 'invalidUrl',
        statusMessage,
        hint: expect.stringMatching(advice) as unknown,
      });
      expect(failure.message).toMatch(advice);
    });

    it('has all fields if Viber sends no message', async () => {
      api.reply({ json: { status: 1, chat_hostname: 'SN-CHAT-06_' } });
      const failure = await failureOf(viber.setWebhook({ url: URL_OF_BOT }));
      expect(failure).toMatchObject({ viberStatus: 1, statusName: 'invalidUrl', statusMessage: undefined });
      expect(failure.message).not.toMatch(/undefined/);
    });

    it('mentions the token, not the check call, for status 2', async () => {
      api.reply({ json: { status: 2, status_message: 'invalidAuthToken' } });
      await expect(viber.setWebhook({ url: URL_OF_BOT })).rejects.toMatchObject({
        viberStatus: 2,
        statusName: 'invalidAuthToken',
        hint: expect.stringMatching(/^(?!.*check call).*token/) as unknown,
      });
    });

    it('never shows the token, even if Viber echoes it', async () => {
      const text = `${AUTH_TOKEN} is refused`;
      for (const json of [
        { status: 2, status_message: text },
        { status: 1, text },
      ]) {
        api.reply({ json });
        const failure = await failureOf(viber.setWebhook({ url: URL_OF_BOT }));
        expect(failure).toBeInstanceOf(ViberApiError);
        expect(whereTokenShows(AUTH_TOKEN, failure)).toEqual([]);
      }
      expect(whereTokenShows(AUTH_TOKEN, viber)).toEqual([]);
    });
  });

  describe('a failure of another kind', () => {
    it('is thrown unchanged', async () => {
      api.reply({ text: '<html>', headers: { 'Content-Type': 'text/html' } });
      const failure = await failureOf(viber.setWebhook({ url: URL_OF_BOT }));
      expect(failure).toBeInstanceOf(ViberConnectionError);
      expect(failure.message).not.toMatch(/check call/);
      expect(whereTokenShows(AUTH_TOKEN, failure)).toEqual([]);
    });
  });

  describe('with a check call to this process', () => {
    let app: Application;

    beforeEach(() => {
      app = express();
    });

    /** Mounts the webhook at /viber, and returns the URL to register. */
    async function mount(path = '/viber'): Promise<{ url: string }> {
      app.use('/viber', viber.middleware());
      return { url: `${await serve(app)}${path}` };
    }

    async function hintOf(work: Promise<unknown>): Promise<string> {
      const failure = await failureOf(work);
      if (!(failure instanceof ViberApiError) || failure.hint === undefined) throw failure;
      expect(failure.message).toContain(failure.hint);
      return failure.hint;
    }

    it('succeeds if the response was 200, and its listeners are called', async () => {
      const listener = jest.fn();
      viber.on('webhook', listener);
      api.reply(checkCall(AUTH_TOKEN));
      await expect(viber.setWebhook(await mount())).resolves.toMatchObject({ status: 0 });
      expect(listener).toHaveBeenCalledTimes(1);
    });

    it('says that the response was 200 if Viber refuses all the same', async () => {
      api.reply(checkCall(AUTH_TOKEN, REFUSED));
      const hint = await hintOf(viber.setWebhook(await mount()));
      expect(hint).toMatch(/received the check call.* 200 after \d{1,4} ms/);
      expect(hint).not.toMatch(/No check call/);
    });

    it('does not also guess that the response was not 200', async () => {
      api.reply(checkCall(AUTH_TOKEN, { json: { status: 1 } }));
      const hint = await hintOf(viber.setWebhook(await mount()));
      expect(hint).toMatch(/received the check call.* 200 /);
      expect(hint).not.toMatch(/did not respond/);
    });

    it('says that the check call was rejected because another token has signed it', async () => {
      api.reply(checkCall(OTHER_TOKEN));
      const hint = await hintOf(viber.setWebhook(await mount()));
      expect(hint).toMatch(/responded to a request with 401 invalid_signature.*check call/);
      expect(hint).toMatch(/VIBER_AUTH_TOKEN/);
      expect(hint).not.toContain(OTHER_TOKEN);
    });

    it('says that a listener failed', async () => {
      viber.on('webhook', () => Promise.reject(new Error('the database is down')));
      api.reply(checkCall(AUTH_TOKEN));
      const hint = await hintOf(viber.setWebhook(await mount()));
      expect(hint).toMatch(/received the check call.* 500 listener_failed/);
    });

    it('says that a body parser read the check call first', async () => {
      app.use(express.json());
      api.reply(checkCall(AUTH_TOKEN));
      const hint = await hintOf(viber.setWebhook(await mount()));
      expect(hint).toMatch(/responded to a request with 500 body_already_parsed.*check call/);
      expect(hint).not.toMatch(/No check call|undefined/);
    });

    it('says that it has received the check call if the response was not sent yet', async () => {
      viber = new ViberWebhook({ authToken: AUTH_TOKEN, apiUrl: api.url, ackTimeoutMs: 60_000 });
      let release = ignore;
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      const reached = new Promise<void>((resolve) => {
        viber.on('webhook', () => {
          resolve();
          return released;
        });
      });
      const check = checkCall(AUTH_TOKEN, OK);
      const checks: Promise<unknown>[] = [];
      api.reply(async (call) => {
        checks.push(check(call));
        await reached;
        return { json: { status: 1, status_message: 'TimeoutException: Total timeout 5000 ms elapsed' } };
      });
      const hint = await hintOf(viber.setWebhook(await mount()));
      release();
      await Promise.all(checks);
      expect(hint).toMatch(/received the check call; its response was not sent yet\. .*within 5 seconds/);
      expect(hint).not.toMatch(/No check call/);
    });

    it('describes the check call of a second registration too', async () => {
      api.reply(checkCall(AUTH_TOKEN, REFUSED));
      const options = await mount();
      await hintOf(viber.setWebhook(options));
      const hint = await hintOf(viber.setWebhook(options));
      expect(hint).toMatch(/received the check call.* 200/);
    });

    it('says that no check call arrived if the path is wrong', async () => {
      api.reply(checkCall(AUTH_TOKEN));
      const hint = await hintOf(viber.setWebhook(await mount('/viver')));
      expect(hint).toMatch(/No check call/);
      expect(hint).toMatch(/path/);
    });

    it('says that no check call arrived, although one did at an earlier registration', async () => {
      const options = await mount();
      api.reply(checkCall(AUTH_TOKEN));
      await viber.setWebhook(options);
      api.reply(REFUSED);
      expect(await hintOf(viber.setWebhook(options))).toMatch(/^No check call.*\.$/);
    });

    it('does not mistake another request for the check call', async () => {
      const { url } = await mount();
      const message = signCallback(messageCallback(), AUTH_TOKEN);
      api.reply(async () => {
        await fetch(url);
        await fetch(url, { method: 'POST', body: message.body, headers: message.headers });
        return REFUSED;
      });
      expect(await hintOf(viber.setWebhook({ url }))).toMatch(/No check call/);
    });
  });
});

describe('ViberWebhook.removeWebhook', () => {
  it('sends the empty URL and nothing else', async () => {
    await expect(viber.removeWebhook()).resolves.toMatchObject({ status: 0 });
    expect(api.calls.map(({ path }) => path)).toEqual(['/pa/set_webhook']);
    expect(api.bodies).toEqual([{ url: '' }]);
  });
});
