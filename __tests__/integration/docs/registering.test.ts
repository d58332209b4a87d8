import type { ViberEmulator } from '../../../lib/emulator';
import { createViberEmulator } from '../../../lib/emulator';
import type { EventType, ViberApiError } from '../../../lib/index';
import { signBody, ViberWebhook, ViberWebhookUrlError } from '../../../lib/index';
import { MANDATORY_EVENT_TYPES, OPTIONAL_EVENT_TYPES } from '../../../lib/protocol/callbacks/event-types';
import { runInProcess } from '../../cli/run-in-process';
import { textBody } from '../../fixtures/bodies';
import { until } from '../../fixtures/conditions';
import { checkCall, FakeViberApi } from '../../fixtures/fake-viber-api';
import { AUTH_TOKEN } from '../../fixtures/posts';
import { startApp } from '../../webhook/webhook-app';
import {
  codeBlocks,
  codeIn,
  commandsOf,
  load,
  readPage,
  tableRows,
  typeErrors,
  useDocumentedCode,
  wholeModule,
} from '../documented-code';
import type { BotModule } from '../recipes/recipe';
import { program } from '../recipes/recipe';
import { asModule, blockWith } from './documented-bot';

jest.setTimeout(60_000); // the compiler is slow

const page = readPage('docs/registering.md');
const blocks = codeBlocks(page);
const PUBLIC_URL = 'https://bot.example.com/viber';

describe('docs/registering.md', () => {
  useDocumentedCode();
  const emulators: ViberEmulator[] = [];
  afterEach(async () => {
    await Promise.all(emulators.splice(0).map((emulator) => emulator.close()));
  });

  /** A running bot, and a local Viber that its commands call. */
  async function startBot() {
    const emulator = createViberEmulator({ authToken: AUTH_TOKEN });
    emulators.push(emulator);
    await emulator.listen();
    const { viber, url } = await startApp({ apiUrl: emulator.apiUrl });
    const run = (args: readonly string[], token = AUTH_TOKEN) =>
      runInProcess(
        args.map((arg) => arg.replace(PUBLIC_URL, url)),
        { VIBER_AUTH_TOKEN: token, VIBER_API_URL: emulator.apiUrl },
      );
    return { emulator, viber, url, run };
  }

  it('has only blocks that compile', () => {
    expect(blocks).toHaveLength(2);
    expect(typeErrors(blocks.map(asModule))).toEqual([]);
  });

  it('has commands that test, register, show and remove the webhook', async () => {
    const { emulator, url, run } = await startBot();
    const [test = [], register = [], account = [], compare = [], remove = [], ...others] = commandsOf(page);
    expect(others).toEqual([]);
    expect((await run(test)).stdout).toMatch(/^✔ Nothing failed/);
    expect((await run(register)).code).toBe(0);
    expect(emulator.registration).toEqual({
      url,
      eventTypes: ['conversation_started', 'delivered', 'seen'],
      sendName: true,
      sendPhoto: true,
    });
    expect((await run(account)).stdout).toContain(url);
    expect((await run(compare)).stdout).toMatch(/^✔ Nothing failed/);
    expect((await run(remove)).code).toBe(0);
    expect(emulator.registration).toBeUndefined();
  });

  it('has a bot that registers once it listens, and stays up if that fails', async () => {
    const api = await FakeViberApi.start();
    api.reply({ json: { status: 2, status_message: 'invalidAuthToken' } });
    const { run, printed } = load(wholeModule(blockWith(blocks, 'setWebhook(')), api.url);
    await run?.();
    await until(() => printed.length > 0);
    expect(printed).toMatchObject([[{ code: 'api_error', viberStatus: 2 }]]);
    expect(api.bodies).toEqual([
      {
        url: PUBLIC_URL,
        event_types: ['conversation_started', 'delivered', 'seen'],
        send_name: true,
        send_photo: true,
      },
    ]);
  });

  it('has a table of event types that is true, for the method and for the command', async () => {
    const { emulator, viber, url, run } = await startBot();
    viber.on('seen', () => undefined);
    viber.welcome(() => undefined);
    const registered: unknown[] = [];
    for (const [names = ''] of tableRows(page, '`eventTypes`, `--events`')) {
      const [first = '', second] = codeIn(names);
      const option = second ?? first;
      if (option.startsWith('--events')) {
        await run(['set-webhook', url, ...option.split(' ')]);
        registered.push(emulator.registration?.eventTypes);
      }
      if (first === "'listeners'") await viber.setWebhook({ url, eventTypes: 'listeners' });
      else if (first.startsWith('[')) {
        const eventTypes = JSON.parse(first.replaceAll("'", '"')) as EventType[];
        await viber.setWebhook({ url, eventTypes });
      } else await viber.setWebhook({ url });
      registered.push(emulator.registration?.eventTypes);
    }
    expect(registered).toEqual([
      ...[undefined, undefined],
      ...[
        ['delivered', 'seen'],
        ['delivered', 'seen'],
      ],
      ...[[], []],
      ['seen', 'conversation_started'],
    ]);
    const [mandatory = ''] = /and `message`[^|]*/.exec(page) ?? [];
    expect(codeIn(mandatory)).toEqual(MANDATORY_EVENT_TYPES);
    const [optional = ''] = /The optional events are [^.]*/.exec(page) ?? [];
    expect(codeIn(optional)).toEqual(OPTIONAL_EVENT_TYPES);
  });

  it('shows what doctor prints for another token', async () => {
    const { run, url } = await startBot();
    const { code, stdout } = await run(['doctor', url], 'token-of-another-bot');
    expect(code).toBe(1);
    const shown = /```text\n([^]*?)\n```/.exec(page)?.[1]?.split('\n') ?? [];
    const timeless = (text: string) => text.replace(/\d+ ms/, '… ms').replace(/ …$/, '');
    const printed = stdout.split('\n').map(timeless);
    expect(shown).toHaveLength(3);
    for (const [index, line] of shown.map(timeless).entries()) expect(printed[index]).toContain(line);
  });

  it.each(['http://bot.example.com/viber', 'https://localhost/viber', 'https://bot.example.com/viber?a=1'])(
    'refuses an address that cannot work: %s',
    async (url) => {
      const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
      await expect(viber.setWebhook({ url })).rejects.toThrow(ViberWebhookUrlError);
    },
  );

  it('says in the hint how the check call ended', async () => {
    const api = await FakeViberApi.start();
    const { viber, url } = await startApp({ apiUrl: api.url });
    const hints: unknown[] = [];
    const register = () =>
      viber.setWebhook({ url }).catch((error: unknown) => hints.push((error as ViberApiError).hint));
    api.reply({ json: { status: 1 } });
    await register();
    api.reply(checkCall(AUTH_TOKEN, { json: { status: 1 } }));
    await register();
    expect(hints).toEqual([
      expect.stringContaining('No check call reached this webhook.'),
      expect.stringContaining('This process received the check call; its response was 200'),
    ]);
  });

  it('has a webhook that takes both tokens, and sends with the first one', async () => {
    const api = await FakeViberApi.start();
    const { viber } = load(program(blockWith(blocks, 'the-new-token')), api.url) as BotModule;
    viber.on('message:text', ({ message }, { reply }) => reply(message.text));
    for (const [index, token] of ['the-new-token', 'the-old-token'].entries()) {
      const body = textBody('hello', String(index + 1));
      expect(await viber.receive({ body, signature: signBody(body, token) })).toMatchObject({
        status: 200,
      });
    }
    expect(api.calls.map(({ headers }) => headers['x-viber-auth-token'])).toEqual(
      Array(2).fill('the-new-token'),
    );
  });
});
