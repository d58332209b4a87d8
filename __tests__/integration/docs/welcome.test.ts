import type { WelcomeHandler } from '../../../lib/index';
import { deepLink, PermanentError } from '../../../lib/index';
import { runInProcess } from '../../cli/run-in-process';
import { BODIES } from '../../fixtures/bodies';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN, postSigned } from '../../fixtures/posts';
import {
  codeBlocks,
  codeIn,
  commandsOf,
  readPage,
  tableRows,
  typeErrors,
  wholeModule,
} from '../documented-code';
import { startApp } from '../../webhook/webhook-app';
import { useRecipes } from '../recipes/recipe';
import { blockWith, chatWithBlocks, NO_API, startBlocks } from './documented-bot';

jest.setTimeout(60_000); // the compiler is slow

const page = readPage('docs/welcome.md');
const blocks = codeBlocks(page);
const welcome = blockWith(blocks, 'viber.welcome(');

/** What each row of the table of failures says, and a handler that fails like that. */
const FAILURES: [string, WelcomeHandler][] = [
  ['the handler throws', () => Promise.reject(new Error('no database'))],
  ['it throws a `PermanentError`', () => Promise.reject(new PermanentError('no such shop'))],
  ['the message is late', () => new Promise(() => undefined)],
  ['the message is not valid', () => ({ type: 'text' }) as never],
];

describe('docs/welcome.md', () => {
  useRecipes();

  it('has only blocks that compile', () => {
    expect(blocks).toHaveLength(2);
    expect(typeErrors(blocks.map(wholeModule))).toEqual([]);
  });

  it('welcomes who opens the chat, depending on the deep link, unless they are subscribed', async () => {
    const { user, emulator, received } = await chatWithBlocks(welcome);
    await user.openChat();
    await user.openLink(deepLink('localbot', { context: 'poster' }));
    expect(received()).toEqual(['Hello Subscriber!', 'Welcome! Here is your coupon.']);
    expect(user.keyboard?.Buttons).toHaveLength(2);
    await user.subscribe();
    await user.openChat();
    expect(received()).toHaveLength(2);
    expect(emulator.apiCalls.filter(({ method }) => method === 'send_message')).toEqual([]);
  });

  it('lists the fields of the callback', () => {
    const fields = tableRows(page, 'field').flatMap(([field]) => codeIn(field));
    const module = `
      import type { CallbackEnvelope, ConversationStartedCallback } from 'express-viber';
      type Own = Exclude<keyof ConversationStartedCallback, keyof CallbackEnvelope | 'event'>;
      const fields: Record<Own, true> = { ${fields.map((name) => `${name}: true`).join(', ')} };`;
    expect(typeErrors([module])).toEqual([]);
  });

  it('has a deep link that is as it shows', () => {
    const code = blockWith(blocks, 'deepLink(');
    const [, uri = '', options = '', link] = /^deepLink\('(.*?)', (\{.*\})\); \/\/ (.*)$/m.exec(code) ?? [];
    const json = options.replace(/(\w+):/g, '"$1":').replaceAll("'", '"');
    expect(deepLink(uri, JSON.parse(json) as object)).toBe(link);
  });

  it('has a reply that Viber refuses with status 6 unless the user is subscribed', async () => {
    const { bot, user } = await chatWithBlocks();
    const failures: unknown[] = [];
    bot.viber.on('error', ({ cause }) => failures.push(cause));
    bot.viber.welcome(async (_callback, { reply }) => {
      await reply('Hello');
      return undefined;
    });
    await user.openChat();
    expect(failures).toMatchObject([{ code: 'api_error', viberStatus: 6 }]);
    await user.subscribe();
    await user.openChat();
    expect(user.inbox).toHaveLength(1);
  });

  it('has a command that prints the message and whether it is valid', async () => {
    const { url } = await startBlocks(NO_API, welcome);
    const [command = []] = commandsOf(page);
    const args = command.map((word) => word.replace('http://localhost:3000/viber', url));
    const { code, stdout } = await runInProcess(args, { VIBER_AUTH_TOKEN: AUTH_TOKEN });
    expect(code).toBe(0);
    expect(stdout).toMatch(/Hello .*\nWelcome +valid\n/);
  });

  it('has a row for each failure of the handler', () => {
    expect(tableRows(page, 'what').map(([what]) => what)).toEqual(FAILURES.map(([what]) => what));
  });

  it.each(FAILURES)('says what happens if %s', async (what, handler) => {
    const [, response = '', reported = ''] = tableRows(page, 'what').find(([cell]) => cell === what) ?? [];
    const { viber, url, failures } = await startApp({ ackTimeoutMs: 200 });
    const errors: unknown[] = [];
    viber.on('error', (error) => errors.push(error));
    viber.welcome(handler);
    const { status, text } = await postSigned(url, BODIES.conversation_started);
    if (reported.includes('`next`')) {
      expect([response, status]).toEqual([expect.stringMatching(/^500; Viber redelivers/), 500]);
      expect([failures, errors]).toEqual([[expect.any(Error)], []]);
      return;
    }
    const [event, code, field = 'code'] = codeIn(reported);
    expect([event, response, status, text]).toEqual(['error', '200 without a message', 200, '']);
    expect(errors).toEqual([expect.objectContaining({ code })]);
    expect(errors[0]).toHaveProperty(field);
  });

  it('gives a redelivery the same message, without another run of the handler', async () => {
    const { viber, url } = await startApp();
    let runs = 0;
    viber.welcome(() => ({ type: 'text', text: `Hello ${String((runs += 1))}` }));
    const texts: string[] = [];
    for (let delivery = 1; delivery <= 2; delivery += 1) {
      texts.push((await postSigned(url, BODIES.conversation_started)).text);
    }
    expect(texts).toEqual(Array(2).fill('{"type":"text","text":"Hello 1"}'));
  });

  it('takes one handler, around which no handler of use runs', async () => {
    const { viber, url } = await startApp();
    const steps: string[] = [];
    viber.use(async (_callback, _context, next) => {
      steps.push('use');
      await next();
      steps.push('used');
    });
    const { opened, open } = gate();
    viber.on('conversation_started', () => opened);
    viber.welcome(() => {
      steps.push('welcome');
      open();
      return undefined;
    });
    expect(() => viber.welcome(() => undefined)).toThrow('room for only one message');
    await postSigned(url, BODIES.conversation_started);
    expect(steps).toEqual(['welcome', 'use', 'used']);
  });
});
