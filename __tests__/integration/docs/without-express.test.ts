import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, Server } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Hono } from 'hono';
import type { FetchHandler } from '../../../lib/index';
import { signBody, ViberWebhook } from '../../../lib/index';
import { issue } from '../../cli/doctor/certificates';
import { BODIES, textBody } from '../../fixtures/bodies';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { AUTH_TOKEN, post, postSigned } from '../../fixtures/posts';
import { codeBlocks, load, readPage, typeErrors, useDocumentedCode } from '../documented-code';

jest.setTimeout(60_000); // the compiler is slow

const page = readPage('docs/without-express.md');
const [next = '', hono = '', http = '', nest = '', fastify = '', parts = ''] = codeBlocks(page);

let api: FakeViberApi;

beforeEach(async () => {
  api = await FakeViberApi.start();
});

/** What one or another of the blocks exports, and what it prints. */
interface Exports {
  POST: FetchHandler;
  default: Hono;
  server: Server;
  fastify: FastifyInstance;
  read: (body: string, signature: string, authToken: string) => string;
  printed: unknown[][];
}

function run(block: string): Exports {
  return load(block.replace('listen(3000)', "listen(0, '127.0.0.1')"), api.url) as unknown as Exports;
}

const signed = (body: string): RequestInit => ({
  method: 'POST',
  body,
  headers: { 'X-Viber-Content-Signature': signBody(body, AUTH_TOKEN) },
});

describe('docs/without-express.md', () => {
  useDocumentedCode();

  it('has only blocks that compile, but for that on Nest, which is part of an example', () => {
    expect(codeBlocks(page)).toHaveLength(6);
    expect(typeErrors([next, hono, http, fastify, parts])).toEqual([]);
    expect(readFileSync('examples/nest.ts', 'utf8')).toContain(nest);
  });

  it.each(['node:https', 'node:http2'])('names %s, whose types take the middleware', (name) => {
    expect(page).toContain(`\`${name}\``);
    expect(typeErrors([http.replace('node:http', name)])).toEqual([]);
  });

  it('names the handler that runs on restify', () => {
    const [, call = ''] = /\*\*restify\*\*.*?`(.*?)`/.exec(page) ?? [];
    expect(readFileSync('__tests__/integration/restify-bot.ts', 'utf8')).toContain(call);
  });

  it('has a route handler of Next.js that echoes, and reports failures as error events', async () => {
    const { POST, printed } = run(next);
    const url = 'https://bot.example.com/viber';
    expect((await POST(new Request(url, signed(textBody('hi', '1'))))).status).toBe(200);
    expect(api.bodies).toMatchObject([{ type: 'text', text: 'hi', sender: { name: 'Echo' } }]);
    expect((await POST(new Request(url))).status).toBe(405);

    api.reply({ json: { status: 7 } });
    expect((await POST(new Request(url, signed(textBody('hi', '2'))))).status).toBe(500);
    expect(printed).toMatchObject([[{ code: 'listener_failed', kind: 'retryable' }]]);

    const request = new Request(url, signed(textBody('hi', '3')));
    await request.clone().text();
    api.reply({ json: { status: 0 } });
    expect((await POST(request)).status).toBe(200);
    expect((await POST(request)).status).toBe(500);
    expect(printed[1]).toMatchObject([{ code: 'body_already_parsed' }]);
  });

  it('has a Hono application that echoes', async () => {
    const { default: app } = run(hono);
    expect((await app.request('/viber', signed(textBody('hi')))).status).toBe(200);
    expect(api.bodies).toMatchObject([{ text: 'hi' }]);
    expect((await app.request('/viber', { method: 'POST', body: '{}' })).status).toBe(401);
  });

  it('has a server of Node that echoes, and responds to everything itself', async () => {
    const { server, printed } = run(http);
    await once(server, 'listening');
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    try {
      expect((await postSigned(`${url}/any/path`, textBody('hi', '1'))).status).toBe(200);
      expect(api.bodies).toMatchObject([{ text: 'hi' }]);
      expect((await fetch(url)).status).toBe(405);
      api.reply({ json: { status: 7 } });
      expect((await postSigned(url, textBody('hi', '2'))).status).toBe(500);
      expect(printed).toMatchObject([[{ code: 'listener_failed' }]]);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('has a server of Node that also runs over TLS', async () => {
    const { keyPem: key, certificatePem: cert } = issue({ name: 'localhost', hosts: ['localhost'] });
    const overTls = http
      .replace('node:http', 'node:https')
      .replace('createServer(', 'createServer(tls, ')
      .replace('listen(3000)', "listen(0, '127.0.0.1')");
    const modules = { 'the-tls': { tls: { key, cert } } };
    const { server } = load(
      `import { tls } from 'the-tls';\n${overTls}`,
      api.url,
      modules,
    ) as unknown as Exports;
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const request = https.request({
        host: '127.0.0.1',
        servername: 'localhost',
        port,
        method: 'POST',
        ca: cert,
      });
      const [response] = (await once(request.end('{}'), 'response')) as [IncomingMessage];
      expect(response.statusCode).toBe(401);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('says when receive starts the listeners', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const steps: string[] = [];
    viber.on('message:text', async () => {
      steps.push('started');
      await Promise.resolve();
      steps.push('settled');
    });
    const body = textBody('hi');
    const receiving = viber.receive({ body, signature: signBody(body, AUTH_TOKEN) });
    steps.push('returned');
    await receiving;
    steps.push('resolved');
    expect(steps).toEqual(['started', 'returned', 'settled', 'resolved']);
  });

  describe('the Fastify application', () => {
    let app: FastifyInstance;
    let url: string;

    beforeEach(async () => {
      ({ fastify: app } = run(fastify));
      app.post('/orders', (request, response) => response.send(request.body));
      url = `${await app.listen({ port: 0, host: '127.0.0.1' })}/viber`;
    });
    afterEach(async () => {
      await app.close();
    });

    it.each([{ 'Content-Type': 'application/json' }, { 'Content-Type': 'text/plain' }])(
      'echoes a text that comes as %p',
      async (headers) => {
        expect(await postSigned(url, BODIES['message:text'], headers)).toMatchObject({
          status: 200,
          text: '',
        });
        expect(api.bodies).toMatchObject([{ text: 'Жэ 😀' }]);
      },
    );

    it('reads the signature from the query, and the body without a content type', async () => {
      const body = textBody('hi');
      const sig = signBody(body, AUTH_TOKEN);
      const response = await fetch(`${url}?sig=${sig}`, {
        method: 'POST',
        body: new TextEncoder().encode(body),
      });
      expect(response.status).toBe(200);
    });

    it('rejects a forged callback, and responds to a failure with 500', async () => {
      expect((await post(url, textBody('hi', '1'))).status).toBe(401);
      api.reply({ json: { status: 7 } });
      expect((await postSigned(url, textBody('hi', '2'))).status).toBe(500);
    });

    it('still parses JSON on other routes', async () => {
      const headers = { 'Content-Type': 'application/json' };
      const response = await post(url.replace('/viber', '/orders'), '{"tea":2}', headers);
      expect(JSON.parse(response.text)).toEqual({ tea: 2 });
    });
  });

  it('has a function that reads a callback by the plain parts', () => {
    const { read } = run(parts);
    const body = textBody('hi');
    expect(read(body, signBody(body, AUTH_TOKEN), AUTH_TOKEN)).toBe('message');
    expect(read('{"event":"new"}', signBody('{"event":"new"}', AUTH_TOKEN), AUTH_TOKEN)).toBe(
      'unknown_event',
    );
    expect(() => read(body, signBody(body, 'other'), AUTH_TOKEN)).toThrow('Not from Viber.');
  });
});
