import { once } from 'node:events';
import type { OutgoingMessage, ViberError } from '../../../lib/index';
import { ViberWebhook, ViberWelcomeError } from '../../../lib/index';
import { Welcome } from '../../../lib/webhook/dispatch/welcome';
import { BODIES, conversationStartedBody, textBody } from '../../fixtures/bodies';
import { gate } from '../../fixtures/gate';
import { postSigned } from '../../fixtures/posts';
import { closeServers } from '../../fixtures/servers';
import { startApp } from '../webhook-app';

afterEach(closeServers);

const HELLO: OutgoingMessage = { type: 'text', text: 'Hello' };

describe('a welcome handler', () => {
  it('is called for conversation_started and no other event', async () => {
    const { viber, url } = await startApp();
    const called: string[] = [];
    viber.welcome(({ event }) => {
      called.push(event);
      return HELLO;
    });
    for (const body of [...Object.values(BODIES), '{"event":"new"}']) {
      const { status, text } = await postSigned(url, body);
      expect(status).toBe(200);
      expect(text).toBe(body === BODIES.conversation_started ? JSON.stringify(HELLO) : '');
    }
    expect(called).toEqual(['conversation_started']);
  });
});

describe('Welcome', () => {
  function start() {
    const reported: ViberWelcomeError[] = [];
    const settings = { sender: undefined, messageChecks: 'errors' as const };
    return { reported, welcome: new Welcome(settings, (error) => reported.push(error)) };
  }

  it('puts the message into the acknowledgement', async () => {
    const { welcome, reported } = start();
    await welcome.prepare(() => HELLO);
    expect(welcome.take()).toEqual({ welcome: '{"type":"text","text":"Hello"}' });
    expect(reported).toEqual([]);
  });

  it('acknowledges without a message if the handler returns nothing', async () => {
    const { welcome, reported } = start();
    await welcome.prepare(() => undefined);
    expect(welcome.take()).toEqual({});
    expect(reported).toEqual([]);
  });

  it('reports a late message and leaves it out, even once it is ready', async () => {
    const late = gate();
    const { welcome, reported } = start();
    const prepared = welcome.prepare(() => late.opened.then(() => HELLO));
    const acknowledgement = welcome.take();
    expect(reported).toMatchObject([{ code: 'welcome_late' }]);
    late.open();
    await prepared;
    expect(acknowledgement).toEqual({});
  });

  it('reports an invalid message without rejecting, since a redelivery would not fix it', async () => {
    const { welcome, reported } = start();
    await welcome.prepare(() => ({ type: 'text' }) as unknown as OutgoingMessage);
    expect(welcome.take()).toEqual({});
    expect(reported).toEqual([expect.any(ViberWelcomeError)]);
    expect(reported).toMatchObject([{ code: 'welcome_invalid' }]);
  });

  it('rejects if the handler fails', async () => {
    const { welcome, reported } = start();
    await expect(welcome.prepare(() => Promise.reject(new Error('no database')))).rejects.toThrow(
      'no database',
    );
    expect(reported).toEqual([]);
  });
});

describe('ViberWebhook.welcome', () => {
  it('takes only one handler', () => {
    const viber = new ViberWebhook({ authToken: 't' });
    const handler = () => undefined;
    expect(viber.welcome(handler)).toBe(viber);
    expect(() => viber.welcome(handler)).toThrow(
      /^A welcome handler is already set\. .* only one message\.$/,
    );
  });

  it('throws if the handler is not a function', () => {
    const viber = new ViberWebhook({ authToken: 't' });
    expect(() => viber.welcome({ type: 'text', text: 'Hello' } as never)).toThrow(TypeError);
  });
});

describe('a welcome message', () => {
  it('is the JSON body of the response to conversation_started, with the sender of the options', async () => {
    const { viber, url } = await startApp({ sender: { name: 'Echo' } });
    viber.welcome(({ user, context }, { account }) => ({
      type: 'text',
      text: `Hello ${String(user.name)} from ${String(context)} (${account})`,
      tracking_data: 'start',
      min_api_version: 1,
      keyboard: { Type: 'keyboard', Buttons: [{ ActionBody: 'menu', Text: 'Menu' }] },
    }));
    const response = await postSigned(url, BODIES.conversation_started);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(JSON.parse(response.text)).toEqual({
      sender: { name: 'Echo' },
      type: 'text',
      text: 'Hello Subscriber from ad-7 (default)',
      tracking_data: 'start',
      min_api_version: 1,
      keyboard: { Type: 'keyboard', Buttons: [{ ActionBody: 'menu', Text: 'Menu' }] },
    });
  });

  it('arrives whole if it has more bytes than characters', async () => {
    const { viber, url } = await startApp();
    viber.welcome(() => ({ type: 'text', text: 'Здравейте 😀' }));
    const { text } = await postSigned(url, BODIES.conversation_started);
    expect(JSON.parse(text)).toEqual({ type: 'text', text: 'Здравейте 😀' });
  });

  it('goes only to its own user, even with concurrent requests, and not into the next response', async () => {
    const { viber, url } = await startApp();
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

  it('is the same for a redelivery, which does not run the handler', async () => {
    const { viber, url } = await startApp();
    let calls = 0;
    viber.welcome(() => ({ type: 'text', text: `Visit ${String((calls += 1))}` }));
    const responses = await Promise.all(
      Array.from({ length: 5 }, () => postSigned(url, BODIES.conversation_started)),
    );
    responses.push(await postSigned(url, BODIES.conversation_started));
    expect(new Set(responses.map(({ text }) => text))).toEqual(new Set(['{"type":"text","text":"Visit 1"}']));
  });

  it('is requested before the listeners start', async () => {
    const { viber, url } = await startApp();
    const order: string[] = [];
    viber.on('conversation_started', () => order.push('listener'));
    viber.welcome(() => {
      order.push('welcome');
      return undefined;
    });
    await postSigned(url, BODIES.conversation_started);
    expect(order).toEqual(['welcome', 'listener']);
  });

  it('gets the sender of the options if its own sender is undefined', async () => {
    const { viber, url } = await startApp({ sender: { name: 'Echo' } });
    viber.welcome(() => ({ type: 'text', text: 'Hello', sender: undefined }) as unknown as OutgoingMessage);
    const { text } = await postSigned(url, BODIES.conversation_started);
    expect(JSON.parse(text)).toEqual({ type: 'text', text: 'Hello', sender: { name: 'Echo' } });
  });

  it('is left out if the handler returns nothing', async () => {
    const { viber, url } = await startApp();
    viber.welcome(async () => Promise.resolve(undefined));
    expect(await postSigned(url, BODIES.conversation_started)).toMatchObject({ status: 200, text: '' });
  });

  it('is sent at ackTimeoutMs even if a listener is still running', async () => {
    const { viber, url } = await startApp({ ackTimeoutMs: 30 });
    viber.welcome(() => ({ type: 'text', text: 'Hello' }));
    viber.on('conversation_started', () => gate().opened);
    expect(await postSigned(url, BODIES.conversation_started)).toMatchObject({
      status: 200,
      text: '{"type":"text","text":"Hello"}',
    });
  });

  it('is left out with an error if it is late, also from the response to a redelivery', async () => {
    const { viber, url } = await startApp({ ackTimeoutMs: 30 });
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
    ['has no text', { type: 'text' }, /\/text/],
    ['has too long a text', { type: 'text', text: 'x'.repeat(7001) }, /\/text/],
    ['is not an object', 'Hello', /object/],
    [
      'has a keyboard without Type',
      { type: 'text', text: 'a', keyboard: { Buttons: [{ ActionBody: 'a' }] } },
      /\/keyboard.*Type/,
    ],
    ['is larger than 30 KB', { type: 'text', text: 'a', alt: 'b'.repeat(31_000) }, /bytes/],
    ['cannot be written as JSON', { type: 'text', text: 'a', extra: 1n }, /JSON/],
  ])('is left out with an error that names the rule if it %s', async (_what, message, rule) => {
    const { viber, url } = await startApp();
    const reported = once(viber, 'error') as Promise<[ViberError]>;
    viber.welcome(() => message as OutgoingMessage);
    expect(await postSigned(url, BODIES.conversation_started)).toMatchObject({ status: 200, text: '' });
    const [error] = await reported;
    expect(error.code).toBe('welcome_invalid');
    expect(error.message).toMatch(rule);
  });

  it('is sent to a redelivery after its handler has failed and caused a 500', async () => {
    const { viber, url } = await startApp();
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
});
