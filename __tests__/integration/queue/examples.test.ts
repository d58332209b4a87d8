import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { BODIES, conversationStartedBody, textBody } from '../../fixtures/bodies';
import { drained, postUntilAcknowledged } from './bot-deployments';
import { BotProcess, endBotProcesses } from './bot-process';
import { until } from '../../fixtures/conditions';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { gate } from '../../fixtures/gate';
import { holdQueue } from './held-queue';
import { AUTH_TOKEN, post, postSigned } from '../../fixtures/posts';
import { closeQueue, openQueue, reachable } from './open-queue';
import type { QueueServer } from '../../fixtures/queue-servers';
import { describeOnQueueServers } from '../../fixtures/queue-servers';
import { closeServers } from '../../fixtures/servers';

jest.setTimeout(120_000); // a process that compiles TypeScript takes a while to start

const queues: ReturnType<typeof openQueue>[] = [];

afterEach(async () => {
  await endBotProcesses();
  await Promise.all(queues.splice(0).map(closeQueue));
  await closeServers();
});

const QUEUE_COUNT = 3;

/** A web process and a worker with their own queues, neither started yet, and the API that they reply through. */
async function prepareExample(serverUrl: string, isOrdered: boolean) {
  const api = await FakeViberApi.start();
  const queueName = `viber-${randomUUID()}`;
  const environment = {
    QUEUE_URL: serverUrl,
    QUEUE_NAME: queueName,
    QUEUE_ORDERED: String(isOrdered),
    QUEUE_COUNT: String(QUEUE_COUNT),
    VIBER_AUTH_TOKEN: AUTH_TOKEN,
    VIBER_API_URL: api.url,
    PORT: '0',
  };
  const web = new BotProcess('examples/queue/web.ts', { ...environment, NAME: 'web' }, /listens on/);
  const [worker, otherWorker] = (['worker', 'other worker'] as const).map(
    (NAME) => new BotProcess('examples/queue/worker.ts', { ...environment, NAME }, /waiting for callbacks/),
  ) as [BotProcess, BotProcess];
  const names = isOrdered
    ? Array.from({ length: QUEUE_COUNT }, (_, index) => `${queueName}-${String(index)}`)
    : [queueName];
  const opened = names.map((name) => openQueue(serverUrl, name));
  queues.push(...opened);
  return {
    api,
    web,
    worker,
    otherWorker,
    queues: opened,
    /** Resolves once no job is waiting, running or due to be retried. */
    idle: async () => {
      for (const queue of opened) await drained(queue);
    },
    /** The number of jobs in all queues. */
    count: async (state: 'wait' | 'active' | 'completed') => {
      const counts = await Promise.all(opened.map((queue) => queue.getJobCountByTypes(state)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}

/** Starts a web process and returns the URL of its webhook. */
async function startWeb(web: BotProcess): Promise<string> {
  await web.start();
  return web.url ?? '';
}

/** The status of a request without a signature: 503 once the process is closing, 401 before. */
async function unsignedStatus(url: string): Promise<number> {
  return (await post(url, '{}')).status;
}

/** What the example does with order and without. */
function contract(server: () => QueueServer, isOrdered: boolean): void {
  it('handles a callback in the worker, and welcomes in the response of the web process', async () => {
    const { api, web, worker, idle } = await prepareExample(server().url, isOrdered);
    const [url] = await Promise.all([startWeb(web), worker.start()]);
    const welcome = await postSigned(url, conversationStartedBody('Ann', '5466394344559121060'));
    expect(JSON.parse(welcome.text)).toMatchObject({ type: 'text', text: 'Hello Ann!' });
    for (let delivery = 1; delivery <= 3; delivery += 1) {
      expect((await postSigned(url, textBody('hello', '5466394344559121061', 'a'))).status).toBe(200);
    }
    await idle();
    expect(api.bodies).toEqual([{ receiver: 'a', type: 'text', text: 'hello', sender: { name: 'Echo' } }]);
    await until(() => worker.lines.includes('message 5466394344559121061'));
    expect(worker.lines).toContain('conversation_started 5466394344559121060');
  });

  it('ends the web process on SIGTERM once the callbacks in flight are acknowledged, and rejects new ones with 503', async () => {
    const { web, count } = await prepareExample(server().url, isOrdered);
    const url = await startWeb(web);
    const held = await holdQueue(server().url);
    const inFlight = postSigned(url, BODIES.seen);
    try {
      await held.waiting();
      web.signal('SIGTERM');
      await until(async () => (await unsignedStatus(url)) === 503);
      const late = await postSigned(url, BODIES.delivered);
      expect(late.status).toBe(503);
      expect(late.headers.get('retry-after')).toBe('1');
    } finally {
      await held.release();
    }
    expect((await inFlight).status).toBe(200);
    expect(await web.exited).toEqual([0, null]);
    expect(await count('wait')).toBe(1);
  });

  it('ends the worker on SIGTERM once its running job is done, and leaves the other jobs to the next worker', async () => {
    const { api, web, worker, idle, count } = await prepareExample(server().url, isOrdered);
    const [url] = await Promise.all([startWeb(web), worker.start()]);
    const sending = gate();
    api.reply(async () => {
      await sending.opened;
      return { json: { status: 0, status_message: 'ok' } };
    });
    for (const token of ['5466394344559121071', '5466394344559121072', '5466394344559121073']) {
      expect((await postSigned(url, textBody('hello', token))).status).toBe(200);
    }
    await api.received(1);
    worker.signal('SIGTERM');
    sending.open();
    expect(await worker.exited).toEqual([0, null]);
    expect(await count('active')).toBe(0);
    const completed = await count('completed');
    expect(completed).toBeGreaterThan(0);
    expect(api.calls).toHaveLength(completed);
    await worker.start();
    await idle();
    expect(api.calls).toHaveLength(3);
  });

  it('ends the web process on SIGTERM even if the server of the queue is down', async () => {
    const { web } = await prepareExample(server().url, isOrdered);
    const url = await startWeb(web);
    await server().stop();
    try {
      expect((await postSigned(url, BODIES.seen)).status).toBe(500);
      web.signal('SIGTERM');
      expect(await web.exited).toEqual([0, null]);
    } finally {
      await server().start();
    }
  });
}

describe('examples/queue', () => {
  describeOnQueueServers((server) => {
    describe('without order', () => {
      contract(server, false);
    });
  });

  describeOnQueueServers((server) => {
    describe('in order', () => {
      contract(server, true);

      it('runs one callback of each queue at a time, again when Redis has lost its data', async () => {
        const { web, queues: opened } = await prepareExample(server().url, true);
        const areLimited = async () => {
          const limits = await Promise.all(opened.map((queue) => queue.getGlobalConcurrency()));
          return limits.every((limit) => limit === 1);
        };
        const url = await startWeb(web);
        expect(await areLimited()).toBe(true);
        const redis = new Redis(server().url);
        try {
          await redis.flushall();
          expect(await areLimited()).toBe(false);
          await redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
        } finally {
          redis.disconnect();
        }
        await Promise.all(opened.map(reachable));
        await postUntilAcknowledged(url, BODIES.seen);
        expect(await areLimited()).toBe(true);
      });

      it('keeps the order of each user over two workers, with a reply that fails at first', async () => {
        const { api, web, worker, otherWorker, idle } = await prepareExample(server().url, true);
        const [url] = await Promise.all([startWeb(web), worker.start(), otherWorker.start()]);
        let calls = 0;
        api.reply(() => ({
          json: { status: (calls += 1) === 1 ? 2 : 0, status_message: 'ok' },
        }));
        const users = ['a', 'b', 'c', 'd', 'e', 'f'];
        const texts = ['1', '2', '3', '4', '5'];
        for (const [index, text] of texts.entries()) {
          for (const user of users) {
            const token = `546639434455912${String(index)}${String(users.indexOf(user))}`;
            expect((await postSigned(url, textBody(text, token, user))).status).toBe(200);
          }
        }
        await idle();
        expect([...worker.lines, ...otherWorker.lines]).toContainEqual(
          expect.stringMatching(/^message failed, start 1:/),
        );
        for (const user of users) {
          const replies = api.bodies.filter((body) => (body as { receiver: string }).receiver === user);
          const received = replies.map((body) => (body as { text: string }).text);
          expect(received.filter((text, index) => text !== received[index - 1])).toEqual(texts);
        }
        expect(api.calls).toHaveLength(users.length * texts.length + 1);
      });
    });
  }, 'Redis');

  it('exits at startup if PostgreSQL is to keep the order', async () => {
    const environment = { QUEUE_URL: 'postgres://127.0.0.1:1/viber', VIBER_AUTH_TOKEN: AUTH_TOKEN };
    const web = new BotProcess('examples/queue/web.ts', { ...environment, NAME: 'web' }, /listens on/);
    await expect(web.start()).rejects.toThrow('Set QUEUE_ORDERED=false, or use Redis');
  });

  it('exits at startup if PostgreSQL is not reachable, so that it is started again', async () => {
    const environment = {
      QUEUE_URL: 'postgres://127.0.0.1:1/viber',
      QUEUE_ORDERED: 'false',
      VIBER_AUTH_TOKEN: AUTH_TOKEN,
      PORT: '0',
    };
    const ready = /listens on|waiting for/;
    for (const file of ['examples/queue/web.ts', 'examples/queue/worker.ts']) {
      const member = new BotProcess(file, { ...environment, NAME: 'early' }, ready);
      await expect(member.start()).rejects.toThrow('ECONNREFUSED');
      expect(await member.exited).toEqual([1, null]);
    }
  });
});
