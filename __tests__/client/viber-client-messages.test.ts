import type { SendMessageRequest } from '../../lib/client/viber-client';
import { ViberClient } from '../../lib/client/viber-client';
import { ViberMessageError } from '../../lib/errors';
import type { ApiReply } from '../fixtures/fake-viber-api';
import { FakeViberApi, OK } from '../fixtures/fake-viber-api';
import { AUTH_TOKEN } from '../fixtures/posts';
import { closeServers } from '../fixtures/servers';
import { failureOf } from './failure-of';
import { fastForward, useFakeClock } from './fake-clock';

const UNSIGNED: SendMessageRequest = { receiver: '01234567890A=', type: 'text', text: 'Hello' };
const TEXT: SendMessageRequest = { ...UNSIGNED, sender: { name: 'News' } };

let api: FakeViberApi;
let client: ViberClient;

beforeEach(async () => {
  api = await FakeViberApi.start();
  client = new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.url });
});

afterEach(async () => {
  jest.restoreAllMocks();
  jest.useRealTimers();
  await closeServers();
});

describe('ViberClient', () => {
  describe('sendMessage', () => {
    it('posts the message to send_message', async () => {
      await client.sendMessage(TEXT);
      expect(api.calls).toHaveLength(1);
      expect(api.calls[0]).toMatchObject({ verb: 'POST', path: '/pa/send_message' });
      expect(api.calls[0]?.headers).toMatchObject({
        'x-viber-auth-token': AUTH_TOKEN,
        'content-type': 'application/json',
      });
      expect(api.bodies).toEqual([TEXT]);
    });

    it('keeps every digit of the message_token', async () => {
      api.reply({
        text: '{"status":0,"status_message":"ok","message_token":5741311803571721087,"chat_hostname":"SN-CHAT-05_","billing_status":1}',
      });
      await expect(client.sendMessage(TEXT)).resolves.toEqual({
        status: 0,
        status_message: 'ok',
        message_token: '5741311803571721087',
        chat_hostname: 'SN-CHAT-05_',
        billing_status: 1,
      });
    });

    it('adds the sender to a message that has none', async () => {
      const sender = { name: 'Echo', avatar: 'https://bot.example.com/echo.png' };
      await new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.url, sender }).sendMessage(UNSIGNED);
      expect(api.bodies).toEqual([{ ...UNSIGNED, sender }]);
    });

    it('keeps the sender of a message', async () => {
      const sender = { name: 'Echo', avatar: 'https://bot.example.com/echo.png' };
      const own = { ...TEXT, sender: { name: 'Support' } };
      await new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.url, sender }).sendMessage(own);
      expect(api.bodies).toEqual([own]);
    });

    it('retries with the message as it was checked, even if it has changed since', async () => {
      useFakeClock();
      const keyboard = { Type: 'keyboard' as const, Buttons: [{ ActionBody: 'yes' }] };
      const before = structuredClone({ ...TEXT, keyboard });
      api.reply(() => {
        keyboard.Buttons.push({ ActionBody: 'x'.repeat(40_000) });
        return { text: '', httpStatus: 429 };
      }, OK);
      await fastForward(client.sendMessage({ ...TEXT, keyboard }));
      expect(api.bodies).toEqual([before, before]);
    });

    it('rejects a refusal with a hint about subscribing, not about webhooks', async () => {
      api.reply({ json: { status: 6, status_message: 'Not subscribed: HTTP/1.1 404' } });
      await expect(client.sendMessage(TEXT)).rejects.toMatchObject({
        code: 'api_error',
        method: 'send_message',
        viberStatus: 6,
        statusName: 'receiverNotSubscribed',
        statusMessage: 'Not subscribed: HTTP/1.1 404',
        hint: expect.stringMatching(/^(?!.*path).*subscribe/) as unknown,
      });
    });

    it.each<[string, ApiReply]>([
      ['HTTP 502', { text: '', httpStatus: 502 }],
      ['a reset connection', 'reset'],
      ['half a response', { halfOf: 200 }],
      ['HTML', { text: '<html>' }],
      ['a refusal', { json: { status: 6, status_message: 'notSubscribed' } }],
    ])('does not send a message twice, even after %s', async (_, reply) => {
      useFakeClock();
      api.reply(reply, OK);
      await fastForward(failureOf(client.sendMessage(TEXT)));
      expect(api.calls).toHaveLength(1);
    });
  });

  describe('sendMessage, before anything is sent,', () => {
    it.each<[unknown]>([[undefined], [''], [7], [null], [['ann']]])(
      'refuses the receiver %j',
      async (receiver) => {
        const failure = await failureOf(client.sendMessage({ ...TEXT, receiver } as never));
        expect(failure).toBeInstanceOf(TypeError);
        expect(failure.message).toMatch(/receiver/);
        expect(api.calls).toEqual([]);
      },
    );

    it.each<[string, object]>([
      ['that is empty', { type: 'text', text: '' }],
      ['of no type', { type: 'telegram', text: 'Hello' }],
      ['with a broken keyboard', { ...TEXT, keyboard: { Buttons: [{ ActionBody: 'yes' }] } }],
    ])('refuses a message %s', async (_, message) => {
      const { sender } = TEXT;
      const failure = await failureOf(client.sendMessage({ ...message, receiver: 'ann', sender } as never));
      expect(failure).toBeInstanceOf(ViberMessageError);
      expect(failure).toMatchObject({ code: 'invalid_message', problems: [expect.any(String)] });
      expect(api.calls).toEqual([]);
    });

    it.each([
      [{}],
      [{ sender: undefined }],
      [{ keyboard: { Type: 'keyboard', Buttons: [{ ActionBody: 'a' }] } }],
    ])('refuses a message without a sender, to one user or to many: %j', async (fields) => {
      const message = { ...UNSIGNED, ...fields } as SendMessageRequest;
      for (const failure of [
        await failureOf(client.sendMessage(message)),
        await failureOf(
          client.broadcastMessage({ ...message, broadcast_list: ['ann'], receiver: undefined } as never),
        ),
      ]) {
        expect(failure).toBeInstanceOf(ViberMessageError);
        expect(failure).toMatchObject({
          problems: ['/sender is required but missing: set the sender option, or give the message one'],
        });
      }
      expect(api.calls).toEqual([]);
    });

    it.each<[unknown]>([[undefined], [null], ['Hello'], [7], [[TEXT]]])(
      'refuses %j instead of a message, to one user or to many',
      async (message) => {
        for (const failure of [
          await failureOf(client.sendMessage(message as never)),
          await failureOf(client.broadcastMessage(message as never)),
        ]) {
          expect(failure).toBeInstanceOf(ViberMessageError);
          expect(failure.message).toMatch(/the message must be an object such as/);
        }
        expect(api.calls).toEqual([]);
      },
    );

    it.each([[false], [true]])(
      'refuses a message that names other receivers, with allowUnknownFields: %j',
      async (allowUnknownFields) => {
        const strict = new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.url, allowUnknownFields });
        const message = { ...TEXT, broadcast_list: ['bob'] };
        const failures = [
          await failureOf(strict.sendMessage(message)),
          await failureOf(strict.broadcastMessage(message)),
        ];
        expect(failures).toMatchObject([
          { code: 'invalid_message', problems: [expect.stringMatching(/^\/broadcast_list is not a field/)] },
          { code: 'invalid_message', problems: [expect.stringMatching(/^\/receiver is not a field/)] },
        ]);
        expect(api.calls).toEqual([]);
      },
    );

    it('reports the missing sender along with all other problems', async () => {
      const failure = await failureOf(client.sendMessage({ receiver: 'ann', type: 'text', text: '' }));
      expect(failure).toMatchObject({
        problems: [expect.stringContaining('/text '), expect.stringContaining('/sender ')],
      });
    });

    it('refuses an unknown field unless allowUnknownFields is set', async () => {
      const message = { ...TEXT, sparkle: true } as SendMessageRequest;
      const failure = await failureOf(client.sendMessage(message));
      expect(failure).toBeInstanceOf(ViberMessageError);
      expect(failure.message).toMatch(/sparkle/);
      expect(api.calls).toEqual([]);
      const lenient = new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.url, allowUnknownFields: true });
      await lenient.sendMessage(message);
      expect(api.bodies).toEqual([message]);
    });

    it('refuses a message that only its receiver makes too large', async () => {
      const receiver = 'x'.repeat(31 * 1024);
      const failure = await failureOf(client.sendMessage({ ...TEXT, receiver }));
      expect(failure).toBeInstanceOf(ViberMessageError);
      expect(failure.message).toMatch(/bytes of JSON, more than 30720/);
      expect(failure.message).not.toContain(receiver);
      expect(api.calls).toEqual([]);
    });
  });
});
