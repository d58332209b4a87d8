import { Client } from 'pg';
import { PermanentError } from '../../../../lib/index';
import { BODIES, textBody } from '../../../fixtures/bodies';
import { until } from '../../../fixtures/conditions';
import { gate } from '../../../fixtures/gate';
import { postSigned } from '../../../fixtures/posts';
import { closeServers } from '../../../fixtures/servers';
import { closeDeployments, postUntilAcknowledged } from '../bot-deployments';
import type { PgBossOptions } from './deploy-on-pg-boss';
import { deployOnPgBoss } from './deploy-on-pg-boss';
import { describeOnPgBoss } from './describe-on-pg-boss';

jest.setTimeout(120_000); // a bound for eleven attempts, or a dead worker, on a busy machine

afterEach(async () => {
  await closeDeployments();
  await closeServers();
});

/** Bodies of messages with these texts, all of the same user. */
const textsOf = (user: string, ...texts: string[]) =>
  texts.map((text, index) => textBody(text, String(5466394344559151000n + BigInt(index)), user));

/** Makes the waiting jobs look as if their workers had died eleven times. */
async function diedInEachAttempt(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  const { rowCount } = await client.query(
    "UPDATE pgboss.job SET retry_count = 10, started_on = now() WHERE state = 'created'",
  );
  await client.end();
  expect(rowCount).toBe(1);
}

describe('a bot with pg-boss', () => {
  describeOnPgBoss((server, nodePath) => {
    const deploy = (options?: PgBossOptions) => deployOnPgBoss(server().url, nodePath, options);

    /** Deploys a bot that writes down each text when its listener begins, and then calls `handle`. */
    async function deployWithLog(handle: (text: string) => unknown, options?: PgBossOptions) {
      const deployment = await deploy(options);
      const log: string[] = [];
      deployment.bot.on('message:text', async ({ message }) => {
        log.push(message.text);
        await handle(message.text);
      });
      return { ...deployment, log };
    }

    it('stores a callback once that several web instances receive, and keeps it for late redeliveries', async () => {
      const { web, openWeb, idle, log, stored } = await deployWithLog(() => undefined);
      const urls = [web, await openWeb(), await openWeb({ duplicates: false })].map(({ url }) => url);
      const [body = ''] = textsOf('a', '1');
      const responses = await Promise.all([...urls, ...urls].map((url) => postSigned(url, body)));
      await idle();
      responses.push(...(await Promise.all(urls.map((url) => postSigned(url, body)))));
      await idle();
      for (const { status } of responses) expect(status).toBe(200);
      expect(log).toEqual(['1']);
      expect(await stored()).toBe(1);
    });

    it('retries a callback that keeps failing ten times while its user waits, reports it, and goes on with the next', async () => {
      const { web, idle, log, failures } = await deployWithLog((text) => {
        if (text === '1') throw new Error('no database "\u0000" and "\ud83d"');
      });
      for (const body of textsOf('a', '1', '2')) expect((await postSigned(web.url, body)).status).toBe(200);
      await idle();
      expect(log).toEqual([...Array<string>(11).fill('1'), '2']);
      expect(failures.map(({ attempt, isFinal }) => ({ attempt, isFinal }))).toEqual(
        Array.from({ length: 11 }, (_, index) => ({ attempt: index + 1, isFinal: index === 10 })),
      );
    });

    it('gives up a callback at once whose failure is permanent, reports it, and goes on with the next', async () => {
      const { web, idle, log, failures } = await deployWithLog((text) => {
        if (text === '1') throw new PermanentError('Not an order.');
      });
      for (const body of textsOf('a', '1', '2')) expect((await postSigned(web.url, body)).status).toBe(200);
      await idle();
      expect(log).toEqual(['1', '2']);
      expect(failures).toEqual([
        { what: 'failed', attempt: 1, isFinal: true, message: expect.any(String) as string },
      ]);
    });

    it("gives a dead worker's callback to another worker while its user waits, and other users go ahead", async () => {
      const held = gate();
      const { web, idle, log, killBusyWorker } = await deployWithLog(
        async (text) => {
          if (text === '1' && log.length === 1) await held.opened;
        },
        { concurrencies: [0, 1, 1], changes: { heartbeatSeconds: 10 } },
      );
      const [first = '', second = ''] = textsOf('a', '1', '2');
      expect((await postSigned(web.url, first)).status).toBe(200);
      await until(() => log.length === 1);
      await killBusyWorker();
      held.open();
      expect((await postSigned(web.url, second)).status).toBe(200);
      expect((await postSigned(web.url, textBody('3', '5466394344559152000', 'b'))).status).toBe(200);
      await idle();
      expect(log).toEqual(['1', '3', '1', '2']);
    });

    it('gives up a callback without running it once its worker has died in each attempt', async () => {
      const held = gate();
      const { web, idle, log, failures } = await deployWithLog((text) =>
        text === '1' ? held.opened : undefined,
      );
      for (const body of textsOf('a', '1', '2')) expect((await postSigned(web.url, body)).status).toBe(200);
      await until(() => log.length === 1);
      await diedInEachAttempt(server().url);
      const [, , third = ''] = textsOf('a', '1', '2', '3');
      expect((await postSigned(web.url, third)).status).toBe(200);
      held.open();
      await idle();
      expect(log).toEqual(['1', '3']);
      expect(failures).toMatchObject([{ attempt: 12, isFinal: true }]);
    });

    it('keeps what it has acknowledged, and responds with 5xx while the server is down', async () => {
      const { web, idle, log } = await deployWithLog(() => undefined);
      const [first = '', second = ''] = textsOf('a', '1', '2');
      expect((await postSigned(web.url, first)).status).toBe(200);
      await idle();
      await server().stop();
      try {
        expect((await postSigned(web.url, second)).status).toBeGreaterThanOrEqual(500);
      } finally {
        await server().start();
      }
      await postUntilAcknowledged(web.url, second);
      await idle();
      expect(log).toEqual(['1', '2']);
    });

    it('leaves no backlog behind when the server has stood still', async () => {
      const { web, idle, log, stored } = await deployWithLog(() => undefined);
      await server().freeze();
      const bodies = textsOf('a', ...Array.from({ length: 20 }, (_, index) => String(index)));
      try {
        const responses = await Promise.all(bodies.map((body) => postSigned(web.url, body)));
        for (const { status } of responses) expect(status).toBeGreaterThanOrEqual(500);
      } finally {
        await server().thaw();
      }
      // The next one is stored at once, ahead of those that were refused.
      await postUntilAcknowledged(web.url, BODIES.seen);
      expect(await stored()).toBeLessThanOrEqual(2);
      for (const body of bodies) await postUntilAcknowledged(web.url, body);
      await idle();
      expect(log).toEqual(Array.from({ length: 20 }, (_, index) => String(index)));
    });
  });
});
