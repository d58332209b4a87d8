import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import type express5 from 'express';
import { signBody, ViberBodyParsedError, ViberWebhook } from '../../../lib/index';
import type { ViberError, ViberWebhookOptions } from '../../../lib/index';
import { BODIES, textBody } from '../../fixtures/bodies';
import { expressVersions } from '../../fixtures/express-versions';
import { AUTH_TOKEN, post, postSigned } from '../../fixtures/posts';
import { closeServers, rawExchange, serve } from '../../fixtures/servers';

afterEach(closeServers);

describe.each(expressVersions)('middleware on %s', (_version, express) => {
  /** An app with a webhook at /viber, what its listeners heard and which requests it refused. */
  async function start(
    options: Partial<ViberWebhookOptions> = {},
    prepare?: (app: express5.Express) => void,
  ) {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN, ...options });
    const heard: string[] = [];
    const rejected: string[] = [];
    viber.on('callback', ({ message_token }) => heard.push(message_token));
    viber.on('unrecognized', ({ reason }) => heard.push(reason));
    viber.on('rejected', ({ code }) => rejected.push(code));
    const app = express();
    app.set('env', 'test');
    prepare?.(app);
    app.use('/viber', viber.middleware());
    app.use((_req, res) => void res.status(404).send('the app'));
    const errors: unknown[] = [];
    const onError: express5.ErrorRequestHandler = (
      error: ViberError & { status?: number },
      _req,
      res,
      _next,
    ) => {
      errors.push(error);
      res.status(error.status ?? 500).send(error.message);
    };
    app.use(onError);
    const origin = await serve(app);
    return { viber, origin, url: `${origin}/viber`, heard, rejected, errors };
  }

  const body = BODIES.webhook;
  const token = '5466394344559121001';
  const signature = signBody(body, AUTH_TOKEN);

  describe('signature', () => {
    it('accepts the header alone', async () => {
      const { url, heard } = await start();
      const answer = await post(url, body, { 'X-Viber-Content-Signature': signature });
      expect(answer).toMatchObject({ status: 200, text: '' });
      expect(heard).toEqual([token]);
    });

    it('accepts the sig parameter alone, on any mount path', async () => {
      const { url, heard } = await start();
      expect((await post(`${url}?a=1&sig=${signature}&b=2`, body)).status).toBe(200);
      expect(heard).toEqual([token]);
    });

    it('accepts both, and falls back to sig where a proxy has emptied the header', async () => {
      const { url, heard } = await start({ duplicates: false });
      const both = await post(`${url}?sig=${signature}`, body, { 'X-Viber-Content-Signature': signature });
      const emptied = await post(`${url}?sig=${signature}`, body, { 'X-Viber-Content-Signature': '' });
      expect([both.status, emptied.status]).toEqual([200, 200]);
      expect(heard).toEqual([token, token]);
    });

    it('takes the header over sig when both are there', async () => {
      const { url, heard } = await start();
      const answer = await post(`${url}?sig=${signature}`, body, {
        'X-Viber-Content-Signature': '0'.repeat(64),
      });
      expect(answer.status).toBe(401);
      expect(heard).toEqual([]);
    });

    it('refuses neither with 401 and a code', async () => {
      const { url, heard, rejected } = await start();
      const answer = await post(url, body);
      expect(answer.status).toBe(401);
      expect(JSON.parse(answer.text)).toEqual({
        error: 'missing_signature',
        message: expect.any(String) as string,
      });
      expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(heard).toEqual([]);
      expect(rejected).toEqual(['missing_signature']);
    });

    it.each([
      ['another token’s', signBody(body, 'another-token')],
      ['upper case', signature.toUpperCase()],
      ['63 digits', signature.slice(1)],
      ['65 digits', `${signature}0`],
      ['not hex', 'z'.repeat(64)],
      ['one given twice, joined by Node', `${signature}, ${signature}`],
      ['with white space inside', `${signature.slice(0, 32)} ${signature.slice(32)}`],
    ])('refuses a signature that is %s', async (_what, wrong) => {
      const { url, heard, rejected } = await start();
      const inHeader = await post(url, body, { 'X-Viber-Content-Signature': wrong });
      const inQuery = await post(`${url}?sig=${encodeURIComponent(wrong)}`, body);
      expect([inHeader.status, inQuery.status]).toEqual([401, 401]);
      expect(JSON.parse(inHeader.text)).toMatchObject({ error: 'invalid_signature' });
      expect(inHeader.text + inQuery.text).not.toContain(signature);
      expect(heard).toEqual([]);
      expect(rejected).toEqual(['invalid_signature', 'invalid_signature']);
    });

    it('refuses a header or a sig given twice', async () => {
      const { url, origin } = await start();
      const twice = `X-Viber-Content-Signature: ${signature}\r\n`.repeat(2);
      const head = `POST /viber HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ${String(body.length)}\r\n`;
      expect(await rawExchange(origin, `${head}${twice}\r\n${body}`, 'keep')).toMatch(/^HTTP\/1.1 401 /);
      expect((await post(`${url}?sig=${signature}&sig=${signature}`, body)).status).toBe(401);
    });

    it('refuses a body changed by one byte', async () => {
      const { url } = await start();
      expect((await post(url, `${body} `, { 'X-Viber-Content-Signature': signature })).status).toBe(401);
    });

    it('accepts the old token and the new one while they are rotated, and no third', async () => {
      const { url } = await start({ authToken: ['new-token', AUTH_TOKEN], duplicates: false });
      const signedWith = async (authToken: string) =>
        (await post(url, body, { 'X-Viber-Content-Signature': signBody(body, authToken) })).status;
      expect(await signedWith('new-token')).toBe(200);
      expect(await signedWith(AUTH_TOKEN)).toBe(200);
      expect(await signedWith('third-token')).toBe(401);
    });
  });

  describe('method', () => {
    it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])('leaves %s to the application', async (method) => {
      const { url, rejected, errors } = await start();
      const response = await fetch(url, { method });
      expect(response.status).toBe(404);
      if (method !== 'HEAD') expect(await response.text()).toBe('the app');
      expect(rejected).toEqual([]);
      expect(errors).toEqual([]);
    });

    it('can be mounted with app.post', async () => {
      const { viber, heard } = await start();
      const app = express();
      app.post('/hook', viber.middleware());
      expect((await postSigned(`${await serve(app)}/hook`, body)).status).toBe(200);
      expect(heard).toEqual([token]);
    });
  });

  describe('parsers that ran before', () => {
    const json = { 'Content-Type': 'application/json' };

    it('says which line to move when express.json() parsed the body, and loses nothing silently', async () => {
      const { url, heard, errors } = await start({}, (app) => void app.use(express.json()));
      const answer = await postSigned(url, body, json);
      expect(answer.status).toBe(500);
      expect(answer.text).toMatch(/Move .*viber\.middleware\(\).* above .*express\.json\(\)/);
      expect(errors).toEqual([expect.any(ViberBodyParsedError)]);
      expect(heard).toEqual([]);
    });

    it('says the same when express.urlencoded() parsed it, or something read it and kept nothing', async () => {
      const form = await start({}, (app) => void app.use(express.urlencoded({ extended: true })));
      const answer = await postSigned(form.url, body, {
        'Content-Type': 'application/x-www-form-urlencoded',
      });
      expect(answer.status).toBe(500);
      expect(form.errors).toEqual([expect.any(ViberBodyParsedError)]);

      const drained = await start({}, (app) => {
        app.use((req, _res, next) => {
          req.resume().on('end', () => {
            next();
          });
        });
      });
      expect((await postSigned(drained.url, body)).status).toBe(500);
      expect(drained.errors).toEqual([expect.any(ViberBodyParsedError)]);
    });

    it('works after express.json() that skipped the body for its content type', async () => {
      const { url, heard } = await start({}, (app) => void app.use(express.json()));
      expect((await postSigned(url, body, { 'Content-Type': 'text/plain' })).status).toBe(200);
      expect(heard).toEqual([token]);
    });

    it('works after express.raw()', async () => {
      const { url, heard } = await start({}, (app) => void app.use(express.raw({ type: () => true })));
      expect((await postSigned(url, body, json)).status).toBe(200);
      expect(heard).toEqual([token]);
    });

    it('works after express.text()', async () => {
      const { url, heard } = await start({}, (app) => void app.use(express.text({ type: () => true })));
      expect((await postSigned(url, textBody('Жэ 😀', token), json)).status).toBe(200);
      expect(heard).toEqual([token]);
    });

    it.each([
      ['a Buffer', (bytes: Buffer) => bytes],
      ['a string', (bytes: Buffer) => bytes.toString()],
    ])('works with req.rawBody as %s beside a parsed body', async (_kind, keep) => {
      const { url, heard } = await start({}, (app) => {
        const verify = (req: object, _res: unknown, bytes: Buffer) =>
          Object.assign(req, { rawBody: keep(bytes) });
        app.use(express.json({ verify }));
      });
      expect((await postSigned(url, body, json)).status).toBe(200);
      expect(heard).toEqual([token]);
    });

    it('hands on what makes the bytes unreadable, such as an encoding set on the request', async () => {
      const { url, errors } = await start({}, (app) => {
        app.use((req, _res, next) => {
          req.setEncoding('latin1');
          next();
        });
      });
      expect((await postSigned(url, body)).status).toBe(500);
      expect(errors).toEqual([expect.objectContaining({ type: 'stream.encoding.set' })]);
    });

    it.each([
      ['rawBody', ''],
      ['rawBody', Buffer.alloc(0)],
      ['body', ''],
    ])('reads the request where req.%s is there but empty', async (name, empty) => {
      const { url, heard } = await start({}, (app) => {
        app.use((req, _res, next) => {
          Object.assign(req, { [name]: empty });
          next();
        });
      });
      expect((await postSigned(url, body)).status).toBe(200);
      expect(heard).toEqual([token]);
    });

    it('keeps to the limit with bytes that another parser read', async () => {
      const { url } = await start(
        { bodyLimitBytes: 100 },
        (app) => void app.use(express.raw({ type: () => true })),
      );
      expect((await postSigned(url, textBody('x'.repeat(100)), json)).status).toBe(413);
    });
  });

  describe('body', () => {
    it('is read without a Content-Type, and with one it has never heard of', async () => {
      const { origin, url, heard } = await start({ duplicates: false });
      const head = `POST /viber?sig=${signature} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ${String(body.length)}\r\n`;
      expect(await rawExchange(origin, `${head}\r\n${body}`, 'keep')).toMatch(/^HTTP\/1.1 200 /);
      expect((await postSigned(url, body, { 'Content-Type': 'x/y; charset=utf-32' })).status).toBe(200);
      expect(heard).toEqual([token, token]);
    });

    it('may be sent in chunks', async () => {
      const { origin } = await start();
      const head = `POST /viber?sig=${signature} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n`;
      const chunks = [body.slice(0, 7), body.slice(7)].map(
        (part) => `${part.length.toString(16)}\r\n${part}\r\n`,
      );
      expect(await rawExchange(origin, `${head}${chunks.join('')}0\r\n\r\n`, 'keep')).toMatch(
        /^HTTP\/1.1 200 /,
      );
    });

    it('of 100 KB is accepted and of 300 KB is refused with 413', async () => {
      const { url, heard, rejected } = await start();
      expect((await postSigned(url, textBody('x'.repeat(100 * 1024), '5466394344559129001'))).status).toBe(
        200,
      );
      const tooLarge = await postSigned(url, textBody('x'.repeat(300 * 1024)));
      expect(tooLarge.status).toBe(413);
      expect(JSON.parse(tooLarge.text)).toMatchObject({ error: 'body_too_large' });
      expect(heard).toEqual(['5466394344559129001']);
      expect(rejected).toEqual(['body_too_large']);
    });

    it('that ends early is refused, and the next request is served', async () => {
      const { viber, origin, url, heard } = await start();
      const rejection = once(viber, 'rejected') as Promise<[ViberError]>;
      const head = `POST /viber?sig=${signature} HTTP/1.1\r\nHost: a\r\nContent-Length: ${String(body.length)}\r\n\r\n`;
      await rawExchange(origin, `${head}${body.slice(0, 10)}`, 'destroy');
      const [error] = await rejection;
      expect(error.code).toBe('incomplete_body');
      expect((await postSigned(url, body)).status).toBe(200);
      expect(heard).toEqual([token]);
    });

    it('that was given up before it is read is reported as incomplete', async () => {
      let proceed = () => undefined as unknown;
      const { viber, origin } = await start({}, (app) => {
        app.use((_req, res, next) => {
          proceed = next;
          res.on('close', () => {
            proceed();
          });
        });
      });
      const rejection = once(viber, 'rejected') as Promise<[ViberError]>;
      const head = `POST /viber?sig=${signature} HTTP/1.1\r\nHost: a\r\nContent-Length: ${String(body.length)}\r\n\r\n`;
      await rawExchange(origin, `${head}${body.slice(0, 10)}`, 'destroy');
      expect((await rejection)[0].code).toBe('incomplete_body');
    });

    it('with a Content-Encoding is refused with 415, a bomb before a byte of it is inflated', async () => {
      const { url, heard, rejected } = await start();
      const zipped = gzipSync(body);
      const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
      for (const bytes of [zipped, bomb]) {
        const answer = await postSigned(url, bytes, { 'Content-Encoding': 'gzip' });
        expect(answer.status).toBe(415);
        expect(JSON.parse(answer.text)).toMatchObject({ error: 'unsupported_encoding' });
      }
      expect(heard).toEqual([]);
      expect(rejected).toEqual(['unsupported_encoding', 'unsupported_encoding']);
    });

    it.each([
      [
        'invalid UTF-8',
        Buffer.concat([Buffer.from('{"event":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
        'invalid_utf8',
      ],
      ['broken JSON', '{"event":"webhook",', 'invalid_json'],
      ['no JSON', 'event=webhook', 'invalid_json'],
      ['nested beyond reason', '['.repeat(100_000), 'invalid_json'],
    ])('that is signed but %s is refused with 400', async (_what, bytes, code) => {
      const { url, heard, rejected } = await start();
      const answer = await postSigned(url, bytes);
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.text)).toEqual({ error: code, message: expect.any(String) as string });
      expect(answer.text).not.toContain('webhook');
      expect(heard).toEqual([]);
      expect(rejected).toEqual([code]);
    });

    it('that is empty is refused for its signature, and signed for its JSON', async () => {
      const { url } = await start();
      expect((await post(url, '')).status).toBe(401);
      expect((await postSigned(url, '')).status).toBe(400);
    });

    it.each(['[]', '[{"event":"webhook"}]', 'null', '42', '"text"', '{}'])(
      'that is the JSON %s is acknowledged and emitted as unrecognized',
      async (json) => {
        const { url, heard } = await start();
        expect(await postSigned(url, json)).toMatchObject({ status: 200, text: '' });
        expect(heard).toEqual(['unexpected_shape']);
      },
    );

    it('with __proto__ pollutes nothing, and with duplicate keys takes the last like JSON.parse', async () => {
      const { url, viber, heard } = await start();
      const values: object[] = [];
      viber.on('callback', (callback) => values.push(callback));
      const hostile = `{"__proto__":{"polluted":true},"event":"seen","event":"webhook","message_token":${token}}`;
      expect((await postSigned(url, hostile)).status).toBe(200);
      expect(heard).toEqual([token]);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
      expect((values[0] as { polluted?: boolean }).polluted).toBeUndefined();
      expect(Object.hasOwn(values[0] ?? {}, '__proto__')).toBe(true);
    });
  });

  describe('answer', () => {
    it('is exactly 200 and empty, and an exact replay finds nothing new to do', async () => {
      const { url, heard } = await start();
      for (let repeat = 0; repeat < 2; repeat += 1) {
        const answer = await postSigned(url, body);
        expect(answer).toMatchObject({ status: 200, text: '' });
        expect(answer.headers.get('content-length')).toBe('0');
        expect(answer.headers.get('content-type')).toBeNull();
      }
      expect(heard).toEqual([token]);
    });

    it('never holds the body, the token, the right signature or a stack when it is a refusal', async () => {
      const { url } = await start();
      const secret = 'a very private text';
      const signed = signBody(textBody(secret), AUTH_TOKEN);
      const answers = [
        await post(url, textBody(secret), { 'X-Viber-Content-Signature': 'f'.repeat(64) }),
        await post(url, textBody(secret)),
        await postSigned(url, `{"text":"${secret}"`),
        await postSigned(url, textBody(secret.repeat(20_000))),
      ];
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 400, 413]);
      for (const { text } of answers) {
        expect(Object.keys(JSON.parse(text) as object)).toEqual(['error', 'message']);
        for (const hidden of [secret, AUTH_TOKEN, signed, '\\n']) expect(text).not.toContain(hidden);
      }
    });

    it('is left alone when the application has answered already', async () => {
      const { url, heard } = await start({}, (app) => {
        app.use((_req, res, next) => {
          res.status(202).end('early');
          next();
        });
      });
      expect(await postSigned(url, body)).toMatchObject({ status: 202, text: 'early' });
      expect(heard).toEqual([token]);
    });

    it('says of a listener that fails after the application’s own 200 that Viber will not repeat', async () => {
      const { url, viber } = await start({}, (app) => {
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

    it('reports what can no longer be answered as an error', async () => {
      const { url, viber } = await start({}, (app) => {
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
  });

  describe('an application that fails around it', () => {
    it('gets what a hook of the response throws, and the request is answered', async () => {
      const { url, errors } = await start({}, (app) => {
        app.use((_req, res, next) => {
          const writeHead = res.writeHead.bind(res);
          res.writeHead = () => {
            res.writeHead = writeHead;
            throw new Error('the session store is down');
          };
          next();
        });
      });
      expect((await post(url, body)).status).toBe(500);
      expect(errors).toEqual([new Error('the session store is down')]);
    });

    it.each([[undefined], [null], [''], ['route'], ['router']])(
      'does not let a request on when its authToken function rejects with %p',
      async (reason) => {
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- it is the application's to choose
        const { url, errors } = await start({ authToken: () => Promise.reject(reason) });
        expect((await postSigned(url, body)).status).toBe(500);
        expect(errors).toEqual([
          expect.objectContaining({ message: 'The authToken function failed.', cause: reason }),
        ]);
      },
    );

    it('is answered 404 for a bot that its database does not know', async () => {
      const { url } = await start({ authToken: () => null as unknown as undefined });
      expect((await postSigned(url, body)).status).toBe(404);
    });

    it('is not waited for beyond ackTimeoutMs when its authToken function never answers', async () => {
      const { url } = await start({ ackTimeoutMs: 30, authToken: () => new Promise(() => undefined) });
      const answer = await postSigned(url, body);
      expect(answer).toMatchObject({ status: 500 });
      expect(answer.text).toMatch(/ackTimeoutMs/);
    });
  });

  describe('many bots behind one app', () => {
    const bots = new Map([
      ['/a', { account: 'bot-a', authToken: 'token-a' }],
      ['/b', { account: 'bot-b', authToken: ['token-b2', 'token-b1'] }],
    ]);

    it('finds the bot by the path, answers 404 where there is none, and keeps their callbacks apart', async () => {
      const { url, viber } = await start({
        authToken: async (req) => Promise.resolve(bots.get(req.url ?? '')),
      });
      const accounts: string[] = [];
      viber.on('webhook', (_callback, { account }) => accounts.push(account));
      const signedWith = async (path: string, authToken: string) =>
        (await post(`${url}${path}`, body, { 'X-Viber-Content-Signature': signBody(body, authToken) }))
          .status;

      expect(await signedWith('/a', 'token-a')).toBe(200);
      expect(await signedWith('/b', 'token-b1')).toBe(200);
      expect(await signedWith('/b', 'token-b2')).toBe(200);
      expect(await signedWith('/b', 'token-a')).toBe(401);
      expect(await signedWith('/c', 'token-a')).toBe(404);
      expect(accounts).toEqual(['bot-a', 'bot-b']);
    });

    it('hands what the function throws to the application, as it does an unusable token', async () => {
      const failing = await start({ authToken: () => Promise.reject(new Error('database is down')) });
      expect(await postSigned(failing.url, body)).toMatchObject({ status: 500, text: 'database is down' });
      const empty = await start({ authToken: () => '' });
      expect(await postSigned(empty.url, body)).toMatchObject({ status: 500 });
      expect(empty.errors).toEqual([expect.any(TypeError)]);
      const nameless = await start({ authToken: () => ({ account: '', authToken: AUTH_TOKEN }) });
      expect(await postSigned(nameless.url, body)).toMatchObject({ status: 500 });
      expect(nameless.errors).toEqual([expect.any(TypeError)]);
      expect(empty.heard).toEqual([]);
    });
  });
});

describe('middleware without Express', () => {
  it('serves http.createServer, which has no next', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const url = await serve(viber.middleware());
    expect((await postSigned(url, BODIES.webhook)).status).toBe(200);
    expect((await post(url, BODIES.webhook)).status).toBe(401);
    const get = await fetch(url);
    expect(get.status).toBe(405);
    expect(get.headers.get('allow')).toBe('POST');
  });

  it('answers 500 without a word of the error when a listener fails', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    viber.on('webhook', () => {
      throw new Error('a secret of the application');
    });
    const reported = once(viber, 'error') as Promise<[ViberError]>;
    const url = await serve(viber.middleware());
    const answer = await postSigned(url, BODIES.webhook);
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.text)).toEqual({
      error: 'listener_failed',
      message: expect.any(String) as string,
    });
    expect(answer.text).not.toContain('secret');
    expect((await reported)[0]).toMatchObject({ code: 'listener_failed', acknowledged: false });
  });

  it('answers 500 when the authToken function fails', async () => {
    const viber = new ViberWebhook({ authToken: () => Promise.reject(new Error('down')) });
    const reported = once(viber, 'error') as Promise<[ViberError]>;
    const answer = await postSigned(await serve(viber.middleware()), BODIES.webhook);
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.text)).toMatchObject({ error: 'internal_error' });
    expect((await reported)[0]).toMatchObject({
      message: expect.stringContaining('Viber will redeliver it') as string,
      acknowledged: false,
      errors: [new Error('down')],
    });
  });
});
