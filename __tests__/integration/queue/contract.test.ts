import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type {
  AnyCallbackContext,
  Callback,
  DiagnosticsMessages,
  UnrecognizedCallback,
} from '../../../lib/index';
import { decodeCallback, signBody } from '../../../lib/index';
import { BODIES, conversationStartedBody, receiptBody, textBody } from '../../fixtures/bodies';
import type { Deployment, DeploymentOptions } from './bot-deployments';
import { closeDeployments, deployInProcess, deployOnQueue, failedJob } from './bot-deployments';
import { until } from '../../fixtures/conditions';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN, post, postSigned } from '../../fixtures/posts';
import { describeOnQueueServers } from '../../fixtures/queue-servers';
import { closeServers } from '../../fixtures/servers';

jest.setTimeout(60_000); // a bound for a queue's server on a machine that is busy with others

afterEach(async () => {
  await closeDeployments();
  await closeServers();
});

const OTHER_TOKEN = '55eafb7e0f40021e-61a47a1e6778d187-f2c5a676a07050b3';
const BOTS: Readonly<Record<string, string>> = { first: AUTH_TOKEN, second: OTHER_TOKEN };

/** Many bots behind one app, told apart by their paths. */
function botOf(req: IncomingMessage) {
  const account = /^\/(\w+)/.exec(req.url ?? '')?.[1] ?? '';
  const authToken = BOTS[account];
  return authToken === undefined ? undefined : { account, authToken };
}

/** Posts a callback as Viber does, until it is acknowledged. */
async function postUntilAcknowledged(url: string, body: string): Promise<number[]> {
  const statuses: number[] = [];
  await until(async () => {
    statuses.push((await postSigned(url, body)).status);
    return statuses.at(-1) === 200;
  });
  return statuses;
}

/** What every place where a bot can run must do, be there a queue or not. */
function contract(deploy: (options?: DeploymentOptions) => Promise<Deployment>): void {
  it('acknowledges a callback and handles it once, with its exact token, its bot and when it came', async () => {
    const { bot, web, idle } = await deploy();
    const handled: [Callback, AnyCallbackContext][] = [];
    bot.on('message', (...args) => handled.push(args));
    const before = Date.now();
    const answer = await postSigned(web.url, BODIES['message:text']);
    const after = Date.now();
    await idle();
    expect(answer).toMatchObject({ status: 200, text: '' });
    expect(handled).toHaveLength(1);
    const [[callback, { account, receivedAt }]] = handled as [[Callback, AnyCallbackContext]];
    expect(callback).toEqual(recognized(BODIES['message:text']));
    expect(callback.message_token).toBe('5466394344559121008');
    expect(account).toBe('default');
    expect(receivedAt).toBeInstanceOf(Date);
    expect(receivedAt.getTime()).toBeGreaterThanOrEqual(before);
    expect(receivedAt.getTime()).toBeLessThanOrEqual(after);
  });

  it('hands every event and message type over under its own name', async () => {
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

  it('handles a repeated callback once, side by side or later', async () => {
    const { bot, web, idle } = await deploy();
    const handled: string[] = [];
    bot.on('callback', ({ message_token }) => handled.push(message_token));
    const repeats = Array.from({ length: 5 }, () => postSigned(web.url, BODIES['message:text']));
    for (const { status } of await Promise.all(repeats)) expect(status).toBe(200);
    await idle();
    expect((await postSigned(web.url, BODIES['message:text'])).status).toBe(200);
    await idle();
    expect(handled).toEqual(['5466394344559121008']);
  });

  it('takes callbacks of other events and users for different ones, though they share a token', async () => {
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

  it('tells the bots behind one app apart, though they share a token', async () => {
    const { bot, web, idle } = await deploy({ webhook: { authToken: botOf } });
    const handled: string[] = [];
    bot.on('seen', (_callback, { account }) => handled.push(account));
    for (const [account, authToken] of Object.entries(BOTS)) {
      const headers = { 'X-Viber-Content-Signature': signBody(BODIES.seen, authToken) };
      expect((await post(`${web.url}/${account}`, BODIES.seen, headers)).status).toBe(200);
    }
    await idle();
    expect(handled.sort()).toEqual(['first', 'second']);
  });

  it('tries a callback again whose listener failed, until it succeeds', async () => {
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

  it('passes on a signed callback that nobody knows, and the check call', async () => {
    const { bot, web, idle } = await deploy();
    const handled: (Callback | UnrecognizedCallback)[] = [];
    bot.on('unrecognized', (callback) => handled.push(callback));
    bot.on('webhook', (callback) => handled.push(callback));
    const unknown =
      '{"event":"client_status","message_token":5466394344559121099,"x":{"chat_id":9007199254740993}}';
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
  ])('hands over a text with %s as it was', async (_what, json) => {
    const { bot, web, idle } = await deploy();
    const texts: string[] = [];
    bot.on('message:text', ({ message }) => texts.push(message.text));
    const body = textBody('placeholder').replace('"placeholder"', json);
    expect((await postSigned(web.url, body)).status).toBe(200);
    await idle();
    expect(texts).toEqual([JSON.parse(json)]);
  });

  it('hands over fields named __proto__ and numbers of 64 bits as they were', async () => {
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

  it('replies to the user the callback came from', async () => {
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

  it('replies as the bot it came for, where there are many', async () => {
    const api = await FakeViberApi.start();
    const { bot, web, idle } = await deploy({
      webhook: { authToken: botOf, apiUrl: api.url, sender: { name: 'Echo' } },
      tokenOf: (account) => BOTS[account],
    });
    bot.on('message:text', ({ message }, { reply }) => reply({ type: 'text', text: message.text }));
    const body = textBody('hello');
    const headers = { 'X-Viber-Content-Signature': signBody(body, OTHER_TOKEN) };
    expect((await post(`${web.url}/second`, body, headers)).status).toBe(200);
    await idle();
    expect(api.calls.map((call) => call.headers['x-viber-auth-token'])).toEqual([OTHER_TOKEN]);
  });

  it('puts the welcome message into the HTTP reply, the same again for a repeat, and tells the listeners', async () => {
    const { bot, web, idle } = await deploy();
    let welcomed = 0;
    const heard: string[] = [];
    // The same code on both sides, as in examples/queue.
    for (const viber of new Set([bot, web.viber])) {
      viber.welcome(({ user }) => {
        welcomed += 1;
        return { type: 'text', text: `Hello ${user.name ?? ''}` };
      });
    }
    bot.on('conversation_started', ({ user }) => heard.push(user.id));
    const body = conversationStartedBody('Ann', '5466394344559121040');
    for (const time of ['first', 'second']) {
      const { status, text } = await postSigned(web.url, body);
      expect({ time, status, welcome: JSON.parse(text) as unknown }).toEqual({
        time,
        status: 200,
        welcome: { type: 'text', text: 'Hello Ann' },
      });
      await idle();
    }
    expect(welcomed).toBe(1);
    expect(heard).toEqual(['Ann']);
  });

  it("handles one user's callbacks one after another in order of arrival, while other users go ahead", async () => {
    const { bot, web, idle } = await deploy({ webhook: { ordered: true } });
    const log: string[] = [];
    const first = gate();
    bot.on('message:text', async ({ sender, message }) => {
      log.push(`${sender.id}${message.text} begins`);
      if (message.text === '1' && sender.id === 'a') await first.opened;
      // The later ones would overtake the earlier ones if they could.
      else await delay(5 - Number(message.text));
      log.push(`${sender.id}${message.text} ends`);
    });
    const answers: Promise<{ status: number }>[] = [];
    const arrivals = new Arrivals('listeners');
    let token = 5466394344559121050n;
    for (const [user, text] of [
      ['a', '1'],
      ['a', '2'],
      ['a', '3'],
      ['a', '4'],
      ['b', '1'],
      ['b', '2'],
    ] as const) {
      answers.push(postSigned(web.url, textBody(text, String((token += 1n)), user)));
      await arrivals.reached(answers.length);
    }
    arrivals.close();
    await until(() => log.includes('b2 ends'));
    expect(log.filter((line) => line.startsWith('a'))).toEqual(['a1 begins']);
    first.open();
    for (const answer of answers) expect((await answer).status).toBe(200);
    await idle();
    const ofUser = (user: string, texts: readonly string[]) =>
      texts.flatMap((text) => [`${user}${text} begins`, `${user}${text} ends`]);
    expect(log.filter((line) => line.startsWith('a'))).toEqual(ofUser('a', ['1', '2', '3', '4']));
    expect(log.filter((line) => line.startsWith('b'))).toEqual(ofUser('b', ['1', '2']));
  });

  it("keeps a user's order through a burst that waits in one piece, however many run at a time", async () => {
    const deployment = await deploy({ webhook: { ordered: true } });
    const { bot, web, idle } = deployment;
    const begun: number[] = [];
    const first = gate();
    bot.on('message:text', async ({ message }) => {
      begun.push(Number(message.text));
      if (begun.length === 1) await first.opened;
      else await delay(1);
    });
    const texts = Array.from({ length: 80 }, (_, index) => index);
    const arrivals = new Arrivals('queue' in deployment ? 'queue' : 'listeners');
    const answers: Promise<{ status: number }>[] = [];
    for (const text of texts) {
      answers.push(
        postSigned(web.url, textBody(String(text), String(5466394344559131000n + BigInt(text)), 'a')),
      );
      await arrivals.reached(answers.length);
    }
    arrivals.close();
    first.open();
    for (const answer of answers) expect((await answer).status).toBe(200);
    await idle();
    expect(begun).toEqual(texts);
  });

  it("keeps a user's order while callbacks come as fast as others are done", async () => {
    const { bot, web, idle } = await deploy({ webhook: { ordered: true } });
    const begun: number[] = [];
    bot.on('message:text', async ({ message }) => {
      begun.push(Number(message.text));
      await delay((Number(message.text) * 7) % 4);
    });
    const texts = Array.from({ length: 600 }, (_, index) => index);
    for (const text of texts) {
      // In process the answer waits for the listener; from a queue the worker is at it meanwhile.
      const body = textBody(String(text), String(5466394344559141000n + BigInt(text)), 'a');
      expect((await postSigned(web.url, body)).status).toBe(200);
    }
    await idle();
    expect(begun).toEqual(texts);
  });
}

/** What the listeners of a body are to get. */
function recognized(body: string): Callback {
  const recognition = decodeCallback(body);
  if (!recognition.recognized) throw new Error(`${recognition.reason}: ${body}`);
  return recognition.callback;
}

/** Counts the callbacks that have gone to the listeners, whether they may start yet or not, or into the queue. */
class Arrivals {
  #count = 0;
  readonly #note = (message: unknown): void => {
    if (this.#where.has((message as DiagnosticsMessages['express-viber:dispatched']).to)) this.#count += 1;
  };
  readonly #where: ReadonlySet<string>;

  constructor(...where: DiagnosticsMessages['express-viber:dispatched']['to'][]) {
    this.#where = new Set(where);
    subscribe('express-viber:dispatched', this.#note);
  }

  async reached(count: number): Promise<void> {
    await until(() => this.#count >= count);
  }

  close(): void {
    unsubscribe('express-viber:dispatched', this.#note);
  }
}

describe('a bot in one process', () => {
  contract(deployInProcess);
});

describe('a bot with a queue', () => {
  describeOnQueueServers((server) => {
    const deploy = (options?: DeploymentOptions) => deployOnQueue(server().url, options);
    contract(deploy);

    it('handles a callback once that reaches several web instances, each with a memory of its own', async () => {
      const { bot, web, openWeb, idle, queue } = await deploy();
      const others = [await openWeb(), await openWeb({ duplicates: false })];
      const handled: string[] = [];
      bot.on('callback', ({ message_token }) => handled.push(message_token));
      const urls = [web, ...others].map(({ url }) => url);
      const answers = await Promise.all(
        [...urls, ...urls].map((url) => postSigned(url, BODIES['message:text'])),
      );
      await idle();
      // Finished, but kept: a late repeat finds it there.
      answers.push(...(await Promise.all(urls.map((url) => postSigned(url, BODIES['message:text'])))));
      await idle();
      for (const { status } of answers) expect(status).toBe(200);
      expect(handled).toEqual(['5466394344559121008']);
      expect(await queue.getCompletedCount()).toBe(1);
    });

    it('answers a repeated conversation_started with the same welcome on another instance', async () => {
      const { bot, web, openWeb, idle } = await deploy();
      const other = await openWeb();
      const heard: string[] = [];
      bot.on('conversation_started', ({ user }) => heard.push(user.id));
      for (const { viber } of [web, other])
        viber.welcome(({ user }) => ({ type: 'text', text: `Hello ${user.id}` }));
      const body = conversationStartedBody('Ann', '5466394344559121041');
      const texts = [await postSigned(web.url, body), await postSigned(other.url, body)].map(
        ({ text }) => text,
      );
      await idle();
      expect(texts).toEqual(Array(2).fill('{"type":"text","text":"Hello Ann"}'));
      expect(heard).toEqual(['Ann']);
    });

    it('fails a job whose listeners keep failing, with all that each attempt threw', async () => {
      const { bot, web, idle, queue } = await deploy();
      let attempts = 0;
      bot.on('message', () => {
        attempts += 1;
        throw new Error(`no database ${String(attempts)}`);
      });
      bot.on('message:text', () => Promise.reject(new Error('no mail server')));
      expect((await postSigned(web.url, BODIES['message:text'])).status).toBe(200);
      await idle();
      expect(attempts).toBe(3);
      const { failedReason, stacktrace, attemptsMade } = await failedJob(queue);
      expect(attemptsMade).toBe(3);
      expect(failedReason).toBe(
        `2 handlers of "message" failed, so the job fails and the queue's attempts apply.`,
      );
      const text = (stacktrace ?? []).join('\n');
      for (const message of ['no database 1', 'no database 2', 'no database 3', 'no mail server']) {
        expect(text).toContain(message);
      }
    });

    it('fails a job whose listener throws an error that quotes what no database takes', async () => {
      const { bot, web, idle, queue } = await deploy();
      let attempts = 0;
      bot.on('message', () => {
        attempts += 1;
        throw new Error('unexpected "\u0000" and "\ud83d"');
      });
      expect((await postSigned(web.url, BODIES['message:text'])).status).toBe(200);
      await idle();
      expect(attempts).toBe(3);
      expect((await failedJob(queue)).stacktrace?.join('\n')).toContain('unexpected "');
    });

    it('rejects a reply that says how to make it work, where there are many bots and no token', async () => {
      const { bot, web, idle } = await deploy({ webhook: { authToken: botOf } });
      const errors: unknown[] = [];
      bot.on('message:text', async (_callback, { reply }) => {
        await reply({ type: 'text', text: 'hello' }).catch((error: unknown) => errors.push(error));
      });
      expect((await postSigned(`${web.url}/first`, BODIES['message:text'])).status).toBe(200);
      await idle();
      expect(errors).toEqual([expect.any(TypeError)]);
      expect((errors[0] as TypeError).message).toContain('viber.process(job, { authToken })');
    });

    it('fails a job of something else with an error that says so', async () => {
      const { idle, queue } = await deploy();
      await queue.add('mail', { to: 'ann@example.com' } as never, { jobId: 'mail-1' });
      await idle();
      expect((await failedJob(queue)).failedReason).toMatch(
        /not put into the queue by express-viber.*queue of their own/,
      );
    });

    it('keeps what it has acknowledged, and answers with 5xx while the server is down', async () => {
      const { bot, web, idle } = await deploy();
      const handled: string[] = [];
      bot.on('callback', ({ message_token }) => handled.push(message_token));
      expect((await postSigned(web.url, BODIES.seen)).status).toBe(200);
      await idle();
      await server().stop();
      try {
        const { status, text, headers } = await postSigned(web.url, BODIES.delivered);
        expect(status).toBeGreaterThanOrEqual(500);
        expect(headers.get('retry-after')).toBe('1');
        expect(text).not.toContain('5466394344559121005');
      } finally {
        await server().start();
      }
      await postUntilAcknowledged(web.url, BODIES.delivered);
      expect((await postSigned(web.url, BODIES.seen)).status).toBe(200);
      await until(() => handled.length > 1);
      await idle();
      expect(handled).toEqual(['5466394344559121006', '5466394344559121005']);
    });

    it('handles a callback once that came into the queue after it was refused, and was repeated', async () => {
      const { bot, idle, queue, openWeb } = await deploy();
      const handled: string[] = [];
      bot.on('callback', ({ message_token }) => handled.push(message_token));
      const adding = gate();
      const ids: string[] = [];
      const added: Promise<unknown>[] = [];
      const slow = await openWeb({
        ackTimeoutMs: 100,
        queue: {
          async add(name, data, options) {
            ids.push(options.jobId);
            if (ids.length === 1) await adding.opened;
            const job = queue.add(name, data, options);
            added.push(job);
            return job;
          },
        },
      });
      const refused = await postSigned(slow.url, BODIES['message:text']);
      expect(refused.status).toBe(503);
      expect(refused.headers.get('retry-after')).toBe('1');
      await postUntilAcknowledged(slow.url, BODIES['message:text']);
      adding.open();
      await until(() => added.length === ids.length);
      await Promise.all(added);
      await idle();
      expect(ids.length).toBeGreaterThan(1);
      expect(new Set(ids).size).toBe(1);
      expect(handled).toEqual(['5466394344559121008']);
    });
  });
});

describe('a queue that is no BullMQ', () => {
  it('is answered for with 503 while its add hangs, and gets the same job id with the repeat', async () => {
    const ids: string[] = [];
    const queue = {
      add: (_name: string, _data: unknown, { jobId }: { jobId: string }) => {
        ids.push(jobId);
        return ids.length === 1 ? new Promise(() => undefined) : Promise.resolve();
      },
    };
    const { web } = await deployInProcess({ webhook: { queue, ackTimeoutMs: 100 } });
    expect((await postSigned(web.url, BODIES['message:text'])).status).toBe(503);
    expect((await postSigned(web.url, BODIES['message:text'])).status).toBe(200);
    expect(ids).toHaveLength(2);
    expect(ids[1]).toBe(ids[0]);
  });

  it('gets ids that BullMQ takes, each another and none with a word of the user in it', async () => {
    const ids: string[] = [];
    const queue = {
      add: (_name: string, _data: unknown, { jobId }: { jobId: string }) => {
        ids.push(jobId);
        return Promise.resolve();
      },
    };
    const { web } = await deployInProcess({ webhook: { queue } });
    for (const body of Object.values(BODIES)) expect((await postSigned(web.url, body)).status).toBe(200);
    expect(new Set(ids).size).toBe(Object.keys(BODIES).length);
    for (const id of ids) {
      expect(id).not.toContain(':');
      expect(id).not.toMatch(/^\d+$/);
      expect(id).not.toContain('c2FtcGxl');
    }
  });
});
