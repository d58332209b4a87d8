import { PermanentError } from '../../../lib/index';
import { BODIES, conversationStartedBody } from '../../fixtures/bodies';
import { until } from '../../fixtures/conditions';
import { gate } from '../../fixtures/gate';
import { postSigned } from '../../fixtures/posts';
import { describeOnQueueServers } from '../../fixtures/queue-servers';
import { closeServers } from '../../fixtures/servers';
import type { DeploymentOptions } from './bot-deployments';
import {
  botOf,
  closeDeployments,
  deployInProcess,
  deployOnQueue,
  failedJob,
  postUntilAcknowledged,
} from './bot-deployments';

jest.setTimeout(60_000); // a bound for a queue's server on a busy machine

afterEach(async () => {
  await closeDeployments();
  await closeServers();
});

describe.each([
  ['a queue', 1],
  ['several queues', 3],
])('a bot with %s', (_what, queueCount) => {
  describeOnQueueServers((server) => {
    const deploy = (options?: DeploymentOptions) => deployOnQueue(server().url, { queueCount, ...options });

    it('handles a callback once that several web instances receive', async () => {
      const { bot, web, openWeb, idle, queues } = await deploy();
      const others = [await openWeb(), await openWeb({ duplicates: false })];
      const handled: string[] = [];
      bot.on('callback', ({ message_token }) => handled.push(message_token));
      const urls = [web, ...others].map(({ url }) => url);
      const responses = await Promise.all(
        [...urls, ...urls].map((url) => postSigned(url, BODIES['message:text'])),
      );
      await idle();
      // The completed job is kept, so a late redelivery still finds it.
      responses.push(...(await Promise.all(urls.map((url) => postSigned(url, BODIES['message:text'])))));
      await idle();
      for (const { status } of responses) expect(status).toBe(200);
      expect(handled).toEqual(['5466394344559121008']);
      const completed = await Promise.all(queues.map((queue) => queue.getCompletedCount()));
      expect(completed.filter((count) => count > 0)).toEqual([1]);
    });

    it('responds to a redelivered conversation_started with the same welcome on another instance', async () => {
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

    it('fails a job whose listeners keep failing, with everything that each attempt threw', async () => {
      const { bot, web, idle, queues } = await deploy();
      let attempts = 0;
      bot.on('message', () => {
        attempts += 1;
        throw new Error(`no database ${String(attempts)}`);
      });
      bot.on('message:text', () => Promise.reject(new Error('no mail server')));
      expect((await postSigned(web.url, BODIES['message:text'])).status).toBe(200);
      await idle();
      expect(attempts).toBe(3);
      const { failedReason, stacktrace, attemptsMade } = await failedJob(...queues);
      expect(attemptsMade).toBe(3);
      expect(failedReason).toBe(
        `2 handlers of "message" failed, so the job fails and the queue's attempts apply.`,
      );
      const text = (stacktrace ?? []).join('\n');
      for (const message of ['no database 1', 'no database 2', 'no database 3', 'no mail server']) {
        expect(text).toContain(message);
      }
    });

    it('fails a job at once whose listener fails permanently', async () => {
      const { bot, web, idle, queues } = await deploy();
      let runs = 0;
      bot.on('message', () => {
        runs += 1;
        throw new PermanentError('Not an order.');
      });
      expect((await postSigned(web.url, BODIES['message:text'])).status).toBe(200);
      await idle();
      expect(runs).toBe(1);
      const { failedReason, attemptsMade } = await failedJob(...queues);
      expect(attemptsMade).toBe(1);
      expect(failedReason).toContain('the job fails without further attempts');
    });

    it('fails a job whose listener throws an error with characters that no database accepts', async () => {
      const { bot, web, idle, queues } = await deploy();
      let attempts = 0;
      bot.on('message', () => {
        attempts += 1;
        throw new Error('unexpected "\u0000" and "\ud83d"');
      });
      expect((await postSigned(web.url, BODIES['message:text'])).status).toBe(200);
      await idle();
      expect(attempts).toBe(3);
      expect((await failedJob(...queues)).stacktrace?.join('\n')).toContain('unexpected "');
    });

    it('rejects a reply with an error that says what to do, if there are many bots and no token', async () => {
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

    it('fails a job that is not a callback with an error that says so', async () => {
      const { idle, queue, queues } = await deploy();
      await queue.add('mail', { to: 'ann@example.com' } as never, { jobId: 'mail-1' });
      await idle();
      expect((await failedJob(...queues)).failedReason).toMatch(
        /not added by express-viber.*a separate queue/,
      );
    });

    it('keeps what it has acknowledged, and responds with 5xx while the server is down', async () => {
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

    it('handles a callback once if it enters the queue late, after redeliveries to this and to another process', async () => {
      const { bot, idle, queues, openWeb, web } = await deploy();
      const handled: string[] = [];
      bot.on('callback', ({ message_token }) => handled.push(message_token));
      const adding = gate();
      const added: Promise<unknown>[] = [];
      const slow = await openWeb({
        ackTimeoutMs: 100,
        queue: queues.map((queue) => ({
          async add(name, data, options) {
            await adding.opened;
            const job = queue.add(name, data, options);
            added.push(job);
            return job;
          },
        })),
      });
      for (let delivery = 1; delivery <= 2; delivery += 1) {
        const rejected = await postSigned(slow.url, BODIES['message:text']);
        expect(rejected.status).toBe(503);
        expect(rejected.headers.get('retry-after')).toBe('1');
      }
      expect((await postSigned(web.url, BODIES['message:text'])).status).toBe(200);
      adding.open();
      await postUntilAcknowledged(slow.url, BODIES['message:text']);
      await Promise.all(added);
      await idle();
      expect(added).toHaveLength(1);
      expect(handled).toEqual(['5466394344559121008']);
    });
  });
});

describe('a queue that is not of BullMQ', () => {
  it('leads to a 503 while its add hangs, and gets the same job id from another process', async () => {
    const ids: string[] = [];
    const add = (_name: string, _data: unknown, { jobId }: { jobId: string }) => {
      ids.push(jobId);
      return ids.length === 1 ? new Promise(() => undefined) : Promise.resolve();
    };
    const { web } = await deployInProcess({ webhook: { queue: { add }, ackTimeoutMs: 100 } });
    const { web: other } = await deployInProcess({ webhook: { queue: { add } } });
    expect((await postSigned(web.url, BODIES['message:text'])).status).toBe(503);
    expect((await postSigned(web.url, BODIES['message:text'])).status).toBe(503);
    expect((await postSigned(other.url, BODIES['message:text'])).status).toBe(200);
    expect(ids).toHaveLength(2);
    expect(ids[1]).toBe(ids[0]);
  });

  it('gets job ids that BullMQ accepts, all different and without user data', async () => {
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
