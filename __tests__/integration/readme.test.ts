import { spawnSync } from 'node:child_process';
import * as library from '../../lib/index';
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
    expect(fragments.length).toBeGreaterThanOrEqual(2);
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

  it('has listeners for texts, typed or sent by a button', async () => {
    const api = await FakeViberApi.start();
    const code = fragments.find((fragment) => fragment.includes('viber.onText(')) ?? '';
    const { run } = load(`${wholeModule(code)}${LISTEN}`, api.url);
    await run?.();
    const url = `${await origin()}/viber`;
    await postSigned(url, textBody('menu', '1'));
    await postSigned(url, textBody('order tea', '2'));
    expect(api.calls.map(({ body }) => body)).toMatchObject([
      { text: 'Tea or cake?' },
      { keyboard: { Buttons: [{}, {}, { ActionType: 'share-phone' }] } },
      { text: 'One tea!' },
    ]);
  });

  it('says how to add those listeners to the bot, which then echoes only other texts', async () => {
    const [, before = '', after = ''] = /In its echo, replace `(.+?)` with `(.+?)`/.exec(readme) ?? [];
    const code = fragments.find((fragment) => fragment.includes('viber.onText(')) ?? '';
    const api = await FakeViberApi.start();
    load(`${bot.replace(before, after)}${code}`, api.url);
    const url = `${await origin()}/viber`;
    await postSigned(url, textBody('order tea', '1'));
    await postSigned(url, textBody('hello', '2'));
    expect(api.bodies).toMatchObject([{ text: 'One tea!' }, { text: 'hello' }]);
  });

  it('has code for the bot that runs in JavaScript as it is', () => {
    const listeners = fragments.filter((fragment) => fragment.includes('viber.on'));
    for (const input of [firstScreen, ...listeners]) {
      const { status, stderr } = spawnSync(process.execPath, ['--check', '--input-type=module', '-'], {
        input,
      });
      expect({ status, stderr: String(stderr) }).toEqual({ status: 0, stderr: '' });
    }
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
