/** The bots of examples/, each chatting with users of an emulator over real sockets. */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { EmulatedUser } from '../../lib/emulator/index';
import { VirtualClock } from '../../lib/emulator/index';
import type { SetWebhookOptions } from '../../lib/index';
import { ViberClient } from '../../lib/index';
import { closeEmulators, startEmulator, TOKEN } from '../emulator/api/api-fixture';
import { until } from '../fixtures/conditions';
import { endProcesses, startProcess } from '../fixtures/processes';
import { closeServers, freePort, serve } from '../fixtures/servers';

jest.setTimeout(60_000); // a process that compiles TypeScript takes a while to start

afterEach(async () => {
  await endProcesses();
  await closeEmulators();
  await closeServers();
});

/** Starts an example, and registers it for the events that cannot be left out and `conversation_started`. */
async function startBot(name: string, apiUrl: string, environment: Record<string, string> = {}) {
  const port = String(await freePort());
  const bot = startProcess(`examples/${name}.ts`, [], {
    PORT: port,
    VIBER_AUTH_TOKEN: TOKEN,
    VIBER_API_URL: apiUrl,
    ...environment,
  });
  await bot.printed(/listens on/);
  await register(apiUrl, `http://localhost:${port}/viber`);
  return bot;
}

async function register(apiUrl: string, url: string): Promise<void> {
  const options: SetWebhookOptions = { url, eventTypes: ['conversation_started'], sendName: true };
  await new ViberClient({ authToken: TOKEN, apiUrl }).setWebhook(options);
}

function textsOf(user: EmulatedUser): unknown[] {
  return user.inbox.map(({ message }) => ('text' in message ? message.text : undefined));
}

/** Taps the button with this text on the keyboard that the user sees. */
async function tap(user: EmulatedUser, text: string): Promise<void> {
  const button = user.keyboard?.Buttons.find(({ Text }) => Text === text);
  if (button === undefined) throw new Error(`The keyboard has no button "${text}".`);
  await user.tap(button);
}

/** Passes a request on to an API, such as that of an emulator. */
async function forward(
  req: IncomingMessage,
  body: Buffer,
  res: ServerResponse,
  apiUrl: string,
): Promise<void> {
  const response = await fetch(`${new URL(apiUrl).origin}${String(req.url)}`, {
    method: 'POST',
    headers: { 'X-Viber-Auth-Token': String(req.headers['x-viber-auth-token']) },
    body: new Uint8Array(body),
  });
  res.writeHead(response.status, { 'Content-Type': 'application/json' }).end(await response.text());
}

describe('examples/orders.ts', () => {
  it('takes the orders of two users at once, step by step', async () => {
    const emulator = await startEmulator();
    const bot = await startBot('orders', emulator.apiUrl);
    const [ann, bob] = [emulator.addUser({ phoneNumber: '+447700900001' }), emulator.addUser()];

    await ann.openChat();
    await tap(ann, 'Tea');
    await bob.send('Hello');
    await tap(bob, 'Cake');
    await tap(ann, '2');
    await bob.send('12');
    await tap(ann, 'Share my number');
    await bob.send('+447700900002'); // typed, since his computer has no number to share
    await tap(ann, 'Confirm');
    await tap(bob, 'Confirm');

    const first = 'What would you like?';
    const thanks = 'Thank you, we are on it.';
    expect(textsOf(ann)).toEqual([
      first,
      'Tea: how many?',
      'Your number?',
      '2 × Tea, and we call +447700900001?',
      thanks,
      first,
    ]);
    expect(textsOf(bob)).toEqual([
      first,
      'Cake: how many?',
      'Your number?',
      '12 × Cake, and we call +447700900002?',
      thanks,
      first,
    ]);
    await bot.printed(/^Order 1: 2 × Tea$/);
    await bot.printed(/^Order 2: 12 × Cake$/);
    bot.child.kill();
    expect((await bot.ended()).stderr).toBe(''); // no warning of a message
  });

  it('asks again for what is missing, and forgets a cancelled order', async () => {
    const emulator = await startEmulator();
    await startBot('orders', emulator.apiUrl);
    const user = emulator.addUser();
    await user.send('Tea');
    await user.send('a lot');
    await user.send('Confirm');
    expect(textsOf(user)).toEqual(Array(3).fill('Tea: how many?'));
    await user.openChat();
    expect(textsOf(user).at(-1)).toBe('Tea: how many?');
    await tap(user, 'Cancel');
    await user.send('Coffee');
    expect(textsOf(user).slice(-2)).toEqual(['What would you like?', 'Coffee: how many?']);
  });

  it('places an order once if its reply fails and Viber redelivers the confirmation', async () => {
    const clock = new VirtualClock();
    const emulator = await startEmulator({ clock });
    const bot = await startBot('orders', emulator.apiUrl);
    const user = emulator.addUser();
    for (const text of ['Tea', '3', '+447700900003']) await user.send(text);

    emulator.setFaults({ apiStatus: 24 });
    await tap(user, 'Confirm');
    expect(textsOf(user).at(-1)).toMatch(/^3 × Tea/);
    emulator.setFaults({ apiStatus: 0 });
    await clock.advance(3_600_000);

    expect(textsOf(user).slice(-2)).toEqual(['Thank you, we are on it.', 'What would you like?']);
    bot.child.kill();
    const orders = (await bot.ended()).stdout.split('\n').filter((line) => line.startsWith('Order'));
    expect(orders).toEqual(['Order 1: 3 × Tea', 'Order 1: 3 × Tea']); // the same one, from both deliveries
  });
});

describe('examples/broadcast.ts', () => {
  /** Users who have subscribed, so that the bot knows them. */
  async function addSubscribers(emulator: Awaited<ReturnType<typeof startEmulator>>, count: number) {
    const users = Array.from({ length: count }, () => emulator.addUser());
    await Promise.all(users.map((user) => user.subscribe()));
    return users;
  }

  it('sends the news to all subscribers, prints its progress, and forgets whom it cannot reach', async () => {
    const emulator = await startEmulator();
    const editor = emulator.addUser();
    const bot = await startBot('broadcast', emulator.apiUrl, { VIBER_EDITOR_ID: editor.id });
    const users = await addSubscribers(emulator, 310);
    const [left, lost] = users as [EmulatedUser, EmulatedUser];
    await left.unsubscribe(); // the bot is told
    lost.subscribed = false; // the bot is not

    await editor.send('/news Good morning');
    await until(() => editor.inbox.length >= 3);
    await editor.send('/rest');
    await until(() => editor.inbox.length >= 5);
    await editor.send('/news And good night');
    await until(() => editor.inbox.length >= 8); // the editor is a subscriber too

    expect(users.filter(({ inbox }) => inbox.length === 2)).toHaveLength(308);
    expect(textsOf(editor)).toEqual([
      'Sending to 310 subscribers. /stop stops it.',
      'Good morning',
      'Failed: 1, left out: 0, unknown: 0',
      'Sending to 0 subscribers. /stop stops it.',
      'Failed: 0, left out: 0, unknown: 0',
      'Sending to 309 subscribers. /stop stops it.',
      'And good night',
      'Failed: 0, left out: 0, unknown: 0',
    ]);
    await bot.printed(/total: 310, sent: 300, failed: 0|total: 310, sent: 299, failed: 1/);
    await bot.printed(/total: 310, sent: 309, failed: 1/);
  });

  it('stops on command, and later sends to those who were left out', async () => {
    const emulator = await startEmulator();
    const editor = emulator.addUser();
    let broadcasts = 0;
    const api = await serve(
      forwarding((body, pass) => {
        if (body.includes('broadcast_list')) broadcasts += 1;
        // The second request gets no response.
        if (broadcasts !== 2 || !body.includes('broadcast_list')) pass(emulator.apiUrl);
      }),
    );
    const bot = await startBot('broadcast', `${api}/pa`, { VIBER_EDITOR_ID: editor.id });
    const users = await addSubscribers(emulator, 700);

    await editor.send('/news Good morning');
    await until(() => broadcasts === 2);
    await editor.send('/news Good evening');
    await editor.send('/stop');
    await until(() => editor.inbox.length >= 3);
    await editor.send('/rest');
    await until(() => editor.inbox.length >= 6);

    expect(textsOf(editor)).toEqual([
      'Sending to 701 subscribers. /stop stops it.',
      'Still sending. /stop stops it.',
      'Failed: 0, left out: 101, unknown: 300',
      'Sending to 101 subscribers. /stop stops it.',
      'Good morning',
      'Failed: 0, left out: 0, unknown: 0',
    ]);
    expect(users.filter(({ inbox }) => inbox.length === 1)).toHaveLength(400);
    await bot.printed(/^The broadcast stopped after 300 of 701 receivers/);
  });

  it('obeys nobody but the editor', async () => {
    const emulator = await startEmulator();
    await startBot('broadcast', emulator.apiUrl);
    const user = emulator.addUser();
    for (const command of ['/news Hello', '/rest', '/stop']) await user.send(command);
    expect(textsOf(user)).toEqual(Array(3).fill(`Your user id is ${user.id}`));
  });
});

describe('examples/many-bots.ts', () => {
  it('registers each bot at its path, and speaks with the token and the name of the right one', async () => {
    const tea = await startEmulator({ authToken: 'token-of-tea' });
    const cake = await startEmulator({ authToken: 'token-of-cake' });
    const api = await serve(
      forwarding((_body, pass, { headers }) => {
        pass((headers['x-viber-auth-token'] === 'token-of-tea' ? tea : cake).apiUrl);
      }),
    );
    const port = String(await freePort());
    const bot = startProcess('examples/many-bots.ts', [], {
      PORT: port,
      PUBLIC_URL: `http://localhost:${port}`,
      VIBER_API_URL: `${api}/pa`,
      VIBER_BOTS: JSON.stringify({
        tea: { name: 'Tea house', authToken: 'token-of-tea' },
        cake: { name: 'Bakery', authToken: 'token-of-cake' },
      }),
    });
    await bot.printed(/^Registered .*\/bots\/tea$/);
    await bot.printed(/^Registered .*\/bots\/cake$/);

    const [ann, bob] = [tea.addUser({ name: 'Ann' }), cake.addUser({ name: 'Bob' })];
    await cake.addUser().send('Hi');
    for (const user of [ann, bob]) {
      await user.openChat();
      await user.send('Hi');
      await user.send('/subscribers');
    }
    const chat = (name: string, ...texts: string[]) =>
      texts.map((text) => ({ message: { type: 'text', text, sender: { name } } }));
    expect(ann.inbox).toMatchObject(chat('Tea house', 'Hello Ann!', 'Hi', 'Subscribers: 1'));
    expect(bob.inbox).toMatchObject(chat('Bakery', 'Hello Bob!', 'Hi', 'Subscribers: 2'));
    expect((await fetch(`http://localhost:${port}/bots/pie?sig=00`, { method: 'POST' })).status).toBe(404);
  });
});

describe('examples/nest.ts', () => {
  it('welcomes and replies with what a provider says', async () => {
    const emulator = await startEmulator();
    await startBot('nest', emulator.apiUrl);
    const user = emulator.addUser({ name: 'Ann' });
    await user.openChat();
    await user.send('How are you?');
    expect(textsOf(user)).toEqual(['Hello Ann!', 'Hello Ann! You wrote: How are you?']);
  });
});

describe('examples/lambda.ts', () => {
  type Handler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

  /** An HTTP API in front of a Lambda function. */
  const gateway =
    (handler: Handler): RequestListener =>
    (req, res) => {
      void buffer(req).then(async (body) => {
        const {
          statusCode,
          headers,
          body: text,
        } = await handler({
          headers: req.headers,
          rawQueryString: new URL(String(req.url), 'http://localhost').search.slice(1),
          body: body.toString('base64'),
          isBase64Encoded: true,
        } as unknown as APIGatewayProxyEventV2);
        res.writeHead(Number(statusCode), headers as Record<string, string>).end(text);
      });
    };

  it('welcomes and echoes behind an HTTP API', async () => {
    const emulator = await startEmulator();
    const environment = { ...process.env };
    Object.assign(process.env, { VIBER_AUTH_TOKEN: TOKEN, VIBER_API_URL: emulator.apiUrl });
    const { handler } = jest.requireActual<{ handler: Handler }>('../../examples/lambda');
    process.env = environment;
    await register(emulator.apiUrl, `${await serve(gateway(handler))}/viber`);
    const user = emulator.addUser({ name: 'Ann' });
    await user.openChat();
    await user.send('Жэ 😀');
    expect(textsOf(user)).toEqual(['Hello Ann!', 'Жэ 😀']);
  });
});

/** A server that passes requests on where `decide` calls `pass` with the URL of an API. */
function forwarding(
  decide: (body: string, pass: (apiUrl: string) => void, req: IncomingMessage) => void,
): RequestListener {
  return (req, res) => {
    void buffer(req).then((body) => {
      decide(
        body.toString(),
        (apiUrl) => {
          void forward(req, body, res, apiUrl);
        },
        req,
      );
    });
  };
}
