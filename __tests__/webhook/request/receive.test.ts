import type { ViberError, ViberWebhookOptions } from '../../../lib/index';
import { signBody, ViberBodyParsedError, ViberListenerError, ViberWebhook } from '../../../lib/index';
import { BODIES, textBody } from '../../fixtures/bodies';
import { nextTurn } from '../../fixtures/conditions';
import { AUTH_TOKEN } from '../../fixtures/posts';
import { useFakeClock } from '../../client/fake-clock';

afterEach(() => {
  jest.useRealTimers();
});

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

function receiveSigned(viber: ViberWebhook, bytes: Uint8Array | string, authToken = AUTH_TOKEN) {
  return viber.receive({ body: bytes, signature: signBody(bytes, authToken) });
}

const JSON_TYPE = 'application/json; charset=utf-8';

describe('receive', () => {
  it.each([
    ['a string', body],
    ['a Buffer', Buffer.from(body)],
    ['a Uint8Array', new TextEncoder().encode(body)],
    ['a part of a larger buffer', new TextEncoder().encode(`--${body}--`).subarray(2, -2)],
  ])('acknowledges a text whose body is %s', async (_what, bytes) => {
    const { viber, errors } = start();
    const texts: string[] = [];
    viber.on('message:text', ({ message }) => texts.push(message.text));
    expect(await viber.receive({ body: bytes, signature })).toEqual({ status: 200, headers: {}, body: '' });
    expect(texts).toEqual(['Жэ 😀']);
    expect(errors).toEqual([]);
  });

  it('responds to conversation_started with the welcome message, and with the same one to a redelivery', async () => {
    const { viber } = start();
    let count = 0;
    viber.welcome(({ user }) => {
      count += 1;
      return { type: 'text', text: `Hello ${user.name ?? ''}, number ${String(count)}` };
    });
    for (let delivery = 0; delivery < 2; delivery += 1) {
      const response = await receiveSigned(viber, BODIES.conversation_started);
      expect(response).toMatchObject({ status: 200, headers: { 'Content-Type': JSON_TYPE } });
      expect(JSON.parse(response.body)).toEqual({ type: 'text', text: 'Hello Subscriber, number 1' });
    }
  });

  it('counts ackTimeoutMs from the arrival of the request, not from the start of the listeners', async () => {
    useFakeClock(true);
    const { viber, heard } = start({
      ackTimeoutMs: 4000,
      authToken: () => new Promise((resolve) => setTimeout(resolve, 3000, AUTH_TOKEN)),
    });
    viber.on('message', () => new Promise(() => undefined));
    let status: number | undefined;
    const request = new Request('http://localhost');
    void viber.receive({ body, signature, request }).then((response) => {
      status = response.status;
    });
    await nextTurn();
    jest.advanceTimersByTime(3000);
    await nextTurn();
    expect(heard).toHaveLength(1);
    jest.advanceTimersByTime(999);
    await nextTurn();
    expect(status).toBeUndefined();
    jest.advanceTimersByTime(1);
    await nextTurn();
    expect(status).toBe(200);
  });

  it('runs listeners once for a callback that is delivered twice', async () => {
    const { viber, heard } = start();
    const duplicates: unknown[] = [];
    viber.on('duplicate', (callback) => duplicates.push(callback));
    const responses = [await receiveSigned(viber, body), await receiveSigned(viber, body)];
    expect(responses.map(({ status }) => status)).toEqual([200, 200]);
    expect(heard).toHaveLength(1);
    expect(duplicates).toEqual([expect.objectContaining({ message_token: heard[0] })]);
  });

  it.each([
    ['forged', signBody(body, 'another-token'), 'invalid_signature'],
    ['missing', undefined, 'missing_signature'],
    ['empty', '', 'invalid_signature'],
  ])('rejects a request with 401 if the signature is %s', async (_what, wrong, code) => {
    const { viber, heard, rejected, errors } = start();
    const response = await viber.receive({ body, signature: wrong });
    expect(response).toEqual({
      status: 401,
      headers: { 'Content-Type': JSON_TYPE },
      body: expect.any(String) as string,
    });
    expect(JSON.parse(response.body)).toEqual({ error: code, message: expect.any(String) as string });
    expect(rejected).toEqual([code]);
    expect([heard, errors]).toEqual([[], []]);
  });

  it('counts bytes and not characters against bodyLimitBytes', async () => {
    const text = textBody('Ж'.repeat(100));
    const limit = Buffer.byteLength(text);
    expect(text.length).toBeLessThan(limit);
    for (const bytes of [text, Buffer.from(text)]) {
      const { viber } = start({ bodyLimitBytes: limit });
      expect((await receiveSigned(viber, bytes)).status).toBe(200);
      const { viber: stricter, heard, rejected } = start({ bodyLimitBytes: limit - 1 });
      const response = await receiveSigned(stricter, bytes);
      expect(response.status).toBe(413);
      expect(JSON.parse(response.body)).toMatchObject({ error: 'body_too_large' });
      expect([heard, rejected]).toEqual([[], ['body_too_large']]);
    }
  });

  it.each([
    ['invalid UTF-8', Buffer.from([0x7b, 0xc3, 0x28, 0x7d]), 'invalid_utf8'],
    ['not JSON', 'event=webhook', 'invalid_json'],
    ['empty', '', 'invalid_json'],
  ])('rejects a signed body with 400 if it is %s', async (_what, bytes, code) => {
    const { viber, rejected } = start();
    const response = await receiveSigned(viber, bytes);
    expect(response.status).toBe(400);
    expect(JSON.parse(response.body)).toMatchObject({ error: code });
    expect(rejected).toEqual([code]);
  });

  it.each([[null], [undefined], [''], [new ArrayBuffer(0)]])('takes the body %p for empty', async (empty) => {
    const { viber, heard, errors } = start();
    expect((await viber.receive({ body: empty, signature })).status).toBe(401);
    const signed = { body: empty, signature: signBody('', AUTH_TOKEN) };
    expect((await viber.receive(signed)).status).toBe(400);
    expect([heard, errors]).toEqual([[], []]);
  });

  it('resolves with a 500 if the body is an object that a platform has parsed', async () => {
    const { viber, heard, errors } = start();
    const response = await viber.receive({ body: JSON.parse(body) as string, signature });
    expect(response).toMatchObject({ status: 500, error: expect.any(ViberBodyParsedError) as unknown });
    expect(JSON.parse(response.body)).toMatchObject({ error: 'body_already_parsed' });
    expect([heard, errors]).toEqual([[], []]);
  });

  describe('when a listener throws', () => {
    it('resolves with a 500 and the error, which it does not emit', async () => {
      const { viber, errors } = start();
      const cause = new Error('a secret of the application');
      viber.on('message', () => {
        throw cause;
      });
      const { error, ...response } = await receiveSigned(viber, body);
      expect(response).toMatchObject({ status: 500, headers: { 'Content-Type': JSON_TYPE } });
      expect(JSON.parse(response.body)).toMatchObject({ error: 'listener_failed' });
      expect(response.body).not.toContain('secret');
      expect(error).toBeInstanceOf(ViberListenerError);
      expect(error).toMatchObject({ errors: [cause], acknowledged: false });
      expect(errors).toEqual([]);
    });

    it('runs the listeners again at the redelivery', async () => {
      const { viber } = start();
      let isDown = true;
      const handled: string[] = [];
      viber.on('message', ({ message_token }) => {
        if (isDown) throw new Error('down');
        handled.push(message_token);
      });
      expect((await receiveSigned(viber, body)).status).toBe(500);
      isDown = false;
      expect(await receiveSigned(viber, body)).not.toHaveProperty('error');
      expect(handled).toHaveLength(1);
    });
  });

  it('resolves with a 503, Retry-After and the error if the queue is late', async () => {
    const { viber, errors } = start({ ackTimeoutMs: 20, queue: { add: () => new Promise(() => undefined) } });
    expect(await receiveSigned(viber, body)).toMatchObject({
      status: 503,
      headers: { 'Content-Type': JSON_TYPE, 'Retry-After': '1' },
      error: { code: 'queue_late' },
    });
    expect(errors).toEqual([]);
  });

  it('rejects requests with 503 and Retry-After once the webhook is closed', async () => {
    const { viber, heard, rejected } = start();
    await viber.close();
    const response = await receiveSigned(viber, body);
    expect(response).toMatchObject({ status: 503, headers: { 'Retry-After': '1' } });
    expect(response).not.toHaveProperty('error');
    expect(JSON.parse(response.body)).toMatchObject({ error: 'closing' });
    expect([heard, rejected]).toEqual([[], ['closing']]);
  });

  describe('with many bots', () => {
    const bots = new Map([
      ['/a', { account: 'bot-a', authToken: 'token-a' }],
      ['/b', { account: 'bot-b', authToken: ['token-b2', 'token-b1'] }],
    ]);

    function startMany() {
      const requests: Request[] = [];
      const authToken = (request: Request) => {
        requests.push(request);
        return bots.get(new URL(request.url).pathname);
      };
      const { viber, rejected } = start({ authToken });
      const accounts: string[] = [];
      viber.on('callback', (_callback, { account }) => accounts.push(account));
      const receive = (path: string, token: string) => {
        const request = new Request(`https://bots.example${path}`, { method: 'POST' });
        return viber.receive({ body, signature: signBody(body, token), request });
      };
      return { viber, receive, requests, accounts, rejected };
    }

    it('finds the bot by the request it is given, and keeps their callbacks apart', async () => {
      const { receive, requests, accounts, rejected } = startMany();
      expect((await receive('/a', 'token-a')).status).toBe(200);
      expect((await receive('/b', 'token-b1')).status).toBe(200);
      expect((await receive('/b', 'token-a')).status).toBe(401);
      expect((await receive('/c', 'token-a')).status).toBe(404);
      expect(accounts).toEqual(['bot-a', 'bot-b']);
      expect(rejected).toEqual(['invalid_signature', 'unknown_account']);
      expect(requests.map(({ url }) => new URL(url).pathname)).toEqual(['/a', '/b', '/b', '/c']);
    });

    it('gives the request to listeners of rejected', async () => {
      const { viber, receive, requests } = startMany();
      const rejectedRequests: unknown[] = [];
      viber.on('rejected', (_error, request) => rejectedRequests.push(request));
      await receive('/c', 'token-a');
      expect(rejectedRequests).toEqual(requests);
    });

    it('resolves with an error that asks for the request if there is none', async () => {
      const { viber, requests } = startMany();
      const response = await viber.receive({ body, signature: signBody(body, 'token-a') });
      expect(response.status).toBe(500);
      expect(response.error).toBeInstanceOf(TypeError);
      expect(response.error?.message).toMatch(
        /authToken is a function.*receive\(\{ body, signature, request \}\)/,
      );
      expect(requests).toEqual([]);
    });
  });

  // As zone.js does, which Angular loads on a server. Async functions still return the original one.
  describe('where the global Promise has been replaced', () => {
    const original = globalThis.Promise;
    beforeEach(() => {
      globalThis.Promise = class Replaced<Value> extends original<Value> {};
    });
    afterEach(() => {
      globalThis.Promise = original;
    });

    it('waits for an async listener, and responds with its failure', async () => {
      const { viber } = start();
      viber.on('message', async () => {
        await nextTurn();
        throw new Error('down');
      });
      expect(await viber.receive({ body, signature })).toMatchObject({ status: 500 });
    });

    it('waits for the welcome handler', async () => {
      const { viber } = start();
      viber.welcome(async () => {
        await nextTurn();
        return { type: 'text', text: 'Hello' };
      });
      const response = await receiveSigned(viber, BODIES.conversation_started);
      expect(JSON.parse(response.body)).toEqual({ type: 'text', text: 'Hello' });
    });

    it('waits for the queue', async () => {
      const queue = { add: async () => nextTurn().then(() => original.reject(new Error('down'))) };
      const { viber } = start({ queue });
      expect(await viber.receive({ body, signature })).toMatchObject({ status: 500 });
    });

    it('waits for the authToken function, and for the body of fetch', async () => {
      const { viber, heard } = start({ authToken: () => nextTurn().then(() => AUTH_TOKEN) });
      const request = new Request('https://bot.example.com/', {
        method: 'POST',
        body,
        headers: { 'X-Viber-Content-Signature': signature },
      });
      expect((await viber.fetch(request)).status).toBe(200);
      expect(heard).toHaveLength(1);
    });
  });
});

describe('the kind of a failure', () => {
  it('is missing from the rejection of a request that may not be a callback', async () => {
    const { viber } = start();
    const rejections: ViberError[] = [];
    viber.on('rejected', (error) => rejections.push(error));
    await viber.receive({ body, signature: 'a'.repeat(64) });
    await viber.close();
    await receiveSigned(viber, body);
    expect(rejections).toMatchObject([{ code: 'invalid_signature' }, { code: 'closing' }]);
    for (const { kind, event } of rejections) expect([kind, event]).toEqual([undefined, undefined]);
  });

  it('is retryable for the rejection of a callback, and says which one', async () => {
    const { viber } = start({ maxInFlight: 1, ackTimeoutMs: 1 });
    const rejections: ViberError[] = [];
    viber.on('rejected', (error) => rejections.push(error));
    viber.on('message', () => new Promise(() => undefined));
    for (const token of ['1', '2']) await receiveSigned(viber, textBody('hi', token));
    expect(rejections).toMatchObject([
      { code: 'overloaded', kind: 'retryable', account: 'default', event: 'message', messageToken: '2' },
    ]);
  });

  it('is retryable for a body that was parsed', async () => {
    const { viber } = start();
    const { status, error } = await viber.receive({ body: { event: 'seen' } as never, signature });
    expect(status).toBe(500);
    expect(error).toMatchObject({ code: 'body_already_parsed', kind: 'retryable' });
    expect(error?.message).toMatch(/Pass receive the exact bytes.*event\.body \(AWS Lambda/);
  });
});
