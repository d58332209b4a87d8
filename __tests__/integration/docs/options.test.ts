import { inspect } from 'node:util';
import { parseClientOptions } from '../../../lib/client/client-options';
import * as library from '../../../lib/index';
import { signBody } from '../../../lib/index';
import { parseWebhookOptions } from '../../../lib/webhook/options';
import { textBody } from '../../fixtures/bodies';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { AUTH_TOKEN, post, postSigned } from '../../fixtures/posts';
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
} from '../documented-code';

jest.setTimeout(60_000); // the compiler is slow

const page = readPage('docs/options.md');
const blocks = codeBlocks(page);
const [tea = '', rotation = '', client = ''] = blocks;

/** The options of a table with their defaults. */
function documented(heading: string): (string | undefined)[][] {
  return tableRows(page, heading).map(([option, value]) => [codeIn(option)[0], value?.replace(/`/g, '')]);
}

/** Options with their defaults, as the tables write them. */
function defaults(settings: object): string[][] {
  return Object.entries(settings).map(([name, value]) => [
    name,
    value === undefined || value === Infinity ? 'none' : inspect(value),
  ]);
}

describe('docs/options.md', () => {
  useDocumentedCode();

  it('lists every option of the webhook with its default', () => {
    const { queues: queue, ...settings } = parseWebhookOptions({ authToken: AUTH_TOKEN });
    const others = defaults({ ...settings, queue }).filter(
      ([name = '']) => !['authToken', 'findAccount'].includes(name), // both are made from the token
    );
    expect(documented('option').sort()).toEqual([['authToken', 'required'], ...others].sort());
  });

  it('lists every option of the client with its default', () => {
    const { authToken, ...settings } = parseClientOptions({ authToken: AUTH_TOKEN });
    expect(authToken).toBe(AUTH_TOKEN);
    expect(documented('client option').sort()).toEqual(
      [['authToken', 'required'], ...defaults(settings)].sort(),
    );
  });

  it('says what true stands for in ordered', () => {
    const { ordered } = parseWebhookOptions({ authToken: AUTH_TOKEN, ordered: true });
    expect(page).toContain(`\`true\` stands for \`${inspect(ordered)}\``);
  });

  it('says what a wrong option throws', () => {
    const create = (options: object) => () => new library.ViberWebhook({ authToken: 'a', ...options });
    expect(create({ ackTimeoutMs: '4000' })).toThrow(
      new TypeError('ackTimeoutMs must be a whole number from 1 to 2147483647.'),
    );
    expect(create({ ackTimeout: 4000 })).toThrow(/^Unknown ViberWebhook option "ackTimeout"\..*ackTimeoutMs/);
  });

  it('has only blocks that compile', () => {
    expect(typeErrors(blocks.map(wholeModule))).toEqual([]);
  });

  it('has a bot that receives callbacks', async () => {
    const { run } = load(`${wholeModule(tea)}${LISTEN}`, (await FakeViberApi.start()).url);
    await run?.();
    expect((await postSigned(`${await origin()}/tea`, textBody('hi'))).status).toBe(200);
  });

  it('has a bot that accepts callbacks signed with either token, and no others', async () => {
    const { run } = load(`${wholeModule(rotation)}${LISTEN}`, (await FakeViberApi.start()).url);
    await run?.();
    const url = `${await origin()}/rotating`;
    const statuses = ['new-token', 'old-token', 'older-token'].map(async (token, index) => {
      const body = textBody('hi', String(index));
      return (await post(url, body, { 'X-Viber-Content-Signature': signBody(body, token) })).status;
    });
    expect(await Promise.all(statuses)).toEqual([200, 200, 401]);
  });

  it('has a client that sends by the proxy', async () => {
    const proxy = await FakeViberApi.start();
    const exported = client
      .replace(/^const client/m, 'export const client')
      .replace('3128', new URL(proxy.url).port);
    const module = load(exported, 'http://chatapi.viber.example/pa') as unknown as {
      client: library.ViberClient;
    };
    await module.client.sendMessage({ receiver: 'user', type: 'text', text: 'hi' });
    expect(proxy.calls).toMatchObject([
      { path: 'http://chatapi.viber.example/pa/send_message', body: { sender: { name: 'News' } } },
    ]);
  });
});
