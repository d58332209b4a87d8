import { once } from 'node:events';
import express from 'express';
import type { MessageChecks, OutgoingMessage, ViberError } from '../../../lib/index';
import { ViberWebhook } from '../../../lib/index';
import { BODIES, textBody } from '../../fixtures/bodies';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { wireJson } from '../../../lib/protocol/wire-json';
import { messageCallback, testUser } from '../../../lib/testing';
import { AUTH_TOKEN, postSigned } from '../../fixtures/posts';
import { closeServers, serve } from '../../fixtures/servers';

afterEach(closeServers);

const message = { type: 'text', text: 'Hello', fieldOfTomorrow: 1 } as OutgoingMessage;
const sender = { name: 'Echo' };
const problem = expect.stringMatching(/^\/fieldOfTomorrow is not a known field\./) as string;

async function start(
  options: { messageChecks?: MessageChecks },
  authToken: string | (() => string) = AUTH_TOKEN,
) {
  const api = await FakeViberApi.start();
  const viber = new ViberWebhook({ authToken, sender, apiUrl: api.url, ...options });
  const app = express().use(viber.middleware());
  return { api, viber, url: await serve(app) };
}

/** What a reply of the message comes to. */
async function replyOf(viber: ViberWebhook, url: string): Promise<PromiseSettledResult<unknown>> {
  const replied = new Promise<PromiseSettledResult<unknown>>((resolve) => {
    viber.on('message:text', async (_callback, { reply }) => {
      const [result] = await Promise.allSettled([reply(message)]);
      resolve(result);
    });
  });
  await postSigned(url, textBody('hi'));
  return replied;
}

describe('messageChecks', () => {
  beforeEach(() => {
    jest.spyOn(process, 'emitWarning').mockReturnValue();
  });

  afterEach(() => jest.restoreAllMocks());

  it.each<[MessageChecks]>([['errors'], ['off']])(
    'sends a welcome that looks wrong with %j',
    async (messageChecks) => {
      const { viber, url } = await start({ messageChecks });
      viber.welcome(() => message);

      const { status, text } = await postSigned(url, BODIES.conversation_started);
      expect(status).toBe(200);
      expect(JSON.parse(text)).toEqual({ ...message, sender });
    },
  );

  it('leaves out a welcome that looks wrong with "strict", and reports it', async () => {
    const { viber, url } = await start({ messageChecks: 'strict' });
    const reported = once(viber, 'error') as Promise<[ViberError]>;
    viber.welcome(() => message);

    expect(await postSigned(url, BODIES.conversation_started)).toMatchObject({ status: 200, text: '' });
    const [error] = await reported;
    expect(error).toMatchObject({ code: 'welcome_invalid', problems: [problem] });
  });

  it('leaves out a welcome that Viber would not show', async () => {
    const { viber, url } = await start({});
    const reported = once(viber, 'error') as Promise<[ViberError]>;
    viber.welcome(() => ({ type: 'text', text: 'x'.repeat(7001) }));

    expect(await postSigned(url, BODIES.conversation_started)).toMatchObject({ status: 200, text: '' });
    const [error] = await reported;
    expect(error).toMatchObject({
      code: 'welcome_invalid',
      problems: ['/text has 7001 characters, more than 7000 allowed'],
    });
  });

  it.each(['receiver', 'broadcast_list'])('leaves the %s out of a welcome', async (name) => {
    const { viber, url } = await start({});
    viber.welcome(() => ({ ...message, [name]: ['ann'] }));

    const { text } = await postSigned(url, BODIES.conversation_started);
    expect(JSON.parse(text)).toEqual({ ...message, sender });
  });

  describe.each([
    ['the client of the webhook', AUTH_TOKEN],
    ["a client made for the callback's account", () => AUTH_TOKEN],
  ])('with %s', (_what, authToken) => {
    it('refuses a reply that looks wrong with "strict", before it is sent', async () => {
      const { api, viber, url } = await start({ messageChecks: 'strict' }, authToken);

      expect(await replyOf(viber, url)).toMatchObject({
        status: 'rejected',
        reason: { code: 'invalid_message', problems: [problem] },
      });
      expect(api.calls).toEqual([]);
    });

    it('sends a reply that looks wrong by default', async () => {
      const { api, viber, url } = await start({}, authToken);

      expect(await replyOf(viber, url)).toMatchObject({ status: 'fulfilled' });
      expect(api.bodies).toEqual([expect.objectContaining({ ...message, sender })]);
    });
  });
});

describe('reply', () => {
  /** The bodies that a bot sends which replies with what it receives. */
  async function echoesOf(bodies: string[], messageChecks: MessageChecks = 'strict'): Promise<unknown[]> {
    const { api, viber, url } = await start({ messageChecks });
    viber.on('message', (callback, { reply }) => reply(callback.message));
    for (const body of bodies) expect((await postSigned(url, body)).status).toBe(200);
    return api.bodies;
  }

  it.each<[MessageChecks]>([['strict'], ['errors'], ['off']])(
    'sends on what was received with %j',
    async (checks) => {
      const { message: file } = messageCallback({
        type: 'file',
        media: 'https://dl-media.viber.com/f',
        file_name: 'f.pdf',
        file_size: 3220,
      });
      const callbacks = [
        messageCallback(file),
        messageCallback({ type: 'picture', media: 'https://dl-media.viber.com/p', file_name: 'p.jpg' }),
      ];

      const bodies = callbacks.map((callback) => wireJson(callback));
      expect(await echoesOf(bodies, checks)).toEqual([
        {
          receiver: testUser().id,
          sender,
          type: 'file',
          media: 'https://dl-media.viber.com/f',
          file_name: 'f.pdf',
          size: 3220,
        },
        { receiver: testUser().id, sender, type: 'picture', media: 'https://dl-media.viber.com/p' },
      ]);
    },
  );

  it('sends any other message with all its fields', async () => {
    const { api, viber, url } = await start({ messageChecks: 'off' });
    viber.on('message:location', ({ message: received }, { reply }) => reply({ ...received }));
    const location = { lat: 50, lon: 6 };
    await postSigned(url, wireJson(messageCallback({ type: 'location', location, text: 'here' })));

    expect(api.bodies).toEqual([
      { receiver: testUser().id, sender, type: 'location', location, text: 'here' },
    ]);
  });

  it('names what is missing in what was received', async () => {
    const { api, viber, url } = await start({});
    const failed = new Promise<unknown>((resolve) => {
      viber.on('message:video', async ({ message: video }, { reply }) => {
        await reply(video).catch(resolve);
      });
    });
    await postSigned(
      url,
      wireJson(messageCallback({ type: 'video', media: 'https://dl-media.viber.com/v' })),
    );

    expect(await failed).toMatchObject({
      code: 'invalid_message',
      problems: ['/size is required but missing'],
    });
    expect(api.calls).toEqual([]);
  });

  it('replies to the chat that a message of an inline bot came from', async () => {
    const chat_id = '18446744073709551615';
    const inline = messageCallback({ type: 'text', text: 'hi' }, { chat_id, reply_type: 'query' });

    expect(await echoesOf([wireJson(inline)])).toEqual([
      { receiver: testUser().id, chat_id, sender, type: 'text', text: 'hi' },
    ]);
  });
});
