/** The webhook on servers other than Express. */
import { getRequestListener } from '@hono/node-server';
import { once } from 'node:events';
import type { ViberError } from '../../../lib/index';
import { signBody, ViberListenerError, ViberWebhook } from '../../../lib/index';
import { BODIES, textBody } from '../../fixtures/bodies';
import { AUTH_TOKEN, post, postSigned } from '../../fixtures/posts';
import { closeServers, rawExchange, serve } from '../../fixtures/servers';

afterEach(closeServers);

const body = BODIES['message:text'];
const signature = signBody(body, AUTH_TOKEN);

/** A webhook, the tokens its listeners received, and what it emitted as `rejected` and `error`. */
function createBot() {
  const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
  const heard: string[] = [];
  const rejected: string[] = [];
  const errors: ViberError[] = [];
  viber.on('callback', ({ message_token }) => heard.push(message_token));
  viber.on('rejected', ({ code }) => rejected.push(code));
  viber.on('error', (error) => errors.push(error));
  return { viber, heard, rejected, errors };
}

describe('a bare http.createServer', () => {
  it('passes requests on as Connect does: other methods without an error, failures with one', async () => {
    const { viber, heard, errors } = createBot();
    viber.on('message', () => {
      throw new Error('down');
    });
    const passed: unknown[] = [];
    const url = await serve((req, res) => {
      viber.middleware()(req, res, (error) => {
        passed.push(error);
        res.writeHead(error === undefined ? 404 : 500).end('the app');
      });
    });
    expect(await postSigned(url, BODIES.webhook)).toMatchObject({ status: 200, text: '' });
    expect((await post(url, body)).status).toBe(401);
    expect(await postSigned(url, body)).toMatchObject({ status: 500, text: 'the app' });
    expect((await fetch(url)).status).toBe(404);
    expect(passed).toEqual([expect.any(ViberListenerError), undefined]);
    expect(heard).toHaveLength(2);
    expect(errors).toEqual([]);
  });
});

describe('fetch behind the sockets of @hono/node-server', () => {
  async function start() {
    const bot = createBot();
    // The globals of the other tests stay as they are.
    const listener = getRequestListener(bot.viber.fetch, { overrideGlobalObjects: false });
    const origin = await serve((...exchange) => void listener(...exchange));
    return { ...bot, origin, url: `${origin}/viber` };
  }

  const head = (headers: string) =>
    `POST /viber?sig=${signature} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${headers}\r\n\r\n`;

  it('acknowledges with an empty 200 that has no Content-Type', async () => {
    const { url, heard } = await start();
    const response = await postSigned(url, body);
    expect(response).toMatchObject({ status: 200, text: '' });
    expect(response.headers.get('content-type')).toBeNull();
    expect(heard).toHaveLength(1);
  });

  it('rejects an oversized body with 413, with Content-Length and without', async () => {
    const { origin, url, rejected } = await start();
    expect((await postSigned(url, textBody('x'.repeat(300 * 1024)))).status).toBe(413);
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const unfinished = head('Transfer-Encoding: chunked') + chunk.repeat(5);
    expect(await rawExchange(origin, unfinished, 'keep')).toMatch(/^HTTP\/1.1 413 .*body_too_large/s);
    expect(rejected).toEqual(['body_too_large', 'body_too_large']);
  });

  it('reports a client that leaves in the middle as incomplete, and serves the next one', async () => {
    const { viber, origin, url, errors } = await start();
    const rejection = once(viber, 'rejected') as Promise<[ViberError]>;
    const start10 = head(`Content-Length: ${String(body.length)}`) + body.slice(0, 10);
    await rawExchange(origin, start10, 'destroy');
    expect((await rejection)[0].code).toBe('incomplete_body');
    expect((await postSigned(url, body)).status).toBe(200);
    expect(errors).toEqual([]);
  });

  it('responds to GET with 405', async () => {
    const { url } = await start();
    const response = await fetch(url);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });
});
