import { readdirSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import type { AuthTokenResolver, ViberWebhookOptions } from '../../../lib/index';
import { ViberWebhook } from '../../../lib/index';
import { resultsFor } from '../../cli/doctor/fixture';
import { BODIES, textBody } from '../../fixtures/bodies';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { AUTH_TOKEN, post, postSigned } from '../../fixtures/posts';
import { endProcesses, startProcess } from '../../fixtures/processes';
import { serve } from '../../fixtures/servers';
import {
  codeBlocks,
  codeIn,
  LISTEN,
  load,
  origin,
  readPage,
  tableRows,
  typeErrors,
  useDocumentedCode,
  wholeModule,
} from '../documented-code';

jest.setTimeout(60_000); // the compiler is slow

const page = readPage('docs/troubleshooting.md');
const [block = ''] = codeBlocks(page);
const hints = tableRows(page, 'the hint says').map(([hint]) => codeIn(hint)[0] ?? '');

/** Serves a webhook behind what changes its requests, and returns its URL and the rejections that it reports. */
async function startBot(
  options: Partial<ViberWebhookOptions> = {},
  change: (bytes: Buffer) => Buffer | string = (bytes) => bytes,
) {
  const viber = new ViberWebhook({ authToken: AUTH_TOKEN, ...options });
  const rejected: (string | undefined)[] = [];
  viber.on('rejected', ({ hint }) => rejected.push(hint));
  const app = express();
  app.use(express.raw({ type: () => true }), (req, _res, next) => {
    if (Buffer.isBuffer(req.body)) req.body = change(req.body);
    next();
  });
  app.use('/', viber.middleware());
  return { url: await serve(app as RequestListener), rejected };
}

/** How a signature gets wrong, by what the hint says. */
const CAUSES: Record<string, () => Promise<(string | undefined)[]>> = {
  'probably that of another bot': async () => {
    const { url, rejected } = await startBot({ authToken: 'token-of-another-bot' });
    await postSigned(url, BODIES.webhook);
    return rejected;
  },
  'has white space or quotes in it': async () => {
    const { url, rejected } = await startBot({ authToken: `"${AUTH_TOKEN}"` });
    await postSigned(url, BODIES.webhook);
    return rejected;
  },
  'parsed and serialized again': async () => {
    const pretty = (bytes: Buffer) => bytes.toString().replaceAll(',', ', ');
    const { url, rejected } = await startBot({}, pretty);
    await postSigned(url, BODIES.webhook);
    return rejected;
  },
  'its Content-Length is': async () => {
    const { url, rejected } = await startBot({}, (bytes) => bytes.subarray(0, 20));
    await postSigned(url, BODIES.webhook);
    return rejected;
  },
  'is signed with a token of account': async () => {
    const authToken: AuthTokenResolver = ({ url }) =>
      url?.startsWith('/tea') === true
        ? { account: 'tea', authToken: AUTH_TOKEN }
        : { account: 'cake', authToken: 'token-of-cake' };
    const { url, rejected } = await startBot({ authToken });
    await postSigned(`${url}/tea`, BODIES.webhook);
    await postSigned(`${url}/cake`, BODIES.webhook);
    return rejected;
  },
  'removed both': async () => {
    const { url, rejected } = await startBot();
    await post(url, BODIES.webhook);
    return rejected;
  },
};

describe('docs/troubleshooting.md', () => {
  useDocumentedCode();
  afterEach(endProcesses);

  it('has a block that compiles', () => {
    expect(codeBlocks(page)).toHaveLength(1);
    expect(typeErrors([wholeModule(block)])).toEqual([]);
  });

  it('has listeners that print why a request was rejected, and what failed', async () => {
    const refused = new Error('The shop refused the order.');
    const failing = `viber.on('message', () => { throw refused; });`;
    const imports = `import { refused } from 'shop';\n`;
    const module = wholeModule(`${imports}${block}${failing}`);
    const api = await FakeViberApi.start();
    const { run, printed } = load(`${module}${LISTEN}`, api.url, { shop: { refused } });
    await run?.();
    const url = `${await origin()}/viber`;
    expect((await post(url, BODIES.webhook)).status).toBe(401);
    expect(printed).toEqual([[401, 'missing_signature', expect.stringContaining('removed both')]]);
    expect((await postSigned(url, textBody('hi'))).status).toBe(500); // which Express prints
    expect(printed).toHaveLength(1);
  });

  it('has a heading that asks why a signature is wrong', () => {
    expect(page).toContain('\n## Why is my signature wrong?\n');
  });

  it.each(hints)('has a row for a hint that a wrong signature really gets: %s', async (hint) => {
    const rejected = (await CAUSES[hint]?.()) ?? [];
    expect(rejected).toEqual([expect.stringContaining(hint)]);
  });

  it('has a row for every hint', () => {
    const source = readFileSync('lib/webhook/request/signature-hints.ts', 'utf8').replace(
      /'? \+\n\s*['`]/g,
      '',
    );
    for (const hint of hints) expect(source.replace(/\s+/g, ' ')).toContain(hint);
    const hintFunctions = source.match(/^function \w+Hint\(/gm) ?? [];
    expect(hints).toHaveLength(hintFunctions.length + 2); // MISSING and UNEXPLAINED
  });

  it('says what the hint is kept out of', async () => {
    const { url } = await startBot({ authToken: 'token-of-another-bot' });
    expect((await postSigned(url, BODIES.webhook)).text).not.toContain('another bot');
  });

  it('lists every process warning', () => {
    const sources = readdirSync('lib', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join('lib', name), 'utf8'));
    const codes = sources.flatMap((source) => [...source.matchAll(/code: ['`](VIBER_[A-Z_]*)/g)]);
    const documented = tableRows(page, 'warning').map(([code]) => codeIn(code)[0]?.replace('…', ''));
    expect(documented.sort()).toEqual([...new Set(codes.map(([, code]) => code))].sort());
  });

  it('has a command that says whether the welcome message is valid', async () => {
    const [, command = ''] = /^npx express-viber (trigger .*)$/m.exec(page) ?? [];
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN, messageChecks: 'off' });
    viber.welcome(() => ({ type: 'picture' }) as never);
    const url = await serve(express().use('/viber', viber.middleware()) as RequestListener);
    const args = command.replace('http://localhost:3000', url).split(' ');
    const trigger = startProcess('lib/cli/main.ts', args, { VIBER_AUTH_TOKEN: AUTH_TOKEN });
    expect(await trigger.ended()).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('Viber would not show it') as string,
    });
  });

  it('has a doctor that finds a wrong token on this machine', async () => {
    const { url } = await startBot({ authToken: 'token-of-another-bot' });
    const causes = (await resultsFor(url)).flatMap((result) =>
      result.outcome === 'fail' ? [result.cause] : [],
    );
    expect(causes[0]).toMatch(/^The tokens differ/);
  });
});
