import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setTimeout as delay } from 'node:timers/promises';
import type { DiagnosticsMessages } from '../../../lib/index';
import { textBody } from '../../fixtures/bodies';
import { until } from '../../fixtures/conditions';
import { gate } from '../../fixtures/gate';
import { postSigned } from '../../fixtures/posts';
import { describeOnQueueServers } from '../../fixtures/queue-servers';
import { closeServers } from '../../fixtures/servers';
import type { Deployment, DeploymentOptions } from './bot-deployments';
import { closeDeployments, deployInOrder, deployInProcess, deployOnQueue } from './bot-deployments';
import { deployOnPgBoss } from './pg-boss/deploy-on-pg-boss';
import { describeOnPgBoss } from './pg-boss/describe-on-pg-boss';

jest.setTimeout(60_000); // a bound for a queue's server on a busy machine

afterEach(async () => {
  await closeDeployments();
  await closeServers();
});

/** The order that every deployment keeps, with a queue or without. */
function contract(deploy: (options: DeploymentOptions) => Promise<Deployment>): void {
  it("handles one user's callbacks one after another in order of arrival, while other users go ahead", async () => {
    const deployment = await deploy({ webhook: { ordered: true }, concurrency: 10 });
    const { bot, web, idle } = deployment;
    const log: string[] = [];
    const first = gate();
    bot.on('message:text', async ({ sender, message }) => {
      log.push(`${sender.id}${message.text} begins`);
      if (message.text === '1' && sender.id === 'a') await first.opened;
      // Later ones are faster, so they would overtake earlier ones if they ran at the same time.
      else await delay(5 - Number(message.text));
      log.push(`${sender.id}${message.text} ends`);
    });
    const responses: Promise<{ status: number }>[] = [];
    const arrivals = arrivalsOf(deployment);
    let token = 5466394344559121050n;
    for (const [user, text] of [
      ['a', '1'],
      ['a', '2'],
      ['a', '3'],
      ['a', '4'],
      // Their queues are different ones of eight.
      ['c', '1'],
      ['c', '2'],
    ] as const) {
      responses.push(postSigned(web.url, textBody(text, String((token += 1n)), user)));
      await arrivals.reached(responses.length);
    }
    arrivals.close();
    await until(() => log.includes('c2 ends'));
    expect(log.filter((line) => line.startsWith('a'))).toEqual(['a1 begins']);
    first.open();
    for (const response of responses) expect((await response).status).toBe(200);
    await idle();
    const ofUser = (user: string, texts: readonly string[]) =>
      texts.flatMap((text) => [`${user}${text} begins`, `${user}${text} ends`]);
    expect(log.filter((line) => line.startsWith('a'))).toEqual(ofUser('a', ['1', '2', '3', '4']));
    expect(log.filter((line) => line.startsWith('c'))).toEqual(ofUser('c', ['1', '2']));
  });

  it("keeps a user's order in a burst that arrives while the first callback is running", async () => {
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
    const arrivals = arrivalsOf(deployment);
    const responses: Promise<{ status: number }>[] = [];
    for (const text of texts) {
      responses.push(
        postSigned(web.url, textBody(String(text), String(5466394344559131000n + BigInt(text)), 'a')),
      );
      await arrivals.reached(responses.length);
    }
    arrivals.close();
    first.open();
    for (const response of responses) expect((await response).status).toBe(200);
    await idle();
    expect(begun).toEqual(texts);
  });

  it("keeps a user's order while callbacks arrive as fast as they are handled", async () => {
    const { bot, web, idle } = await deploy({ webhook: { ordered: true } });
    const begun: number[] = [];
    bot.on('message:text', async ({ message }) => {
      begun.push(Number(message.text));
      await delay((Number(message.text) * 7) % 4);
    });
    const texts = Array.from({ length: 300 }, (_, index) => index);
    for (const text of texts) {
      // In one process the response waits for the listener; with a queue the worker runs it meanwhile.
      const body = textBody(String(text), String(5466394344559141000n + BigInt(text)), 'a');
      expect((await postSigned(web.url, body)).status).toBe(200);
    }
    await idle();
    expect(begun).toEqual(texts);
  });
}

/** Counts the callbacks that reach the web side. A worker of an ordered queue gets each only after its predecessors. */
function arrivalsOf(deployment: Deployment): Arrivals {
  return new Arrivals('queue' in deployment ? 'queue' : 'listeners');
}

type Dispatched = DiagnosticsMessages['express-viber:dispatched'];

/** Counts the callbacks that were dispatched to the queue, or to the listeners, whether these may start yet or not. */
class Arrivals {
  #count = 0;
  readonly #note: (message: unknown) => void;

  constructor(destination: Dispatched['to']) {
    this.#note = (message) => {
      if ((message as Dispatched).to === destination) this.#count += 1;
    };
    subscribe('express-viber:dispatched', this.#note);
  }

  async reached(count: number): Promise<void> {
    await until(() => this.#count >= count);
  }

  close(): void {
    unsubscribe('express-viber:dispatched', this.#note);
  }
}

describe('an ordered bot in one process', () => {
  contract(deployInProcess);
});

describe('an ordered bot with a queue and one worker', () => {
  describeOnQueueServers((server) => {
    contract((options) => deployOnQueue(server().url, options));
  });
});

describe('a bot with pg-boss and two workers', () => {
  describeOnPgBoss((server, nodePath) => {
    // The queue keeps the order, not this process, in which the listeners of both workers run.
    contract(() => deployOnPgBoss(server().url, nodePath, { concurrencies: [5, 5] }));
  });
});

describe('a bot with eight ordered queues and two workers', () => {
  describeOnQueueServers((server) => {
    contract((options) => deployInOrder(server().url, options));

    it('keeps the order of every user while some callbacks fail at first', async () => {
      const { bot, web, idle, queues } = await deployInOrder(server().url);
      const done: Record<string, number[]> = {};
      const failed = new Set<string>();
      bot.on('message:text', async ({ sender: { id }, message: { text } }) => {
        await delay(Number(text) % 3);
        if (Number(text) % 5 === 0 && !failed.has(`${id} ${text}`)) {
          failed.add(`${id} ${text}`);
          throw new Error('no database');
        }
        (done[id] ??= []).push(Number(text));
      });
      const users = Array.from({ length: 24 }, (_, index) => `user-${String(index)}`);
      const texts = Array.from({ length: 10 }, (_, index) => index);
      let token = 5466394344559151000n;
      for (const text of texts) {
        await Promise.all(
          users.map(async (user) => {
            const body = textBody(String(text), String((token += 1n)), user);
            expect((await postSigned(web.url, body)).status).toBe(200);
          }),
        );
      }
      await idle();
      expect(done).toEqual(Object.fromEntries(users.map((user) => [user, texts])));
      expect(failed.size).toBe(users.length * 2);
      const completed = await Promise.all(queues.map((queue) => queue.getCompletedCount()));
      expect(completed.every((count) => count > 0)).toBe(true);
    });
  }, 'Redis');
});
