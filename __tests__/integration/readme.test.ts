import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import { compileFunction } from 'node:vm';
import ts from 'typescript';
import * as library from '../../lib/index';
import * as testing from '../../lib/testing';
import * as emulator from '../../lib/emulator';
import { until } from '../fixtures/conditions';
import { FakeViberApi, OK } from '../fixtures/fake-viber-api';
import { AUTH_TOKEN, postSigned } from '../fixtures/posts';
import { BODIES, textBody } from '../fixtures/bodies';
import { closeServers } from '../fixtures/servers';

jest.setTimeout(60_000); // the compiler is slow

const root = join(__dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const [bot = '', registration = '', ...fragments] = [...readme.matchAll(/```ts\n([^]*?)```/g)].map(
  ([, code = '']) => code,
);

/** The first screen: a bot, and the code that registers it. */
const firstScreen = `${bot}${registration}`;

/** What a fragment of the README builds on: the bot without its listeners. */
const PREAMBLE = `
import express from 'express';
import { ViberWebhook } from 'express-viber';
const viber = new ViberWebhook({ authToken: process.env.VIBER_AUTH_TOKEN });
const app = express();
app.use('/viber', viber.middleware());
`;

/** A fragment as a complete module: imports first, the rest in a function, since it may await. */
function wholeModule(fragment: string): string {
  const lines = fragment.split('\n');
  const imports = lines.filter((line) => line.startsWith('import '));
  const statements = lines.filter((line) => !line.startsWith('import '));
  return `${imports.join('\n')}${PREAMBLE}export async function run() {\n${statements.join('\n')}\n}\n`;
}

function typeErrors(modules: readonly string[]): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const sources = new Map(modules.map((code, index) => [join(root, `readme-${String(index)}.ts`), code]));
  const host = ts.createCompilerHost({ ...options, noUnusedLocals: false });
  const fromDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => {
    const code = sources.get(name);
    return code === undefined ? fromDisk(name, ...rest) : ts.createSourceFile(name, code, rest[0], true);
  };
  const relaxed = { ...options, noUnusedLocals: false, noUnusedParameters: false };
  const program = ts.createProgram([...sources.keys()], relaxed, host);
  return [...sources.keys()].flatMap((name) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(name))
      .map(({ messageText }) => `${name}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`),
  );
}

class StandInQueue {
  add = () => Promise.resolve();
  waitUntilReady = () => Promise.resolve();
}

class StandInWorker {
  on = () => this;
}

describe('README', () => {
  const servers: Server[] = [];
  const environment = process.env['VIBER_AUTH_TOKEN'];

  beforeEach(() => {
    process.env['VIBER_AUTH_TOKEN'] = AUTH_TOKEN;
  });

  afterEach(async () => {
    process.env['VIBER_AUTH_TOKEN'] = environment;
    if (environment === undefined) delete process.env['VIBER_AUTH_TOKEN'];
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }
    await closeServers();
  });

  /** Runs a module unchanged, except for the port it listens on and the API it calls. */
  function load(code: string, apiUrl: string): { run?: () => Promise<void>; printed: unknown[] } {
    class LocalWebhook extends library.ViberWebhook {
      constructor(options: library.ViberWebhookOptions) {
        super({ ...options, apiUrl });
      }
    }
    class LocalClient extends library.ViberClient {
      constructor(options: library.ViberClientOptions) {
        super({ apiUrl, ...options });
      }
    }
    const localExpress = () => {
      const app = express();
      const listen = app.listen.bind(app);
      const listenLocally = (_port: number, ready?: () => void) => {
        const server = listen(0, '127.0.0.1', ready);
        servers.push(server);
        return server;
      };
      return Object.assign(app, { listen: listenLocally });
    };
    const modules: Record<string, unknown> = {
      express: localExpress,
      'express-viber': { ...library, ViberClient: LocalClient, ViberWebhook: LocalWebhook },
      'express-viber/testing': testing,
      // The tests in ./queue use real queues.
      bullmq: { Queue: StandInQueue, Worker: StandInWorker },
      'express-viber/emulator': emulator,
    };
    const fromHere = createRequire(__filename);
    const exports = {};
    const { outputText } = ts.transpileModule(code, {
      compilerOptions: {
        module: ts.ModuleKind.CommonJS,
        target: ts.ScriptTarget.ES2022,
        esModuleInterop: true,
      },
    });
    // It runs outside Jest's globals, so it is given those that a module expects.
    const parameters = ['exports', 'require', 'process', 'console'];
    const evaluate = compileFunction(outputText, parameters) as (...values: unknown[]) => void;
    const printed: unknown[] = [];
    const print = (...values: unknown[]) => printed.push(values);
    const quiet = { log: print, error: print };
    evaluate(exports, (name: string) => modules[name] ?? (fromHere(name) as unknown), process, quiet);
    return { ...exports, printed };
  }

  /** The URL of the module's server, once it listens. */
  async function origin(): Promise<string> {
    const [server] = servers;
    if (server === undefined) throw new Error('The module did not listen.');
    if (!server.listening) await once(server, 'listening');
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  it('has only blocks that compile', () => {
    expect(fragments.length).toBeGreaterThanOrEqual(5);
    expect(typeErrors([firstScreen, ...fragments.map(wholeModule)])).toEqual([]);
  });

  it('has a bot on its first screen that welcomes and echoes', async () => {
    const api = await FakeViberApi.start();
    load(bot, api.url);
    const url = `${await origin()}/viber`;
    const welcome = await postSigned(url, BODIES.conversation_started);
    expect(JSON.parse(welcome.text)).toEqual({
      sender: { name: 'Echo' },
      type: 'text',
      text: 'Hello Subscriber',
    });
    expect((await postSigned(url, textBody('hello'))).status).toBe(200);
    expect(api.calls).toMatchObject([
      {
        path: '/pa/send_message',
        body: { receiver: 'c2FtcGxlLXVzZXItMDAwMQ==', type: 'text', text: 'hello', sender: { name: 'Echo' } },
      },
    ]);
  });

  it('registers the bot, which is ready for the check call', async () => {
    const api = await FakeViberApi.start();
    const checkCalls: unknown[] = [];
    api.reply(async () => {
      const isListening = servers[0]?.listening;
      const { status } = await postSigned(`${await origin()}/viber`, BODIES.webhook);
      checkCalls.push({ isListening, status });
      return OK;
    });
    load(firstScreen, api.url);
    await until(() => checkCalls.length > 0);
    expect(checkCalls).toEqual([{ isListening: true, status: 200 }]);
    expect(api.calls[0]).toMatchObject({
      path: '/pa/set_webhook',
      body: {
        url: 'https://bot.example.com/viber',
        event_types: ['conversation_started', 'delivered', 'seen'],
        send_name: true,
        send_photo: true,
      },
    });
  });

  it('keeps the bot up if registering it fails', async () => {
    const api = await FakeViberApi.start();
    api.reply({ json: { status: 2, status_message: 'invalidAuthToken' } });
    const { printed } = load(firstScreen, api.url);
    await until(() => printed.length > 0);
    expect(printed).toEqual([[expect.any(library.ViberApiError)]]);
    expect((await postSigned(`${await origin()}/viber`, BODIES.webhook)).status).toBe(200);
  });

  it('has an example of many bots that finds the bot by its path, with Viber’s sig parameter in the URL', async () => {
    const api = await FakeViberApi.start();
    const code = fragments.find((fragment) => fragment.includes('/bots/:bot')) ?? '';
    const { run } = load(`${wholeModule(code)}\napp.listen(3000, () => undefined);`, api.url);
    await run?.();
    const bots = `${await origin()}/bots`;
    const post = async (name: string, authToken: string) => {
      const { headers, query, body } = testing.signCallback(testing.messageCallback(), authToken);
      return (await fetch(`${bots}/${name}?sig=${query.sig}`, { method: 'POST', headers, body })).status;
    };
    expect(await post('sales', 'token-of-sales')).toBe(200);
    expect(await post('support', 'token-of-support')).toBe(200);
    expect(await post('sales', 'token-of-support')).toBe(401);
    expect(await post('unknown', 'token-of-sales')).toBe(404);
  });

  it('has a message that is refused at the path it shows', () => {
    const code = fragments.find((fragment) => fragment.includes('validateMessage(')) ?? '';
    const [, message = '', paths = ''] =
      /^validateMessage\((.*)\)\.errors\.map.*\n\/\/ (.*)$/m.exec(code) ?? [];
    const evaluate = compileFunction(`return [${message}, ${paths}]`) as () => [unknown, string[]];
    const [refused, expected] = evaluate();
    expect(library.validateMessage(refused).errors.map(({ path }) => path)).toEqual(expected);
  });

  it.each(fragments.map((code) => [code.split('\n')[0], code]))(
    'has a block that runs: %s',
    async (_first, code = '') => {
      const api = await FakeViberApi.start();
      api.reply({ json: { status: 0, message_token: 1, user: { id: 'user-id' }, users: [] } });
      const { run } = load(wholeModule(code), api.url);
      await run?.();
      expect(run).toBeDefined();
    },
  );

  it('lists every option with its default', () => {
    for (const [option, value] of Object.entries({
      bodyLimitBytes: '262144',
      ackTimeoutMs: '4000',
      duplicates: '{ ttlMs: 7200000, max: 50000 }',
      queue: 'none',
      ordered: 'false',
      maxInFlight: 'none',
      textMatching: "'first'",
      messageChecks: "'errors'",
      apiUrl: 'https://chatapi.viber.com/pa',
    })) {
      expect(readme).toMatch(new RegExp(`\\| \`${option}\` +\\| .*${value.replace(/[.?{}]/g, '\\$&')}`));
    }
  });
});
