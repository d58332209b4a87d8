import type { IncomingMessage } from 'node:http';
import type { AuthTokenResolver, CallbackJob } from '../../../lib/index';
import { signBody } from '../../../lib/index';
import { BODIES, textBody } from '../../fixtures/bodies';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { post } from '../../fixtures/posts';
import { startApp } from '../../webhook/webhook-app';
import { codeBlocks, codeIn, load, origin, readPage, tableRows, typeErrors } from '../documented-code';
import type { BotModule } from '../recipes/recipe';
import { program, useRecipes } from '../recipes/recipe';
import { asModule, blockWith, startBlocks } from './documented-bot';

jest.setTimeout(60_000); // the compiler is slow

const page = readPage('docs/many-bots.md');
const blocks = codeBlocks(page);
const [bots = ''] = blocks;

function postOf(token: string, body: string, url: string) {
  return post(url, body, { 'X-Viber-Content-Signature': signBody(body, token) });
}

describe('docs/many-bots.md', () => {
  useRecipes();

  it('has only blocks that compile', () => {
    expect(blocks).toHaveLength(4);
    expect(typeErrors(blocks.map(asModule))).toEqual([]);
  });

  it('has a program whose bots reply with their own token and name, also with sig in the URL', async () => {
    const api = await FakeViberApi.start();
    load(bots, api.url);
    const url = `${await origin()}/bots`;
    const status = async (bot: string, token: string, index: string) =>
      (await postOf(token, textBody('hello', index), `${url}/${bot}?sig=0`)).status;
    expect(await status('sales', 'token-of-sales', '1')).toBe(200);
    expect(await status('support', 'token-of-support', '2')).toBe(200);
    expect(await status('sales', 'token-of-support', '3')).toBe(401);
    expect(await status('unknown', 'token-of-sales', '4')).toBe(404);
    expect(api.calls.map(({ headers, body }) => [headers['x-viber-auth-token'], body])).toEqual([
      ['token-of-sales', expect.objectContaining({ text: 'hello', sender: { name: 'sales' } })],
      ['token-of-support', expect.objectContaining({ text: 'hello', sender: { name: 'support' } })],
    ]);
  });

  it('says what each result of the function causes', async () => {
    const results: AuthTokenResolver[] = [
      () => ({ account: 'sales', authToken: 'a' }),
      () => ['a', 'b'],
      () => undefined,
      () => Promise.reject(new Error('no database')),
    ];
    const outcomes: unknown[] = [];
    for (const authToken of results) {
      const { viber, url } = await startApp({ authToken });
      const codes: string[] = [];
      const accounts: string[] = [];
      viber.on('rejected', ({ code }) => codes.push(code));
      viber.on('seen', (_callback, { account }) => accounts.push(account));
      const { status } = await postOf('a', BODIES.seen, url);
      outcomes.push([status, ...accounts, ...codes]);
    }
    const fingerprint = expect.stringMatching(/^[0-9a-f]{16}$/) as unknown;
    expect(outcomes).toEqual([[200, 'sales'], [200, fingerprint], [404, 'unknown_account'], [500]]);
    const rows = tableRows(page, '`authToken`');
    expect(rows).toHaveLength(results.length);
    expect(rows[2]?.[1]).toContain('404');
    expect(codeIn(rows[2]?.[1])).toContain('unknown_account');
    expect(rows[3]?.[1]).toContain('500');
  });

  it('asks for the bot only if there is a signature, but before it is verified', async () => {
    const asked: (string | undefined)[] = [];
    const authToken = ({ headers }: IncomingMessage) => {
      asked.push(headers['user-agent']);
      return 'a';
    };
    const { url } = await startApp({ authToken });
    expect((await post(url, BODIES.seen, { 'User-Agent': 'unsigned' })).status).toBe(401);
    const headers = { 'User-Agent': 'forged', 'X-Viber-Content-Signature': '0'.repeat(64) };
    expect((await post(url, BODIES.seen, headers)).status).toBe(401);
    expect(asked).toEqual(['forged']);
  });

  it('registers each bot with its own token, which the webhook cannot', async () => {
    const api = await FakeViberApi.start();
    await startBlocks(api.url, blockWith(blocks, 'client.setWebhook('));
    expect(api.calls).toMatchObject([
      {
        path: '/pa/set_webhook',
        headers: { 'x-viber-auth-token': 'token-of-sales' },
        body: { url: 'https://bots.example.com/bots/sales', event_types: ['conversation_started'] },
      },
    ]);
    const { viber } = load(program(bots.replace(/const app[^]*/, '')), api.url) as BotModule;
    await expect(viber.setWebhook({ url: 'https://bots.example.com/viber' })).rejects.toThrow(TypeError);
  });

  it('sends outside a listener with the client of each bot', async () => {
    const api = await FakeViberApi.start();
    await startBlocks(api.url, blockWith(blocks, 'sendMessage('));
    expect(api.calls).toMatchObject([
      {
        path: '/pa/send_message',
        headers: { 'x-viber-auth-token': 'token-of-sales' },
        body: { receiver: '01234567890A=', text: 'Your order is ready.', sender: { name: 'sales' } },
      },
    ]);
    const { viber } = load(program(bots.replace(/const app[^]*/, '')), api.url) as BotModule;
    expect(() => viber.client).toThrow(TypeError);
  });

  it('has a worker that replies with the token of the bot, which it needs', async () => {
    const api = await FakeViberApi.start();
    const { viber, run } = load(program(blockWith(blocks, 'CallbackJob'), 'run'), api.url) as BotModule & {
      run: (job: CallbackJob) => Promise<void>;
    };
    viber.on('message:text', ({ message }, { reply }) => reply(message.text));
    const jobOf = (account: string, token: string) => ({
      data: { account, receivedAt: new Date().toISOString(), body: textBody('hello', token) },
    });
    await run(jobOf('sales', '1'));
    expect(api.calls.map(({ headers }) => headers['x-viber-auth-token'])).toEqual(['token-of-sales']);
    await expect(run(jobOf('support', '2'))).rejects.toThrow('There is no bot "support".');
    await expect(viber.process(jobOf('sales', '3'))).rejects.toMatchObject({
      cause: expect.any(TypeError) as unknown,
    });
  });
});
