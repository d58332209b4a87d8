import { gzipSync } from 'node:zlib';
import type { ViberError, ViberWebhookOptions } from '../../../lib/index';
import { signBody, ViberBodyParsedError, ViberListenerError, ViberWebhook } from '../../../lib/index';
import { BODIES, textBody } from '../../fixtures/bodies';
import { AUTH_TOKEN } from '../../fixtures/posts';

const URL_OF_BOT = 'https://bot.example/viber';
const body = BODIES['message:text'];
const signature = signBody(body, AUTH_TOKEN);

/** A webhook, the tokens its listeners received, the codes of rejected requests, and what it emitted as `error`. */
function start(options: Partial<ViberWebhookOptions> = {}) {
  const viber = new ViberWebhook({ authToken: AUTH_TOKEN, ...options });
  const heard: string[] = [];
  const rejected: string[] = [];
  const errors: ViberError[] = [];
  viber.on('callback', ({ message_token }) => heard.push(message_token));
  viber.on('rejected', ({ code }) => rejected.push(code));
  viber.on('error', (error) => errors.push(error));
  return { viber, heard, rejected, errors };
}

type Body = string | Uint8Array<ArrayBuffer> | ReadableStream;

/** A POST to the bot, signed in the header unless another signature is given. */
function postOf(content: Body, headers: Record<string, string> = {}, url = URL_OF_BOT): Request {
  const signed = content instanceof ReadableStream ? signature : signBody(content, AUTH_TOKEN);
  return new Request(url, {
    method: 'POST',
    body: content,
    headers: { 'X-Viber-Content-Signature': signed, ...headers },
    duplex: 'half',
  });
}

async function codeOf(response: Response): Promise<string> {
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  return ((await response.json()) as { error: string }).error;
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('fetch', () => {
  it('acknowledges a text with an empty 200', async () => {
    const { viber, errors } = start();
    const texts: string[] = [];
    viber.on('message:text', ({ message }) => texts.push(message.text));
    const response = await viber.fetch(postOf(body));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
    expect([...response.headers]).toEqual([]);
    expect(texts).toEqual(['Жэ 😀']);
    expect(errors).toEqual([]);
  });

  it('works unbound', async () => {
    const { viber, heard } = start();
    const { fetch } = viber;
    expect((await fetch(postOf(body))).status).toBe(200);
    expect(heard).toHaveLength(1);
  });

  it('responds to conversation_started with the welcome message', async () => {
    const { viber } = start();
    viber.welcome(({ user }) => ({ type: 'text', text: `Hello ${user.name ?? ''}` }));
    const response = await viber.fetch(postOf(BODIES.conversation_started));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toEqual({ type: 'text', text: 'Hello Subscriber' });
  });

  it('runs listeners once for a callback that is delivered twice', async () => {
    const { viber, heard } = start();
    const duplicates: unknown[] = [];
    viber.on('duplicate', (callback) => duplicates.push(callback));
    expect((await viber.fetch(postOf(body))).status).toBe(200);
    expect((await viber.fetch(postOf(body))).status).toBe(200);
    expect(heard).toHaveLength(1);
    expect(duplicates).toEqual([expect.objectContaining({ message_token: heard[0] })]);
  });

  it('responds to anything but POST with 405 and Allow', async () => {
    const { viber, rejected } = start();
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']) {
      const response = await viber.fetch(new Request(URL_OF_BOT, { method }));
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
      expect(await codeOf(response)).toBe('method_not_allowed');
    }
    expect(rejected).toEqual([]);
  });

  describe('signature', () => {
    const unsigned = (query: string) => new Request(`${URL_OF_BOT}${query}`, { method: 'POST', body });

    it.each([
      ['alone', `?sig=${signature}`],
      ['among other parameters', `?a=1&sig=${signature}&b=2`],
      ['after a parameter with a question mark', `?next=/a?b&sig=${signature}`],
    ])('is read from sig %s', async (_where, query) => {
      const { viber, heard } = start();
      expect((await viber.fetch(unsigned(query))).status).toBe(200);
      expect(heard).toHaveLength(1);
    });

    it('is rejected with 401 if it is missing or forged', async () => {
      const { viber, heard, rejected } = start();
      const forged = signBody(body, 'another-token');
      const requests = [
        unsigned(''),
        postOf(body, { 'X-Viber-Content-Signature': forged }),
        unsigned(`?sig=${forged}`),
        unsigned(`?sig=${signature}&sig=${signature}`),
      ];
      const codes: string[] = [];
      for (const request of requests) {
        const response = await viber.fetch(request);
        expect(response.status).toBe(401);
        codes.push(await codeOf(response));
      }
      expect(codes).toEqual(['missing_signature', ...Array<string>(3).fill('invalid_signature')]);
      expect(rejected).toEqual(codes);
      expect(heard).toEqual([]);
    });
  });

  describe('body', () => {
    it('may be bytes, or a stream of pieces that split a character', async () => {
      const { viber, heard } = start({ duplicates: false });
      expect((await viber.fetch(postOf(bytesOf(body)))).status).toBe(200);
      const stream = new ReadableStream({
        start(controller) {
          for (const byte of bytesOf(body)) controller.enqueue(Uint8Array.of(byte));
          controller.close();
        },
      });
      expect((await viber.fetch(postOf(stream))).status).toBe(200);
      expect(heard).toHaveLength(2);
    });

    it('may be missing, which is rejected as one that is empty', async () => {
      const { viber } = start();
      const headers = { 'X-Viber-Content-Signature': signBody('', AUTH_TOKEN) };
      const response = await viber.fetch(new Request(URL_OF_BOT, { method: 'POST', headers }));
      expect(response.status).toBe(400);
      expect(await codeOf(response)).toBe('invalid_json');
    });

    it.each([
      ['invalid UTF-8', Uint8Array.of(0x7b, 0xc3, 0x28, 0x7d), 'invalid_utf8'],
      ['not JSON', 'event=webhook', 'invalid_json'],
    ])('is rejected with 400 if it is %s', async (_what, bytes, code) => {
      const { viber, rejected } = start();
      const response = await viber.fetch(postOf(bytes));
      expect(response.status).toBe(400);
      expect(await codeOf(response)).toBe(code);
      expect(rejected).toEqual([code]);
    });

    it('is accepted up to bodyLimitBytes, and rejected with 413 above it', async () => {
      const limit = Buffer.byteLength(body);
      expect((await start({ bodyLimitBytes: limit }).viber.fetch(postOf(body))).status).toBe(200);
      const { viber, heard, rejected } = start({ bodyLimitBytes: limit - 1 });
      const response = await viber.fetch(postOf(body));
      expect(response.status).toBe(413);
      expect(await codeOf(response)).toBe('body_too_large');
      expect([heard, rejected]).toEqual([[], ['body_too_large']]);
    });

    it('is not read at all if its Content-Length is above the limit', async () => {
      const { viber } = start();
      const request = postOf(textBody('x'.repeat(300 * 1024)), { 'Content-Length': String(300 * 1024) });
      expect((await viber.fetch(request)).status).toBe(413);
      expect(request.bodyUsed).toBe(false);
    });

    it.each([
      ['at once', () => undefined],
      ['never', () => new Promise<void>(() => undefined)],
      ['with an error', () => Promise.reject(new Error('already gone'))],
    ])('is cancelled at the limit if it never ends, by a source that stops %s', async (_how, stop) => {
      const { viber, rejected } = start({ bodyLimitBytes: 10_000 });
      let sent = 0;
      let cancellations = 0;
      const endless = new ReadableStream({
        pull(controller) {
          sent += 1000;
          controller.enqueue(new Uint8Array(1000));
        },
        cancel() {
          cancellations += 1;
          return stop();
        },
      });
      const response = await viber.fetch(postOf(endless));
      expect(response.status).toBe(413);
      expect(await codeOf(response)).toBe('body_too_large');
      expect(cancellations).toBe(1);
      // What the stream itself buffers is sent as well.
      expect(sent).toBeLessThanOrEqual(13_000);
      expect(rejected).toEqual(['body_too_large']);
    });

    it('is rejected with 400 if it is aborted in the middle', async () => {
      const { viber, heard, rejected, errors } = start();
      let isSent = false;
      const aborted = new ReadableStream({
        pull(controller) {
          if (isSent) controller.error(new Error('socket hang up'));
          else controller.enqueue(bytesOf(body.slice(0, 10)));
          isSent = true;
        },
      });
      const response = await viber.fetch(postOf(aborted));
      expect(response.status).toBe(400);
      expect(await codeOf(response)).toBe('incomplete_body');
      expect([heard, rejected, errors]).toEqual([[], ['incomplete_body'], []]);
    });

    it.each(['gzip', 'br', 'GZIP', 'identity, gzip'])(
      'with the Content-Encoding %s is rejected with 415 unread',
      async (encoding) => {
        const { viber, rejected } = start();
        const request = postOf(new Uint8Array(gzipSync(body)), { 'Content-Encoding': encoding });
        const response = await viber.fetch(request);
        expect(response.status).toBe(415);
        expect(await codeOf(response)).toBe('unsupported_encoding');
        expect(request.bodyUsed).toBe(false);
        expect(rejected).toEqual(['unsupported_encoding']);
      },
    );

    it('with the Content-Encoding identity is read', async () => {
      const { viber } = start();
      expect((await viber.fetch(postOf(body, { 'Content-Encoding': 'identity' }))).status).toBe(200);
    });

    it.each<[what: string, read: (request: Request) => unknown]>([
      ['read', (request) => request.json()],
      ['locked', (request) => request.body?.getReader()],
    ])('that something else has %s is a 500 and emitted as error', async (_what, read) => {
      const { viber, heard, rejected, errors } = start();
      const request = postOf(body);
      await read(request);
      const response = await viber.fetch(request);
      expect(response.status).toBe(500);
      expect(await codeOf(response)).toBe('body_already_parsed');
      expect(errors).toEqual([expect.any(ViberBodyParsedError)]);
      expect([heard, rejected]).toEqual([[], []]);
    });

    it('that is a stream of something else than bytes is a 500 and emitted as error', async () => {
      const { viber, errors } = start();
      const texts = new ReadableStream({
        pull(controller) {
          controller.enqueue('text');
        },
      });
      const response = await viber.fetch(postOf(texts));
      expect(response.status).toBe(500);
      expect(errors).toEqual([expect.objectContaining({ errors: [expect.any(TypeError)] })]);
    });
  });

  describe('when a listener throws', () => {
    it('responds with 500 and emits the error', async () => {
      const { viber, errors } = start();
      const cause = new Error('a secret of the application');
      viber.on('message', () => {
        throw cause;
      });
      const response = await viber.fetch(postOf(body));
      expect(response.status).toBe(500);
      const text = await response.text();
      expect(JSON.parse(text)).toMatchObject({ error: 'listener_failed' });
      expect(text).not.toContain('secret');
      expect(errors).toEqual([expect.any(ViberListenerError)]);
      expect(errors[0]).toMatchObject({ errors: [cause], acknowledged: false });
    });

    it('warns the process if nothing listens to error', async () => {
      const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
      viber.on('message', () => {
        throw new Error('down');
      });
      const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation();
      expect((await viber.fetch(postOf(body))).status).toBe(500);
      expect(emitWarning.mock.lastCall?.[1]).toMatchObject({ code: 'VIBER_LISTENER_FAILED' });
      emitWarning.mockRestore();
    });
  });

  it('responds with 503 and Retry-After if the queue is late', async () => {
    const { viber, errors } = start({ ackTimeoutMs: 20, queue: { add: () => new Promise(() => undefined) } });
    const response = await viber.fetch(postOf(body));
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(errors).toEqual([expect.objectContaining({ code: 'queue_late' })]);
  });

  it('rejects requests with 503 and Retry-After once the webhook is closed, and leaves the body unread', async () => {
    const { viber, heard, rejected } = start();
    await viber.close();
    const request = postOf(body);
    const response = await viber.fetch(request);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await codeOf(response)).toBe('closing');
    expect(request.bodyUsed).toBe(false);
    expect([heard, rejected]).toEqual([[], ['closing']]);
  });

  describe('with many bots', () => {
    const bots = new Map([
      ['/a', { account: 'bot-a', authToken: 'token-a' }],
      ['/b', { account: 'bot-b', authToken: ['token-b2', 'token-b1'] }],
    ]);

    it('hands the request to the authToken function, and responds with 404 if it finds no bot', async () => {
      const requests: Request[] = [];
      const { viber, rejected } = start({
        authToken: async (request: Request) => {
          requests.push(request);
          return Promise.resolve(bots.get(new URL(request.url).pathname));
        },
      });
      const accounts: string[] = [];
      viber.on('callback', (_callback, { account }) => accounts.push(account));
      const statusOf = async (path: string, authToken: string) => {
        const headers = { 'X-Viber-Content-Signature': signBody(body, authToken) };
        const request = postOf(body, headers, `https://bots.example${path}`);
        const { status } = await viber.fetch(request);
        expect(requests.pop()).toBe(request);
        return status;
      };
      expect(await statusOf('/a', 'token-a')).toBe(200);
      expect(await statusOf('/b', 'token-b1')).toBe(200);
      expect(await statusOf('/b', 'token-a')).toBe(401);
      expect(await statusOf('/c', 'token-a')).toBe(404);
      expect(accounts).toEqual(['bot-a', 'bot-b']);
      expect(rejected).toEqual(['invalid_signature', 'unknown_account']);
    });

    it('responds with 500 and emits the error if the authToken function fails', async () => {
      const { viber, errors } = start({ authToken: () => Promise.reject(new Error('database is down')) });
      const response = await viber.fetch(postOf(body));
      expect(response.status).toBe(500);
      expect(await codeOf(response)).toBe('listener_failed');
      expect(errors).toEqual([expect.objectContaining({ errors: [new Error('database is down')] })]);
    });
  });
});
