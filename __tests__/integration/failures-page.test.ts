import type { FailureKind } from '../../lib/index';
import { ViberApiError } from '../../lib/index';
import { statusName, STATUS_NAMES } from '../../lib/errors/status-codes';
import { isPermanent } from '../../lib/webhook/dispatch/failure';
import { textBody } from '../fixtures/bodies';
import { FakeViberApi } from '../fixtures/fake-viber-api';
import { postSigned } from '../fixtures/posts';
import {
  codeBlocks,
  codeIn,
  LISTEN,
  load,
  origin,
  readPage,
  tableRows,
  typeErrors,
  useDocumentedCode,
  wholeModule,
} from './documented-code';

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
    const { run } = load(wholeModule(code), 'http://127.0.0.1');
    await run?.();
    expect(run).toBeDefined();
  });

  it('has an example whose failures are of the kinds that its comments say', async () => {
    const shop = await FakeViberApi.start();
    const local = orders.replace('https://shop.example.com', shop.origin);
    const { run, printed } = load(`${wholeModule(local)}${LISTEN}`, 'http://127.0.0.1');
    await run?.();
    const url = `${await origin()}/viber`;
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
    const rows = tableRows(page, 'status').map(([status, name, kind]) => [
      status,
      ...codeIn(name),
      ...codeIn(kind),
    ]);
    const failures = STATUS_NAMES.slice(1).map((name, index) => [String(index + 1), name, kindOf(index + 1)]);
    const others = ['others', statusName(999), kindOf(999)];
    expect(rows).toEqual([['0', 'ok'], ...failures, others]);
  });
});
