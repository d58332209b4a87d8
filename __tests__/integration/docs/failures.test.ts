import { Client } from 'pg';
import type { FailureKind } from '../../../lib/index';
import { ViberApiError } from '../../../lib/index';
import { statusName, STATUS_NAMES } from '../../../lib/errors/status-codes';
import { isPermanent } from '../../../lib/webhook/dispatch/failure';
import { textBody } from '../../fixtures/bodies';
import { until } from '../../fixtures/conditions';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { postSigned } from '../../fixtures/posts';
import { describeOnQueueServers } from '../../fixtures/queue-servers';
import {
  codeBlocks,
  codeIn,
  load,
  readPage,
  tableRows,
  typeErrors,
  useDocumentedCode,
  wholeModule,
} from '../documented-code';
import { blockWith, NO_API, startBlocks } from './documented-bot';

jest.setTimeout(60_000); // the compiler is slow

const page = readPage('docs/failures.md');
const blocks = codeBlocks(page);
const [orders = ''] = blocks;

function kindOf(viberStatus: number): FailureKind {
  const error = new ViberApiError({
    method: 'send_message',
    viberStatus,
    statusMessage: undefined,
    hint: undefined,
  });
  return isPermanent(error) ? 'permanent' : 'retryable';
}

describe('docs/failures.md', () => {
  useDocumentedCode();

  it('has only blocks that compile', () => {
    expect(typeErrors(blocks.map(wholeModule))).toEqual([]);
  });

  it.each(blocks)('has blocks that run: %#', async (code) => {
    const { run } = load(wholeModule(code), NO_API);
    await run?.();
    expect(run).toBeDefined();
  });

  it('has an example whose failures are of the kinds that its comments say', async () => {
    const shop = await FakeViberApi.start();
    const local = orders.replace('https://shop.example.com', shop.origin);
    const { url, printed } = await startBlocks(NO_API, local);
    const statusOf = async (token: string) => (await postSigned(url, textBody('pizza', token))).status;

    shop.reply({ text: '', httpStatus: 503 }, { text: '', httpStatus: 201 });
    expect([await statusOf('1'), await statusOf('1')]).toEqual([500, 200]);
    expect(printed).toEqual([]);

    shop.reply({ text: '', httpStatus: 422 });
    expect([await statusOf('2'), await statusOf('2')]).toEqual([200, 200]);
    expect(printed).toMatchObject([
      [
        {
          code: 'listener_failed',
          kind: 'permanent',
          account: 'default',
          event: 'message',
          messageToken: '2',
        },
        { code: 'permanent_failure' },
      ],
    ]);
    expect(shop.calls).toHaveLength(3);
  });

  it('lists every status of Viber with its name and kind', () => {
    const listed = tableRows(page, 'statuses').flatMap(([statuses = '', kind]) =>
      [...statuses.matchAll(/(\d+|any other,) `(\w+)`/g)].map(([, status, name]) => [
        status,
        name,
        ...codeIn(kind),
      ]),
    );
    const failures = STATUS_NAMES.slice(1).map((name, index) => [String(index + 1), name, kindOf(index + 1)]);
    const others = ['any other,', statusName(999), kindOf(999)];
    expect(listed.sort()).toEqual([...failures, others].sort());
  });

  describeOnQueueServers((server) => {
    const url = process.env['DATABASE_URL'];
    afterEach(() => {
      process.env['DATABASE_URL'] = url;
      if (url === undefined) delete process.env['DATABASE_URL'];
    });

    it('has a listener that stores a message once the database is back', async () => {
      process.env['DATABASE_URL'] = server().url;
      const query = async (sql: string): Promise<unknown[]> => {
        const client = new Client({ connectionString: server().url });
        await client.connect();
        const { rows } = await client.query(sql);
        await client.end();
        return rows as unknown[];
      };
      await query('CREATE TABLE messages (token text PRIMARY KEY, text text)');
      const code = `${blockWith(blocks, "from 'pg'")}Object.assign(viber, { database });`;
      const { viber, url: webhook, printed } = await startBlocks(NO_API, code);
      const statusOf = async (text: string, token: string) =>
        (await postSigned(webhook, textBody(text, token))).status;
      try {
        expect(await statusOf('first', '1')).toBe(200);
        await server().stop();
        await until(() => printed.length > 0); // the idle connection was lost
        expect(await statusOf('second', '2')).toBe(500);
        await server().start();
        expect(await statusOf('second', '2')).toBe(200);
        expect(await statusOf('second', '2')).toBe(200);
      } finally {
        await (viber as unknown as { database: { end: () => Promise<void> } }).database.end();
      }
      expect(await query('SELECT token, text FROM messages ORDER BY token')).toEqual([
        { token: '1', text: 'first' },
        { token: '2', text: 'second' },
      ]);
    });
  }, 'PostgreSQL');
});
