/** The package as it is published, in the hands of those who install it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { closeServers, serve } from '../fixtures/servers';
import type { Outcome } from './packed-package';
import { filesBelow, installPackage, printedJson, run } from './packed-package';

jest.setTimeout(120_000); // a build, and a compiler or a Jest of their own for some of the consumers

const root = join(__dirname, '../..');

let consumer: string;
let tarball: string;
let installed: string;
let files: string[];

async function runNode(...args: string[]): Promise<Outcome> {
  return run(process.execPath, args, consumer);
}

/** Runs a program of the consumer and gives what it prints as JSON. */
async function answerOf(file: string, source: string): Promise<unknown> {
  return printedJson(consumer, file, source);
}

beforeAll(async () => {
  ({ folder: consumer, tarball, installed, files } = await installPackage());
});

afterEach(closeServers);

afterAll(async () => {
  await rm(consumer, { recursive: true, force: true });
});

describe('the packed files', () => {
  it('are the build and the documents, and nothing else', () => {
    const expected =
      /^(?:dist\/.+|docs\/.+\.md|package\.json|LICENSE|README\.md|CHANGELOG\.md|SECURITY\.md)$/;

    expect(files.filter((file) => !expected.test(file))).toEqual([]);
    expect(files.filter((file) => /test-d|\.test\.|__tests__|fixtures/.test(file))).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining(['package.json', 'LICENSE', 'README.md', 'docs/getting-started.md']),
    );
    expect(files.length).toBeLessThan(120);
  });

  it.each(['CHANGELOG.md', 'SECURITY.md'])('hold %s if there is one', (name) => {
    expect(files.includes(name)).toBe(existsSync(join(root, name)));
  });

  it('have one declaration for each entry that can be imported', () => {
    expect(files.filter((file) => file.endsWith('.d.ts'))).toEqual([
      'dist/emulator/index.d.ts',
      'dist/index.d.ts',
      'dist/testing.d.ts',
    ]);
  });

  it('have few files of code, each with a source map', () => {
    const code = files.filter((file) => /^dist\/(?!emulator\/page\/).*\.js$/.test(file));

    expect(code.length).toBeLessThan(10);
    expect(files).toEqual(expect.arrayContaining(code.map((file) => `${file}.map`)));
  });

  it('have one copy of the page of the emulator', async () => {
    const page = await filesBelow(join(root, 'lib/emulator/page'));

    expect(page).toContain('index.html');
    expect(files.filter((file) => file.includes('/page/'))).toEqual(
      page.map((file) => `dist/emulator/page/${file}`),
    );
  });

  it('ask for nothing the package does not depend on', async () => {
    const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as {
      dependencies: object;
      peerDependencies: object;
    };
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const asked = new Set<string>();
    for (const file of files.filter((name) => /^dist\/.*\.(?:js|d\.ts)$/.test(name))) {
      const code = (await readFile(join(installed, file), 'utf8')).replace(/^\s*(?:\/?\*|\/\/).*$/gm, '');
      for (const [, name] of code.matchAll(
        /(?:\brequire\(|\bimport\(|\bfrom |^import )["']([^"'.][^"']*)["']/gm,
      )) {
        // Of a path below a package, the package.
        asked.add(String(/^(?:@[^/]+\/)?[^/]+/.exec(String(name))?.[0]));
      }
    }
    const packages = [...asked].filter((name) => !isBuiltin(name) && !name.startsWith('node:'));

    expect(packages).toContain('axios');
    expect(packages.filter((name) => !declared.includes(name))).toEqual([]);
  });
});

describe('the published manifest', () => {
  it('pleases publint', async () => {
    const publint = join(root, 'node_modules', '.bin', 'publint');

    expect(await run(publint, ['run', tarball, '--strict'], consumer)).toMatchObject({ code: 0 });
  });

  it('has the right types for every way to resolve them that knows about exports', async () => {
    const attw = join(root, 'node_modules', '.bin', 'attw');
    const args = [tarball, '--profile', 'node16', '--no-definitely-typed', '--no-emoji', '--format', 'ascii'];

    expect(await run(attw, args, consumer)).toMatchObject({ code: 0 });
  });
});

describe('a consumer in Node', () => {
  it('loads every entry with require', async () => {
    const answer = await answerOf(
      'require.cjs',
      `
      const { ViberWebhook } = require('express-viber');
      const { signCallback, webhookCallback } = require('express-viber/testing');
      const { name } = require('express-viber/package.json');
      const { verifySignature } = require('express-viber');
      const { body, query } = signCallback(webhookCallback(), 'a-token');
      console.log(JSON.stringify([
        name,
        require.resolve('express-viber'),
        verifySignature(body, query.sig, 'a-token'),
        typeof new ViberWebhook({ authToken: 'a-token' }).middleware(),
      ]));`,
    );

    expect(answer).toEqual(['express-viber', join(installed, 'dist', 'index.js'), true, 'function']);
  });

  it('loads every entry with import, under the names that require has', async () => {
    const answer = await answerOf(
      'import.mjs',
      `
      import { createRequire } from 'node:module';
      import manifest from 'express-viber/package.json' with { type: 'json' };
      import * as main from 'express-viber';
      import * as testing from 'express-viber/testing';
      import { ViberWebhook, verifySignature } from 'express-viber';
      import { signCallback, webhookCallback } from 'express-viber/testing';
      const require = createRequire(import.meta.url);
      const { body, query } = signCallback(webhookCallback(), 'a-token');
      const missing = (entry, namespace) => Object.keys(require(entry)).filter((name) => !(name in namespace));
      console.log(JSON.stringify({
        name: manifest.name,
        verified: verifySignature(body, query.sig, 'a-token'),
        middleware: typeof new ViberWebhook({ authToken: 'a-token' }).middleware(),
        sameClass: require('express-viber').ViberWebhook === ViberWebhook,
        missing: [...missing('express-viber', main), ...missing('express-viber/testing', testing)],
      }));`,
    );

    expect(answer).toEqual({
      name: 'express-viber',
      verified: true,
      middleware: 'function',
      sameClass: true,
      missing: [],
    });
  });

  it('has the documented exports', async () => {
    expect(
      await answerOf('exports.cjs', `console.log(JSON.stringify(Object.keys(require('express-viber'))))`),
    ).toEqual(
      expect.arrayContaining([
        'ViberWebhook',
        'ViberClient',
        'verifySignature',
        'signBody',
        'decodeCallback',
        'ViberError',
        'ViberRequestError',
        'ViberApiError',
        'ViberConnectionError',
        'ViberListenerError',
        'ViberBodyParsedError',
        'ViberWelcomeError',
        'ViberWebhookUrlError',
        'ViberMessageError',
        'ViberBroadcastError',
        'validateMessage',
        'BILLING_STATUS',
        'isPersonalizationHidden',
        'ViberQueueError',
        'recommendedJobOptions',
        'recommendedWorkerOptions',
        'orderedProcessor',
        'orderedWorkerOptions',
        'deduplicated',
        'readSignature',
        'keyboard',
        'carousel',
        'button',
        'deepLink',
      ]),
    );
  });

  it.each(['express-viber/dist/index.js', 'express-viber/lib/index.ts', 'express-viber/protocol/errors'])(
    'cannot reach past the exports: %s',
    async (path) => {
      const answer = await answerOf(
        'private.cjs',
        `try { require('${path}'); } catch ({ code }) { console.log(JSON.stringify(code)); }`,
      );

      expect(answer).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED');
    },
  );

  it('loads axios when it is needed, and never ajv', async () => {
    const answer = await answerOf(
      'lazy.cjs',
      `
      const heavy = () => ['axios', 'ajv'].filter((name) =>
        Object.keys(require.cache).some((path) => path.replaceAll('\\\\', '/').includes('/node_modules/' + name + '/')));
      const answers = {};
      const { ViberClient, ViberWebhook, decodeCallback } = require('express-viber');
      const { messageCallback, signCallback } = require('express-viber/testing');
      answers.loaded = heavy();
      const viber = new ViberWebhook({ authToken: 'a-token', sender: { name: 'Echo' } });
      viber.welcome(() => ({ type: 'text', text: 'Hello' }));
      viber.on('message', () => {});
      viber.middleware();
      answers.constructed = heavy();
      decodeCallback(signCallback(messageCallback(), 'a-token').body);
      answers.decoded = heavy();
      new ViberClient({ authToken: 'a-token', apiUrl: 'http://127.0.0.1:1/pa', sender: { name: 'Echo' } })
        .sendMessage({ receiver: 'ann', type: 'text', text: 'Hello' })
        .catch(({ code }) => { answers.refused = code; })
        .then(() => { answers.called = heavy(); console.log(JSON.stringify(answers)); });`,
    );

    expect(answer).toEqual({
      loaded: [],
      constructed: [],
      decoded: [],
      refused: 'connection_failed',
      called: ['axios'],
    });
  });
});

describe('the packed command', () => {
  const main = () => join(installed, 'dist', 'cli', 'main.js');

  it('tells its version, and every command it has', async () => {
    const { version } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(await runNode(main(), '--version')).toEqual({ code: 0, output: `${version}\n` });
    const { output } = await runNode(main(), '--help');
    for (const name of [
      'demo',
      'set-webhook',
      'remove-webhook',
      'account',
      'doctor',
      'trigger',
      'replay',
      'send',
      'emulator',
    ]) {
      expect(output).toMatch(new RegExp(`^ +${name} `, 'm'));
    }
  });

  it('says what is missing, without a stack', async () => {
    const { code, output } = await runNode(main(), 'account', '--token-file', 'no-such-file');
    expect(code).toBe(1);
    expect(output).not.toMatch(/^ +at /m);
  });

  it.each(['emulator', 'demo'])('runs the %s with its page', async (name) => {
    const child = spawn(process.execPath, [main(), name, '--port', '0', '--json'], { cwd: consumer });
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const { page } = JSON.parse(line) as { page: string };
    expect((await fetch(page)).status).toBe(200);
    const exited = once(child, 'exit');
    child.kill('SIGINT');
    expect(await exited).toEqual([0, null]);
  });
});

describe("a consumer's tests in Jest's default environment", () => {
  it('receive a callback and call the API, with all that is loaded on the way', async () => {
    const apiOrigin = await serve((_req, res) => {
      res.end('{"status":0,"message_token":4912661846655238145}');
    });
    const app = join(consumer, 'jest-app');
    await mkdir(app);
    await writeFile(
      join(app, 'package.json'),
      '{ "name": "jest-app", "private": true, "jest": { "transform": {} } }',
    );
    await writeFile(
      join(app, 'bot.test.js'),
      `
      const express = require('express');
      const request = require('supertest');
      const { ViberWebhook } = require('express-viber');
      const { messageCallback, signCallback } = require('express-viber/testing');

      test('the bot answers', async () => {
        const viber = new ViberWebhook({ authToken: 'a-token', apiUrl: '${apiOrigin}/pa', sender: { name: 'Echo' } });
        const answers = [];
        viber.on('message:text', async ({ message }, { reply }) => {
          answers.push(await reply({ type: 'text', text: message.text }));
        });
        const { body, headers } = signCallback(messageCallback(), 'a-token');
        await request(express().use(viber.middleware())).post('/').set(headers).send(body).expect(200);
        expect(answers).toEqual([{ status: 0, message_token: '4912661846655238145' }]);
      });

      test('the bot welcomes', async () => {
        const { conversationStartedCallback } = require('express-viber/testing');
        const viber = new ViberWebhook({ authToken: 'a-token' });
        viber.welcome(({ user }) => ({ type: 'text', text: user.name }));
        const { body, query } = signCallback(conversationStartedCallback(), 'a-token');
        const response = await request(express().use(viber.middleware())).post('/').query(query).type('json').send(body);
        expect(response.body).toEqual({ type: 'text', text: 'Test user' });
      });`,
    );

    const jestBin = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
    const outcome = await run(process.execPath, [jestBin, '--rootDir', app, '--ci'], app);

    expect(outcome).toEqual({ code: 0, output: expect.stringContaining('2 passed, 2 total') as string });
  });
});

describe('a consumer in TypeScript', () => {
  const source = `
    import express from 'express';
    import { ViberApiError, ViberWebhook, verifySignature } from 'express-viber';
    import type { MessageCallbackOf, OutgoingMessage, ViberUser, ViberWebhookOptions } from 'express-viber';
    import { createViberEmulator } from 'express-viber/emulator';
    import type { BotMessage, ViberEmulator } from 'express-viber/emulator';
    import { messageCallback, signCallback, testUser } from 'express-viber/testing';

    const options: ViberWebhookOptions = { authToken: process.env['VIBER_AUTH_TOKEN'], sender: { name: 'Echo' } };
    export const viber = new ViberWebhook(options);
    viber.welcome(({ user }) => ({ type: 'text', text: \`Hello \${user.name ?? ''}\` }));
    viber.on('message:text', ({ message }, { reply }) => reply({ type: 'text', text: message.text }));
    viber.on('message:location', ({ message: { location } }) => location.lat.toFixed(2));

    // @ts-expect-error a misspelled event, which would compile if the types had not been found
    viber.on('mesage', () => undefined);

    export const app = express();
    app.use('/viber', viber.middleware());

    export async function register(): Promise<string | undefined> {
      try {
        await viber.setWebhook({ url: 'https://bot.example.com/viber', eventTypes: 'listeners' });
        return undefined;
      } catch (error) {
        return error instanceof ViberApiError ? error.hint : String(error);
      }
    }

    const { body, query } = signCallback(messageCallback(), 'a-token');
    export const verified: boolean = verifySignature(body, query.sig, ['a-token']);
    export const callback: MessageCallbackOf<'text'> = messageCallback();
    export const messages: OutgoingMessage[] = [{ type: 'sticker', sticker_id: 46105 }];

    // Types of one entry in another.
    export const user: ViberUser = testUser();
    export const emulator: ViberEmulator = createViberEmulator({ authToken: 'a-token' });
    export const sent = ({ message }: BotMessage): OutgoingMessage => message;
  `;

  it.each([
    ['node16', 'node16', ['consumer.cts', 'consumer.mts']],
    ['nodenext', 'nodenext', ['consumer.cts', 'consumer.mts']],
    ['preserve', 'bundler', ['consumer.ts']],
    ['esnext', 'bundler', ['consumer.ts']],
  ])('compiles under module %s and moduleResolution %s as %j', async (module, moduleResolution, names) => {
    const project = await mkdtemp(join(consumer, 'project-'));
    for (const name of names) await writeFile(join(project, name), source);
    await writeFile(
      join(project, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          module,
          moduleResolution,
          target: 'es2022',
          types: ['node'],
          strict: true,
          exactOptionalPropertyTypes: true,
          noUncheckedIndexedAccess: true,
          esModuleInterop: true,
          skipLibCheck: false,
          noEmit: true,
        },
        files: names,
      }),
    );

    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    expect(await run(process.execPath, [tsc, '-p', project], project)).toEqual({ code: 0, output: '' });
  });
});
