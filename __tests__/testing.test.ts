import type express from 'express';
import request from 'supertest';
import type { Callback, CallbackEvent } from '../lib/protocol/callbacks/callbacks';
import { decodeCallback } from '../lib/protocol/callbacks/decode-callback';
import type { ReceivedMessage } from '../lib/protocol/callbacks/received-messages';
import { signBody, verifySignature } from '../lib/protocol/signature';
import {
  clientStatusCallback,
  conversationStartedCallback,
  deliveredCallback,
  failedCallback,
  messageCallback,
  seenCallback,
  signCallback,
  subscribedCallback,
  testUser,
  unsubscribedCallback,
  webhookCallback,
} from '../lib/testing';
import { ViberWebhook } from '../lib/webhook/viber-webhook';
import { expressVersions } from './fixtures/express-versions';

const AUTH_TOKEN = 'a-token-for-tests';

const builders: [event: CallbackEvent, build: (fields?: object) => Callback][] = [
  ['webhook', webhookCallback],
  ['subscribed', subscribedCallback],
  ['unsubscribed', unsubscribedCallback],
  ['conversation_started', conversationStartedCallback],
  ['delivered', deliveredCallback],
  ['seen', seenCallback],
  ['failed', failedCallback],
  ['client_status', clientStatusCallback],
  ['message', (fields) => messageCallback({ type: 'text', text: 'Hello' }, fields)],
];

const messages: ReceivedMessage[] = [
  { type: 'text', text: 'Привіт 👋' },
  { type: 'picture', media: 'https://example.com/p.jpg' },
  { type: 'video', media: 'https://example.com/v.mp4', duration: 2400 },
  { type: 'file', media: 'https://example.com/f.pdf', file_name: 'f.pdf' },
  { type: 'sticker', sticker_id: 46105 },
  { type: 'contact', contact: { phone_number: '+972511123123' } },
  { type: 'url', media: 'https://example.com' },
  { type: 'location', location: { lat: 50.45, lon: 30.52 } },
  { type: 'rich_media', rich_media: { Type: 'rich_media', Buttons: [] } },
];

describe.each(builders)('the builder of %s callbacks', (event, build) => {
  it('builds a callback that is recognized as its event once it is signed', () => {
    const callback = build();

    expect(callback.event).toBe(event);
    expect(decodeCallback(signCallback(callback, AUTH_TOKEN).body)).toEqual({ recognized: true, callback });
  });

  it('gives each callback a different token, as long as those of Viber', () => {
    const tokens = Array.from({ length: 100 }, () => build().message_token);

    expect(new Set(tokens).size).toBe(100);
    for (const token of tokens) {
      expect(token).toMatch(/^[1-9]\d{18}$/);
      expect(Number.isSafeInteger(Number(token))).toBe(false);
    }
  });

  it('accepts fields that replace its own', () => {
    const callback = build({ message_token: '7', timestamp: 1, chat_hostname: 'SN-CHAT-22_' });

    expect(callback).toMatchObject({ event, message_token: '7', timestamp: 1, chat_hostname: 'SN-CHAT-22_' });
  });
});

describe('subscribedCallback', () => {
  it('accepts a user', () => {
    expect(subscribedCallback({ user: testUser({ name: 'Ann' }) }).user).toEqual({
      ...testUser(),
      name: 'Ann',
    });
  });
});

describe('conversationStartedCallback', () => {
  it('defaults to a user who is not subscribed', () => {
    expect(conversationStartedCallback()).toMatchObject({
      type: 'open',
      subscribed: false,
      user: testUser(),
    });
  });

  it('accepts the context of a deep link', () => {
    expect(conversationStartedCallback({ context: 'ad-7', subscribed: true })).toMatchObject({
      context: 'ad-7',
      subscribed: true,
    });
  });
});

describe('clientStatusCallback', () => {
  it('accepts the status of a payment', () => {
    const status = { type: 'payment', code: 1, supported_psps: [], tracking_data: 'order-7' };

    expect(clientStatusCallback()).toMatchObject({ user: testUser(), status: { type: 'payment', code: 0 } });
    expect(clientStatusCallback({ status })).toMatchObject({ status });
  });
});

describe('messageCallback', () => {
  it('defaults to the text Hello', () => {
    expect(messageCallback()).toMatchObject({
      sender: testUser(),
      message: { type: 'text', text: 'Hello' },
      silent: false,
    });
  });

  it.each(messages.map((message) => [message.type, message] as const))(
    'carries a %s message that is recognized as its type',
    (_type, message) => {
      const callback = messageCallback(message);

      expect(decodeCallback(signCallback(callback, AUTH_TOKEN).body)).toEqual({ recognized: true, callback });
      expect(callback.message).toEqual(message);
    },
  );

  it('accepts a sender, with a message or with the default one', () => {
    const sender = { id: 'ann' };

    expect(messageCallback({ type: 'text', text: 'x' }, { sender }).sender).toEqual(sender);
    expect(messageCallback(undefined, { sender })).toMatchObject({ sender, message: { text: 'Hello' } });
  });
});

describe('testUser', () => {
  it('has the id that callbacks without a user object carry', () => {
    expect(deliveredCallback().user_id).toBe(testUser().id);
    expect(unsubscribedCallback().user_id).toBe(testUser().id);
  });

  it('accepts fields that replace its own', () => {
    expect(testUser({ id: 'ann' })).toEqual({ ...testUser(), id: 'ann' });
  });
});

describe('signCallback', () => {
  it('signs exactly the bytes it returns, with the same signature in header and query', () => {
    const { body, headers, query } = signCallback(messageCallback(), AUTH_TOKEN);

    expect(headers['X-Viber-Content-Signature']).toBe(signBody(Buffer.from(body), AUTH_TOKEN));
    expect(query.sig).toBe(headers['X-Viber-Content-Signature']);
    expect(verifySignature(Buffer.from(body), query.sig, AUTH_TOKEN)).toBe(true);
    expect(verifySignature(Buffer.from(body), query.sig, 'another token')).toBe(false);
  });

  it('writes compact JSON on one line', () => {
    const callback = { event: 'webhook', list: [1, { a: null }], text: 'two\nlines' };

    expect(signCallback(callback, AUTH_TOKEN).body).toBe(JSON.stringify(callback));
  });

  it.each([
    ['message_token', '4912661846655238145'],
    ['message_token', '18446744073709551615'],
    ['message_token', '7'],
    ['chat_id', '18446744073709551615'],
  ])('writes %s %s as a number with every digit', (name, digits) => {
    const { body } = signCallback(seenCallback({ [name]: digits }), AUTH_TOKEN);

    expect(body).toContain(`"${name}":${digits}`);
    expect(decodeCallback(body)).toMatchObject({ recognized: true, callback: { [name]: digits } });
  });

  it('does not change fields that are not 64-bit', () => {
    const callback = { event: 'x', message_token: 'abc', chat_id: 5, user_id: '12345678901234567890' };

    expect(signCallback(callback, AUTH_TOKEN).body).toBe(JSON.stringify(callback));
  });

  it('omits fields that are undefined, as JSON does', () => {
    const body = '{"event":"x"}';

    expect(signCallback({ event: 'x', chat_id: undefined }, AUTH_TOKEN).body).toBe(body);
  });

  it('signs a text as it is, even if it is not JSON', () => {
    const text = '{ "event" : "webhook", "message_token" : 007 ';
    const { body, query } = signCallback(text, AUTH_TOKEN);

    expect(body).toBe(text);
    expect(query.sig).toBe(signBody(text, AUTH_TOKEN));
  });

  it('does not change the callback', () => {
    const callback = messageCallback();
    const before = structuredClone(callback);

    signCallback(callback, AUTH_TOKEN);

    expect(callback).toStrictEqual(before);
  });

  it('throws a TypeError for an empty token', () => {
    expect(() => signCallback(messageCallback(), '')).toThrow(TypeError);
  });
});

describe.each(expressVersions)('signCallback with supertest on %s', (_name, expressOf) => {
  function botOn(): { app: express.Express; received: Callback[] } {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const received: Callback[] = [];
    viber.on('callback', (callback) => received.push(callback));
    return { app: expressOf().use('/viber', viber.middleware()), received };
  }

  it.each(builders)('delivers %s with header and query', async (_event, build) => {
    const { app, received } = botOn();
    const callback = build();
    const { body, headers, query } = signCallback(callback, AUTH_TOKEN);

    await request(app).post('/viber').set(headers).query(query).send(body).expect(200, '');

    expect(received).toEqual([callback]);
  });

  it('delivers with the header alone', async () => {
    const { app, received } = botOn();
    const callback = messageCallback();
    const { body, headers } = signCallback(callback, AUTH_TOKEN);

    await request(app).post('/viber').set(headers).send(body).expect(200, '');

    expect(received).toEqual([callback]);
  });

  it('delivers with the query alone', async () => {
    const { app, received } = botOn();
    const callback = messageCallback({ type: 'text', text: 'Привіт 👋' });
    const { body, query } = signCallback(callback, AUTH_TOKEN);

    await request(app).post('/viber').type('application/json').query(query).send(body).expect(200, '');

    expect(received).toEqual([callback]);
  });

  it('is rejected with another token', async () => {
    const { app, received } = botOn();
    const { body, headers, query } = signCallback(messageCallback(), 'another token');

    const response = await request(app).post('/viber').set(headers).query(query).send(body);

    expect(response.status).toBe(401);
    expect(response.body).toMatchObject({ error: 'invalid_signature' });
    expect(received).toEqual([]);
  });

  it('is rejected with neither header nor query', async () => {
    const { app, received } = botOn();

    const response = await request(app)
      .post('/viber')
      .type('application/json')
      .send(signCallback(messageCallback(), AUTH_TOKEN).body);

    expect(response.status).toBe(401);
    expect(response.body).toMatchObject({ error: 'missing_signature' });
    expect(received).toEqual([]);
  });
});
