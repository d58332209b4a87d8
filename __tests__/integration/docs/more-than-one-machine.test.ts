import * as bullmq from 'bullmq';
import type { QueueOptions, WorkerOptions } from 'bullmq';
import { orderedProcessor } from '../../../lib/index';
import { conversationStartedBody, textBody } from '../../fixtures/bodies';
import { until } from '../../fixtures/conditions';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { postSigned } from '../../fixtures/posts';
import { describeOnQueueServers } from '../../fixtures/queue-servers';
import {
  codeBlocks,
  isListening,
  load,
  origin,
  readPage,
  typeErrors,
  useDocumentedCode,
  wholeModule,
} from '../documented-code';
import { NO_API } from './documented-bot';

jest.setTimeout(60_000); // the compiler is slow

const page = readPage('docs/more-than-one-machine.md');
const [bot = '', web = '', worker = '', ...fragments] = codeBlocks(page);

describe('docs/more-than-one-machine.md', () => {
  useDocumentedCode();

  it('has only blocks that compile', () => {
    expect(fragments).toHaveLength(2);
    const files = [bot, web, worker].map((file) => file.replace("'./bot'", "'./documented-0'"));
    expect(typeErrors([...files, ...fragments.map(wholeModule)])).toEqual([]);
  });

  it.each(fragments)('has blocks that run: %#', async (code) => {
    const { run } = load(wholeModule(code), NO_API);
    await run?.();
    expect(run).toBeDefined();
  });

  it('states the delays before the retries of an ordered worker', async () => {
    const waited: number[] = [];
    const queue = { rateLimit: (ms: number) => Promise.resolve(waited.push(ms / 1000)) };
    const fail = () => Promise.reject(new Error('no database'));
    const run = orderedProcessor(fail, { queue, RateLimitError: Error });
    const data = { account: 'default', receivedAt: new Date().toISOString(), body: '{}' };
    for (let attemptsStarted = 1; attemptsStarted <= 11; attemptsStarted += 1) {
      await expect(run({ data, attemptsStarted })).rejects.toThrow();
    }
    expect(waited).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
    expect(page.replace(/\s+/g, ' ')).toContain('after 1, 2, 4, 8, 16, 32 and four times 60 seconds');
  });

  describeOnQueueServers((server) => {
    const url = process.env['REDIS_URL'];
    const queues: bullmq.Queue[] = [];
    const workers: bullmq.Worker[] = [];

    class ClosedQueue extends bullmq.Queue {
      constructor(name: string, options: QueueOptions) {
        super(name, options);
        queues.push(this);
      }
    }

    class ClosedWorker extends bullmq.Worker {
      constructor(name: string, processor: bullmq.Processor, options: WorkerOptions) {
        super(name, processor, options);
        workers.push(this);
      }
    }

    afterEach(async () => {
      await Promise.all(workers.splice(0).map((one) => one.close()));
      await Promise.all(queues.splice(0).map((one) => one.close()));
      process.env['REDIS_URL'] = url;
      if (url === undefined) delete process.env['REDIS_URL'];
    });

    it('has a web process and a worker, of which two keep the order of each user', async () => {
      process.env['REDIS_URL'] = server().url;
      const api = await FakeViberApi.start();
      const loaded = { bullmq: { ...bullmq, Queue: ClosedQueue, Worker: ClosedWorker } };
      const start = (file: string) => load(file, api.url, { ...loaded, './bot': load(bot, api.url) });
      start(web);
      const printed = [start(worker), start(worker)].map((file) => file.printed);
      await until(isListening);
      const webhook = `${await origin()}/viber`;
      const welcome = await postSigned(webhook, conversationStartedBody('Ann', '1'));
      expect(JSON.parse(welcome.text)).toMatchObject({ text: 'Hello Ann!' });

      const users = ['a', 'b', 'c', 'd', 'e', 'f'];
      const texts = ['1', '2', '3', '4'];
      for (const [index, text] of texts.entries()) {
        for (const user of users) {
          const token = `${String(index + 1)}00${String(users.indexOf(user))}`;
          // Viber may deliver it twice.
          expect((await postSigned(webhook, textBody(text, token, user))).status).toBe(200);
          expect((await postSigned(webhook, textBody(text, token, user))).status).toBe(200);
        }
      }
      await api.received(users.length * texts.length);
      for (const user of users) {
        const replies = api.bodies.filter((body) => (body as { receiver: string }).receiver === user);
        expect(replies.map((body) => (body as { text: string }).text)).toEqual(texts);
      }
      expect(workers).toHaveLength(2 * 8);
      expect(printed).toEqual([[], []]);
    });
  }, 'Redis');
});
