import { randomUUID } from 'node:crypto';
import type { WorkerOptions } from 'bullmq';
import { Queue, RateLimitError, Worker } from 'bullmq';
import type { CallbackJob, QueuedCallback } from '../../../lib/index';
import { orderedProcessor, orderedWorkerOptions, PermanentError, ViberWebhook } from '../../../lib/index';
import { textBody } from '../../fixtures/bodies';
import { until } from '../../fixtures/conditions';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN } from '../../fixtures/posts';
import { describeOnQueueServers } from '../../fixtures/queue-servers';
import { drained, failedJob } from './bot-deployments';
import { QUICK_JOB_OPTIONS } from './open-queue';

jest.setTimeout(60_000); // a bound for Redis on a busy machine

const open: { close: () => Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((part) => part.close()));
});

describe('orderedProcessor', () => {
  describeOnQueueServers((server) => {
    /** An ordered queue with workers that record the texts of the callbacks that they start. */
    async function prepare(listen: (text: string) => unknown, retryDelaysMs = [20, 20]) {
      const connection = { url: server().url };
      const name = `viber-${randomUUID()}`;
      const queue = new Queue<QueuedCallback>(name, { connection, defaultJobOptions: QUICK_JOB_OPTIONS });
      open.push(queue);
      await queue.setGlobalConcurrency(1);
      const started: string[] = [];
      const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
      viber.on('message:text', ({ message }) => {
        started.push(message.text);
        return listen(message.text);
      });
      return {
        queue,
        started,
        add: async (...texts: string[]) => {
          const receivedAt = new Date().toISOString();
          for (const text of texts) {
            const data = { account: 'default', receivedAt, body: textBody(text, `54663943445591200${text}`) };
            await queue.add('message', data, { jobId: `viber-${text}` });
          }
        },
        openWorker: async (
          options: Partial<WorkerOptions> = {},
          limited: { rateLimit: (ms: number) => Promise<unknown> } = queue,
          run: (job: CallbackJob) => Promise<void> = (job) => viber.process(job),
        ) => {
          const process = orderedProcessor(run, { queue: limited, RateLimitError, retryDelaysMs });
          const settings = { connection, ...orderedWorkerOptions, ...options };
          const worker = new Worker<QueuedCallback>(name, process, settings);
          worker.on('error', () => undefined);
          open.push(worker);
          await worker.waitUntilReady();
          return worker;
        },
      };
    }

    it('retries a failing callback at the head of its queue, without an attempt of the job', async () => {
      let failures = 0;
      const { queue, started, add, openWorker } = await prepare((text) => {
        if (text === '12' && (failures += 1) <= 2) throw new Error('no database');
      });
      await add('11', '12', '13', '14');
      await Promise.all([openWorker(), openWorker(), openWorker()]);
      await drained(queue);
      expect(started).toEqual(['11', '12', '12', '12', '13', '14']);
      expect(await queue.getJob('viber-12')).toMatchObject({ attemptsMade: 1, attemptsStarted: 3 });
    });

    it('waits before a retry, in every worker', async () => {
      const startedAt: number[] = [];
      const { queue, add, openWorker } = await prepare(() => {
        if (startedAt.push(Date.now()) < 3) throw new Error('no database');
      }, [400, 400]);
      await Promise.all([openWorker(), openWorker(), openWorker()]);
      await add('11', '12');
      await drained(queue);
      const [first = 0, second = 0, third = 0] = startedAt;
      // Redis counts in its own milliseconds.
      expect(second - first).toBeGreaterThan(390);
      expect(third - second).toBeGreaterThan(390);
      expect(startedAt).toHaveLength(4);
    });

    it('fails a callback without retries left, does not run it again, and lets the next ones go on', async () => {
      const { queue, started, add, openWorker } = await prepare((text) => {
        if (text === '11') throw new Error('no database');
      });
      await add('11', '12', '13');
      await Promise.all([openWorker(), openWorker()]);
      await drained(queue);
      expect(started).toEqual(['11', '11', '11', '12', '13']);
      const { failedReason, attemptsMade, attemptsStarted } = await failedJob(queue);
      expect(failedReason).toMatch(/^A handler of "message" failed/);
      expect([attemptsMade, attemptsStarted]).toEqual([1, 3]);
    });

    it('fails a callback at once whose listener fails permanently', async () => {
      const { queue, started, add, openWorker } = await prepare((text) => {
        if (text === '11') throw new PermanentError('Not an order.');
      });
      await add('11', '12');
      await openWorker();
      await drained(queue);
      expect(started).toEqual(['11', '12']);
      expect((await failedJob(queue)).attemptsStarted).toBe(1);
    });

    it('keeps the order if the queue cannot be limited', async () => {
      let failures = 0;
      const { queue, started, add, openWorker } = await prepare((text) => {
        if (text === '11' && (failures += 1) <= 2) throw new Error('no database');
      });
      await add('11', '12', '13');
      const limited = { rateLimit: () => Promise.reject(new Error('Connection is closed.')) };
      await Promise.all([openWorker({}, limited), openWorker({}, limited)]);
      await drained(queue);
      expect(started).toEqual(['11', '11', '11', '12', '13']);
    });

    it('runs the callback of a worker that has stopped before those that wait', async () => {
      const running = gate();
      const { queue, started, add, openWorker } = await prepare(() => undefined);
      const quick = { lockDuration: 500, stalledInterval: 100 };
      let begun = false;
      const dying = await openWorker(
        { ...quick, skipLockRenewal: true, skipStalledCheck: true },
        queue,
        () => {
          begun = true;
          return running.opened;
        },
      );
      await add('11', '12', '13');
      await until(() => begun);
      open.splice(open.indexOf(dying), 1);
      await dying.close(true);
      await openWorker(quick);
      await until(() => started.length === 3);
      expect(started).toEqual(['11', '12', '13']);
      expect(await queue.getJob('viber-11')).toMatchObject({ attemptsStarted: 2 });
      running.open();
    });
  }, 'Redis');
});
