import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { DeduplicatedOptions } from '../../../lib/index';
import { deduplicated, PermanentError } from '../../../lib/index';
import { textBody } from '../../fixtures/bodies';
import { until } from '../../fixtures/conditions';
import { gate } from '../../fixtures/gate';
import { postSigned } from '../../fixtures/posts';
import { describeOnQueueServers } from '../../fixtures/queue-servers';
import { closeServers } from '../../fixtures/servers';
import { closeDeployments, deployOnQueue, failedJob } from './bot-deployments';
import { QUICK_JOB_OPTIONS } from './open-queue';

jest.setTimeout(60_000); // a bound for Redis on a busy machine

afterEach(async () => {
  await closeDeployments();
  await closeServers();
});

describe('deduplicated', () => {
  describeOnQueueServers((server) => {
    /** A bot whose completed jobs are removed at once, with a second web instance. */
    async function deploy(options: DeduplicatedOptions = {}) {
      const { queue, openWeb, ...deployment } = await deployOnQueue(server().url, {
        jobOptions: { ...QUICK_JOB_OPTIONS, removeOnComplete: true },
      });
      // Without a memory of their own, so that every redelivery reaches the queue.
      const webOptions = { queue: deduplicated(queue, options), duplicates: false } as const;
      const [web, other] = [await openWeb(webOptions), await openWeb(webOptions)];
      const handled: string[] = [];
      deployment.bot.on('message:text', ({ message }) => handled.push(message.text));
      const deliver = async (text: string, url = web.url) => {
        expect((await postSigned(url, textBody(text, `54663943445591230${text}`))).status).toBe(200);
      };
      return { ...deployment, queue, web, other, handled, deliver };
    }

    it('handles a callback once although its job is gone, whichever web instance gets the redeliveries', async () => {
      const { queue, idle, handled, deliver, web, other } = await deploy();
      await Promise.all([web, other, web, other].map(({ url }) => deliver('11', url)));
      await idle();
      expect(await queue.getJobCountByTypes()).toBe(0);
      for (const { url } of [web, other]) await deliver('11', url);
      await deliver('12');
      await idle();
      expect(handled).toEqual(['11', '12']);
    });

    it('takes a callback again after its time', async () => {
      const { idle, handled, deliver } = await deploy({ ttlMs: 50 });
      await deliver('11');
      await until(() => handled.length === 1);
      await idle();
      await until(async () => {
        await deliver('11');
        await idle();
        return handled.length === 2;
      });
    });

    it('keeps a callback out for as long as its job is waiting, even after its time', async () => {
      const { queue, idle, handled, deliver, bot } = await deploy({ ttlMs: 20 });
      const running = gate();
      bot.on('message', () => running.opened);
      await deliver('11');
      await until(() => handled.length === 1);
      const [job] = await queue.getActive();
      await until(async () => (await queue.getDeduplicationJobId(String(job?.id))) === null);
      await deliver('11');
      running.open();
      await idle();
      expect(handled).toEqual(['11']);
    });

    it('keeps a failed job, which a redelivery does not start again and the operator can', async () => {
      const { queue, idle, handled, deliver, bot } = await deploy();
      let isBroken = true;
      bot.on('message', () => {
        if (isBroken) throw new PermanentError('Not an order.');
      });
      await deliver('11');
      await idle();
      await deliver('11');
      await idle();
      const job = await failedJob(queue);
      expect(handled).toHaveLength(1);
      isBroken = false;
      await job.retry('failed');
      await idle();
      expect(await queue.getFailedCount()).toBe(0);
      expect(handled).toHaveLength(2);
    });

    it('takes less than a quarter of the memory of a completed job', async () => {
      const redis = new Redis(server().url);
      const bytes: number[] = [];
      try {
        for (const removeOnComplete of [QUICK_JOB_OPTIONS.removeOnComplete, true]) {
          const deployment = await deployOnQueue(server().url, {
            jobOptions: { ...QUICK_JOB_OPTIONS, removeOnComplete },
          });
          const { queue, openWeb, idle } = deployment;
          const web = await openWeb({ queue: removeOnComplete === true ? deduplicated(queue) : queue });
          expect((await postSigned(web.url, textBody(randomUUID()))).status).toBe(200);
          await idle();
          const [key, ...others] = await redis.keys(`bull:${queue.name}:*viber-*`);
          expect(others).toEqual([]);
          bytes.push(Number(await redis.memory('USAGE', String(key))));
        }
      } finally {
        redis.disconnect();
      }
      const [ofJob = 0, ofId = 0] = bytes;
      expect(ofId).toBeGreaterThan(0);
      expect(ofId).toBeLessThan(ofJob / 4);
    });
  }, 'Redis');
});
