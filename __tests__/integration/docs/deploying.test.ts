import * as functions from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { ViberWebhook } from '../../../lib/index';
import type { Issued } from '../../cli/doctor/certificates';
import { issue, served } from '../../cli/doctor/certificates';
import { resultsFor } from '../../cli/doctor/fixture';
import { BODIES, textBody } from '../../fixtures/bodies';
import { until } from '../../fixtures/conditions';
import { describeUnless } from '../../fixtures/describe-unless';
import { gate } from '../../fixtures/gate';
import { FakeViberApi, OK } from '../../fixtures/fake-viber-api';
import { describeWithNginx, endNginx, startNginx } from '../../fixtures/nginx';
import { AUTH_TOKEN, post, postSigned } from '../../fixtures/posts';
import { endProcesses, startProcess, startShell } from '../../fixtures/processes';
import { closeServers, freePort, serve } from '../../fixtures/servers';
import { codeBlocks, load, readPage, typeErrors, useDocumentedCode } from '../documented-code';
import { cleanEnvironment, hasRegistry, packPackage, run } from '../packed-package';

jest.setTimeout(120_000); // npm installs a hundred packages

const page = readPage('docs/deploying.md');
const [code = '', lambda = '', cloudFunction = ''] = codeBlocks(page);

/** Whether the bot of the page responds. */
async function isUp(origin: string): Promise<boolean> {
  return fetch(`${origin}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}

describe('docs/deploying.md', () => {
  useDocumentedCode();
  afterEach(endProcesses);

  it('has only blocks that compile, and on Lambda the code of the example', () => {
    expect(codeBlocks(page)).toHaveLength(3);
    expect(typeErrors([code, lambda, cloudFunction])).toEqual([]);
    expect(readFileSync('examples/lambda.ts', 'utf8')).toContain(lambda);
  });

  describe('the bot', () => {
    let folder: string;

    beforeEach(async () => {
      await mkdir('.consumers', { recursive: true });
      folder = await mkdtemp('.consumers/deployed-');
      await writeFile(join(folder, 'bot.ts'), code);
    });
    afterEach(async () => {
      await rm(folder, { recursive: true });
    });

    async function start(apiUrl: string) {
      const port = String(await freePort());
      const environment = { PORT: port, VIBER_AUTH_TOKEN: AUTH_TOKEN, VIBER_API_URL: apiUrl };
      const bot = startProcess(join(folder, 'bot.ts'), [], environment);
      const origin = `http://127.0.0.1:${port}`;
      await until(() => isUp(origin));
      return { bot, origin };
    }

    it('sends the response of a callback in flight before it stops at SIGTERM', async () => {
      const api = await FakeViberApi.start();
      const sending = gate();
      api.reply(async () => {
        await sending.opened;
        return OK;
      });
      const { bot, origin } = await start(api.url);
      const response = postSigned(`${origin}/viber`, textBody('hi'));
      await api.received(1);
      bot.child.kill('SIGTERM');
      await until(async () => !(await isUp(origin)));
      expect(bot.child.exitCode).toBeNull();
      sending.open();
      expect((await response).status).toBe(200);
      expect((await bot.ended()).code).toBe(0);
    });
  });

  it('has a Cloud Function that finds the bytes of a parsed body, and reports failures', async () => {
    const api = await FakeViberApi.start();
    const { printed } = load(cloudFunction, api.url, { '@google-cloud/functions-framework': functions });
    const [listener] = getTestServer('viber').listeners('request') as [RequestListener];
    const url = await serve(listener);
    const headers = { 'Content-Type': 'application/json' };
    expect((await postSigned(url, textBody('hi', '1'), headers)).status).toBe(200);
    expect(api.bodies).toMatchObject([{ text: 'hi' }]);
    expect((await post(url, textBody('hi', '2'), headers)).status).toBe(401);
    api.reply({ json: { status: 7 } });
    expect((await postSigned(url, textBody('hi', '3'), headers)).status).toBe(500);
    expect(printed).toMatchObject([[{ code: 'listener_failed', kind: 'retryable' }]]);
  });
});

describeWithNginx('the nginx of docs/deploying.md', () => {
  const [, block = ''] = /```nginx\n([^]*?)```/.exec(page) ?? [];
  const root = issue({ name: 'Root' });
  const intermediate = issue({ name: 'Intermediate', issuer: root });
  const certificate = issue({ name: 'localhost', issuer: intermediate, hosts: ['localhost', '127.0.0.1'] });
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'express-viber-docs-'));
  });
  afterEach(async () => {
    await endNginx();
    await closeServers();
    await rm(folder, { recursive: true });
  });

  /** Runs nginx with the block of the page in front of a bot, and returns what `doctor` says of it. */
  async function causes(chain: [Issued, ...Issued[]], change: (nginx: string) => string): Promise<string[]> {
    const app = express().use('/viber', new ViberWebhook({ authToken: AUTH_TOKEN }).middleware());
    const origin = await serve(app as RequestListener);
    const { cert, key } = served(...chain);
    await writeFile(join(folder, 'fullchain.pem'), cert);
    await writeFile(join(folder, 'privkey.pem'), key);
    const port = String(await freePort());
    const local = change(block)
      .replace('listen 443', `listen 127.0.0.1:${port}`)
      .replaceAll('/etc/nginx', folder)
      .replace('http://127.0.0.1:3000', origin);
    await startNginx('', local);
    const trustedRoots = [root.certificatePem];
    const results = await resultsFor(`https://127.0.0.1:${port}/viber`, { trustedRoots });
    return results.flatMap((result) => (result.outcome === 'fail' ? [result.cause] : []));
  }

  it('is all that a bot needs', async () => {
    expect(await causes([certificate, intermediate], (nginx) => nginx)).toEqual([]);
  });

  it.each<[string, [Issued, ...Issued[]], (nginx: string) => string, RegExp]>([
    ['a certificate without its intermediate ones', [certificate], (nginx) => nginx, /intermediate/],
    [
      'a slash after the port',
      [certificate, intermediate],
      (nginx) => nginx.replace(':3000;', ':3000/;'),
      /changes the path/,
    ],
    [
      'a redirect',
      [certificate, intermediate],
      (nginx) => nginx.replace('proxy_pass', 'rewrite ^(.*[^/])$ $1/ permanent; proxy_pass'),
      /redirect/,
    ],
    [
      'a `client_max_body_size` below 256 KB',
      [certificate, intermediate],
      (nginx) => nginx.replace('proxy_pass', 'client_max_body_size 100k; proxy_pass'),
      /client_max_body_size is too small/,
    ],
  ])('is warned of where doctor finds it: %s', async (fault, chain, change, cause) => {
    const [, list = ''] = /^What goes wrong most often: ([^]*?)\n\n/m.exec(page) ?? [];
    expect(list.replace(/\s+/g, ' ')).toContain(fault);
    expect(await causes(chain, change)).toEqual(
      expect.arrayContaining([expect.stringMatching(cause) as string]),
    );
  });
});

describeUnless(
  hasRegistry() ? undefined : "npm's registry cannot be reached",
  'the Dockerfile of docs/deploying.md',
  () => {
    const [, dockerfile = ''] = /```dockerfile\n([^]*?)```/.exec(page) ?? [];
    const instructions = dockerfile
      .trim()
      .split('\n')
      .map((line) => /^([A-Z]+) (.*)$/.exec(line)?.slice(1) ?? []) as [string, string][];

    let packed: Awaited<ReturnType<typeof packPackage>>;

    beforeAll(async () => {
      packed = await packPackage();
    });
    afterEach(endProcesses);
    afterAll(async () => {
      await rm(packed.folder, { recursive: true });
    });

    it('leads from the files of a project to a bot that runs', async () => {
      const project = join(packed.folder, 'project');
      const app = join(packed.folder, 'app');
      for (const folder of [project, app]) await mkdir(folder);
      await writeFile(join(project, 'bot.mjs'), code);
      const made = await run('sh', ['-ec', `npm init -y && npm install express ${packed.tarball}`], project);
      expect(made).toMatchObject({ code: 0 });

      const port = String(await freePort());
      const environment: NodeJS.ProcessEnv = {
        ...cleanEnvironment(),
        PORT: port,
        VIBER_AUTH_TOKEN: AUTH_TOKEN,
      };
      for (const [instruction, rest] of instructions) {
        expect(['FROM', 'WORKDIR', 'ENV', 'COPY', 'RUN', 'USER', 'CMD']).toContain(instruction);
        if (instruction === 'ENV') Object.assign(environment, Object.fromEntries([rest.split('=')]));
        if (instruction === 'COPY') {
          const files = rest.split(' ').slice(0, -1);
          for (const file of files) await cp(join(project, file), join(app, file));
        }
        if (instruction === 'RUN')
          expect(await run('sh', ['-ec', rest], app, environment)).toMatchObject({ code: 0 });
        if (instruction === 'CMD')
          startShell(`exec ${(JSON.parse(rest) as string[]).join(' ')}`, app, environment);
      }
      const origin = `http://127.0.0.1:${port}`;
      await until(() => isUp(origin));
      expect((await postSigned(`${origin}/viber`, BODIES.webhook)).status).toBe(200);
    });
  },
);
