import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { signBody, ViberBodyParsedError } from '../../../lib/index';
import type { ViberError } from '../../../lib/index';
import { BODIES, textBody } from '../../fixtures/bodies';
import { expressVersions } from '../../fixtures/express-versions';
import { AUTH_TOKEN, post, postSigned } from '../../fixtures/posts';
import { closeServers, rawExchange } from '../../fixtures/servers';
import { startObservedApp } from '../observed-app';

afterEach(closeServers);

const body = BODIES.webhook;
const token = '5466394344559121001';
const signature = signBody(body, AUTH_TOKEN);

describe.each(expressVersions)('a body parser before the webhook on %s', (_version, express) => {
  const json = { 'Content-Type': 'application/json' };

  it('causes an error that says which line to move if it is express.json()', async () => {
    const { url, received, errors } = await startObservedApp(
      express,
      {},
      (app) => void app.use(express.json()),
    );
    const response = await postSigned(url, body, json);
    expect(response.status).toBe(500);
    expect(response.text).toMatch(/Move .*viber\.middleware\(\).* above .*express\.json\(\)/);
    expect(errors).toEqual([expect.any(ViberBodyParsedError)]);
    expect(received).toEqual([]);
  });

  it('causes the same error if it is express.urlencoded(), or read the body and kept nothing', async () => {
    const form = await startObservedApp(
      express,
      {},
      (app) => void app.use(express.urlencoded({ extended: true })),
    );
    const response = await postSigned(form.url, body, {
      'Content-Type': 'application/x-www-form-urlencoded',
    });
    expect(response.status).toBe(500);
    expect(form.errors).toEqual([expect.any(ViberBodyParsedError)]);

    const drained = await startObservedApp(express, {}, (app) => {
      app.use((req, _res, next) => {
        req.resume().on('end', () => {
          next();
        });
      });
    });
    expect((await postSigned(drained.url, body)).status).toBe(500);
    expect(drained.errors).toEqual([expect.any(ViberBodyParsedError)]);
  });

  it('may be express.json() if it skipped the body because of its content type', async () => {
    const { url, received } = await startObservedApp(express, {}, (app) => void app.use(express.json()));
    expect((await postSigned(url, body, { 'Content-Type': 'text/plain' })).status).toBe(200);
    expect(received).toEqual([token]);
  });

  it('may be express.raw()', async () => {
    const { url, received } = await startObservedApp(
      express,
      {},
      (app) => void app.use(express.raw({ type: () => true })),
    );
    expect((await postSigned(url, body, json)).status).toBe(200);
    expect(received).toEqual([token]);
  });

  it('may be express.text()', async () => {
    const { url, received } = await startObservedApp(
      express,
      {},
      (app) => void app.use(express.text({ type: () => true })),
    );
    expect((await postSigned(url, textBody('Жэ 😀', token), json)).status).toBe(200);
    expect(received).toEqual([token]);
  });

  it.each([
    ['a Buffer', (bytes: Buffer) => bytes],
    ['a string', (bytes: Buffer) => bytes.toString()],
  ])('may keep the bytes in req.rawBody as %s beside the parsed body', async (_kind, keep) => {
    const { url, received } = await startObservedApp(express, {}, (app) => {
      const verify = (req: object, _res: unknown, bytes: Buffer) =>
        Object.assign(req, { rawBody: keep(bytes) });
      app.use(express.json({ verify }));
    });
    expect((await postSigned(url, body, json)).status).toBe(200);
    expect(received).toEqual([token]);
  });

  it.each([
    ['rawBody', ''],
    ['rawBody', Buffer.alloc(0)],
    ['body', ''],
  ])('may leave req.%s empty, and the webhook reads the request', async (name, empty) => {
    const { url, received } = await startObservedApp(express, {}, (app) => {
      app.use((req, _res, next) => {
        Object.assign(req, { [name]: empty });
        next();
      });
    });
    expect((await postSigned(url, body)).status).toBe(200);
    expect(received).toEqual([token]);
  });

  it('may read a body that is larger than bodyLimitBytes, and the webhook rejects it', async () => {
    const { url } = await startObservedApp(
      express,
      { bodyLimitBytes: 100 },
      (app) => void app.use(express.raw({ type: () => true })),
    );
    expect((await postSigned(url, textBody('x'.repeat(100)), json)).status).toBe(413);
  });

  it('may keep a body of exactly bodyLimitBytes', async () => {
    const { url, received } = await startObservedApp(
      express,
      { bodyLimitBytes: Buffer.byteLength(body) },
      (app) => void app.use(express.raw({ type: () => true })),
    );
    expect((await postSigned(url, body, json)).status).toBe(200);
    expect(received).toEqual([token]);
  });

  it('may have read a body that is empty', async () => {
    const { origin, errors, rejected } = await startObservedApp(
      express,
      {},
      (app) => void app.use(express.raw({ type: () => true })),
    );
    const response = await rawExchange(
      origin,
      `POST /viber?sig=${signBody('', AUTH_TOKEN)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n` +
        'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'keep',
    );
    expect(response).toMatch(/^HTTP\/1.1 400 /);
    expect([errors, rejected]).toEqual([[], ['invalid_json']]);
  });

  it('may have read a body and kept nothing of it, which no signature matches', async () => {
    const { url, errors, rejected } = await startObservedApp(express, {}, (app) => {
      app.use((req, _res, next) => {
        Object.assign(req.resume(), { rawBody: '' }).on('end', () => {
          next();
        });
      });
    });
    expect((await postSigned(url, body)).status).toBe(401);
    expect([errors, rejected]).toEqual([[], ['invalid_signature']]);
  });

  it('causes the same error if it has put an object into req.body without reading the request', async () => {
    const { url, errors, received } = await startObservedApp(express, {}, (app) => {
      app.use((req, _res, next) => {
        req.body = { event: 'webhook' };
        next();
      });
    });
    expect((await postSigned(url, body, json)).status).toBe(500);
    expect(errors).toEqual([expect.any(ViberBodyParsedError)]);
    expect(received).toEqual([]);
  });

  it('may not set an encoding on the request: the error says what to do', async () => {
    const { url, errors } = await startObservedApp(express, {}, (app) => {
      app.use((req, _res, next) => {
        req.setEncoding('latin1');
        next();
      });
    });
    expect((await postSigned(url, body)).status).toBe(500);
    expect(errors).toEqual([expect.any(ViberBodyParsedError)]);
    expect(String(errors[0])).toContain('setEncoding');
  });
});

describe.each(expressVersions)('a body on %s', (_version, express) => {
  it('is read without a Content-Type, and with an unknown one', async () => {
    const { origin, url, received } = await startObservedApp(express, { duplicates: false });
    const head = `POST /viber?sig=${signature} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ${String(body.length)}\r\n`;
    expect(await rawExchange(origin, `${head}\r\n${body}`, 'keep')).toMatch(/^HTTP\/1.1 200 /);
    expect((await postSigned(url, body, { 'Content-Type': 'x/y; charset=utf-32' })).status).toBe(200);
    expect(received).toEqual([token, token]);
  });

  it('may arrive in chunks', async () => {
    const { origin } = await startObservedApp(express);
    const head = `POST /viber?sig=${signature} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const chunks = [body.slice(0, 7), body.slice(7)].map(
      (part) => `${part.length.toString(16)}\r\n${part}\r\n`,
    );
    expect(await rawExchange(origin, `${head}${chunks.join('')}0\r\n\r\n`, 'keep')).toMatch(
      /^HTTP\/1.1 200 /,
    );
  });

  it('is accepted with 100 KB and rejected with 413 if it has 300 KB', async () => {
    const { url, received, rejected } = await startObservedApp(express);
    expect((await postSigned(url, textBody('x'.repeat(100 * 1024), '5466394344559129001'))).status).toBe(200);
    const tooLarge = await postSigned(url, textBody('x'.repeat(300 * 1024)));
    expect(tooLarge.status).toBe(413);
    expect(JSON.parse(tooLarge.text)).toMatchObject({ error: 'body_too_large' });
    expect(received).toEqual(['5466394344559129001']);
    expect(rejected).toEqual(['body_too_large']);
  });

  it('is rejected if it ends early, and the next request succeeds', async () => {
    const { viber, origin, url, received } = await startObservedApp(express);
    const rejection = once(viber, 'rejected') as Promise<[ViberError]>;
    const head = `POST /viber?sig=${signature} HTTP/1.1\r\nHost: a\r\nContent-Length: ${String(body.length)}\r\n\r\n`;
    await rawExchange(origin, `${head}${body.slice(0, 10)}`, 'destroy');
    const [error] = await rejection;
    expect(error.code).toBe('incomplete_body');
    expect((await postSigned(url, body)).status).toBe(200);
    expect(received).toEqual([token]);
  });

  it('is rejected as incomplete if the connection was closed before the webhook reads it', async () => {
    let proceed = () => undefined as unknown;
    const { viber, origin } = await startObservedApp(express, {}, (app) => {
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

  it('is rejected with 415 if it has a Content-Encoding, without inflating a decompression bomb', async () => {
    const { url, received, rejected } = await startObservedApp(express);
    const zipped = gzipSync(body);
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
    for (const bytes of [zipped, bomb]) {
      const response = await postSigned(url, bytes, { 'Content-Encoding': 'gzip' });
      expect(response.status).toBe(415);
      expect(JSON.parse(response.text)).toMatchObject({ error: 'unsupported_encoding' });
    }
    expect(received).toEqual([]);
    expect(rejected).toEqual(['unsupported_encoding', 'unsupported_encoding']);
  });

  it.each([
    [
      'is not valid UTF-8',
      Buffer.concat([Buffer.from('{"event":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
      'invalid_utf8',
    ],
    ['is incomplete JSON', '{"event":"webhook",', 'invalid_json'],
    ['is not JSON', 'event=webhook', 'invalid_json'],
    ['is nested too deeply', '['.repeat(100_000), 'invalid_json'],
  ])('is rejected with 400 if it is signed but %s', async (_what, bytes, code) => {
    const { url, received, rejected } = await startObservedApp(express);
    const response = await postSigned(url, bytes);
    expect(response.status).toBe(400);
    expect(JSON.parse(response.text)).toEqual({ error: code, message: expect.any(String) as string });
    expect(response.text).not.toContain('webhook');
    expect(received).toEqual([]);
    expect(rejected).toEqual([code]);
  });

  it('is rejected for its signature if it is empty, and for its JSON if it is empty and signed', async () => {
    const { url } = await startObservedApp(express);
    expect((await post(url, '')).status).toBe(401);
    expect((await postSigned(url, '')).status).toBe(400);
  });

  it.each(['[]', '[{"event":"webhook"}]', 'null', '42', '"text"', '{}'])(
    'is acknowledged and emitted as unrecognized if it is the JSON %s',
    async (json) => {
      const { url, received } = await startObservedApp(express);
      expect(await postSigned(url, json)).toMatchObject({ status: 200, text: '' });
      expect(received).toEqual(['unexpected_shape']);
    },
  );

  it('pollutes no prototype with __proto__, and its last duplicate key counts, as with JSON.parse', async () => {
    const { url, viber, received } = await startObservedApp(express);
    const values: object[] = [];
    viber.on('callback', (callback) => values.push(callback));
    const hostile = `{"__proto__":{"polluted":true},"event":"seen","event":"webhook","message_token":${token}}`;
    expect((await postSigned(url, hostile)).status).toBe(200);
    expect(received).toEqual([token]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect((values[0] as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.hasOwn(values[0] ?? {}, '__proto__')).toBe(true);
  });
});
