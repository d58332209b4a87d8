import { once } from 'node:events';
import type { ClientHttp2Session, ClientHttp2Stream, Http2Server, IncomingHttpHeaders } from 'node:http2';
import { connect, createServer } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { connect as connectSocket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { ViberError, ViberMiddleware, ViberWebhookOptions } from '../../../lib/index';
import { signBody, ViberWebhook } from '../../../lib/index';
import { BODIES, textBody } from '../../fixtures/bodies';
import { nextTurn } from '../../fixtures/conditions';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN } from '../../fixtures/posts';

let server: Http2Server;
let client: ClientHttp2Session;
let socket: Socket;

afterEach(async () => {
  client.destroy();
  server.close();
  await once(server, 'close');
});

type Wrap = (middleware: ViberMiddleware) => ViberMiddleware;

/** A webhook behind HTTP/2, a client of it, and what the webhook emitted. */
async function start(options: Partial<ViberWebhookOptions> = {}, wrap: Wrap = (middleware) => middleware) {
  const viber = new ViberWebhook({ authToken: AUTH_TOKEN, ...options });
  const heard: string[] = [];
  const rejected: string[] = [];
  const errors: ViberError[] = [];
  viber.on('callback', ({ message_token }) => heard.push(message_token));
  viber.on('rejected', ({ code }) => rejected.push(code));
  viber.on('error', (error) => errors.push(error));
  // The compatibility API has the methods of node:http, but not its types.
  server = createServer(wrap(viber.middleware()) as unknown as Parameters<typeof createServer>[1]);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  socket = connectSocket(port, '127.0.0.1');
  client = connect(`http://127.0.0.1:${String(port)}`, { createConnection: () => socket });
  return { viber, heard, rejected, errors };
}

const body = BODIES['message:text'];

/** Opens a POST; Node adds no Content-Length to it. */
function open(content: string | Uint8Array, headers: Record<string, string> = {}): ClientHttp2Stream {
  const signature = signBody(content, AUTH_TOKEN);
  return client.request({
    ':method': 'POST',
    ':path': '/viber',
    'x-viber-content-signature': signature,
    ...headers,
  });
}

async function responseOf(stream: ClientHttp2Stream) {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = once(stream, 'end');
  const [headers] = (await once(stream, 'response')) as [IncomingHttpHeaders & { ':status'?: number }];
  await ended;
  const text = Buffer.concat(chunks).toString();
  const code = text === '' ? undefined : (JSON.parse(text) as { error: string }).error;
  return { status: headers[':status'], headers, text, code };
}

/** Opens a POST, sends a part of its body and then RST_STREAM; Node's own way to reset a stream ends the body first. */
async function openAndReset(headers: Record<string, string>): Promise<void> {
  const stream = open(body, headers);
  stream.on('error', () => undefined);
  stream.write(body.slice(0, 10));
  await once(server, 'stream');
  const CANCEL = 8;
  const frame = Buffer.from([0, 0, 4, 3, 0, 0, 0, 0, 0, 0, 0, 0, CANCEL]);
  frame.writeUInt32BE(stream.id ?? 0, 5);
  socket.write(frame);
}

const lengthOf = (content: string | Uint8Array) => ({ 'content-length': String(Buffer.byteLength(content)) });

// Larger than the window in which HTTP/2 lets a client send before the server has read anything.
const LARGE = textBody('x'.repeat(300 * 1024));
const ENCODED = Buffer.concat([gzipSync(body), Buffer.alloc(200 * 1024)]);

describe.each([
  ['without Content-Length', () => ({})],
  ['with Content-Length', lengthOf],
])('middleware on HTTP/2, for a request %s', (_what, length) => {
  const post = async (content: string | Uint8Array, headers: Record<string, string> = {}) =>
    responseOf(open(content, { ...length(content), ...headers }).end(content));

  it('acknowledges a text with an empty 200', async () => {
    const { viber, errors } = await start();
    const texts: string[] = [];
    viber.on('message:text', ({ message }) => texts.push(message.text));
    expect(await post(body)).toMatchObject({ status: 200, text: '' });
    expect(texts).toEqual(['Жэ 😀']);
    expect(errors).toEqual([]);
  });

  it('reads sig from the query', async () => {
    const { heard } = await start();
    const headers = {
      ':path': `/viber?next=/a?b&sig=${signBody(body, AUTH_TOKEN)}`,
      'x-viber-content-signature': '',
    };
    expect((await post(body, headers)).status).toBe(200);
    expect(heard).toHaveLength(1);
  });

  it('responds to conversation_started with the welcome message', async () => {
    const { viber } = await start();
    viber.welcome(() => ({ type: 'text', text: 'Hello' }));
    const response = await post(BODIES.conversation_started);
    expect(response.status).toBe(200);
  });

  it('reads a body in many pieces, up to the limit', async () => {
    const content = textBody('x'.repeat(7000));
    const { heard } = await start({ bodyLimitBytes: content.length });
    const stream = open(content, length(content));
    for (let start = 0; start < content.length; start += 1000)
      stream.write(content.slice(start, start + 1000));
    expect((await responseOf(stream.end())).status).toBe(200);
    expect(heard).toHaveLength(1);
  });

  it('rejects a forged request with 401', async () => {
    const { heard, rejected } = await start();
    const response = await post(body, { 'x-viber-content-signature': '0'.repeat(64) });
    expect(response).toMatchObject({ status: 401, code: 'invalid_signature' });
    expect([heard, rejected]).toEqual([[], ['invalid_signature']]);
  });

  it('rejects an oversized request with 413', async () => {
    const { heard, rejected, errors } = await start();
    expect(await post(LARGE)).toMatchObject({ status: 413, code: 'body_too_large' });
    expect([heard, rejected, errors]).toEqual([[], ['body_too_large'], []]);
    expect((await post(body)).status).toBe(200);
  });

  it('rejects an encoded request with 415', async () => {
    const { heard, rejected, errors } = await start();
    const response = await post(ENCODED, { 'content-encoding': 'gzip' });
    expect(response).toMatchObject({ status: 415, code: 'unsupported_encoding' });
    expect([heard, rejected, errors]).toEqual([[], ['unsupported_encoding'], []]);
    expect((await post(body)).status).toBe(200);
  });

  it('rejects an empty request', async () => {
    await start();
    expect(await post('')).toMatchObject({ status: 400, code: 'invalid_json' });
  });

  it('responds with 500 if a listener throws, and with 503 once closed', async () => {
    const { viber, errors } = await start();
    viber.once('message', () => {
      throw new Error('down');
    });
    expect(await post(body)).toMatchObject({ status: 500, code: 'listener_failed' });
    expect(errors).toEqual([expect.objectContaining({ code: 'listener_failed' })]);
    await viber.close();
    const response = await post(body);
    expect(response).toMatchObject({ status: 503, code: 'closing', headers: { 'retry-after': '1' } });
  });

  it('reports a stream that is reset in the middle as incomplete, and serves the next one', async () => {
    const { viber, heard, rejected, errors } = await start();
    const rejection = once(viber, 'rejected') as Promise<[ViberError]>;
    await openAndReset(length(body));
    expect((await rejection)[0].code).toBe('incomplete_body');
    expect((await post(body)).status).toBe(200);
    expect(heard).toHaveLength(1);
    expect([rejected, errors]).toEqual([['incomplete_body'], []]);
  });

  it('reports a stream that is reset before it is read as incomplete', async () => {
    const closed = gate();
    const { viber, errors } = await start({}, (middleware) => (req, res) => {
      req.on('close', closed.open);
      void closed.opened.then(nextTurn).then(() => {
        middleware(req, res);
      });
    });
    const rejection = once(viber, 'rejected') as Promise<[ViberError]>;
    await openAndReset(length(body));
    expect((await rejection)[0].code).toBe('incomplete_body');
    expect(errors).toEqual([]);
  });
});

describe('middleware on HTTP/2', () => {
  it('responds to an upload above the limit before it ends, and refuses the rest', async () => {
    const { rejected } = await start({ bodyLimitBytes: 1000 });
    const stream = open('').on('error', () => undefined);
    const closed = once(stream, 'close');
    stream.write(Buffer.alloc(1001));
    expect(await responseOf(stream)).toMatchObject({ status: 413, code: 'body_too_large' });
    await closed;
    expect((await responseOf(open(body).end(body))).status).toBe(200);
    expect(rejected).toEqual(['body_too_large']);
  });

  it.each([
    ['without a Content-Length', {}],
    ['with a Content-Length', { 'content-length': '1000' }],
  ])('gives up on an upload %s that has not ended within ackTimeoutMs', async (_how, headers) => {
    const { rejected } = await start({ ackTimeoutMs: 50 });
    const stream = open('', headers).on('error', () => undefined);
    const closed = once(stream, 'close');
    stream.write(body.slice(0, 10));
    expect(await responseOf(stream)).toMatchObject({ status: 400, code: 'incomplete_body' });
    await closed;
    expect(rejected).toEqual(['incomplete_body']);
  });

  it('responds with 500 if other middleware has set an encoding', async () => {
    const { errors } = await start({}, (middleware) => (req, res) => {
      req.setEncoding('latin1');
      middleware(req, res);
    });
    expect((await responseOf(open(body).end(body))).status).toBe(500);
    expect(errors).toEqual([expect.objectContaining({ code: 'body_already_parsed' })]);
  });

  it('responds to an empty request that other middleware has drained', async () => {
    await start({}, (middleware) => (req, res) => {
      req.resume().on('end', () => {
        middleware(req, res);
      });
    });
    expect((await responseOf(open('').end())).status).toBe(400);
  });

  it('responds to anything but POST with 405 and Allow', async () => {
    await start();
    const response = await responseOf(client.request({ ':path': '/viber' }));
    expect(response).toMatchObject({ status: 405, code: 'method_not_allowed', headers: { allow: 'POST' } });
  });
});
