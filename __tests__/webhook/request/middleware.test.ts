import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { signBody, ViberBodyParsedError, ViberWebhook } from '../../../lib/index';
import type { ViberError } from '../../../lib/index';
import { BODIES, textBody } from '../../fixtures/bodies';
import { expressVersions } from '../../fixtures/express-versions';
import { AUTH_TOKEN, post, postSigned } from '../../fixtures/posts';
import { closeServers, serve } from '../../fixtures/servers';
import { startObservedApp } from '../observed-app';

afterEach(closeServers);

const body = BODIES.webhook;
const token = '5466394344559121001';

describe.each(expressVersions)('middleware on %s', (_version, express) => {
  describe('method', () => {
    it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])(
      'passes %s on to the application',
      async (method) => {
        const { url, rejected, errors } = await startObservedApp(express);
        const response = await fetch(url, { method });
        expect(response.status).toBe(404);
        if (method !== 'HEAD') expect(await response.text()).toBe('the app');
        expect(rejected).toEqual([]);
        expect(errors).toEqual([]);
      },
    );

    it('can be mounted with app.post', async () => {
      const { viber, received } = await startObservedApp(express);
      const app = express();
      app.post('/hook', viber.middleware());
      expect((await postSigned(`${await serve(app)}/hook`, body)).status).toBe(200);
      expect(received).toEqual([token]);
    });
  });

  describe('response', () => {
    it('is exactly 200 and empty, also for a replayed request, which runs no listener', async () => {
      const { url, received } = await startObservedApp(express);
      for (let delivery = 1; delivery <= 2; delivery += 1) {
        const response = await postSigned(url, body);
        expect(response).toMatchObject({ status: 200, text: '' });
        expect(response.headers.get('content-length')).toBe('0');
        expect(response.headers.get('content-type')).toBeNull();
      }
      expect(received).toEqual([token]);
    });

    it('to a rejected request never contains the body, the token, the right signature or a stack', async () => {
      const { url } = await startObservedApp(express);
      const secret = 'a very private text';
      const signed = signBody(textBody(secret), AUTH_TOKEN);
      const responses = [
        await post(url, textBody(secret), { 'X-Viber-Content-Signature': 'f'.repeat(64) }),
        await post(url, textBody(secret)),
        await postSigned(url, `{"text":"${secret}"`),
        await postSigned(url, textBody(secret.repeat(20_000))),
      ];
      expect(responses.map(({ status }) => status)).toEqual([401, 401, 400, 413]);
      for (const { text } of responses) {
        expect(Object.keys(JSON.parse(text) as object)).toEqual(['error', 'message']);
        for (const hidden of [secret, AUTH_TOKEN, signed, '\\n']) expect(text).not.toContain(hidden);
      }
    });

    it('is not written if the application has already responded', async () => {
      const { url, received } = await startObservedApp(express, {}, (app) => {
        app.use((_req, res, next) => {
          res.status(202).end('early');
          next();
        });
      });
      expect(await postSigned(url, body)).toMatchObject({ status: 202, text: 'early' });
      expect(received).toEqual([token]);
    });

    it('says that Viber will not redeliver after a failure if the application itself has sent a 200', async () => {
      const { url, viber } = await startObservedApp(express, {}, (app) => {
        app.use((_req, res, next) => {
          res.sendStatus(200);
          next();
        });
      });
      const cause = new Error('no database');
      viber.on('callback', () => {
        throw cause;
      });
      const reported = once(viber, 'error') as Promise<[ViberError]>;
      expect((await postSigned(url, body)).status).toBe(200);
      expect((await reported)[0]).toMatchObject({
        message: expect.stringContaining('Viber will not redeliver') as string,
        acknowledged: true,
        errors: [cause],
      });
    });

    it('that was already sent is not changed by a failure, which is emitted as error', async () => {
      const { url, viber } = await startObservedApp(express, {}, (app) => {
        app.use(express.json());
        app.use((_req, res, next) => {
          res.status(202).end('early');
          next();
        });
      });
      const reported = once(viber, 'error') as Promise<[ViberError]>;
      expect((await postSigned(url, body, { 'Content-Type': 'application/json' })).status).toBe(202);
      const [error] = await reported;
      expect(error).toBeInstanceOf(ViberBodyParsedError);
    });

    it.each([
      ['an error', new Error('the session store is down'), new Error('the session store is down')],
      ['text', 'down', new Error('Sending the response failed.', { cause: 'down' })],
    ])(
      'is a 500 if a hook of the application throws %s while it is written',
      async (_what, thrown, error) => {
        const { url, errors } = await startObservedApp(express, {}, (app) => {
          app.use((_req, res, next) => {
            const writeHead = res.writeHead.bind(res);
            res.writeHead = () => {
              res.writeHead = writeHead;
              throw thrown as Error;
            };
            next();
          });
        });
        expect((await post(url, body)).status).toBe(500);
        expect(errors).toEqual([error]);
        expect((errors[0] as Error).cause).toBe(error.cause);
      },
    );
  });
});

describe('middleware without Express', () => {
  it('handles requests of http.createServer, which has no next', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const url = await serve(viber.middleware());
    expect((await postSigned(url, BODIES.webhook)).status).toBe(200);
    expect((await post(url, BODIES.webhook)).status).toBe(401);
    const get = await fetch(url);
    expect(get.status).toBe(405);
    expect(get.headers.get('allow')).toBe('POST');
  });

  it('responds with 500 and hides the error if a listener fails', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    viber.on('webhook', () => {
      throw new Error('a secret of the application');
    });
    const reported = once(viber, 'error') as Promise<[ViberError]>;
    const url = await serve(viber.middleware());
    const response = await postSigned(url, BODIES.webhook);
    expect(response.status).toBe(500);
    expect(JSON.parse(response.text)).toEqual({
      error: 'listener_failed',
      message: expect.any(String) as string,
    });
    expect(response.text).not.toContain('secret');
    expect((await reported)[0]).toMatchObject({ code: 'listener_failed', acknowledged: false });
  });

  it('responds with 500 if the authToken function fails', async () => {
    const viber = new ViberWebhook({ authToken: () => Promise.reject(new Error('down')) });
    const reported = once(viber, 'error') as Promise<[ViberError]>;
    const response = await postSigned(await serve(viber.middleware()), BODIES.webhook);
    expect(response.status).toBe(500);
    expect(JSON.parse(response.text)).toMatchObject({ error: 'listener_failed' });
    expect((await reported)[0]).toMatchObject({
      message: expect.stringContaining('Viber will redeliver it') as string,
      acknowledged: false,
      errors: [new Error('down')],
    });
  });

  it('responds with 500 if something around the response throws, and reports it', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const reported = once(viber, 'error') as Promise<[ViberError]>;
    const handle = viber.middleware();
    const url = await serve((req, res) => {
      const end = res.end.bind(res);
      let calls = 0;
      res.end = ((...args: Parameters<typeof end>) => {
        calls += 1;
        if (calls === 1) throw new Error('the session store is down');
        return end(...args);
      }) as typeof end;
      handle(req, res);
    });
    expect((await postSigned(url, BODIES.webhook)).status).toBe(500);
    expect((await reported)[0]).toMatchObject({ cause: { message: 'the session store is down' } });
  });

  it('closes the connection if no response can be sent', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const reported = once(viber, 'error') as Promise<[ViberError]>;
    const handle = viber.middleware();
    const url = await serve((req, res) => {
      res.end = () => {
        throw new Error('the session store is down');
      };
      handle(req, res);
    });
    await expect(postSigned(url, BODIES.webhook)).rejects.toThrow();
    expect((await reported)[0]).toMatchObject({ cause: { message: 'the session store is down' } });
  });

  it('calls a next that throws only once', async () => {
    const viber = new ViberWebhook({ authToken: () => Promise.reject(new Error('down')) });
    const reported = once(viber, 'error') as Promise<[ViberError]>;
    const handle = viber.middleware();
    let calls = 0;
    const url = await serve((req, res) => {
      handle(req, res, (error) => {
        calls += 1;
        res.statusCode = 500;
        res.end();
        throw error;
      });
    });
    expect((await postSigned(url, BODIES.webhook)).status).toBe(500);
    expect((await reported)[0]).toMatchObject({ acknowledged: false });
    expect(calls).toBe(1);
  });

  it.each(['GET', 'POST'])('does nothing to a %s that the application has responded to', async (method) => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const handle = viber.middleware();
    const thrown: unknown[] = [];
    const url = await serve((req: IncomingMessage, res: ServerResponse) => {
      res.writeHead(202).end();
      try {
        handle(req, res);
      } catch (error) {
        thrown.push(error);
      }
    });
    const { status } = await fetch(url, { method, ...(method === 'POST' && { body: BODIES.webhook }) });
    expect(status).toBe(202);
    expect(thrown).toEqual([]);
  });
});
