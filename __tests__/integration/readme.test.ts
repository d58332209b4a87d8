import { compileFunction } from 'node:vm';
import * as library from '../../lib/index';
import * as testing from '../../lib/testing';
import { BODIES, textBody } from '../fixtures/bodies';
import { until } from '../fixtures/conditions';
import { FakeViberApi, OK } from '../fixtures/fake-viber-api';
import { postSigned } from '../fixtures/posts';
import {
  codeBlocks,
  isListening,
  LISTEN,
  load,
  origin,
  readPage,
  typeErrors,
  useDocumentedCode,
  wholeModule,
} from './documented-code';

jest.setTimeout(60_000); // the compiler is slow

const readme = readPage('README.md');
const [bot = '', registration = '', ...fragments] = codeBlocks(readme);

/** The first screen: a bot, and the code that registers it. */
const firstScreen = `${bot}${registration}`;

describe('README', () => {
  useDocumentedCode();

  it('has only blocks that compile', () => {
    expect(fragments.length).toBeGreaterThanOrEqual(4);
    expect(typeErrors([firstScreen, ...fragments.map(wholeModule)])).toEqual([]);
  });

  it('has a bot on its first screen that welcomes and echoes', async () => {
    const api = await FakeViberApi.start();
    load(bot, api.url);
    const url = `${await origin()}/viber`;
    const welcome = await postSigned(url, BODIES.conversation_started);
    expect(JSON.parse(welcome.text)).toEqual({
      sender: { name: 'Echo' },
      type: 'text',
      text: 'Hello Subscriber',
    });
    expect((await postSigned(url, textBody('hello'))).status).toBe(200);
    expect(api.calls).toMatchObject([
      {
        path: '/pa/send_message',
        body: { receiver: 'c2FtcGxlLXVzZXItMDAwMQ==', type: 'text', text: 'hello', sender: { name: 'Echo' } },
      },
    ]);
  });

  it('registers the bot, which is ready for the check call', async () => {
    const api = await FakeViberApi.start();
    const checkCalls: unknown[] = [];
    api.reply(async () => {
      const wasListening = isListening();
      const { status } = await postSigned(`${await origin()}/viber`, BODIES.webhook);
      checkCalls.push({ wasListening, status });
      return OK;
    });
    load(firstScreen, api.url);
    await until(() => checkCalls.length > 0);
    expect(checkCalls).toEqual([{ wasListening: true, status: 200 }]);
    expect(api.calls[0]).toMatchObject({
      path: '/pa/set_webhook',
      body: {
        url: 'https://bot.example.com/viber',
        event_types: ['conversation_started', 'delivered', 'seen'],
        send_name: true,
        send_photo: true,
      },
    });
  });

  it('keeps the bot up if registering it fails', async () => {
    const api = await FakeViberApi.start();
    api.reply({ json: { status: 2, status_message: 'invalidAuthToken' } });
    const { printed } = load(firstScreen, api.url);
    await until(() => printed.length > 0);
    expect(printed).toEqual([[expect.any(library.ViberApiError)]]);
    expect((await postSigned(`${await origin()}/viber`, BODIES.webhook)).status).toBe(200);
  });

  it('has an example of many bots that finds the bot by its path, with Viber’s sig parameter in the URL', async () => {
    const api = await FakeViberApi.start();
    const code = fragments.find((fragment) => fragment.includes('/bots/:bot')) ?? '';
    const { run } = load(`${wholeModule(code)}${LISTEN}`, api.url);
    await run?.();
    const bots = `${await origin()}/bots`;
    const post = async (name: string, authToken: string) => {
      const { headers, query, body } = testing.signCallback(testing.messageCallback(), authToken);
      return (await fetch(`${bots}/${name}?sig=${query.sig}`, { method: 'POST', headers, body })).status;
    };
    expect(await post('sales', 'token-of-sales')).toBe(200);
    expect(await post('support', 'token-of-support')).toBe(200);
    expect(await post('sales', 'token-of-support')).toBe(401);
    expect(await post('unknown', 'token-of-sales')).toBe(404);
  });

  it('has a message that is refused at the path it shows', () => {
    const code = fragments.find((fragment) => fragment.includes('validateMessage(')) ?? '';
    const [, message = '', paths = ''] =
      /^validateMessage\((.*)\)\.errors\.map.*\n\/\/ (.*)$/m.exec(code) ?? [];
    const evaluate = compileFunction(`return [${message}, ${paths}]`) as () => [unknown, string[]];
    const [refused, expected] = evaluate();
    expect(library.validateMessage(refused).errors.map(({ path }) => path)).toEqual(expected);
  });

  it.each(fragments.map((code) => [code.split('\n')[0], code]))(
    'has a block that runs: %s',
    async (_first, code = '') => {
      const api = await FakeViberApi.start();
      api.reply({ json: { status: 0, message_token: 1, user: { id: 'user-id' }, users: [] } });
      const { run } = load(wholeModule(code), api.url);
      await run?.();
      expect(run).toBeDefined();
    },
  );
});
