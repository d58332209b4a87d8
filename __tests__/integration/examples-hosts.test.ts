import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { FetchHandler } from '../../lib/index';
import { signBody, ViberListenerError } from '../../lib/index';
import { BODIES, textBody } from '../fixtures/bodies';
import { turnUntil } from '../fixtures/conditions';
import { FakeViberApi, OK } from '../fixtures/fake-viber-api';
import { AUTH_TOKEN, post, postSigned } from '../fixtures/posts';
import { endProcesses, startProcess } from '../fixtures/processes';
import { closeServers } from '../fixtures/servers';

jest.setTimeout(60_000); // a process that compiles TypeScript takes a while to start

let api: FakeViberApi;
let printed: jest.SpiedFunction<typeof console.log>;
let failures: jest.SpiedFunction<typeof console.error>;

// Express prints no errors where NODE_ENV is "test".
const ENVIRONMENT = { VIBER_AUTH_TOKEN: AUTH_TOKEN, NODE_ENV: 'production' };
const environment = { ...process.env };

beforeAll(async () => {
  api = await FakeViberApi.start();
  Object.assign(process.env, ENVIRONMENT, { VIBER_API_URL: api.url });
});

beforeEach(() => {
  printed = jest.spyOn(console, 'log').mockImplementation();
  failures = jest.spyOn(console, 'error').mockImplementation();
});

afterEach(async () => {
  jest.restoreAllMocks();
  await endProcesses();
});

afterAll(async () => {
  process.env = environment;
  await closeServers();
});

/** Loads an example that runs in this process, once the environment is set. */
function load(name: string): unknown {
  return jest.requireActual(`../../examples/${name}`);
}

const USER = 'c2FtcGxlLXVzZXItMDAwMQ==';
const HELLO = { type: 'text', text: 'Hello Subscriber!' };

describe('examples/nextjs/app/viber/route.ts', () => {
  it('exports a POST handler that Next.js calls with a Request', async () => {
    const { POST } = load('nextjs/app/viber/route') as { POST: FetchHandler };
    // Next.js calls it unbound, with a second argument.
    const handle: (request: Request, context: { params: Promise<object> }) => Promise<Response> = POST;
    const call = (body: string, signature: string) => {
      const headers = { 'X-Viber-Content-Signature': signature };
      const request = new Request('https://bot.example.com/viber', { method: 'POST', body, headers });
      return handle(request, { params: Promise.resolve({}) });
    };
    const callSigned = (body: string) => call(body, signBody(body, AUTH_TOKEN));

    const acknowledged = await callSigned(BODIES['message:text']);
    expect([acknowledged.status, await acknowledged.text()]).toEqual([200, '']);
    expect(printed).toHaveBeenCalledWith(`${USER} sent a text`);
    const welcomed = await callSigned(BODIES.conversation_started);
    expect(await welcomed.json()).toEqual(HELLO);
    expect((await call(BODIES.webhook, '0'.repeat(64))).status).toBe(401);

    expect(failures).not.toHaveBeenCalled();
    printed.mockImplementation(() => {
      throw new Error('down');
    });
    expect((await callSigned(textBody('hi', '1'))).status).toBe(500);
    expect(failures).toHaveBeenCalledWith(expect.any(ViberListenerError));
  });
});

describe('examples/hono.ts', () => {
  it('serves the webhook', async () => {
    const bot = startProcess('examples/hono.ts', [], { PORT: '0', VIBER_AUTH_TOKEN: AUTH_TOKEN });
    const url = /http:\S+/.exec(await bot.printed(/listens on/))?.[0] ?? '';
    expect(await postSigned(url, BODIES['message:text'])).toMatchObject({ status: 200, text: '' });
    await bot.printed(/sent a text/);
    expect(JSON.parse((await postSigned(url, BODIES.conversation_started)).text)).toEqual(HELLO);
    expect((await post(url, BODIES.webhook)).status).toBe(401);
    expect((await postSigned(url, textBody('x'.repeat(300 * 1024)))).status).toBe(413);
    expect((await fetch(url)).status).toBe(404);
  });
});

describe.each(['lambda', 'lambda-serverless-http'])('examples/%s.ts', (name) => {
  type Handler = (
    event: APIGatewayProxyEventV2,
    context: object,
  ) => Promise<APIGatewayProxyStructuredResultV2>;

  const handle = async (event: Partial<APIGatewayProxyEventV2>) =>
    (load(name) as { handler: Handler }).handler(eventOf(event), {});

  const signed = (body: string): Partial<APIGatewayProxyEventV2> => ({
    body,
    headers: { host: 'bot.example.com', 'x-viber-content-signature': signBody(body, AUTH_TOKEN) },
  });

  it('handles a text whose body is in base64 and is not ASCII', async () => {
    const body = BODIES['message:text'];
    const encoded = { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
    const result = await handle({ ...signed(body), ...encoded });
    expect(result).toMatchObject({ statusCode: 200, body: '' });
    expect(api.bodies.at(-1)).toMatchObject({ receiver: USER, type: 'text', text: 'Жэ 😀' });
  });

  it('responds with the welcome message, for a signature in sig alone too', async () => {
    const body = BODIES.conversation_started;
    const sig = signBody(body, AUTH_TOKEN);
    const { statusCode, body: welcome } = await handle({ body, rawQueryString: `a=1&sig=${sig}` });
    expect(statusCode).toBe(200);
    expect(JSON.parse(welcome ?? '')).toEqual({ ...HELLO, sender: { name: 'Echo' } });
  });

  it('rejects a forged request and one without a body', async () => {
    const headers = { 'x-viber-content-signature': '0'.repeat(64) };
    expect(await handle({ body: BODIES.webhook, headers })).toMatchObject({ statusCode: 401 });
    expect(await handle({ headers })).toMatchObject({ statusCode: 401 });
    expect(failures).not.toHaveBeenCalled();
  });

  it('logs the error of a listener that throws, and responds with 500', async () => {
    api.reply({ json: { status: 2 } }, OK);
    expect(await handle(signed(textBody('hi', '1')))).toMatchObject({ statusCode: 500 });
    await turnUntil(() => failures.mock.calls.length > 0); // Express prints it one turn later
    expect(failures).toHaveBeenCalledTimes(1);
  });
});

/** An event of an HTTP API, payload format 2.0. */
function eventOf(event: Partial<APIGatewayProxyEventV2>): APIGatewayProxyEventV2 {
  const path = '/viber';
  const http = { method: 'POST', path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' };
  return {
    version: '2.0',
    routeKey: `POST ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers: {},
    isBase64Encoded: false,
    requestContext: { http } as APIGatewayProxyEventV2['requestContext'],
    ...event,
  };
}
