import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import express from 'express';
import ts from 'typescript';
import type { ViberEmulator, ViberEmulatorOptions } from '../../lib/emulator';
import * as emulator from '../../lib/emulator';
import * as library from '../../lib/index';
import * as testing from '../../lib/testing';
import { AUTH_TOKEN } from '../fixtures/posts';
import { closeServers } from '../fixtures/servers';

const root = join(__dirname, '../..');

/** What a block of the documentation builds on: the bot without its listeners. */
const PREAMBLE = `
import express from 'express';
import { ViberWebhook } from 'express-viber';
const viber = new ViberWebhook({ authToken: process.env.VIBER_AUTH_TOKEN });
const app = express();
app.use('/viber', viber.middleware());
`;

/** Makes a module listen, once its blocks have run. */
export const LISTEN = '\napp.listen(3000, () => undefined);';

/** A page of the documentation, by its path in the repository. */
export function readPage(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The TypeScript blocks of a page. */
export function codeBlocks(page: string): string[] {
  return [...page.matchAll(/```ts\n([^]*?)```/g)].map(([, code = '']) => code);
}

/** The commands of this package in the shell blocks of a page, as lists of arguments. */
export function commandsOf(page: string): string[][] {
  const blocks = [...page.matchAll(/```sh\n([^]*?)```/g)].map(([, block = '']) => block);
  const lines = blocks.flatMap((block) => block.replace(/\\\n/g, ' ').split('\n'));
  return lines.flatMap((line) => {
    const [, command] = /(?:^| )npx express-viber (.*?)(?: # .*)?$/.exec(line.replace(/ +/g, ' ')) ?? [];
    if (command === undefined) return [];
    return [(command.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^'|'$/g, ''))];
  });
}

/** The rows of the table whose first column has this heading: the text of each cell. */
export function tableRows(page: string, heading: string): string[][] {
  const rows = page.split('\n').map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  const start = rows.findIndex(([first]) => first === heading);
  if (start === -1) throw new Error(`There is no table whose first column is "${heading}".`);
  const end = rows.findIndex((cells, index) => index > start && cells.length === 0);
  return rows.slice(start + 2, end === -1 ? undefined : end);
}

/** The code in a cell of a table: each text between backticks. */
export function codeIn(cell = ''): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

/** A block as a complete module: imports first, the rest in a function, since it may await. */
export function wholeModule(block: string): string {
  const lines = block.split('\n');
  const imports = lines.filter((line) => line.startsWith('import '));
  const statements = lines.filter((line) => !line.startsWith('import '));
  // A block may have imports of the preamble itself.
  const preamble = PREAMBLE.split('\n').filter((line) => !imports.includes(line));
  return `${imports.join('\n')}${preamble.join('\n')}export async function run() {\n${statements.join('\n')}\n}\n`;
}

/** What the compiler objects to in modules, which can import each other as `./documented-0`, `./documented-1` and so on. */
export function typeErrors(modules: readonly string[]): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const sources = new Map(modules.map((code, index) => [join(root, `documented-${String(index)}.ts`), code]));
  const relaxed = { ...options, noUnusedLocals: false, noUnusedParameters: false };
  const host = ts.createCompilerHost(relaxed);
  const fromDisk = host.getSourceFile.bind(host);
  host.fileExists = (name) => sources.has(name) || ts.sys.fileExists(name);
  host.getSourceFile = (name, ...rest) => {
    const code = sources.get(name);
    return code === undefined ? fromDisk(name, ...rest) : ts.createSourceFile(name, code, rest[0], true);
  };
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
  setGlobalConcurrency = () => Promise.resolve(1);
  rateLimit = () => Promise.resolve();
}

class StandInWorker {
  on = () => this;
}

/** A module that has run, except for the blocks in its function. */
export interface LoadedModule {
  run?: () => Promise<void>;
  /** What it passed to console.log and console.error. */
  printed: unknown[][];
}

/** The servers of loaded modules, and their emulators. */
const servers: Server[] = [];
const emulators: ViberEmulator[] = [];

/**
 * Runs a module unchanged, except for the port it listens on and the API it calls.
 *
 * @param others - further modules that it can import, by their names
 */
export function load(code: string, apiUrl: string, others: Record<string, unknown> = {}): LoadedModule {
  class LocalWebhook extends library.ViberWebhook {
    constructor(options: library.ViberWebhookOptions) {
      super({ ...options, apiUrl });
    }
  }
  class LocalClient extends library.ViberClient {
    constructor(options: library.ViberClientOptions) {
      super({ ...options, apiUrl: options.apiUrl ?? apiUrl });
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
  const createViberEmulator = (options: ViberEmulatorOptions) => {
    const created = emulator.createViberEmulator(options);
    emulators.push(created);
    return created;
  };
  const modules: Record<string, unknown> = {
    express: localExpress,
    'express-viber': { ...library, ViberClient: LocalClient, ViberWebhook: LocalWebhook },
    'express-viber/testing': testing,
    // The tests in ./queue use real queues.
    bullmq: { Queue: StandInQueue, Worker: StandInWorker, RateLimitError: Error },
    'express-viber/emulator': { ...emulator, createViberEmulator },
    ...others,
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
  const parameters = ['exports', 'require', 'process', 'console', 'Error'];
  const evaluate = compileFunction(outputText, parameters) as (...values: unknown[]) => void;
  const printed: unknown[][] = [];
  const print = (...values: unknown[]) => printed.push(values);
  const quiet = { debug: print, log: print, warn: print, error: print };
  evaluate(exports, (name: string) => modules[name] ?? (fromHere(name) as unknown), process, quiet, Error);
  return { ...exports, printed };
}

/** Whether the server of the loaded module listens. */
export function isListening(): boolean {
  return servers[0]?.listening ?? false;
}

/** The URL of the loaded module's server, once it listens. */
export async function origin(): Promise<string> {
  const [server] = servers;
  if (server === undefined) throw new Error('The module did not listen.');
  if (!server.listening) await once(server, 'listening');
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** Gives the modules of a suite a token in their environment, and closes their servers and emulators after each test. */
export function useDocumentedCode(): void {
  const token = process.env['VIBER_AUTH_TOKEN'];

  beforeEach(() => {
    process.env['VIBER_AUTH_TOKEN'] = AUTH_TOKEN;
  });

  afterEach(async () => {
    process.env['VIBER_AUTH_TOKEN'] = token;
    if (token === undefined) delete process.env['VIBER_AUTH_TOKEN'];
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }
    // A block need not close its own.
    await Promise.all(emulators.splice(0).map((created) => created.close()));
    await closeServers();
  });
}
