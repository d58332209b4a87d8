import { EventEmitter, once } from 'node:events';
import express5 from 'express';
import type {
  Callback,
  OutgoingMessage,
  UnrecognizedCallback,
  ViberError,
  ViberEvent,
} from '../../lib/index';
import { signBody, ViberClient, ViberListenerError, ViberWebhook, ViberWelcomeError } from '../../lib/index';
import { BODIES, conversationStartedBody, textBody } from '../fixtures/bodies';
import { expressVersions } from '../fixtures/express-versions';
import { gate } from '../fixtures/gate';
import { AUTH_TOKEN, postSigned } from '../fixtures/posts';
import { closeServers, serve } from '../fixtures/servers';
import { startApp as start } from './webhook-app';

afterEach(async () => {
  jest.restoreAllMocks();
  await closeServers();
});

/** What the next process warning is made of; Jest's `process` emits none. */
function nextWarning() {
  return new Promise<unknown[]>((resolve) => {
    jest.spyOn(process, 'emitWarning').mockImplementation((...args: unknown[]) => {
      resolve(args);
    });
  });
}

describe('ViberWebhook', () => {
  it('is an EventEmitter', () => {
    expect(new ViberWebhook({ authToken: 't' })).toBeInstanceOf(EventEmitter);
  });

  it.each(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener'] as const)(
    'warns of an event that never comes, which JavaScript lets by: %s',
    async (method) => {
      const warned = nextWarning();
      new ViberWebhook({ authToken: 't' })[method]('mesage' as 'message', () => undefined);
      const [message, options] = await warned;
      expect(message).toMatch(/"mesage".*will never be called.*Did you mean "message"\?/);
      expect(options).toEqual({ type: 'ViberWarning', code: 'VIBER_UNKNOWN_EVENT' });
    },
  );

  it('warns of an event that is undefined, as a misspelled constant is', async () => {
    const warned = nextWarning();
    new ViberWebhook({ authToken: 't' }).on(undefined as never, () => undefined);
    expect((await warned)[0]).toMatch(/"undefined" is an unknown event/);
  });

  it('warns of no event there is, nor of one of Node or of the application’s own symbols', () => {
    const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation();
    const viber = new ViberWebhook({ authToken: 't' });
    for (const event of [
      ...Object.keys(BODIES),
      'message:text',
      'callback',
      'unmatched_text',
      'unrecognized',
    ])
      viber.on(event as 'message', () => undefined);
    for (const event of ['duplicate', 'rejected', 'error', 'newListener', 'removeListener', Symbol('own')])
      viber.on(event as 'message', () => undefined);
    expect(emitWarning).not.toHaveBeenCalled();
  });

  it('says to call middleware() where it was mounted without', () => {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- the mistake
    const { middleware } = new ViberWebhook({ authToken: 't' });
    expect(() => middleware()).toThrow(new TypeError('Call the method: app.use(viber.middleware()).'));
  });

  describe('events', () => {
    it.each(Object.entries(BODIES))(
      'emits %s under its own name, with its exact token',
      async (name, body) => {
        const { viber, url } = await start();
        const heard: [string, string][] = [];
        const events: ViberEvent[] = [
          'callback',
          'message',
          'unrecognized',
          ...(Object.keys(BODIES) as ViberEvent[]),
        ];
        for (const event of new Set(events)) {
          viber.on(event, (...[first]: unknown[]) => heard.push([event, (first as Callback).message_token]));
        }
        expect((await postSigned(url, body)).status).toBe(200);
        const token = /"message_token":(\d+)/.exec(body)?.[1] ?? '';
        const expected = name.startsWith('message:') ? ['callback', 'message', name] : ['callback', name];
        expect(heard).toEqual(expected.map((event) => [event, token]));
      },
    );

    it('hands over the wire data untouched but for the tokens', async () => {
      const { viber, url } = await start();
      const received: unknown[] = [];
      viber.on('message:text', (callback) => received.push(callback));
      await postSigned(url, BODIES['message:text']);
      expect(received).toEqual([
        {
          event: 'message',
          timestamp: 1595347748566,
          chat_hostname: 'SN-CHAT-22_',
          message_token: '5466394344559121008',
          sender: {
            id: 'c2FtcGxlLXVzZXItMDAwMQ==',
            name: 'Subscriber',
            avatar: 'http://dl-media.viber.com/1/share/2/long/bots/generic-avatar%402x.png',
            language: 'en',
            country: 'BG',
            api_version: 10,
          },
          message: { text: 'Жэ 😀', type: 'text', tracking_data: 'step-2' },
          silent: false,
        },
      ]);
    });

    it.each([
      [
        'unknown_event',
        '{"event":"action","message_token":5466394344559121099,"x":{"chat_id":9007199254740993}}',
      ],
      [
        'unknown_message_type',
        '{"event":"message","message_token":5466394344559121099,"sender":{"id":"a"},"message":{"type":"hologram"}}',
      ],
      ['unexpected_shape', '{"event":"seen","message_token":5466394344559121099}'],
    ])('acknowledges an %s and hands it over whole', async (reason, body) => {
      const { viber, url } = await start();
      const received: UnrecognizedCallback[] = [];
      const recognised: unknown[] = [];
      viber.on('unrecognized', (callback) => received.push(callback));
      viber.on('callback', (callback) => recognised.push(callback));
      expect(await postSigned(url, body)).toMatchObject({ status: 200, text: '' });
      expect(received).toHaveLength(1);
      expect(received[0]).toMatchObject({ reason, value: { message_token: '5466394344559121099' } });
      expect(recognised).toEqual([]);
    });

    it('acknowledges a callback nobody listens to', async () => {
      const { url } = await start();
      expect((await postSigned(url, BODIES.failed)).status).toBe(200);
    });

    it('calls a once listener once, on the webhook as this', async () => {
      const { viber, url } = await start();
      const seen: unknown[] = [];
      viber.once('message', function listener(this: unknown) {
        seen.push(this);
      });
      await postSigned(url, textBody('1', '1'));
      await postSigned(url, textBody('2', '2'));
      expect(seen).toEqual([viber]);
    });

    it('starts listeners in order of registration and awaits them together', async () => {
      const { viber, url } = await start();
      const log: string[] = [];
      const first = gate();
      viber.on('message', async () => {
        log.push('first starts');
        await first.opened;
        log.push('first ends');
      });
      viber.on('message', () => {
        log.push('second starts');
        first.open();
      });
      expect((await postSigned(url, textBody('hi'))).status).toBe(200);
      expect(log).toEqual(['first starts', 'second starts', 'first ends']);
    });
  });

  describe('context', () => {
    it('tells the account and when the request arrived', async () => {
      const { viber, url } = await start();
      const before = Date.now();
      const context = new Promise<{ account: string; receivedAt: Date }>((resolve) => {
        viber.on('webhook', (_callback, given) => {
          resolve(given);
        });
      });
      await postSigned(url, BODIES.webhook);
      const { account, receivedAt } = await context;
      expect(account).toBe('default');
      expect(receivedAt.getTime()).toBeGreaterThanOrEqual(before);
      expect(receivedAt.getTime()).toBeLessThanOrEqual(Date.now());
    });

    it('names bots without a name by a fingerprint that does not hold their token', async () => {
      const { viber, url } = await start({ authToken: () => AUTH_TOKEN });
      const accounts: string[] = [];
      viber.on('webhook', (_callback, { account }) => accounts.push(account));
      await postSigned(url, BODIES.webhook);
      expect(accounts).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/)]);
      expect(AUTH_TOKEN).not.toContain(accounts[0]);
    });

    it.each([
      ['the token', AUTH_TOKEN],
      ['the first of several tokens', [AUTH_TOKEN, 'old-token']],
      ['the token of the bot it came for', () => ({ account: 'a', authToken: AUTH_TOKEN })],
    ])('replies to the user the callback came from, with %s', async (_which, authToken) => {
      const requests: { token: unknown; body: unknown }[] = [];
      const api = express5();
      api.post('/pa/send_message', express5.json(), (req, res) => {
        requests.push({ token: req.get('X-Viber-Auth-Token'), body: req.body });
        res.type('json').send('{"status":0,"status_message":"ok","message_token":5741311803571721087}');
      });
      const apiUrl = `${await serve(api)}/pa`;
      const { viber, url } = await start({ authToken, apiUrl, sender: { name: 'Echo' } });
      const answers: unknown[] = [];
      viber.on('message:text', async ({ message }, { reply }) => {
        answers.push(await reply({ type: 'text', text: message.text }));
      });
      expect((await postSigned(url, textBody('hello', '1', 'aZ9/pL2xQ+7=='))).status).toBe(200);
      expect(requests).toEqual([
        {
          token: AUTH_TOKEN,
          body: { receiver: 'aZ9/pL2xQ+7==', type: 'text', text: 'hello', sender: { name: 'Echo' } },
        },
      ]);
      expect(answers).toEqual([{ status: 0, status_message: 'ok', message_token: '5741311803571721087' }]);
    });

    it('has no reply where there is no user', async () => {
      const { viber, url } = await start();
      const withReply: boolean[] = [];
      viber.on('callback', (_callback, context) => withReply.push('reply' in context));
      viber.on('unrecognized', (_callback, context) => withReply.push('reply' in context));
      for (const body of [BODIES.webhook, '{}', BODIES.unsubscribed]) await postSigned(url, body);
      expect(withReply).toEqual([false, false, true]);
    });
  });

  describe('client', () => {
    it('is that of the token', () => {
      expect(new ViberWebhook({ authToken: ['a', 'b'] }).client).toBeInstanceOf(ViberClient);
    });

    it('is refused where each bot has its own', async () => {
      const viber = new ViberWebhook({ authToken: () => 't' });
      expect(() => viber.client).toThrow(/new ViberClient/);
      await expect(viber.setWebhook({ url: 'https://bot.example.com/viber' })).rejects.toThrow(TypeError);
    });
  });

  describe.each(expressVersions)('failing listeners on %s', (_version, express) => {
    it.each([
      [
        'throws',
        () => {
          throw new Error('no database');
        },
      ],
      ['rejects', () => Promise.reject(new Error('no database'))],
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a listener may reject with anything
      ['rejects with no error', () => Promise.reject('no database')],
    ])('answers 500 when one %s, and runs it again on the repeat', async (_how, fail: () => unknown) => {
      const { viber, url, failures } = await start({}, express);
      let calls = 0;
      viber.on('message', () => {
        calls += 1;
        return calls === 1 ? fail() : undefined;
      });
      expect((await postSigned(url, textBody('hi'))).status).toBe(500);
      expect((await postSigned(url, textBody('hi'))).status).toBe(200);
      expect((await postSigned(url, textBody('hi'))).status).toBe(200);
      expect(calls).toBe(2);
      expect(failures).toHaveLength(1);
      expect(failures[0]).toBeInstanceOf(ViberListenerError);
      expect(failures[0]).toMatchObject({ code: 'listener_failed', acknowledged: false });
    });

    it('runs the others, and gathers all that failed', async () => {
      const { viber, url, failures } = await start({}, express);
      const first = new Error('first');
      const second = new Error('second');
      let others = 0;
      viber.on('callback', () => {
        throw first;
      });
      viber.on('message', () => (others += 1));
      viber.on('message:text', () => Promise.reject(second));
      expect((await postSigned(url, textBody('hi'))).status).toBe(500);
      expect(others).toBe(1);
      expect(failures[0]).toMatchObject({ errors: [first, second], cause: first });
      expect((failures[0] as Error).stack).toContain(first.stack);
      expect((failures[0] as Error).message).not.toContain('first');
    });

    it('answers 500 for an unrecognized callback too, so that it is not lost', async () => {
      const { viber, url } = await start({}, express);
      let calls = 0;
      viber.on('unrecognized', () => {
        calls += 1;
        if (calls === 1) throw new Error('no database');
      });
      expect((await postSigned(url, '{"event":"new"}')).status).toBe(500);
      expect((await postSigned(url, '{"event":"new"}')).status).toBe(200);
      expect((await postSigned(url, '{"event":"new"}')).status).toBe(200);
      expect(calls).toBe(2);
    });

    it('survives an error that cannot be read', async () => {
      const { viber, url } = await start({}, express);
      const hostile = new Error('hostile');
      Object.defineProperty(hostile, 'stack', {
        get: () => {
          throw new Error('no');
        },
      });
      viber.on('message', () => {
        throw hostile;
      });
      expect((await postSigned(url, textBody('hi'))).status).toBe(500);
    });

    it('answers 500 even if the error says 404', async () => {
      const { viber, url } = await start({}, express);
      viber.on('message', () => {
        throw Object.assign(new Error('upstream'), { status: 404, statusCode: 404 });
      });
      expect((await postSigned(url, textBody('hi'))).status).toBe(500);
    });

    it('answers 200 at ackTimeoutMs when one never settles, and goes on serving', async () => {
      const { viber, url } = await start({ ackTimeoutMs: 30 }, express);
      const started: string[] = [];
      const never = gate();
      viber.on('message', ({ message_token }) => {
        started.push(message_token);
        return never.opened;
      });
      expect((await postSigned(url, textBody('hi', '1'))).status).toBe(200);
      expect((await postSigned(url, textBody('hi', '1'))).status).toBe(200);
      expect((await postSigned(url, textBody('hi', '2'))).status).toBe(200);
      expect(started).toEqual(['1', '2']);
      never.open();
    });

    it('answers 500 at ackTimeoutMs when one has failed and another is running, and tells of that one later', async () => {
      const { viber, url } = await start({ ackTimeoutMs: 30 }, express);
      const late = gate();
      viber.on('message', () => {
        throw new Error('no database');
      });
      viber.on('message', () => late.opened);
      expect((await postSigned(url, textBody('hi'))).status).toBe(500);
      const reported = once(viber, 'error') as Promise<[ViberError]>;
      const cause = new Error('late');
      late.fail(cause);
      expect((await reported)[0]).toMatchObject({ acknowledged: false, errors: [cause] });
    });
  });

  describe('late failures', () => {
    it('are emitted as error and let a repeat run again', async () => {
      const { viber, url, failures } = await start({ ackTimeoutMs: 30 });
      const late = gate();
      let calls = 0;
      viber.on('message', () => {
        calls += 1;
        return calls === 1 ? late.opened : undefined;
      });
      expect((await postSigned(url, textBody('hi'))).status).toBe(200);
      const reported = once(viber, 'error') as Promise<[ViberError]>;
      const cause = new Error('too late');
      late.fail(cause);
      const [error] = await reported;
      expect(error).toBeInstanceOf(ViberListenerError);
      expect(error).toMatchObject({ code: 'listener_failed', acknowledged: true, errors: [cause] });
      expect(failures).toEqual([]);
      expect((await postSigned(url, textBody('hi'))).status).toBe(200);
      expect(calls).toBe(2);
    });

    it('are a process warning without their words where nobody listens to error', async () => {
      const { viber, url } = await start({ ackTimeoutMs: 30 });
      const late = gate();
      viber.on('message', () => late.opened);
      await postSigned(url, textBody('hi'));
      const warned = nextWarning();
      late.fail(new Error('somebody’s private words'));
      const [message, options] = await warned;
      expect(options).toEqual({ type: 'ViberWarning', code: 'VIBER_LISTENER_FAILED' });
      expect(message).not.toContain('private');
    });

    it('of an error listener itself are a process warning', async () => {
      const { viber, url } = await start({ ackTimeoutMs: 30 });
      const late = gate();
      viber.on('message', () => late.opened);
      viber.on('error', () => {
        throw new Error('the logger is down');
      });
      await postSigned(url, textBody('hi'));
      const warned = nextWarning();
      late.fail(new Error('late'));
      const [message, options] = await warned;
      expect(options).toMatchObject({ code: 'VIBER_LISTENER_FAILED' });
      expect(message).toContain('"error"');
    });
  });

  describe('observers', () => {
    it('of rejected and duplicate change no answer when they fail', async () => {
      const { viber, url } = await start();
      const reported: unknown[] = [];
      viber.on('error', (error) => reported.push(error));
      viber.on('rejected', () => {
        throw new Error('metrics are down');
      });
      viber.on('duplicate', () => Promise.reject(new Error('metrics are down')));
      expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
      expect((await postSigned(url, textBody('hi'))).status).toBe(200);
      expect((await postSigned(url, textBody('hi'))).status).toBe(200);
      const message = expect.stringContaining('does not affect the response') as string;
      expect(reported).toMatchObject([{ message }, { message }]);
    });
  });

  describe('duplicates', () => {
    it('run once when they come five times at once and again later, with equal answers', async () => {
      const { viber, url } = await start();
      const running = gate();
      const duplicates: Callback[] = [];
      let calls = 0;
      viber.on('message', () => {
        calls += 1;
        return running.opened;
      });
      viber.on('duplicate', (callback) => {
        duplicates.push(callback as Callback);
        if (duplicates.length === 4) running.open();
      });
      const atOnce = await Promise.all(Array.from({ length: 5 }, () => postSigned(url, textBody('hi'))));
      const later = await postSigned(url, textBody('hi'));
      for (const answer of [...atOnce, later]) expect(answer).toMatchObject({ status: 200, text: '' });
      expect(calls).toBe(1);
      expect(duplicates.map(({ message_token }) => message_token)).toEqual(
        Array(5).fill('5306661646841952248'),
      );
    });

    it('that wait for a first that fails fail with it', async () => {
      const { viber, url } = await start();
      const running = gate();
      let calls = 0;
      viber.on('message', () => {
        calls += 1;
        return calls === 1 ? running.opened : undefined;
      });
      viber.on('duplicate', () => {
        running.fail(new Error('no database'));
      });
      const statuses = (
        await Promise.all([postSigned(url, textBody('hi')), postSigned(url, textBody('hi'))])
      ).map(({ status }) => status);
      expect(statuses).toEqual([500, 500]);
      expect((await postSigned(url, textBody('hi'))).status).toBe(200);
      expect(calls).toBe(2);
    });

    it('of one that failed run all listeners again, beside those of the first that are still running', async () => {
      const { viber, url } = await start({ ackTimeoutMs: 30 });
      const slow = gate();
      const log: string[] = [];
      viber.on('message', () => {
        log.push('fails');
        if (log.length === 1) throw new Error('no database');
      });
      viber.on('message', () => {
        log.push('slow');
        return slow.opened;
      });
      // To wait for the slow one could mean for ever, and the callback would be lost after Viber's hour.
      expect((await postSigned(url, textBody('hi'))).status).toBe(500);
      expect((await postSigned(url, textBody('hi'))).status).toBe(200);
      expect(log).toEqual(['fails', 'slow', 'fails', 'slow']);
      slow.open();
      await viber.close();
      expect((await postSigned(url, textBody('hi'))).status).toBe(503);
    });

    it('are told apart by event, user and account, though one token is shared', async () => {
      const { viber, url } = await start();
      const heard: string[] = [];
      viber.on('callback', ({ event }) => heard.push(event));
      const receipt = (event: string, user: string) =>
        `{"event":"${event}","timestamp":1,"message_token":4912661846655238145,"user_id":"${user}"}`;
      for (const body of [
        receipt('delivered', 'a'),
        receipt('seen', 'a'),
        receipt('seen', 'b'),
        receipt('seen', 'a'),
      ]) {
        expect((await postSigned(url, body)).status).toBe(200);
      }
      expect(heard).toEqual(['delivered', 'seen', 'seen']);
    });

    it('are recognised whatever else of the body has changed', async () => {
      const { viber, url } = await start();
      let calls = 0;
      viber.on('seen', () => (calls += 1));
      await postSigned(
        url,
        '{"event":"seen","timestamp":1,"message_token":4912661846655238145,"user_id":"a"}',
      );
      await postSigned(
        url,
        '{"event":"seen","timestamp":2,"message_token":"4912661846655238145","user_id":"a"}',
      );
      expect(calls).toBe(1);
    });

    it('are the same bytes where there is no token to go by, even across a rotation of the auth token', async () => {
      const { viber, url } = await start({ authToken: ['new-token', AUTH_TOKEN] });
      let calls = 0;
      viber.on('callback', () => (calls += 1));
      viber.on('unrecognized', () => (calls += 1));
      const strange = '{"event":"seen","message_token":"none","user_id":"a","desc":"1"}';
      for (const body of ['{"event":"new"}', strange]) {
        await postSigned(url, body);
        const headers = { 'X-Viber-Content-Signature': signBody(body, 'new-token') };
        expect((await postSigned(url, body, headers)).status).toBe(200);
      }
      expect(calls).toBe(2);
      await postSigned(url, strange.replace('"1"', '"2"'));
      expect(calls).toBe(3);
    });

    it('run again with duplicates: false', async () => {
      const { viber, url } = await start({ duplicates: false });
      let calls = 0;
      viber.on('message', () => (calls += 1));
      await postSigned(url, textBody('hi'));
      await postSigned(url, textBody('hi'));
      expect(calls).toBe(2);
    });
  });

  describe('welcome', () => {
    it('is the JSON body of the reply to conversation_started, with the sender of the options', async () => {
      const { viber, url } = await start({ sender: { name: 'Echo' } });
      viber.welcome(({ user, context }, { account }) => ({
        type: 'text',
        text: `Hello ${String(user.name)} from ${String(context)} (${account})`,
        tracking_data: 'start',
        min_api_version: 1,
        keyboard: { Type: 'keyboard', Buttons: [{ ActionBody: 'menu', Text: 'Menu' }] },
      }));
      const answer = await postSigned(url, BODIES.conversation_started);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(JSON.parse(answer.text)).toEqual({
        sender: { name: 'Echo' },
        type: 'text',
        text: 'Hello Subscriber from ad-7 (default)',
        tracking_data: 'start',
        min_api_version: 1,
        keyboard: { Type: 'keyboard', Buttons: [{ ActionBody: 'menu', Text: 'Menu' }] },
      });
    });

    it('keeps the length of its bytes, not of its characters', async () => {
      const { viber, url } = await start();
      viber.welcome(() => ({ type: 'text', text: 'Здравейте 😀' }));
      const { text } = await postSigned(url, BODIES.conversation_started);
      expect(JSON.parse(text)).toEqual({ type: 'text', text: 'Здравейте 😀' });
    });

    it('of two users at once is never mixed, and never repeated to the next request', async () => {
      const { viber, url } = await start();
      const both = gate();
      const waiting: string[] = [];
      viber.welcome(async ({ user }) => {
        waiting.push(user.id);
        if (waiting.length === 2) both.open();
        await both.opened;
        return { type: 'text', text: `Hello ${user.id}` };
      });
      const [anna, boris] = await Promise.all([
        postSigned(url, conversationStartedBody('user-a', '1')),
        postSigned(url, conversationStartedBody('user-b', '2')),
      ]);
      expect([anna.text, boris.text]).toEqual([
        '{"type":"text","text":"Hello user-a"}',
        '{"type":"text","text":"Hello user-b"}',
      ]);
      expect((await postSigned(url, textBody('hi'))).text).toBe('');
    });

    it('comes again with the same body when the callback is repeated, without running the handler', async () => {
      const { viber, url } = await start();
      let calls = 0;
      viber.welcome(() => ({ type: 'text', text: `Visit ${String((calls += 1))}` }));
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => postSigned(url, BODIES.conversation_started)),
      );
      answers.push(await postSigned(url, BODIES.conversation_started));
      expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['{"type":"text","text":"Visit 1"}']));
    });

    it('is asked for before the listeners start', async () => {
      const { viber, url } = await start();
      const order: string[] = [];
      viber.on('conversation_started', () => order.push('listener'));
      viber.welcome(() => {
        order.push('welcome');
        return undefined;
      });
      await postSigned(url, BODIES.conversation_started);
      expect(order).toEqual(['welcome', 'listener']);
    });

    it('keeps the sender of the options where the message says undefined', async () => {
      const { viber, url } = await start({ sender: { name: 'Echo' } });
      viber.welcome(() => ({ type: 'text', text: 'Hello', sender: undefined }) as unknown as OutgoingMessage);
      const { text } = await postSigned(url, BODIES.conversation_started);
      expect(JSON.parse(text)).toEqual({ type: 'text', text: 'Hello', sender: { name: 'Echo' } });
    });

    it('is left out when the handler returns nothing', async () => {
      const { viber, url } = await start();
      viber.welcome(async () => Promise.resolve(undefined));
      expect(await postSigned(url, BODIES.conversation_started)).toMatchObject({ status: 200, text: '' });
    });

    it('goes out at ackTimeoutMs even if a listener is still running', async () => {
      const { viber, url } = await start({ ackTimeoutMs: 30 });
      viber.welcome(() => ({ type: 'text', text: 'Hello' }));
      viber.on('conversation_started', () => gate().opened);
      expect(await postSigned(url, BODIES.conversation_started)).toMatchObject({
        status: 200,
        text: '{"type":"text","text":"Hello"}',
      });
    });

    it('that is late is left out with an error, also from the repeat', async () => {
      const { viber, url } = await start({ ackTimeoutMs: 30 });
      const late = gate();
      viber.welcome(async () => {
        await late.opened;
        return { type: 'text', text: 'Hello' };
      });
      const reported = once(viber, 'error') as Promise<[ViberError]>;
      expect(await postSigned(url, BODIES.conversation_started)).toMatchObject({ status: 200, text: '' });
      const [error] = await reported;
      expect(error).toBeInstanceOf(ViberWelcomeError);
      expect(error.code).toBe('welcome_late');
      late.open();
      expect(await postSigned(url, BODIES.conversation_started)).toMatchObject({ status: 200, text: '' });
    });

    it.each([
      ['without a text', { type: 'text' }, /\/text/],
      ['without a type', { text: 'Hello' }, /\/type/],
      ['that is no object', 'Hello', /object/],
      [
        'with a keyboard that lacks its Type',
        { type: 'text', text: 'a', keyboard: { Buttons: [{ ActionBody: 'a' }] } },
        /\/keyboard.*Type/,
      ],
      ['over 30 KB', { type: 'text', text: 'a', alt: 'b'.repeat(31_000) }, /bytes/],
      ['that is no JSON', { type: 'text', text: 'a', extra: 1n }, /JSON/],
    ])('%s is left out with an error that names the rule', async (_what, message, rule) => {
      const { viber, url } = await start();
      const reported = once(viber, 'error') as Promise<[ViberError]>;
      viber.welcome(() => message as OutgoingMessage);
      expect(await postSigned(url, BODIES.conversation_started)).toMatchObject({ status: 200, text: '' });
      const [error] = await reported;
      expect(error.code).toBe('welcome_invalid');
      expect(error.message).toMatch(rule);
    });

    it('whose handler fails makes the answer a 500, and the repeat succeeds', async () => {
      const { viber, url } = await start();
      let calls = 0;
      viber.welcome(() => {
        calls += 1;
        if (calls === 1) throw new Error('no database');
        return { type: 'text', text: 'Hello' };
      });
      expect((await postSigned(url, BODIES.conversation_started)).status).toBe(500);
      expect(await postSigned(url, BODIES.conversation_started)).toMatchObject({
        status: 200,
        text: '{"type":"text","text":"Hello"}',
      });
    });

    it('takes one handler, and a second call throws', () => {
      const viber = new ViberWebhook({ authToken: 't' });
      const handler = () => undefined;
      expect(viber.welcome(handler)).toBe(viber);
      expect(() => viber.welcome(handler)).toThrow(/already/);
    });

    it('takes nothing but a function', () => {
      const viber = new ViberWebhook({ authToken: 't' });
      expect(() => viber.welcome({ type: 'text', text: 'Hello' } as never)).toThrow(TypeError);
    });
  });
});
