import type { AnyCallbackContext, Callback, UnrecognizedCallback } from '../../../lib/index';
import { decodeCallback, signBody } from '../../../lib/index';
import { BODIES, conversationStartedBody, receiptBody, textBody } from '../../fixtures/bodies';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { AUTH_TOKEN, post, postSigned } from '../../fixtures/posts';
import { describeOnQueueServers } from '../../fixtures/queue-servers';
import { closeServers } from '../../fixtures/servers';
import type { Deployment, DeploymentOptions } from './bot-deployments';
import {
  BOT_TOKENS,
  botOf,
  closeDeployments,
  deployInOrder,
  deployInProcess,
  deployOnQueue,
  postUntilAcknowledged,
} from './bot-deployments';
import { deployOnPgBoss } from './pg-boss/deploy-on-pg-boss';
import { describeOnPgBoss } from './pg-boss/describe-on-pg-boss';

jest.setTimeout(60_000); // a bound for a queue's server on a busy machine

afterEach(async () => {
  await closeDeployments();
  await closeServers();
});

/** What every deployment does, with a queue or without. */
function contract(deploy: (options?: DeploymentOptions) => Promise<Deployment>): void {
  it('acknowledges a callback and handles it once, with its exact token, its account and the time of its arrival', async () => {
    const { bot, web, idle } = await deploy();
    const handled: [Callback, AnyCallbackContext][] = [];
    bot.on('message', (...args) => handled.push(args));
    const before = Date.now();
    const response = await postSigned(web.url, BODIES['message:text']);
    const after = Date.now();
    await idle();
    expect(response).toMatchObject({ status: 200, text: '' });
    expect(handled).toHaveLength(1);
    const [[callback, { account, receivedAt }]] = handled as [[Callback, AnyCallbackContext]];
    expect(callback).toEqual(recognized(BODIES['message:text']));
    expect(callback.message_token).toBe('5466394344559121008');
    expect(account).toBe('default');
    expect(receivedAt).toBeInstanceOf(Date);
    expect(receivedAt.getTime()).toBeGreaterThanOrEqual(before);
    expect(receivedAt.getTime()).toBeLessThanOrEqual(after);
  });

  it('emits every event and message type under its own name', async () => {
    const { bot, web, idle } = await deploy();
    const handled: Record<string, Callback[]> = {};
    for (const name of Object.keys(BODIES) as (keyof typeof BODIES)[]) {
      bot.on(name, (callback: Callback) => (handled[name] ??= []).push(callback));
    }
    for (const body of Object.values(BODIES)) expect((await postSigned(web.url, body)).status).toBe(200);
    await idle();
    expect(handled).toEqual(
      Object.fromEntries(Object.entries(BODIES).map(([name, body]) => [name, [recognized(body)]])),
    );
  });

  it('handles a redelivered callback once, whether the deliveries overlap or not', async () => {
    const { bot, web, idle } = await deploy();
    const handled: string[] = [];
    bot.on('callback', ({ message_token }) => handled.push(message_token));
    const deliveries = Array.from({ length: 5 }, () => postSigned(web.url, BODIES['message:text']));
    for (const { status } of await Promise.all(deliveries)) expect(status).toBe(200);
    await idle();
    expect((await postSigned(web.url, BODIES['message:text'])).status).toBe(200);
    await idle();
    expect(handled).toEqual(['5466394344559121008']);
  });

  it('handles callbacks of different events and users separately if they share a token', async () => {
    const { bot, web, idle } = await deploy();
    const handled: string[] = [];
    bot.on('delivered', ({ user_id }) => handled.push(`delivered to ${user_id}`));
    bot.on('seen', ({ user_id }) => handled.push(`seen by ${user_id}`));
    const token = '5466394344559121005';
    const bodies = [
      receiptBody('delivered', token, 'a'),
      receiptBody('seen', token, 'a'),
      receiptBody('delivered', token, 'b'),
      receiptBody('seen', token, 'b'),
    ];
    for (const body of [...bodies, ...bodies]) expect((await postSigned(web.url, body)).status).toBe(200);
    await idle();
    expect(handled.sort()).toEqual(['delivered to a', 'delivered to b', 'seen by a', 'seen by b']);
  });

  it('handles callbacks of different bots behind one app separately if they share a token', async () => {
    const { bot, web, idle } = await deploy({ webhook: { authToken: botOf } });
    const handled: string[] = [];
    bot.on('seen', (_callback, { account }) => handled.push(account));
    for (const [account, authToken] of Object.entries(BOT_TOKENS)) {
      const headers = { 'X-Viber-Content-Signature': signBody(BODIES.seen, authToken) };
      expect((await post(`${web.url}/${account}`, BODIES.seen, headers)).status).toBe(200);
    }
    await idle();
    expect(handled.sort()).toEqual(['first', 'second']);
  });

  it('runs a callback again after its listener failed, until it succeeds', async () => {
    const { bot, web, idle } = await deploy();
    let attempts = 0;
    bot.on('message', async () => {
      attempts += 1;
      await Promise.resolve();
      if (attempts < 3) throw new Error('no database');
    });
    const statuses = await postUntilAcknowledged(web.url, BODIES['message:text']);
    await idle();
    expect(attempts).toBe(3);
    expect(new Set(statuses.slice(0, -1))).toEqual(new Set(statuses.length > 1 ? [500] : []));
    expect((await postSigned(web.url, BODIES['message:text'])).status).toBe(200);
    await idle();
    expect(attempts).toBe(3);
  });

  it('passes on an unrecognized callback with a valid signature, and the check call', async () => {
    const { bot, web, idle } = await deploy();
    const handled: (Callback | UnrecognizedCallback)[] = [];
    bot.on('unrecognized', (callback) => handled.push(callback));
    bot.on('webhook', (callback) => handled.push(callback));
    const unknown = '{"event":"action","message_token":5466394344559121099,"x":{"chat_id":9007199254740993}}';
    for (const body of [unknown, BODIES.webhook, unknown, '[1]']) {
      expect((await postSigned(web.url, body)).status).toBe(200);
      await idle();
    }
    expect(handled).toEqual([decodeCallback(unknown), recognized(BODIES.webhook), decodeCallback('[1]')]);
  });

  it.each([
    ['the character U+0000', String.raw`"a\u0000b"`],
    ['halves of surrogate pairs', String.raw`"\ud83d and \ude00\ud83d"`],
    ['emoji, raw and escaped', String.raw`"😀 \uD83D\uDE00"`],
    ['control characters, quotes and backslashes', String.raw`"\u0001\b\f\n\r\t\"\\ \u2028 \u007f"`],
  ])('passes on a text with %s unchanged', async (_what, json) => {
    const { bot, web, idle } = await deploy();
    const texts: string[] = [];
    bot.on('message:text', ({ message }) => texts.push(message.text));
    const body = textBody('placeholder').replace('"placeholder"', json);
    expect((await postSigned(web.url, body)).status).toBe(200);
    await idle();
    expect(texts).toEqual([JSON.parse(json)]);
  });

  it('passes on fields named __proto__ and 64-bit numbers unchanged', async () => {
    const { bot, web, idle } = await deploy();
    const handled: string[] = [];
    bot.on('message', (callback) => handled.push(JSON.stringify(callback)));
    const hostile =
      '"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"id64":18446744073709551615}';
    const body = textBody('hello', '18446744073709551615').replace(/}$/, `,${hostile}`);
    expect((await postSigned(web.url, body)).status).toBe(200);
    await idle();
    expect(handled).toEqual([JSON.stringify(recognized(body))]);
    expect(handled[0]).toContain('"__proto__":{"admin":true}');
    expect(handled[0]).toContain('"message_token":"18446744073709551615"');
    expect(handled[0]).toContain('"id64":"18446744073709551615"');
    expect({}).not.toHaveProperty('admin');
  });

  it('replies to the user that the callback came from', async () => {
    const api = await FakeViberApi.start();
    const { bot, web, idle } = await deploy({ webhook: { apiUrl: api.url, sender: { name: 'Echo' } } });
    bot.on('message:text', ({ message }, { reply }) => reply({ type: 'text', text: message.text }));
    expect((await postSigned(web.url, textBody('hello', '5466394344559121030', 'a/b+c=='))).status).toBe(200);
    await idle();
    expect(api.calls).toHaveLength(1);
    expect(api.calls[0]?.headers['x-viber-auth-token']).toBe(AUTH_TOKEN);
    expect(api.bodies).toEqual([
      { receiver: 'a/b+c==', type: 'text', text: 'hello', sender: { name: 'Echo' } },
    ]);
  });

  it('replies as the bot that the callback was sent to, if there are many', async () => {
    const api = await FakeViberApi.start();
    const { bot, web, idle } = await deploy({
      webhook: { authToken: botOf, apiUrl: api.url, sender: { name: 'Echo' } },
      tokenOf: (account) => BOT_TOKENS[account as keyof typeof BOT_TOKENS],
    });
    bot.on('message:text', ({ message }, { reply }) => reply({ type: 'text', text: message.text }));
    const body = textBody('hello');
    const headers = { 'X-Viber-Content-Signature': signBody(body, BOT_TOKENS.second) };
    expect((await post(`${web.url}/second`, body, headers)).status).toBe(200);
    await idle();
    expect(api.calls.map((call) => call.headers['x-viber-auth-token'])).toEqual([BOT_TOKENS.second]);
  });

  it('sends the welcome message in the HTTP response, sends it again for a redelivery, and calls the listeners', async () => {
    const { bot, web, idle } = await deploy();
    let welcomed = 0;
    const heard: string[] = [];
    // The same code runs in the web process and the worker, as in examples/queue.
    for (const viber of new Set([bot, web.viber])) {
      viber.welcome(({ user }) => {
        welcomed += 1;
        return { type: 'text', text: `Hello ${user.name ?? ''}` };
      });
    }
    bot.on('conversation_started', ({ user }) => heard.push(user.id));
    const body = conversationStartedBody('Ann', '5466394344559121040');
    for (const delivery of ['first', 'second']) {
      const { status, text } = await postSigned(web.url, body);
      expect({ delivery, status, welcome: JSON.parse(text) as unknown }).toEqual({
        delivery,
        status: 200,
        welcome: { type: 'text', text: 'Hello Ann' },
      });
      await idle();
    }
    expect(welcomed).toBe(1);
    expect(heard).toEqual(['Ann']);
  });
}

/** The callback that listeners receive for a body. */
function recognized(body: string): Callback {
  const recognition = decodeCallback(body);
  if (!recognition.recognized) throw new Error(`${recognition.reason}: ${body}`);
  return recognition.callback;
}

describe('a bot in one process', () => {
  contract(deployInProcess);
});

describe('a bot with a queue', () => {
  describeOnQueueServers((server) => {
    contract((options) => deployOnQueue(server().url, options));
  });
});

describe('a bot with pg-boss', () => {
  describeOnPgBoss((server, nodePath) => {
    contract((options) => deployOnPgBoss(server().url, nodePath, options));
  });
});

describe('a bot with several queues', () => {
  describeOnQueueServers((server) => {
    contract((options) => deployOnQueue(server().url, { queueCount: 3, ...options }));
  });
});

describe('a bot with several ordered queues', () => {
  describeOnQueueServers((server) => {
    contract((options) => deployInOrder(server().url, options));
  }, 'Redis');
});
