import { once } from 'node:events';
import express from 'express';
import type { OutgoingMessage, ViberError } from '../../../lib/index';
import { ViberWebhook } from '../../../lib/index';
import { BODIES, textBody } from '../../fixtures/bodies';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { AUTH_TOKEN, postSigned } from '../../fixtures/posts';
import { closeServers, serve } from '../../fixtures/servers';

afterEach(closeServers);

const message = { type: 'text', text: 'Hello', futureField: 1 } as OutgoingMessage;
const sender = { name: 'Echo' };
const problem = expect.stringMatching(/^\/futureField is not a known field\./) as string;

async function start(
  options: { allowUnknownFields?: boolean },
  authToken: string | (() => string) = AUTH_TOKEN,
) {
  const api = await FakeViberApi.start();
  const viber = new ViberWebhook({ authToken, sender, apiUrl: api.url, ...options });
  const app = express().use(viber.middleware());
  return { api, viber, url: await serve(app) };
}

/** Replies with the message, and returns how that settled. */
async function settledReply(viber: ViberWebhook, url: string): Promise<PromiseSettledResult<unknown>> {
  const replied = new Promise<PromiseSettledResult<unknown>>((resolve) => {
    viber.on('message:text', async (_callback, { reply }) => {
      const [result] = await Promise.allSettled([reply(message)]);
      resolve(result);
    });
  });
  await postSigned(url, textBody('hi'));
  return replied;
}

describe('allowUnknownFields', () => {
  it('is off by default: a welcome message with an unknown field is left out with an error', async () => {
    const { viber, url } = await start({});
    const reported = once(viber, 'error') as Promise<[ViberError]>;
    viber.welcome(() => message);

    expect(await postSigned(url, BODIES.conversation_started)).toMatchObject({ status: 200, text: '' });
    const [error] = await reported;
    expect(error).toMatchObject({ code: 'welcome_invalid', problems: [problem] });
  });

  it.each(['receiver', 'broadcast_list'])('never allows a welcome message to have a %s', async (name) => {
    const { viber, url } = await start({ allowUnknownFields: true });
    const reported = once(viber, 'error') as Promise<[ViberError]>;
    viber.welcome(() => ({ ...message, [name]: ['ann'] }));

    expect(await postSigned(url, BODIES.conversation_started)).toMatchObject({ status: 200, text: '' });
    const [error] = await reported;
    expect(error).toMatchObject({
      code: 'welcome_invalid',
      problems: [expect.stringMatching(new RegExp(`^/${name} is not a field of this message`))],
    });
  });

  it('allows a welcome message with an unknown field', async () => {
    const { viber, url } = await start({ allowUnknownFields: true });
    viber.welcome(() => message);

    const { status, text } = await postSigned(url, BODIES.conversation_started);
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({ ...message, sender });
  });

  describe.each([
    ['the client of the webhook', AUTH_TOKEN],
    ["a client created for the callback's account", () => AUTH_TOKEN],
  ])('with %s', (_what, authToken) => {
    it('is off by default: a reply with an unknown field is rejected before it is sent', async () => {
      const { api, viber, url } = await start({}, authToken);

      expect(await settledReply(viber, url)).toMatchObject({
        status: 'rejected',
        reason: { code: 'invalid_message', problems: [problem] },
      });
      expect(api.calls).toEqual([]);
    });

    it('allows a reply with an unknown field', async () => {
      const { api, viber, url } = await start({ allowUnknownFields: true }, authToken);

      expect(await settledReply(viber, url)).toMatchObject({ status: 'fulfilled' });
      expect(api.bodies).toEqual([expect.objectContaining({ ...message, sender })]);
    });
  });
});
