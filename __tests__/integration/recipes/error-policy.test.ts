import { PermanentError } from '../../../lib/index';
import { BODIES, receiptBody, textBody } from '../../fixtures/bodies';
import { until } from '../../fixtures/conditions';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { gate } from '../../fixtures/gate';
import { postSigned } from '../../fixtures/posts';
import { load, origin } from '../documented-code';
import type { BotModule } from './recipe';
import { chatWith, program, recipe, useRecipes } from './recipe';

jest.setTimeout(60_000); // a bound for a busy machine

const [errorPolicy = ''] = recipe('error-policy');

describe('the error policy', () => {
  useRecipes();

  async function start(options = '') {
    const api = await FakeViberApi.start();
    const code = errorPolicy.replace("sender: { name: 'Shop' }", `sender: { name: 'Shop' }${options}`);
    const { viber, printed } = load(program(code), api.url) as BotModule;
    /** The kinds and tokens of what was reported. */
    const reported = () =>
      printed.map(([fields]) => {
        const { kind, messageToken } = fields as { kind?: string; messageToken?: string };
        return [kind, messageToken];
      });
    const texts = () => api.bodies.map((body) => (body as { text?: string }).text);
    return { viber, api, url: `${await origin()}/viber`, printed, reported, texts };
  }

  const APOLOGY = 'Sorry, that did not work.';

  it('lets Viber redeliver what is retryable, and runs it again', async () => {
    const { viber, url, reported, texts } = await start();
    let runs = 0;
    viber.on('message', () => {
      runs += 1;
      if (runs < 3) throw new Error('no database');
    });
    const statuses: number[] = [];
    for (let delivery = 1; delivery <= 3; delivery += 1) {
      statuses.push((await postSigned(url, textBody('pizza', '1'))).status);
    }
    expect(statuses).toEqual([500, 500, 200]);
    expect(reported()).toEqual(Array(2).fill(['retryable', '1']));
    expect(texts()).toEqual([]);
  });

  it('tells the user of a permanent failure once, and reports it once', async () => {
    const { viber, url, reported, texts } = await start();
    viber.on('message', () => Promise.reject(new PermanentError('Not an order.')));
    expect((await postSigned(url, textBody('pizza', '1'))).status).toBe(200);
    expect((await postSigned(url, textBody('pizza', '1'))).status).toBe(200);
    expect(reported()).toEqual([['permanent', '1']]);
    expect(texts()).toEqual([APOLOGY]);
  });

  it('tells the user of a failure after the acknowledgement', async () => {
    const { viber, url, reported, texts } = await start(', ackTimeoutMs: 50');
    const { opened, fail } = gate();
    viber.on('message', () => opened);
    expect((await postSigned(url, textBody('pizza', '1'))).status).toBe(200);
    fail(new Error('no database'));
    await until(() => texts().length > 0);
    expect(texts()).toEqual([APOLOGY]);
    expect(reported()).toEqual([['late', '1']]);
  });

  it('reports both failures of a callback, and runs only the retryable one again', async () => {
    const { viber, url, reported, texts } = await start();
    const runs: string[] = [];
    viber.on('message', () => {
      runs.push('permanent');
      throw new PermanentError('Not an order.');
    });
    viber.on('message:text', () => {
      runs.push('retryable');
      if (runs.length < 3) throw new Error('no database');
    });
    expect((await postSigned(url, textBody('pizza', '1'))).status).toBe(500);
    expect(reported().sort()).toEqual([
      ['permanent', '1'],
      ['retryable', '1'],
    ]);
    expect((await postSigned(url, textBody('pizza', '1'))).status).toBe(200);
    expect(runs).toEqual(['permanent', 'retryable', 'retryable']);
    expect(reported()).toHaveLength(2);
    expect(texts()).toEqual([]);
  });

  it.each([
    ['for good', 6, 'permanent', 200],
    ['for the moment', 7, 'retryable', 500],
  ])(
    'reports an apology that fails %s, and does not run the listener again',
    async (_how, viberStatus, kind, status) => {
      const { viber, api, url, printed, reported } = await start();
      api.reply({ json: { status: viberStatus } });
      let runs = 0;
      viber.on('message', () => {
        runs += 1;
        throw new PermanentError('Not an order.');
      });
      expect((await postSigned(url, textBody('pizza', '1'))).status).toBe(status);
      expect((await postSigned(url, textBody('pizza', '1'))).status).toBe(200);
      expect(runs).toBe(1);
      expect(reported()).toEqual([
        ['permanent', '1'],
        [kind, '1'],
      ]);
      expect(printed.map(([, cause]) => cause)).toMatchObject([
        { code: 'permanent_failure' },
        { code: 'api_error', viberStatus },
      ]);
      expect(api.calls).toHaveLength(1);
    },
  );

  it('sends no apology for a receipt, which would cause another one', async () => {
    const { bot, emulator, user, received } = await chatWith(program(errorPolicy));
    bot.viber.on('delivered', () => Promise.reject(new PermanentError('No such message.')));
    bot.viber.on('message', (_callback, { reply }) => reply('Hello'));
    await user.send('Hello');
    expect(received()).toEqual(['Hello']);
    expect(bot.printed).not.toEqual([]);
    expect(emulator.apiCalls.filter(({ method }) => method === 'send_message')).toHaveLength(1);
  });

  it.each([
    ['retryable', new Error('no database'), 500],
    ['permanent', new PermanentError('No such user.'), 200],
  ])('reports a %s failure of the welcome handler', async (kind, error, status) => {
    const { viber, url, reported, texts } = await start();
    viber.welcome(() => Promise.reject(error));
    expect((await postSigned(url, BODIES.conversation_started)).status).toBe(status);
    expect(reported()).toEqual([[kind, '5466394344559121004']]);
    expect(texts()).toEqual([]);
  });

  it.each([
    [', queue: { add: () => Promise.reject(new Error("no Redis")) }', 'default'],
    [', authToken: () => Promise.reject(new Error("no database"))', undefined],
  ])('reports that the queue or the authToken function has failed', async (option, account) => {
    const { url, printed } = await start(option);
    expect((await postSigned(url, receiptBody('seen', '1'))).status).toBe(500);
    expect(printed).toMatchObject([[{ kind: 'retryable', account }, expect.any(Error) as unknown]]);
  });
});
