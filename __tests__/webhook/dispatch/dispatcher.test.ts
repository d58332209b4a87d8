import { once } from 'node:events';
import express5 from 'express';
import type { Callback, UnrecognizedCallback, ViberError, ViberEvent } from '../../../lib/index';
import { ViberListenerError } from '../../../lib/index';
import { BODIES, textBody } from '../../fixtures/bodies';
import { expressVersions } from '../../fixtures/express-versions';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN, postSigned } from '../../fixtures/posts';
import { closeServers, serve } from '../../fixtures/servers';
import { startApp } from '../webhook-app';

afterEach(closeServers);

describe('events', () => {
  it.each(Object.entries(BODIES))(
    'emits %s as its own event and more general ones, with the exact message token',
    async (name, body) => {
      const { viber, url } = await startApp();
      const emitted: [string, string][] = [];
      const events: ViberEvent[] = [
        'callback',
        'message',
        'unrecognized',
        ...(Object.keys(BODIES) as ViberEvent[]),
      ];
      for (const event of new Set(events)) {
        viber.on(event, (...[first]: unknown[]) => emitted.push([event, (first as Callback).message_token]));
      }
      expect((await postSigned(url, body)).status).toBe(200);
      const token = /"message_token":(\d+)/.exec(body)?.[1] ?? '';
      const expected = name.startsWith('message:') ? ['callback', 'message', name] : ['callback', name];
      expect(emitted).toEqual(expected.map((event) => [event, token]));
    },
  );

  it('passes the wire data on unchanged, except for the message token', async () => {
    const { viber, url } = await startApp();
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
  ])('acknowledges a callback with %s and passes its whole value to unrecognized', async (reason, body) => {
    const { viber, url } = await startApp();
    const received: UnrecognizedCallback[] = [];
    const recognized: unknown[] = [];
    viber.on('unrecognized', (callback) => received.push(callback));
    viber.on('callback', (callback) => recognized.push(callback));
    expect(await postSigned(url, body)).toMatchObject({ status: 200, text: '' });
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ reason, value: { message_token: '5466394344559121099' } });
    expect(recognized).toEqual([]);
  });

  it('acknowledges a callback without listeners', async () => {
    const { url } = await startApp();
    expect((await postSigned(url, BODIES.failed)).status).toBe(200);
  });

  it('calls a once listener once, with the webhook as this', async () => {
    const { viber, url } = await startApp();
    const receivers: unknown[] = [];
    viber.once('message', function listener(this: unknown) {
      receivers.push(this);
    });
    await postSigned(url, textBody('1', '1'));
    await postSigned(url, textBody('2', '2'));
    expect(receivers).toEqual([viber]);
  });

  it('starts listeners in order of registration and awaits them together', async () => {
    const { viber, url } = await startApp();
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
  it('contains the account and the time at which the request arrived', async () => {
    const { viber, url } = await startApp();
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

  it.each([
    ['the token', AUTH_TOKEN],
    ['the first of several tokens', [AUTH_TOKEN, 'old-token']],
    ['the token of the bot that the callback is for', () => ({ account: 'a', authToken: AUTH_TOKEN })],
  ])('replies to the user that the callback came from, with %s', async (_which, authToken) => {
    const requests: { token: unknown; body: unknown }[] = [];
    const api = express5();
    api.post('/pa/send_message', express5.json(), (req, res) => {
      requests.push({ token: req.get('X-Viber-Auth-Token'), body: req.body });
      res.type('json').send('{"status":0,"status_message":"ok","message_token":5741311803571721087}');
    });
    const apiUrl = `${await serve(api)}/pa`;
    const { viber, url } = await startApp({ authToken, apiUrl, sender: { name: 'Echo' } });
    const responses: unknown[] = [];
    viber.on('message:text', async ({ message }, { reply }) => {
      responses.push(await reply({ type: 'text', text: message.text }));
    });
    expect((await postSigned(url, textBody('hello', '1', 'aZ9/pL2xQ+7=='))).status).toBe(200);
    expect(requests).toEqual([
      {
        token: AUTH_TOKEN,
        body: { receiver: 'aZ9/pL2xQ+7==', type: 'text', text: 'hello', sender: { name: 'Echo' } },
      },
    ]);
    expect(responses).toEqual([{ status: 0, status_message: 'ok', message_token: '5741311803571721087' }]);
  });

  it('has no reply if the callback has no user', async () => {
    const { viber, url } = await startApp();
    const withReply: boolean[] = [];
    viber.on('callback', (_callback, context) => withReply.push('reply' in context));
    viber.on('unrecognized', (_callback, context) => withReply.push('reply' in context));
    for (const body of [BODIES.webhook, '{}', BODIES.unsubscribed]) await postSigned(url, body);
    expect(withReply).toEqual([false, false, true]);
  });
});

describe.each(expressVersions)('a failing listener on %s', (_version, express) => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('no database');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no database'))],
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a listener may reject with anything
    ['rejects with a value that is not an error', () => Promise.reject('no database')],
  ])('that %s causes a 500 and runs again on redelivery', async (_how, fail: () => unknown) => {
    const { viber, url, failures } = await startApp({}, express);
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

  it('does not stop the other listeners, and all failures are in one error', async () => {
    const { viber, url, failures } = await startApp({}, express);
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

  it('causes a 500 for an unrecognized callback too, so that the callback is not lost', async () => {
    const { viber, url } = await startApp({}, express);
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

  it('may throw an error whose stack cannot be read', async () => {
    const { viber, url } = await startApp({}, express);
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

  it('causes a 500 even if the error has a status of 404', async () => {
    const { viber, url } = await startApp({}, express);
    viber.on('message', () => {
      throw Object.assign(new Error('upstream'), { status: 404, statusCode: 404 });
    });
    expect((await postSigned(url, textBody('hi'))).status).toBe(500);
  });

  it('that never settles is acknowledged at ackTimeoutMs and does not block other callbacks', async () => {
    const { viber, url } = await startApp({ ackTimeoutMs: 30 }, express);
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

  it('causes a 500 at ackTimeoutMs while another one runs, whose later failure is emitted as error', async () => {
    const { viber, url } = await startApp({ ackTimeoutMs: 30 }, express);
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
