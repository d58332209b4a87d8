import { Redis } from 'ioredis';
import type { UseHandler } from '../../../lib/index';
import { signBody, ViberWebhook } from '../../../lib/index';
import { textBody } from '../../fixtures/bodies';
import { FakeViberApi, OK } from '../../fixtures/fake-viber-api';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN, postSigned } from '../../fixtures/posts';
import { describeOnQueueServers } from '../../fixtures/queue-servers';
import { load, origin } from '../documented-code';
import { BOT_TOKENS, closeDeployments, deployInOrder } from '../queue/bot-deployments';
import type { BotModule } from './recipe';
import { chatWith, program, recipe, useRecipes } from './recipe';

jest.setTimeout(60_000); // a bound for Redis on a busy machine

const [inMemory = '', memoryBot = '', onRedis = '', redisBot = ''] = recipe('sessions');

interface Session {
  cups: number;
}

type MemorySessions = (start: Session) => UseHandler<{ session: Session }>;
type RedisSessions = (redis: Redis, start: Session) => UseHandler<{ session: Session }>;

describe('sessions in memory', () => {
  useRecipes();

  const sessionsModule = () => load(inMemory, 'http://127.0.0.1') as unknown as { sessions: MemorySessions };

  it('remember each user', async () => {
    const { emulator, user, received } = await chatWith(program(memoryBot), {
      './sessions': sessionsModule(),
    });
    const another = emulator.addUser();
    await user.send('tea');
    await user.send('tea');
    await another.send('tea');
    expect(received()).toEqual(['That makes 1.', 'That makes 2.']);
    expect(received(another)).toEqual(['That makes 1.']);
  });

  it('remember the user of one bot apart from that of another with the same id', async () => {
    const viber = new ViberWebhook<{ session: Session }>({
      authToken: ({ url = '' }) => {
        const account = url.endsWith('/first') ? 'first' : 'second';
        return { account, authToken: BOT_TOKENS[account] };
      },
    });
    const counted: string[] = [];
    viber.use(sessionsModule().sessions({ cups: 0 }));
    viber.on('message', (_callback, { account, state }) => {
      state.session.cups += 1;
      counted.push(`${account}: ${String(state.session.cups)}`);
    });
    for (const [index, account] of (['first', 'first', 'second'] as const).entries()) {
      const body = textBody('tea', String(index));
      const signature = signBody(body, BOT_TOKENS[account]);
      const request = new Request(`http://127.0.0.1/${account}`);
      expect((await viber.receive({ body, signature, request })).status).toBe(200);
    }
    expect(counted).toEqual(['first: 1', 'first: 2', 'second: 1']);
  });

  it('count two messages of a user at the same time, because the bot is ordered', async () => {
    const texts = async (code: string, atOnce: number) => {
      const api = await FakeViberApi.start();
      const { opened, open } = gate();
      api.reply(async () => {
        if (api.calls.length === atOnce) open();
        await opened;
        return OK;
      });
      const { viber } = load(code, api.url, { './sessions': sessionsModule() }) as BotModule;
      const send = (token: string) => {
        const body = textBody('tea', token);
        return viber.receive({ body, signature: signBody(body, AUTH_TOKEN) });
      };
      const responses = await Promise.all([send('1'), send('2')]);
      expect(responses.map(({ status }) => status)).toEqual([200, 200]);
      return api.bodies.map((body) => (body as { text: string }).text);
    };
    expect(await texts(program(memoryBot), 1)).toEqual(['That makes 1.', 'That makes 2.']);
    // Both have read the session before either has saved it.
    const unordered = program(memoryBot.replace('ordered: true', 'ordered: false'));
    expect(await texts(unordered, 2)).toEqual(['That makes 1.', 'That makes 1.']);
  });

  it('are not saved if a listener fails, and the redelivery begins from the session as it was', async () => {
    const { emulator, clock, user, received } = await chatWith(program(memoryBot), {
      './sessions': sessionsModule(),
    });
    emulator.setFaults({ apiStatus: 7 });
    await user.send('tea');
    expect(received()).toEqual([]);
    emulator.setFaults({ apiStatus: 0 });
    await clock.advance(3_600_000);
    await user.send('tea');
    expect(received()).toEqual(['That makes 1.', 'That makes 2.']);
  });

  it('have a fresh session for what has no user, and forget it', async () => {
    const { viber } = load(program(memoryBot), 'http://127.0.0.1', {
      './sessions': sessionsModule(),
    }) as unknown as { viber: ViberWebhook<{ session: Session }> };
    const cups: number[] = [];
    viber.on('unrecognized', (_callback, { state }) => cups.push((state.session.cups += 1)));
    for (const token of ['1', '2']) {
      const body = `{"event":"never_heard_of","message_token":${token}}`;
      expect((await viber.receive({ body, signature: signBody(body, AUTH_TOKEN) })).status).toBe(200);
    }
    expect(cups).toEqual([1, 1]);
  });
});

describe('sessions', () => {
  useRecipes();

  describeOnQueueServers((server) => {
    const USER = 'c2FtcGxlLXVzZXItMDAwMQ==';
    const key = (account = 'default', user = USER) => JSON.stringify(['session', account, user]);
    const sessionsModule = () => load(onRedis, 'http://127.0.0.1') as unknown as { sessions: RedisSessions };
    const connections: Redis[] = [];

    /** The bot of the page, whose connection has been made. */
    async function start(apiUrl: string): Promise<{ url: string; redis: Redis }> {
      const code = redisBot.replace('redis://127.0.0.1:6379', server().url);
      const { redis } = load(program(code, 'redis'), apiUrl, {
        './sessions': sessionsModule(),
      }) as BotModule & { redis: Redis };
      connections.push(redis);
      await ready(redis);
      return { url: `${await origin()}/viber`, redis };
    }

    async function ready(redis: Redis): Promise<void> {
      if (redis.status !== 'ready') await new Promise((resolve) => redis.once('ready', resolve));
    }

    beforeEach(async () => {
      const redis = new Redis(server().url);
      await redis.flushall();
      await redis.quit();
    });

    afterEach(async () => {
      await closeDeployments();
      for (const redis of connections.splice(0)) redis.disconnect();
    });

    it('are kept for a day, under the account and the user', async () => {
      const api = await FakeViberApi.start();
      const { url, redis } = await start(api.url);
      for (const token of ['1', '2']) {
        expect((await postSigned(url, textBody('tea', token))).status).toBe(200);
      }
      expect((await postSigned(url, textBody('coffee', '3'))).status).toBe(200);
      expect(api.bodies).toMatchObject([{ text: 'That makes 1.' }, { text: 'That makes 2.' }]);
      expect(await redis.keys('*')).toEqual([key()]);
      expect(await redis.get(key())).toBe('{"cups":2}');
      expect(await redis.ttl(key())).toBeGreaterThan(86_000);
    });

    it('fail before a listener runs if Redis is down, so that nothing is lost', async () => {
      const api = await FakeViberApi.start();
      const { url, redis } = await start(api.url);
      await server().stop();
      expect((await postSigned(url, textBody('tea', '1'))).status).toBe(500);
      expect(api.calls).toEqual([]);
      await server().start();
      await ready(redis);
      expect((await postSigned(url, textBody('tea', '1'))).status).toBe(200);
      expect(api.bodies).toMatchObject([{ text: 'That makes 1.' }]);
      expect(await redis.get(key())).toBe('{"cups":1}');
    });

    it('fail within the time for the response if Redis stands still', async () => {
      const api = await FakeViberApi.start();
      const { url } = await start(api.url);
      await server().freeze();
      try {
        expect((await postSigned(url, textBody('tea', '1'))).status).toBe(500);
        expect(api.calls).toEqual([]);
      } finally {
        await server().thaw();
      }
      expect((await postSigned(url, textBody('tea', '1'))).status).toBe(200);
      expect(api.bodies).toMatchObject([{ text: 'That makes 1.' }]);
    });

    it('lose a change that Redis could not save, since the listeners have succeeded', async () => {
      const api = await FakeViberApi.start();
      const { url, redis } = await start(api.url);
      api.reply(async () => {
        await server().stop();
        return OK;
      });
      expect((await postSigned(url, textBody('tea', '1'))).status).toBe(500);
      await server().start();
      await ready(redis);
      expect((await postSigned(url, textBody('tea', '1'))).status).toBe(200);
      expect(api.calls).toHaveLength(1);
      expect(await redis.keys('*')).toEqual([]);
    });

    it('are exact over several workers with ordered queues, retries included', async () => {
      const redis = new Redis(server().url);
      connections.push(redis);
      const { bot, web, idle } = await deployInOrder(server().url);
      const viber = bot as unknown as ViberWebhook<{ session: Session }>;
      const failOnce = new Set(['3', '14']);
      viber.use(sessionsModule().sessions(redis, { cups: 0 }));
      viber.on('message', async ({ message_token }, { state }) => {
        state.session.cups += 1;
        await redis.ping();
        if (failOnce.delete(message_token)) throw new Error('no database');
      });
      const users = ['Ann', 'Bob', 'Eve'];
      const posts = Array.from({ length: 60 }, (_, index) =>
        postSigned(web.url, textBody('tea', String(index), users[index % users.length])),
      );
      for (const { status } of await Promise.all(posts)) expect(status).toBe(200);
      await idle();
      expect(failOnce.size).toBe(0);
      const stored = await Promise.all(users.map((user) => redis.get(key('default', user))));
      expect(stored).toEqual(users.map(() => '{"cups":20}'));
    });
  }, 'Redis');
});
