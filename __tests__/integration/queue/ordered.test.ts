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
import { closeDeployments, deployInProcess, deployOnQueue } from './bot-deployments';
import { deployOnPgBoss } from './pg-boss/deploy-on-pg-boss';
import { describeOnPgBoss } from './pg-boss/describe-on-pg-boss';

jest.setTimeout(60_000); // a bound for a queue's server on a busy machine

afterEach(async () => {
  await closeDeployments();
  await closeServers();
});

/**
 * The order that every deployment keeps, with a queue or without.
 *
 * @param waitsIn - where a callback waits for an earlier one of its user
 */
function contract(
  deploy: (options: DeploymentOptions) => Promise<Deployment>,
  waitsIn: 'listeners' | 'queue' = 'listeners',
): void {
  it("handles one user's callbacks one after another in order of arrival, while other users go ahead", async () => {
    const { bot, web, idle } = await deploy({ webhook: { ordered: true }, concurrency: 10 });
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
    const arrivals = new Arrivals(waitsIn);
    let token = 5466394344559121050n;
    for (const [user, text] of [
      ['a', '1'],
      ['a', '2'],
      ['a', '3'],
      ['a', '4'],
      ['b', '1'],
      ['b', '2'],
    ] as const) {
      responses.push(postSigned(web.url, textBody(text, String((token += 1n)), user)));
      await arrivals.reached(responses.length);
    }
    arrivals.close();
    await until(() => log.includes('b2 ends'));
    expect(log.filter((line) => line.startsWith('a'))).toEqual(['a1 begins']);
    first.open();
    for (const response of responses) expect((await response).status).toBe(200);
    await idle();
    const ofUser = (user: string, texts: readonly string[]) =>
      texts.flatMap((text) => [`${user}${text} begins`, `${user}${text} ends`]);
    expect(log.filter((line) => line.startsWith('a'))).toEqual(ofUser('a', ['1', '2', '3', '4']));
    expect(log.filter((line) => line.startsWith('b'))).toEqual(ofUser('b', ['1', '2']));
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
    const arrivals = new Arrivals('queue' in deployment ? 'queue' : 'listeners');
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
    const texts = Array.from({ length: 600 }, (_, index) => index);
    for (const text of texts) {
      // In one process the response waits for the listener; with a queue the worker runs it meanwhile.
      const body = textBody(String(text), String(5466394344559141000n + BigInt(text)), 'a');
      expect((await postSigned(web.url, body)).status).toBe(200);
    }
    await idle();
    expect(begun).toEqual(texts);
  });
}

/** Counts the callbacks that were dispatched to the listeners, whether these may start yet or not, or to the queue. */
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
    contract(() => deployOnPgBoss(server().url, nodePath, { concurrencies: [5, 5] }), 'queue');
  });
});
