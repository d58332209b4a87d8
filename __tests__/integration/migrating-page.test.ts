import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import type { Server, ServerOptions } from 'node:https';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { compileFunction } from 'node:vm';
import { ViberClient as MessagingApiClient } from 'messaging-api-viber';
import { Bot, Message } from 'viber-bot';
import { ViberClient } from '../../lib/index';
import { issue } from '../cli/doctor/certificates';
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
const [messageRows = [], clientRows = []] = ['viber-bot', 'messaging-api-viber'].map((heading) =>
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
    code.match(/\bbot\.\w+(?=\()|BotEvents\.\w+|\.Message\.\w+|\bnew \w*(?:Message|Bot)\b/g) ?? [];
  return [...new Set(names)].sort();
}

function jsBlocks(text: string): string {
  return [...text.matchAll(/```js\n([^]*?)```/g)].map(([, code = '']) => code).join('\n');
}

async function startApi(): Promise<FakeViberApi> {
  const api = await FakeViberApi.start();
  const json = '{"status":0,"message_token":4912661846655238145,"name":"Echo","user":{"id":"a"},"users":[]}';
  return api.reply({ text: json });
}

/** Runs a block of the page, with a bot that listens. */
async function runBlock(block: string, api: FakeViberApi, modules = {}): Promise<LoadedModule> {
  const isWhole = block.includes('new ViberWebhook(');
  const loaded = load(`${asModule(block)}${isWhole ? '' : LISTEN}`, api.url, modules);
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
    const readme = readPage('node_modules/viber-bot/README.md');
    expect(namesIn(readme).length).toBeGreaterThan(30);
    const quoted = `${jsBlocks(page)}\n${messageRows.map(([left]) => left).join('\n')}`;
    expect(namesIn(quoted)).toEqual(expect.arrayContaining(namesIn(jsBlocks(readme))));
  });

  it('has a block of this package after each one of viber-bot', () => {
    const languages = [...page.matchAll(/^```(\w+)$/gm)].map(([, language]) => language);
    expect(languages).toEqual(languages.map((_, index) => (index % 2 === 0 ? 'js' : 'ts')));
  });

  it('has only blocks that compile', () => {
    expect(typeErrors(blocks.map(asModule))).toEqual([]);
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
      const tls = { readFileSync: () => '' };
      const noTls = { createServer: () => ({ listen: () => undefined }) };
      await runBlock(block, api, { 'node:fs': tls, 'node:https': noTls });
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

  it('has patterns that match what they say, and a reply of three messages', async () => {
    const api = await startApi();
    await runBlock(`${blockWith('viber.onText(/^(hi')}${blockWith("onText('product'")}`, api);
    const url = `${await origin()}/viber`;
    for (const [index, text] of ['Hi', 'hills', 'product'].entries()) {
      expect((await postSigned(url, textBody(text, String(index + 1)))).status).toBe(200);
    }
    expect(api.bodies.map((body) => (body as { text?: string; media?: string }).text ?? 'url')).toEqual([
      'Thanks for shopping with us',
      expect.stringContaining('Hi there'),
      "Here's the product you've requested:",
      'url',
      'Shipping time: 1-3 business days',
    ]);
  });

  it('has a welcome message', async () => {
    await runBlock(blockWith('viber.welcome('), await startApi());
    const { text } = await postSigned(`${await origin()}/viber`, BODIES.conversation_started);
    expect(JSON.parse(text)).toEqual({
      type: 'text',
      text: 'Hi, Subscriber! Nice to meet you.',
      tracking_data: '{"saidThanks":true}',
    });
  });

  it('has a bot without Express, over TLS', async () => {
    const { keyPem, certificatePem } = issue({ name: 'localhost', hosts: ['localhost'] });
    const servers: Server[] = [];
    const readFileSync = (name: string) => (name === 'key.pem' ? keyPem : certificatePem);
    const createServer = (options: ServerOptions, listener: RequestListener) => {
      const server = https.createServer(options, listener);
      servers.push(server);
      return { listen: () => server.listen(0) };
    };
    const api = await startApi();
    await runBlock(blockWith('createServer(tls'), api, {
      'node:fs': { readFileSync },
      'node:https': { createServer },
    });
    expect((await postSigned(`${await origin()}/viber/webhook`, BODIES.webhook)).status).toBe(200);
    const [server] = servers;
    const { port } = server?.address() as AddressInfo;
    const request = https.request({ host: 'localhost', port, method: 'POST', ca: certificatePem }).end('{}');
    const [response] = (await once(request, 'response')) as [{ statusCode: number }];
    expect(response.statusCode).toBe(401);
    server?.closeAllConnections();
    server?.close();
  });

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
