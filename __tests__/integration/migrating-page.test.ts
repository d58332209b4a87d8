import { compileFunction } from 'node:vm';
import { ViberClient as MessagingApiClient } from 'messaging-api-viber';
import { Bot, Events, Message } from 'viber-bot';
import { ViberClient, ViberWebhook } from '../../lib/index';
import { BODIES, textBody } from '../fixtures/bodies';
import { FakeViberApi } from '../fixtures/fake-viber-api';
import { AUTH_TOKEN, postSigned } from '../fixtures/posts';
import type { LoadedModule } from './documented-code';
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

const page = readPage('docs/migrating-from-viber-bot.md');
const blocks = codeBlocks(page);
const eventRows = tableRows(page, 'event of viber-bot').map((cells) => cells.map((cell) => codeIn(cell)));
const [callRows = [], messageRows = [], clientRows = []] = [
  'call of viber-bot',
  'viber-bot',
  'messaging-api-viber',
].map((heading) =>
  tableRows(page, heading).map(([left, right]) => [codeIn(left)[0] ?? '', codeIn(right)[0] ?? ''] as const),
);

/** The values that the code in the tables builds on. */
const media = 'https://example.com/m.jpg';
const VALUES = {
  receiver: '01234567890A=',
  receivers: ['01234567890A=', '01234567890B='],
  sender: { name: 'Old bot', avatar: 'https://example.com/bot.jpg' },
  text: 'Hello',
  url: media,
  media,
  thumbnail: media,
  avatar: media,
  size: 1000,
  duration: 10,
  name: 'Ann',
  phone: '+359000000000',
  phoneNumber: '+359000000000',
  latitude: 53.1,
  longitude: 27.7,
  lat: 53.1,
  lon: 27.7,
  stickerId: 46105,
  fileName: 'a.pdf',
  eventTypes: ['delivered' as const],
  sendName: true,
  sendPhoto: false,
  keyboard: { Type: 'keyboard' as const, Buttons: [{ ActionType: 'reply' as const, ActionBody: 'yes' }] },
  camelCaseKeyboard: { type: 'keyboard', buttons: [{ actionType: 'reply', actionBody: 'yes' }] },
  richMedia: {
    Type: 'rich_media' as const,
    ButtonsGroupColumns: 6,
    ButtonsGroupRows: 1,
    Buttons: [{ ActionBody: 'yes' }],
  },
  camelCaseRichMedia: {
    type: 'rich_media',
    buttonsGroupColumns: 6,
    buttonsGroupRows: 1,
    buttons: [{ actionBody: 'yes' }],
  },
};

/** The classes of viber-bot, as its README names them. */
const CLASSES = Object.fromEntries(Object.entries(Message).map(([name, type]) => [`${name}Message`, type]));

const ALWAYS_SENT = new Set<unknown>(['message', 'subscribed', 'unsubscribed']);

function evaluate(code: string, values: Record<string, unknown>): unknown {
  return (compileFunction(`return (${code})`, Object.keys(values)) as (...args: unknown[]) => unknown)(
    ...Object.values(values),
  );
}

function asModule(block: string): string {
  return block.includes('new ViberWebhook(') ? block : wholeModule(block);
}

/** The calls, methods, events and classes in code for viber-bot. */
function namesIn(code: string): string[] {
  const names =
    code
      .replace(/\.Message\.(\w+)/g, 'new $1Message')
      .match(/\bbot\.\w+(?=\()|BotEvents\.\w+|\bnew \w*(?:Message|Bot)\b/g) ?? [];
  return [...new Set(names)].sort();
}

function jsBlocks(text: string): string {
  return [...text.matchAll(/```js\r?\n([^]*?)```/g)].map(([, code = '']) => code).join('\n');
}

async function startApi(): Promise<FakeViberApi> {
  const api = await FakeViberApi.start();
  const json = '{"status":0,"message_token":4912661846655238145,"name":"Echo","user":{"id":"a"},"users":[]}';
  return api.reply({ text: json });
}

/** Runs a block of the page, with a bot that listens. */
async function runBlock(block: string, api: FakeViberApi): Promise<LoadedModule> {
  const isWhole = block.includes('new ViberWebhook(');
  const loaded = load(`${asModule(block)}${isWhole ? '' : LISTEN}`, api.url);
  await loaded.run?.();
  return loaded;
}

const blockWith = (text: string) => blocks.find((block) => block.includes(text)) ?? '';

describe('docs/migrating-from-viber-bot.md', () => {
  useDocumentedCode();
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('has all that the README of viber-bot shows', () => {
    const names = namesIn(jsBlocks(readPage('node_modules/viber-bot/README.md')));
    expect(names.length).toBeGreaterThanOrEqual(30);
    const rows = [
      ...eventRows.flatMap(([left = []]) => left),
      ...[...callRows, ...messageRows].map(([left]) => left),
    ];
    expect(namesIn(`${jsBlocks(page)}\n${rows.join('\n')}`)).toEqual(expect.arrayContaining(names));
  });

  it('has a block of this package after each one of viber-bot', () => {
    const languages = [...page.matchAll(/^```(\w+)$/gm)].map(([, language]) => language);
    expect(languages).toEqual(languages.map((_, index) => (index % 2 === 0 ? 'js' : 'ts')));
  });

  it('has only blocks that compile', () => {
    expect(typeErrors(blocks.map(asModule))).toEqual([]);
  });

  it('has rows of events that exist in viber-bot, and listeners that compile', () => {
    const lefts = eventRows.flatMap(([left = []]) => left).join('\n');
    const events = [...lefts.matchAll(/BotEvents\.(\w+)/g)].map(([, name = '']) => name);
    const methods = [...lefts.matchAll(/bot\.(\w+)/g)].map(([, name = '']) => name);
    expect(Object.keys(Events)).toEqual(expect.arrayContaining(events));
    for (const name of methods) expect(Bot.prototype).toHaveProperty(name, expect.any(Function));
    const listeners = eventRows.flatMap(([, right = []]) =>
      right.filter((code) => code.startsWith('viber.')),
    );
    expect(listeners.length).toBeGreaterThanOrEqual(eventRows.length - 1);
    expect(typeErrors([wholeModule(listeners.join(';\n').replaceAll('…', 'undefined'))])).toEqual([]);
  });

  it('has rows that compile', () => {
    const messages = messageRows.map(([, right]) => `const message: OutgoingMessage = ${right};`);
    const calls = clientRows.map(([, right]) => `void ${right};`);
    const types: Record<string, string> = {
      eventTypes: ': EventType[]',
      keyboard: ': Keyboard',
      richMedia: ': RichMedia',
    };
    const values = Object.entries({ ...VALUES, accessToken: 'a', apiUrl: 'https://example.com/pa' }).map(
      ([name, value]) => `const ${name}${types[name] ?? ''} = ${JSON.stringify(value)};`,
    );
    const module = `
      import type { EventType, Keyboard, OutgoingMessage, RichMedia } from 'express-viber';
      import { ViberClient } from 'express-viber';
      ${values.join('\n')}
      const client = new ViberClient({ authToken: 'a' });
      ${[...messages, ...calls].map((code) => `{ ${code} }`).join('\n')}`;
    expect(typeErrors([module])).toEqual([]);
  });

  it.each(blocks.map((block, index) => [index, block] as const))(
    'has blocks that run, with every callback that Viber sends: %i',
    async (_, block) => {
      // Some received messages cannot be echoed, which is reported as a warning. Node rejects an Error of Jest's realm.
      jest.spyOn(process, 'emitWarning').mockImplementation();
      const api = await startApi();
      await runBlock(block, api);
      const url = `${await origin()}/viber`;
      for (const body of Object.values(BODIES)) expect((await postSigned(url, body)).status).toBe(200);
    },
  );

  it('has a bot that echoes and registers', async () => {
    const api = await startApi();
    await runBlock(blockWith("viber.on('message', ({ message }, { reply }) => reply(message))"), api);
    const url = `${await origin()}/viber`;
    await api.received(1);
    await postSigned(url, textBody('hello'));
    await postSigned(url, BODIES['message:picture']);
    expect(api.calls).toMatchObject([
      {
        path: '/pa/set_webhook',
        body: { url: 'https://bot.example.com/viber', event_types: [], send_name: true },
      },
      { path: '/pa/send_message', body: { type: 'text', text: 'hello', sender: { name: 'EchoBot' } } },
      { path: '/pa/send_message', body: { type: 'picture', media: 'https://dl-media.viber.com/p' } },
    ]);
  });

  it('has patterns that match what they say, a reply of three messages, and a welcome message', async () => {
    const api = await startApi();
    await runBlock(blockWith('viber.welcome('), api);
    const url = `${await origin()}/viber`;
    for (const [index, text] of ['Hi', 'hills', 'product'].entries()) {
      expect((await postSigned(url, textBody(text, String(index + 1)))).status).toBe(200);
    }
    expect(api.bodies).toMatchObject([
      { text: expect.stringContaining('Hi there') as string },
      { text: "Here's the product you've requested:" },
      { type: 'url', media: 'http://my.ecommerce.site/product1' },
      { text: 'Shipping time: 1-3 business days', keyboard: { Buttons: [{}, {}] } },
    ]);
    const { text } = await postSigned(url, BODIES.conversation_started);
    expect(JSON.parse(text)).toEqual({
      type: 'text',
      text: 'Hi, Subscriber! Nice to meet you.',
      tracking_data: '{"saidThanks":true}',
    });
  });

  it.each(callRows.filter(([left, right]) => left.startsWith('bot.') && right.startsWith('viber.')))(
    'has the same call in this package: %s',
    async (left, right) => {
      const api = await startApi();
      const { sender } = VALUES;
      const values = {
        userProfile: { id: VALUES.receiver },
        ids: ['a1', 'a2'],
        url: 'https://bot.example.com/viber',
      };
      const bot = new Bot({ authToken: AUTH_TOKEN, ...sender });
      bot._client._url = api.url;
      await evaluate(left, { ...values, bot, message: new Message.Text('Hello') });
      const viber = new ViberWebhook({ authToken: AUTH_TOKEN, apiUrl: api.url, sender });
      await evaluate(right, { ...values, viber, message: { type: 'text', text: 'Hello' } });
      const [theirs, ours] = api.calls.map(({ path, body }) => ({
        path,
        body: withoutAlwaysSent(withoutLeftovers(body)),
      }));
      expect(ours).toMatchObject(theirs ?? {});
    },
  );

  it.each(messageRows)('has the same message in this package: %s', async (left, right) => {
    const api = await startApi();
    const bot = new Bot({ authToken: AUTH_TOKEN, name: VALUES.sender.name, avatar: VALUES.sender.avatar });
    bot._client._url = api.url;
    await bot.sendMessage({ id: VALUES.receiver }, evaluate(left, { ...VALUES, ...CLASSES }) as Message.Any);
    const client = new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.url, sender: VALUES.sender });
    const message = evaluate(right, VALUES) as { type: 'text'; text: string };
    await client.sendMessage({ receiver: VALUES.receiver, ...message });
    const [theirs, ours] = api.bodies.map(withoutLeftovers);
    expect(ours).toEqual(theirs);
  });

  it.each(clientRows)('has the same request in this package: %s', async (left, right) => {
    const api = await startApi();
    const { sender } = VALUES;
    const values = { ...VALUES, accessToken: AUTH_TOKEN, origin: api.origin, apiUrl: api.url };
    const theirs = new MessagingApiClient({ accessToken: AUTH_TOKEN, sender, origin: api.origin });
    const ours = new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.url, sender });
    if (left.startsWith('new ')) {
      const created = [
        evaluate(left, { ...values, ViberClient: MessagingApiClient }),
        evaluate(right, { ...values, ViberClient }),
      ];
      expect(created).toEqual([expect.any(MessagingApiClient), expect.any(ViberClient)]);
      return;
    }
    await evaluate(left, { ...values, client: theirs });
    await evaluate(right, { ...values, client: ours });
    const [theirCall, ourCall] = api.calls.map(({ path, body }) => [
      path?.replace('//', '/'),
      withoutLeftovers(body),
    ]);
    expect(ourCall).toEqual(theirCall);
  });
});

/** A request without what viber-bot adds to each: the token, null for what is missing, and empty tracking data. */
function withoutLeftovers(body: unknown): Record<string, unknown> {
  const fields = Object.entries(body as Record<string, unknown>).filter(
    ([name, value]) =>
      name !== 'auth_token' && value !== null && !(name === 'tracking_data' && value === '""'),
  );
  return Object.fromEntries(fields);
}

/** A registration without the events that Viber always sends, which viber-bot names too. */
function withoutAlwaysSent(body: Record<string, unknown>): Record<string, unknown> {
  if (!Array.isArray(body['event_types'])) return body;
  const optional = body['event_types'].filter((name) => !ALWAYS_SENT.has(name));
  return { ...body, event_types: optional };
}
