import { clientSource } from '../../lib/webhook/client-source';
import { parseWebhookOptions } from '../../lib/webhook/options';
import type { BaseContext, ViberClient } from '../../lib/index';
import { ViberWebhook } from '../../lib/index';
import { BODIES, textBody } from '../fixtures/bodies';
import { FakeViberApi } from '../fixtures/fake-viber-api';
import { AUTH_TOKEN, postSigned } from '../fixtures/posts';
import { closeServers } from '../fixtures/servers';
import { startApp } from './webhook-app';

afterEach(closeServers);

const OTHER_TOKEN = AUTH_TOKEN.replace('4', '5');
const jobOf = (body: string) => ({ data: { account: 'shop', receivedAt: '2024-05-01T12:00:00.000Z', body } });

describe('context.client', () => {
  it('is the client of the webhook, also where there is no user', async () => {
    const { viber, url } = await startApp();
    const clients: ViberClient[] = [];
    const add = (_callback: unknown, { client }: BaseContext) => clients.push(client);
    viber.on('callback', add).on('unrecognized', add).on('duplicate', add).onText(/./, add);
    viber.welcome((_callback, { client }) => {
      clients.push(client);
      return undefined;
    });
    const bodies = [BODIES.webhook, '{}', textBody('hi'), textBody('hi'), BODIES.conversation_started];
    for (const body of bodies) await postSigned(url, body);
    expect(clients).toHaveLength(7);
    for (const client of clients) expect(client).toBe(viber.client);
  });

  it('is that of the bot that the callback is for, and the same one for all its callbacks', async () => {
    const api = await FakeViberApi.start();
    const { viber, url } = await startApp({
      apiUrl: api.url,
      authToken: ({ headers }) => ({
        account: String(headers['x-bot']),
        authToken: headers['x-bot'] === 'bank' ? [OTHER_TOKEN, AUTH_TOKEN] : AUTH_TOKEN,
      }),
    });
    const clients: ViberClient[] = [];
    viber.on('webhook', async (_callback, { client }) => {
      clients.push(client);
      await client.removeWebhook();
    });
    for (const [index, bot] of ['shop', 'bank', 'shop'].entries()) {
      const body = BODIES.webhook.replace('5466394344559121001', String(index + 1));
      expect((await postSigned(url, body, { 'X-Bot': bot })).status).toBe(200);
    }
    expect(api.calls.map(({ headers }) => headers['x-viber-auth-token'])).toEqual([
      AUTH_TOKEN,
      OTHER_TOKEN,
      AUTH_TOKEN,
    ]);
    expect(clients[0]).toBe(clients[2]);
    expect(clients[0]).not.toBe(clients[1]);
  });

  it('has the token that a worker gives to process, and throws where there is none', async () => {
    const viber = new ViberWebhook({ authToken: () => AUTH_TOKEN });
    const given: ViberClient[] = [];
    viber.onText(/^client/, (_callback, { client }) => given.push(client));
    // Reads no client, so it works without one.
    viber.onText(/./, (_callback, context) => {
      expect(context.match[0]).toBe('h');
      expect(Object.keys(context).sort()).toEqual([
        'account',
        'client',
        'match',
        'receivedAt',
        'reply',
        'state',
      ]);
    });
    await viber.process(jobOf(textBody('client', '1')), { authToken: AUTH_TOKEN });
    expect(given).toHaveLength(1);
    await viber.process(jobOf(textBody('hi', '2')));
    await expect(viber.process(jobOf(textBody('client', '3')))).rejects.toMatchObject({
      cause: expect.objectContaining({
        name: 'TypeError',
        message: expect.stringMatching(
          /^This webhook serves many bots.* context\.client.*viber\.process\(job, \{ authToken \}\)\.$/,
        ) as string,
      }) as TypeError,
    });
  });
});

describe('the clients of many bots', () => {
  const clientOf = () => clientSource(parseWebhookOptions({ authToken: () => AUTH_TOKEN }));
  const tokenOf = (bot: number) => `${AUTH_TOKEN.slice(0, -8)}${String(bot).padStart(8, '0')}`;

  afterEach(() => {
    jest.useRealTimers();
  });

  it('stay the same for days, since a bot has one limit of broadcasts', () => {
    jest.useFakeTimers();
    const find = clientOf();
    const client = find(AUTH_TOKEN);
    jest.advanceTimersByTime(3 * 86_400_000);
    find(OTHER_TOKEN);
    expect(find(AUTH_TOKEN)).toBe(client);
  });

  it('are 10,000 at most; the one that was not used for longest is forgotten', () => {
    const find = clientOf();
    const clients = [0, 1].map((bot) => find(tokenOf(bot)));
    for (let bot = 2; bot < 10_000; bot += 1) find(tokenOf(bot));
    find(tokenOf(0));
    find(tokenOf(10_000));
    expect(find(tokenOf(0))).toBe(clients[0]);
    expect(find(tokenOf(1))).not.toBe(clients[1]);
  });
});
