import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PermanentError } from '../../../lib/index';
import { BODIES, textBody } from '../../fixtures/bodies';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { AUTH_TOKEN, post, postSigned } from '../../fixtures/posts';
import { load, origin, readPage } from '../documented-code';
import type { BotModule } from './recipe';
import { program, recipe, useRecipes } from './recipe';

const [logging = ''] = recipe('logging');

describe('logging', () => {
  useRecipes();

  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'express-viber-pino-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Starts the bot of the page, with a file in the place of the standard output. */
  async function start() {
    const api = await FakeViberApi.start();
    api.reply({ text: '{"status":0,"message_token":5466394344559121998}' });
    const file = join(folder, 'log');
    const destination = `pino.destination({ dest: ${JSON.stringify(file)}, sync: true })`;
    const { viber } = load(program(logging.replace('pino()', `pino(${destination})`)), api.url) as BotModule;
    const text = () => readFileSync(file, 'utf8');
    const lines = () =>
      text()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    return { viber, url: `${await origin()}/viber`, text, lines };
  }

  it('says which callback each line of a listener is about', async () => {
    const { url, lines } = await start();
    expect((await postSigned(url, textBody('hello', '5466394344559121008'))).status).toBe(200);
    const about = { account: 'default', event: 'message', messageToken: '5466394344559121008', level: 30 };
    expect(lines()).toEqual([
      expect.objectContaining({
        ...about,
        msg: 'echoed',
        length: 5,
        replyToken: '5466394344559121998',
      }),
      expect.objectContaining({ ...about, msg: 'handled', ms: expect.any(Number) as number }),
    ]);
    const [, sample = '{}'] = /```json\n([^]*?)```/.exec(readPage('docs/recipes/logging.md')) ?? [];
    expect(lines()[0]).toMatchObject(JSON.parse(sample) as object);
  });

  it('contains neither texts nor tokens nor ids of users, whatever arrives and fails', async () => {
    const { viber, url, text, lines } = await start();
    for (const body of [...Object.values(BODIES), '{"event":"never_heard_of","message_token":1}']) {
      expect((await postSigned(url, body)).status).toBe(200);
    }
    const secret = 'secret-of-the-user';
    viber.onText(`permanent ${secret}`, ({ message }) => Promise.reject(new PermanentError(message.text)));
    viber.onText(`retryable ${secret}`, ({ message }) => Promise.reject(new RangeError(message.text)));
    viber.onText(`thrown ${secret}`, async ({ message }) => Promise.reject(message.text as unknown as Error));
    expect((await postSigned(url, textBody(`permanent ${secret}`, '1'))).status).toBe(200);
    expect((await postSigned(url, textBody(`retryable ${secret}`, '2'))).status).toBe(500);
    expect((await postSigned(url, textBody(`thrown ${secret}`, '3'))).status).toBe(500);
    expect((await post(url, BODIES.seen)).status).toBe(401);

    expect(lines()).toContainEqual(
      expect.objectContaining({
        level: 50,
        msg: 'failed',
        code: 'listener_failed',
        kind: 'permanent',
        messageToken: '1',
        cause: 'PermanentError',
      }),
    );
    expect(lines().at(-1)).toMatchObject({
      level: 40,
      msg: 'rejected',
      code: 'missing_signature',
      status: 401,
    });
    expect(lines().filter(({ msg, messageToken }) => msg === 'handled' && messageToken === '2')).toEqual([]);
    expect(text()).not.toMatch(/secret-of-the-user|c2FtcGxl|Subscriber|caption|Жэ|step-2|\+359/);
    expect(text()).not.toContain(AUTH_TOKEN);
  });
});
