import { randomUUID } from 'node:crypto';
import { conversationStartedBody, textBody } from '../../../fixtures/bodies';
import { until } from '../../../fixtures/conditions';
import { FakeViberApi } from '../../../fixtures/fake-viber-api';
import { gate } from '../../../fixtures/gate';
import { AUTH_TOKEN, postSigned } from '../../../fixtures/posts';
import { closeServers } from '../../../fixtures/servers';
import { BotProcess, endBotProcesses } from '../bot-process';
import { describeOnPgBoss } from './describe-on-pg-boss';

jest.setTimeout(120_000); // a process that compiles TypeScript takes a while to start

afterEach(async () => {
  await endBotProcesses();
  await closeServers();
});

describe('examples/queue-pg-boss', () => {
  describeOnPgBoss((server, nodePath) => {
    /** A web process and a worker with their own queue, neither started yet, and the API that they reply through. */
    async function prepareExample() {
      const api = await FakeViberApi.start();
      const environment = {
        QUEUE_URL: server().url,
        QUEUE_NAME: `viber-${randomUUID()}`,
        VIBER_AUTH_TOKEN: AUTH_TOKEN,
        VIBER_API_URL: api.url,
        PORT: '0',
      };
      const start = (name: string, ready: RegExp) =>
        new BotProcess(`examples/queue-pg-boss/${name}.mts`, { ...environment, NAME: name }, ready, nodePath);
      return { api, web: start('web', /listens on/), worker: start('worker', /waiting for callbacks/) };
    }

    it('handles a callback in the worker, and welcomes in the response of the web process', async () => {
      const { api, web, worker } = await prepareExample();
      await Promise.all([web.start(), worker.start()]);
      const url = web.url ?? '';
      const welcome = await postSigned(url, conversationStartedBody('Ann', '5466394344559121060'));
      expect(JSON.parse(welcome.text)).toMatchObject({ type: 'text', text: 'Hello Ann!' });
      for (let delivery = 1; delivery <= 3; delivery += 1) {
        expect((await postSigned(url, textBody('hello', '5466394344559121061', 'a'))).status).toBe(200);
      }
      await until(() => worker.lines.includes('message 5466394344559121061'));
      await until(() => worker.lines.includes('conversation_started 5466394344559121060'));
      await api.received(1);
      expect(api.bodies).toEqual([{ receiver: 'a', type: 'text', text: 'hello', sender: { name: 'Echo' } }]);
    });

    it('ends on SIGTERM once the running jobs are done, and leaves the other ones to the next worker', async () => {
      const { api, web, worker } = await prepareExample();
      await Promise.all([web.start(), worker.start()]);
      const sending = gate();
      api.reply(async () => {
        await sending.opened;
        return { json: { status: 0, status_message: 'ok' } };
      });
      for (const token of ['5466394344559121071', '5466394344559121072']) {
        expect((await postSigned(web.url ?? '', textBody('hello', token, 'a'))).status).toBe(200);
      }
      await api.received(1);
      worker.signal('SIGTERM');
      web.signal('SIGTERM');
      expect(await web.exited).toEqual([0, null]);
      sending.open();
      expect(await worker.exited).toEqual([0, null]);
      expect(api.calls).toHaveLength(1);
      await worker.start();
      await api.received(2);
    });

    it('exits at startup if PostgreSQL is not reachable, so that it is started again', async () => {
      const environment = {
        QUEUE_URL: 'postgres://127.0.0.1:1/viber',
        VIBER_AUTH_TOKEN: AUTH_TOKEN,
        PORT: '0',
      };
      for (const name of ['web', 'worker']) {
        const file = `examples/queue-pg-boss/${name}.mts`;
        const member = new BotProcess(
          file,
          { ...environment, NAME: 'early' },
          /listens on|waiting for/,
          nodePath,
        );
        await expect(member.start()).rejects.toThrow('ECONNREFUSED');
        expect(await member.exited).toEqual([1, null]);
      }
    });
  });
});
