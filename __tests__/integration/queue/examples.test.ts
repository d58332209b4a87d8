import { randomUUID } from 'node:crypto';
import { BODIES, conversationStartedBody, textBody } from '../../fixtures/bodies';
import { drained } from './bot-deployments';
import { BotProcess, endBotProcesses } from './bot-process';
import { until } from '../../fixtures/conditions';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { gate } from '../../fixtures/gate';
import { holdQueue } from './held-queue';
import { AUTH_TOKEN, post, postSigned } from '../../fixtures/posts';
import { closeQueue, openQueue } from './open-queue';
import { describeOnQueueServers } from '../../fixtures/queue-servers';
import { closeServers } from '../../fixtures/servers';

jest.setTimeout(120_000); // a process that compiles TypeScript takes a while to start

const queues: ReturnType<typeof openQueue>[] = [];

afterEach(async () => {
  await endBotProcesses();
  await Promise.all(queues.splice(0).map(closeQueue));
  await closeServers();
});

/** A web process and a worker with their own queue, neither started yet, and the API that they reply through. */
async function prepareExample(serverUrl: string) {
  const api = await FakeViberApi.start();
  const queueName = `viber-${randomUUID()}`;
  const environment = {
    QUEUE_URL: serverUrl,
    QUEUE_NAME: queueName,
    VIBER_AUTH_TOKEN: AUTH_TOKEN,
    VIBER_API_URL: api.url,
    PORT: '0',
  };
  const web = new BotProcess('examples/queue/web.ts', { ...environment, NAME: 'web' }, /listens on/);
  const worker = new BotProcess(
    'examples/queue/worker.ts',
    { ...environment, NAME: 'worker' },
    /waiting for callbacks/,
  );
  const queue = openQueue(serverUrl, queueName);
  queues.push(queue);
  return { api, web, worker, queue };
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

describe('examples/queue', () => {
  describeOnQueueServers((server) => {
    it('handles a callback in the worker, and welcomes in the response of the web process', async () => {
      const { api, web, worker, queue } = await prepareExample(server().url);
      const [url] = await Promise.all([startWeb(web), worker.start()]);
      const welcome = await postSigned(url, conversationStartedBody('Ann', '5466394344559121060'));
      expect(JSON.parse(welcome.text)).toMatchObject({ type: 'text', text: 'Hello Ann!' });
      for (let delivery = 1; delivery <= 3; delivery += 1) {
        expect((await postSigned(url, textBody('hello', '5466394344559121061', 'a'))).status).toBe(200);
      }
      await drained(queue);
      expect(api.bodies).toEqual([{ receiver: 'a', type: 'text', text: 'hello', sender: { name: 'Echo' } }]);
      await until(() => worker.lines.includes('message 5466394344559121061'));
      expect(worker.lines).toContain('conversation_started 5466394344559121060');
    });

    it('ends the web process on SIGTERM once the callbacks in flight are acknowledged, and rejects new ones with 503', async () => {
      const { web, queue } = await prepareExample(server().url);
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
      expect(await queue.getWaitingCount()).toBe(1);
    });

    it('ends the worker on SIGTERM once its running job is done, and leaves the other jobs to the next worker', async () => {
      const { api, web, worker, queue } = await prepareExample(server().url);
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
      const { active, completed } = await queue.getJobCounts('active', 'completed');
      expect(active).toBe(0);
      expect(completed).toBeGreaterThan(0);
      expect(api.calls).toHaveLength(Number(completed));
      await worker.start();
      await drained(queue);
      expect(api.calls).toHaveLength(3);
    });

    it('ends the web process on SIGTERM even if the server of the queue is down', async () => {
      const { web } = await prepareExample(server().url);
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
  });

  it('exits at startup if PostgreSQL is not reachable, so that it is started again', async () => {
    const environment = {
      QUEUE_URL: 'postgres://127.0.0.1:1/viber',
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
