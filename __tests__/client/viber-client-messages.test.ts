import type { SendMessageRequest } from '../../lib/client/viber-client';
import { ViberClient } from '../../lib/client/viber-client';
import { ViberMessageError } from '../../lib/errors';
import type { MessageChecks } from '../../lib/protocol/messages/validate-message';
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
    it.each<[unknown]>([[undefined], [null], ['']])(
      'refuses a chat_id of %j without a receiver',
      async (chat_id) => {
        const failure = await failureOf(client.sendMessage({ ...TEXT, receiver: null, chat_id } as never));
        expect(failure).toBeInstanceOf(TypeError);
        expect(failure.message).toMatch(/receiver/);
        expect(api.calls).toEqual([]);
      },
    );

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
      ['without a text', { type: 'text' }],
      ['without a type', { text: 'Hello' }],
      ['that is too long', { type: 'text', text: 'x'.repeat(7001) }],
      ['with a broken keyboard', { ...TEXT, keyboard: { Buttons: [{ ActionBody: 'yes' }] } }],
    ])('refuses a message %s', async (_, message) => {
      const { sender } = TEXT;
      const failure = await failureOf(client.sendMessage({ ...message, receiver: 'ann', sender } as never));
      expect(failure).toBeInstanceOf(ViberMessageError);
      expect(failure).toMatchObject({ code: 'invalid_message', problems: [expect.any(String)] });
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

    it('refuses a message that only its receiver makes too large', async () => {
      const receiver = 'x'.repeat(31 * 1024);
      const failure = await failureOf(client.sendMessage({ ...TEXT, receiver }));
      expect(failure).toBeInstanceOf(ViberMessageError);
      expect(failure.message).toMatch(/bytes of JSON, more than 30720/);
      expect(failure.message).not.toContain(receiver);
      expect(api.calls).toEqual([]);
    });
  });

  describe('messageChecks', () => {
    const flawed = { ...TEXT, sparkle: true } as SendMessageRequest;
    const broken = {
      ...TEXT,
      keyboard: { Buttons: [{ ActionBody: 'yes' }] },
    } as unknown as SendMessageRequest;
    const clientWith = (messageChecks: MessageChecks) =>
      new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.url, messageChecks });
    let warnings: unknown[];

    beforeEach(() => {
      warnings = [];
      jest.spyOn(process, 'emitWarning').mockImplementation((_warning, options) => {
        warnings.push((options as { code: string }).code);
      });
    });

    it('by default sends what looks wrong, with one warning for each rule', async () => {
      await client.sendMessage(flawed);
      await client.sendMessage(flawed);
      await client.broadcastMessage({ ...flawed, broadcast_list: ['ann'], receiver: undefined } as never);

      expect(api.bodies).toHaveLength(3);
      expect(api.bodies[0]).toEqual(flawed);
      expect(warnings).toEqual(['VIBER_MESSAGE_UNKNOWN_FIELD']);
    });

    it('by default refuses what Viber refuses', async () => {
      expect(await failureOf(client.sendMessage(broken))).toMatchObject({
        problems: ['/keyboard/Type is required but missing'],
      });
      expect(api.calls).toEqual([]);
    });

    it('with "strict" refuses what looks wrong, and warns of nothing', async () => {
      const failure = await failureOf(clientWith('strict').sendMessage(flawed));

      expect(failure).toBeInstanceOf(ViberMessageError);
      expect(failure).toMatchObject({
        problems: [expect.stringMatching(/^\/sparkle is not a known field\./)],
      });
      expect(api.calls).toEqual([]);
      expect(warnings).toEqual([]);
    });

    it('with "off" sends every object as it is', async () => {
      const off = clientWith('off');
      const large = { receiver: 'ann', text: 'x'.repeat(31 * 1024), nothing: null } as never;
      await off.sendMessage(broken);
      await off.sendMessage(large);
      await off.broadcastMessage({ ...UNSIGNED, broadcast_list: ['ann'], text: 7 } as never);

      expect(api.bodies).toEqual([
        broken,
        large,
        { ...UNSIGNED, receiver: UNSIGNED.receiver, broadcast_list: ['ann'], text: 7 },
      ]);
      expect(warnings).toEqual([]);
      expect(await failureOf(off.sendMessage('Hello' as never))).toBeInstanceOf(ViberMessageError);
    });

    it('sends a message without a sender, with a warning', async () => {
      await client.sendMessage(UNSIGNED);
      await client.sendMessage({ ...UNSIGNED, sender: null } as never);

      expect(api.bodies).toEqual([UNSIGNED, UNSIGNED]);
      expect(warnings).toEqual(['VIBER_MESSAGE_SENDER']);
      expect(await failureOf(clientWith('strict').sendMessage(UNSIGNED))).toMatchObject({
        problems: ['/sender is missing: set the sender option, or give the message one'],
      });
    });

    it('leaves out other receivers, with a warning', async () => {
      const message = { ...TEXT, broadcast_list: ['bob'] };
      await client.sendMessage(message);
      await client.broadcastMessage(message);

      const { receiver, ...content } = TEXT;
      expect(api.bodies).toEqual([
        { receiver, ...content },
        { broadcast_list: ['bob'], ...content },
      ]);
      expect(warnings).toEqual(['VIBER_MESSAGE_ADDRESS_FIELD']);
    });

    it('leaves out fields of null', async () => {
      const message = { ...TEXT, tracking_data: null, keyboard: null } as never;
      await clientWith('strict').sendMessage(message);

      expect(api.bodies).toEqual([TEXT]);
    });

    it('sends the chat of an inline bot', async () => {
      const message = { ...TEXT, chat_id: '18446744073709551615' };
      await clientWith('strict').sendMessage(message);

      expect(api.bodies).toEqual([message]);
    });

    it.each([[undefined], [null]])('sends a chat_id alone, with a receiver of %j', async (receiver) => {
      const message = { ...TEXT, receiver: undefined, chat_id: '18446744073709551615' };
      await clientWith('strict').sendMessage({ ...message, receiver } as SendMessageRequest);

      expect(api.bodies).toEqual([message]);
      expect(api.bodies[0]).not.toHaveProperty('receiver');
    });
  });
});
