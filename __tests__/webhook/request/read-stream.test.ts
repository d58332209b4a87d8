import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { ViberError, ViberMiddleware } from '../../../lib/index';
import { signBody, ViberWebhook } from '../../../lib/index';
import { BODIES, textBody } from '../../fixtures/bodies';
import { nextTurn } from '../../fixtures/conditions';
import { expressVersions } from '../../fixtures/express-versions';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN, postSigned } from '../../fixtures/posts';
import { closeServers, rawExchange, serve } from '../../fixtures/servers';

afterEach(closeServers);

type Prepare = (req: IncomingMessage, proceed: () => void) => void;

const body = BODIES['message:text'];

function headOf(content: string, headers = ''): string {
  const signature = signBody(content, AUTH_TOKEN);
  const length = String(Buffer.byteLength(content));
  return `POST /viber?sig=${signature} HTTP/1.1\r\nHost: a\r\n${headers}Content-Length: ${length}\r\n\r\n`;
}

const hosts = [
  ...expressVersions.map(
    ([version, express]) =>
      [
        version,
        (middleware: ViberMiddleware, prepare: Prepare) => {
          const app = express();
          app.set('env', 'test');
          app.use((req, _res, next) => {
            prepare(req, next);
          });
          return app.use('/viber', middleware);
        },
      ] as const,
  ),
  [
    'node:http',
    (middleware: ViberMiddleware, prepare: Prepare) =>
      (...[req, res]: Parameters<ViberMiddleware>) => {
        prepare(req as IncomingMessage, () => {
          middleware(req, res);
        });
      },
  ] as const,
];

describe.each(hosts)('a body with a Content-Length on %s', (_host, handlerOf) => {
  /** @param prepare - runs before the webhook */
  async function start(
    prepare: Prepare = (_req, proceed) => {
      proceed();
    },
    options = {},
  ) {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN, ...options });
    const texts: string[] = [];
    const rejected: string[] = [];
    const errors: ViberError[] = [];
    viber.on('message:text', ({ message }) => texts.push(message.text));
    viber.on('rejected', ({ code }) => rejected.push(code));
    viber.on('error', (error) => errors.push(error));
    const origin = await serve(handlerOf(viber.middleware(), prepare));
    return { viber, origin, url: `${origin}/viber`, texts, rejected, errors };
  }

  it('may arrive byte by byte', async () => {
    let arrived = 0;
    const { origin, texts } = await start((req, proceed) => {
      proceed();
      req.on('data', ({ length }: Buffer) => (arrived += length));
    });
    const socket = connect(Number(new URL(origin).port), '127.0.0.1').setNoDelay();
    socket.write(headOf(body));
    const bytes = Buffer.from(body);
    for (const [index, byte] of bytes.entries()) {
      socket.write(Buffer.of(byte));
      while (index < 20 && arrived < index + 1) await nextTurn();
    }
    const [response] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(String(response)).toMatch(/^HTTP\/1.1 200 /);
    expect(texts).toEqual(['Жэ 😀']);
  });

  it('ends with its length, and what follows is the next request', async () => {
    const { origin, texts } = await start();
    const bodies = ['one', 'two', 'three'].map((text, index) => textBody(text, String(index + 1)));
    const requests = bodies.map(
      (content, index) => headOf(content, index === 2 ? 'Connection: close\r\n' : '') + content,
    );
    const responses = await rawExchange(origin, requests.join(''), 'keep');
    expect(responses.match(/HTTP\/1.1 200 /g)).toHaveLength(3);
    expect(texts).toEqual(['one', 'two', 'three']);
  });

  it('may be empty, which no callback is', async () => {
    const { origin, rejected } = await start();
    expect(await rawExchange(origin, headOf('', 'Connection: close\r\n'), 'keep')).toMatch(/ 400 /);
    expect(rejected).toEqual(['invalid_json']);
  });

  it('is accepted with exactly bodyLimitBytes, and rejected with 413 with one more', async () => {
    const { url, rejected } = await start(undefined, { bodyLimitBytes: Buffer.byteLength(textBody('x')) });
    expect((await postSigned(url, textBody('x'))).status).toBe(200);
    expect((await postSigned(url, textBody('xy'))).status).toBe(413);
    expect(rejected).toEqual(['body_too_large']);
  });

  it.each(['after the head', 'in the middle'])('is rejected if its client goes away %s', async (when) => {
    const arrived = gate();
    const { viber, origin, url, errors } = await start((_req, proceed) => {
      proceed();
      arrived.open();
    });
    const rejection = once(viber, 'rejected') as Promise<[ViberError]>;
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    socket.write(headOf(body) + (when === 'in the middle' ? body.slice(0, 10) : ''));
    await arrived.opened;
    socket.resetAndDestroy();
    expect((await rejection)[0].code).toBe('incomplete_body');
    expect((await postSigned(url, body)).status).toBe(200);
    expect(errors).toEqual([]);
  });

  it.each(['before the webhook reads it', 'while the webhook reads it'])(
    'is rejected if the request is destroyed %s',
    async (when) => {
      const { viber, origin, url } = await start((req, proceed) => {
        const destroy = () => req.headers['x-destroy'] === undefined || req.destroy(new Error('destroyed'));
        if (when.startsWith('before')) destroy();
        proceed();
        destroy();
      });
      const rejection = once(viber, 'rejected') as Promise<[ViberError]>;
      await rawExchange(origin, headOf(body, 'X-Destroy: 1\r\n'), 'keep');
      expect((await rejection)[0].code).toBe('incomplete_body');
      expect((await postSigned(url, body)).status).toBe(200);
    },
  );

  it('is read if other middleware has paused the request', async () => {
    const { url, texts } = await start((req, proceed) => {
      req.pause();
      proceed();
    });
    expect((await postSigned(url, body)).status).toBe(200);
    expect(texts).toHaveLength(1);
  });

  it.each([1, 1000])('is rejected if other middleware has made its length %s', async (length) => {
    const { url, rejected, errors } = await start((req, proceed) => {
      req.headers['content-length'] = String(length);
      proceed();
    });
    expect((await postSigned(url, body)).status).toBe(400);
    expect([rejected, errors]).toEqual([['incomplete_body'], []]);
  });

  it('is bounded even if it is longer than its length', async () => {
    const { url, rejected } = await start(
      (req, proceed) => {
        req.headers['content-length'] = '1';
        proceed();
      },
      { bodyLimitBytes: 100 },
    );
    expect((await postSigned(url, textBody('x'.repeat(100_000)))).status).toBe(413);
    expect(rejected).toEqual(['body_too_large']);
  });

  it('is acknowledged even if the request fails after it was read', async () => {
    let request: IncomingMessage | undefined;
    const { viber, url } = await start((req, proceed) => {
      request = req;
      proceed();
    });
    viber.on('message', () => request?.emit('error', new Error('late')));
    expect((await postSigned(url, body)).status).toBe(200);
  });
});
