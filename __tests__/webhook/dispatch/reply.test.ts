import { once } from 'node:events';
import type {
  MessageCallbackOf,
  OutgoingMessage,
  ReplyContext,
  ViberListenerError,
  ViberWebhookOptions,
} from '../../../lib/index';
import { ViberApiError, ViberConnectionError, ViberMessageError, ViberWebhook } from '../../../lib/index';
import { messageCallback, testUser } from '../../../lib/testing';
import { MAX_MESSAGE_BYTES } from '../../../lib/protocol/api/api-limits';
import { wireJson } from '../../../lib/protocol/wire-json';
import { textBody } from '../../fixtures/bodies';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN, postSigned } from '../../fixtures/posts';
import { closeServers } from '../../fixtures/servers';
import { startApp } from '../webhook-app';

afterEach(closeServers);

const sender = { name: 'Echo' };
const receiver = testUser().id;
const text = (words: string) => ({ type: 'text' as const, text: words });
const sent = (token: number) => ({ json: { status: 0, status_message: 'ok', message_token: token } });

/** Starts a bot whose listener of texts replies, and resolves with how the reply and the response ended. */
async function replying(
  reply: (context: ReplyContext, callback: MessageCallbackOf<'text'>) => Promise<unknown>,
  options: Partial<ViberWebhookOptions> = {},
) {
  const api = await FakeViberApi.start();
  api.reply(sent(1), sent(2), sent(3));
  const app = await startApp({ apiUrl: api.url, sender, ...options });
  const replied: PromiseSettledResult<unknown>[] = [];
  app.viber.on('message:text', async (callback, context) => {
    const [outcome] = await Promise.allSettled([reply(context, callback)]);
    replied.push(outcome);
    if (outcome.status === 'rejected') throw outcome.reason;
  });
  const post = (fields: Parameters<typeof messageCallback>[1] = {}) =>
    postSigned(app.url, wireJson(messageCallback(text('hi'), { message_token: '7', ...fields })));
  return { ...app, api, post, replied };
}

describe('reply', () => {
  it('sends a string as a text message, and resolves with its response', async () => {
    const { api, post, replied } = await replying(({ reply }) => reply('Hello'));
    expect((await post()).status).toBe(200);
    expect(api.bodies).toEqual([{ receiver, sender, ...text('Hello') }]);
    expect(replied).toEqual([
      { status: 'fulfilled', value: { status: 0, status_message: 'ok', message_token: '1' } },
    ]);
  });

  it('sends an array in order, and resolves with the responses in the same order', async () => {
    const { api, post, replied } = await replying(({ reply }) => reply(['One', text('Two'), 'Three']));
    expect((await post()).status).toBe(200);
    expect(api.bodies).toEqual(
      ['One', 'Two', 'Three'].map((words) => ({ receiver, sender, ...text(words) })),
    );
    expect(replied).toMatchObject([
      {
        status: 'fulfilled',
        value: [{ message_token: '1' }, { message_token: '2' }, { message_token: '3' }],
      },
    ]);
  });

  it('sends a message of an array only after Viber has accepted the one before', async () => {
    const first = gate();
    const { api, post } = await replying(({ reply }) => reply(['One', 'Two']));
    api.reply(async () => first.opened.then(() => sent(1)), sent(2));
    const response = post();
    await api.received(1);
    expect(api.calls).toHaveLength(1);
    first.open();
    expect((await response).status).toBe(200);
    expect(api.calls).toHaveLength(2);
  });

  it('sends nothing for an empty array', async () => {
    const { api, post, replied } = await replying(({ reply }) => reply([]));
    expect((await post()).status).toBe(200);
    expect(replied).toEqual([{ status: 'fulfilled', value: [] }]);
    expect(api.calls).toEqual([]);
  });

  it('sends on what was received, also inside an array', async () => {
    const { api, viber, url } = await replying(({ reply }) => reply('unused'));
    viber.on('message:picture', ({ message }, { reply }) => reply(['You sent:', message]));
    const picture = { type: 'picture', media: 'https://dl-media.viber.com/p' } as const;
    await postSigned(url, wireJson(messageCallback({ ...picture, file_name: 'p.jpg' })));
    expect(api.bodies).toEqual([
      { receiver, sender, ...text('You sent:') },
      { receiver, sender, ...picture },
    ]);
  });

  it('carries the chat of an inline bot with each message', async () => {
    const { api, post } = await replying(({ reply }) => reply(['One', 'Two']));
    await post({ chat_id: '18446744073709551615' });
    expect(api.bodies).toMatchObject([
      { receiver, chat_id: '18446744073709551615', text: 'One' },
      { receiver, chat_id: '18446744073709551615', text: 'Two' },
    ]);
  });

  it('sends none of several messages if one is invalid, and says which', async () => {
    const { viber, api, post } = await replying(({ reply }) => reply(['One', text('x'.repeat(7001))]));
    const reported = once(viber, 'error') as Promise<[ViberListenerError]>;
    expect((await post()).status).toBe(200);
    const { cause } = (await reported)[0];
    expect(cause).toBeInstanceOf(ViberMessageError);
    expect(cause).toMatchObject({
      problems: ['message 2: /text has 7001 characters, more than 7000 allowed'],
    });
    expect(api.calls).toEqual([]);
  });

  it('sends none of several messages if one is too large together with its receiver', async () => {
    const { viber, api, post, replied } = await replying(({ reply }) => {
      const bytes = Buffer.byteLength(JSON.stringify({ ...text('Two'), sender, padding: '' }));
      const large = { ...text('Two'), padding: 'x'.repeat(MAX_MESSAGE_BYTES - bytes) };
      return reply(['One', large as OutgoingMessage]);
    });
    viber.on('error', () => undefined);
    await post();
    expect(replied).toMatchObject([{ status: 'rejected', reason: { code: 'invalid_message' } }]);
    expect(String((replied[0] as PromiseRejectedResult).reason)).toContain(
      'message 2: the message with its receiver',
    );
    expect(api.calls).toEqual([]);
  });

  it('rejects invalid options of several messages with a TypeError, as for one message', async () => {
    const options = { signal: 1 } as unknown as { signal: AbortSignal };
    const { post, replied } = await replying(({ reply }) => reply(['One', 'Two'], options));
    await post();
    expect(replied).toMatchObject([{ status: 'rejected', reason: { name: 'TypeError' } }]);
  });

  it('of several messages says in a worker without a token how to give it one', async () => {
    const viber = new ViberWebhook({ authToken: () => AUTH_TOKEN, sender });
    viber.on('message', (_callback, { reply }) => reply(['One', 'Two']));
    const data = { account: 'shop', receivedAt: '2024-05-01T12:00:00.000Z', body: textBody('hi') };
    const failure = viber.process({ data });
    await expect(failure).rejects.toMatchObject({
      cause: expect.objectContaining({ name: 'TypeError' }) as TypeError,
    });
  });

  it.each<[what: string, messages: unknown]>([
    ['a number', 1],
    ['nothing', undefined],
    ['an array of nothing', [undefined]],
    ['an array with holes', new Array(1)],
    ['an array of arrays', [['Hello']]],
  ])('rejects %s before anything is sent', async (_what, messages) => {
    const { viber, api, post, replied } = await replying(({ reply }) => reply(messages as string));
    viber.on('error', () => undefined);
    await post();
    expect(replied).toMatchObject([{ status: 'rejected', reason: { code: 'invalid_message' } }]);
    expect(api.calls).toEqual([]);
  });

  describe('that stops in the middle of an array', () => {
    it('says how many were sent, and is permanent if its cause is', async () => {
      const { viber, api, post, replied } = await replying(({ reply }) => reply(['One', 'Two', 'Three']));
      api.reply(sent(1), { json: { status: 6, status_message: 'notSubscribed' } });
      const reported = once(viber, 'error') as Promise<[ViberListenerError]>;
      expect((await post()).status).toBe(200);
      expect(replied).toMatchObject([
        { status: 'rejected', reason: { code: 'reply_stopped', sentTokens: ['1'], total: 3 } },
      ]);
      expect((await reported)[0]).toMatchObject({ kind: 'permanent', cause: { code: 'reply_stopped' } });
      expect(((await reported)[0].cause as Error).cause).toBeInstanceOf(ViberApiError);
      expect(api.calls).toHaveLength(2);
    });

    it('is retryable if there was no response', async () => {
      const { api, post, failures } = await replying(({ reply }) => reply(['One', 'Two']));
      api.reply(sent(1), 'reset');
      expect((await post()).status).toBe(500);
      expect(failures).toMatchObject([{ kind: 'retryable', cause: { code: 'reply_stopped' } }]);
      expect(((failures[0] as Error).cause as Error).cause).toBeInstanceOf(ViberConnectionError);
    });

    it("has the signal's reason as its cause if it was aborted", async () => {
      const controller = new AbortController();
      const { api, post, replied } = await replying(({ reply }) =>
        reply(['One', 'Two'], { signal: controller.signal }),
      );
      const reason = new Error('The user has left.');
      api.reply(() => {
        controller.abort(reason);
        return 'hang';
      });
      expect((await post()).status).toBe(500);
      expect(replied).toMatchObject([{ status: 'rejected', reason: { sentTokens: [], total: 2 } }]);
      expect((replied[0] as PromiseRejectedResult).reason).toHaveProperty('cause', reason);
    });
  });
});
