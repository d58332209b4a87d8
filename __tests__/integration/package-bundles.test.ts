/** What bundling must keep: one class for all entries, lines of the sources in stacks, and docstrings in the declarations. */
import { build } from 'esbuild';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { closeServers, serve } from '../fixtures/servers';
import type { Consumer } from './packed-package';
import { installPackage, printedJson, run } from './packed-package';

jest.setTimeout(120_000); // a build, bundlers, and a compiler

const root = join(__dirname, '../..');
const IMPORTABLE = ['index', 'testing', 'emulator/index'];

let consumer: Consumer;

beforeAll(async () => {
  consumer = await installPackage();
});

afterEach(closeServers);

afterAll(async () => {
  await rm(consumer.folder, { recursive: true, force: true });
});

async function readInstalled(file: string): Promise<string> {
  return readFile(join(consumer.installed, file), 'utf8');
}

describe('the bundles', () => {
  it('define each class once', async () => {
    const classes: string[] = [];
    for (const file of consumer.files.filter((name) => /^dist\/(?!emulator\/page\/).*\.js$/.test(name))) {
      const code = await readInstalled(file);
      classes.push(...[...code.matchAll(/^class (\w+)/gm)].map(([, name = '']) => name));
    }

    expect(classes).toEqual(expect.arrayContaining(['ViberError', 'ViberWebhook', 'EmulatorServer']));
    expect(classes.sort()).toEqual([...new Set(classes)]);
  });

  it('have the command line know an error of the client by its class', async () => {
    const apiOrigin = await serve((_req, res) => {
      res.end('{"status":2,"status_message":"invalidAuthToken"}');
    });
    const main = join(consumer.installed, 'dist/cli/main.js');
    await writeFile(join(consumer.folder, 'token'), 'a-token');
    const args = [main, 'account', '--json', '--token-file', 'token', '--api-url', `${apiOrigin}/pa`];

    const { code, output } = await run(process.execPath, args, consumer.folder);
    expect(code).toBe(1);
    expect(JSON.parse(output)).toMatchObject({ ok: false, error: { code: 'api_error', viberStatus: 2 } });
  });

  it('open two files to load the main entry, and one or two more for each of the others', async () => {
    const opened = await printedJson(
      consumer.folder,
      'opened.cjs',
      `
      const opened = () => Object.keys(require.cache).filter((path) => path.startsWith(${JSON.stringify(consumer.installed)})).length;
      const counts = ['', '/testing', '/emulator'].map((entry) => {
        require('express-viber' + entry);
        return opened();
      });
      console.log(JSON.stringify(counts));`,
    );

    expect(opened).toEqual([2, 4, 6]);
  });

  it('are made from the sources that their maps contain', async () => {
    const maps = consumer.files.filter((file) => file.endsWith('.map'));
    const mapped: string[] = [];
    for (const map of maps) {
      const { sources, sourcesContent } = JSON.parse(await readInstalled(map)) as {
        sources: string[];
        sourcesContent: string[];
      };
      for (const [index, source] of sources.entries()) {
        const path = join('/', map, '..', source).slice(1);
        mapped.push(path);
        expect(sourcesContent[index]).toBe(await readFile(join(root, path), 'utf8'));
      }
    }

    expect(mapped).toEqual(expect.arrayContaining(['lib/webhook/viber-webhook.ts', 'lib/cli/main.ts']));
  });

  it('show lines of the sources in a stack, with --enable-source-maps', async () => {
    await writeFile(
      join(consumer.folder, 'stack.cjs'),
      "const { ViberWebhook } = require('express-viber'); new ViberWebhook({ authTokn: '' });",
    );
    const { output } = await run(process.execPath, ['--enable-source-maps', 'stack.cjs'], consumer.folder);
    const [, file = '', line = ''] = /\((?:.*\/)?(lib\/[^:]*\.ts):(\d+):\d+\)/.exec(output) ?? [];

    expect(output).toMatch(/^TypeError: /m);
    const source = (await readFile(join(root, file), 'utf8')).split('\n');
    expect(source[Number(line) - 1]).toContain('throw new TypeError(');
  });
});

describe('the declarations', () => {
  it.each(IMPORTABLE)('of %s say what the docstrings of the sources say', (entry) => {
    const built = join(consumer.installed, 'dist', `${entry}.d.ts`);
    const source = join(root, 'lib', `${entry}.ts`);

    const expected = docstringsOf(source);
    expect(Object.keys(expected).length).toBeGreaterThan(10);
    expect(docstringsOf(built)).toEqual(expected);
  });

  it.each(IMPORTABLE)("of %s load Node's types where nothing else does", (entry) => {
    const file = join(consumer.installed, 'dist', `${entry}.d.ts`);
    const { Node16 } = ts.ModuleKind;
    const program = ts.createProgram([file], { types: [], strict: true, noEmit: true, module: Node16 });
    const messages = program.getSemanticDiagnostics().map(({ messageText }) => messageText);
    expect(messages.filter((message) => JSON.stringify(message).includes('node'))).toEqual([]);
  });

  it.each([
    ['express-viber', 'index'],
    ['express-viber/testing', 'testing'],
    ['express-viber/emulator', 'emulator/index'],
  ])('of %s export as values what require gives', async (name, entry) => {
    const { checker, module } = moduleOf(join(consumer.installed, 'dist', `${entry}.d.ts`));
    // The type of the module has no property for what is exported as a type.
    const declared = checker.getTypeOfSymbol(module).getProperties();

    const program = `console.log(JSON.stringify(Object.keys(require('${name}'))))`;
    const required = (await printedJson(consumer.folder, 'keys.cjs', program)) as string[];
    expect(required.length).toBeGreaterThan(2);
    expect(declared.map((symbol) => symbol.name).sort()).toEqual(required.sort());
  });
});

/** A file as TypeScript sees it. */
function moduleOf(file: string): { checker: ts.TypeChecker; module: ts.Symbol } {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config,
    ts.sys,
    root,
  );
  const program = ts.createProgram([file], { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const sourceFile = program.getSourceFile(file);
  const module = sourceFile && checker.getSymbolAtLocation(sourceFile);
  if (module === undefined) throw new Error(`${file} is no module.`);
  return { checker, module };
}

/** The docstring of each export of a file and of its members, `''` for one without. Internal members are left out. */
function docstringsOf(file: string): Record<string, string> {
  const { checker, module } = moduleOf(file);
  const docstrings: Record<string, string> = {};
  const add = (name: string, symbol: ts.Symbol) => {
    const tags = symbol.getJsDocTags(checker);
    if (tags.some((tag) => tag.name === 'internal')) return;
    const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
    const lines = [text, ...tags.map((tag) => `@${tag.name} ${ts.displayPartsToString(tag.text)}`)];
    // TypeScript prints `{@link Name }` in place of `{@link Name}` where it knows the name.
    docstrings[name] = lines.join('\n').replace(/(\{@link [\w.]+) \}/g, '$1}');
  };
  for (const exported of checker.getExportsOfModule(module)) {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    add(exported.name, symbol);
    for (const member of symbol.members?.values() ?? []) {
      if (!member.name.startsWith('#')) add(`${exported.name}.${member.name}`, member);
    }
  }
  return docstrings;
}

describe("a consumer's bundle by esbuild", () => {
  const program = `
    import { createServer } from 'node:http';
    import { once } from 'node:events';
    import { ViberError, ViberWebhook, decodeCallback } from 'express-viber';
    import { messageCallback, signCallback } from 'express-viber/testing';
    import { createViberEmulator } from 'express-viber/emulator';

    async function run() {
      const emulator = createViberEmulator({ authToken: 'a-token' });
      const page = await fetch(await emulator.listen());
      const viber = new ViberWebhook({ authToken: 'a-token', apiUrl: emulator.apiUrl, sender: { name: 'Echo' } });
      const received = once(viber, 'message:text');
      const server = createServer(viber.middleware()).listen(0);
      await once(server, 'listening');
      const { body, headers } = signCallback(messageCallback(), 'a-token');
      const response = await fetch('http://localhost:' + server.address().port, { method: 'POST', headers, body });
      const [{ message }] = await received;
      const account = await viber.client.getAccountInfo();
      let isViberError;
      try { decodeCallback('{'); } catch (error) { isViberError = error instanceof ViberError; }
      console.log(JSON.stringify({
        page: page.status, status: response.status, text: message.text, account: account.status, isViberError,
      }));
      server.close();
      await emulator.close();
    }
    void run();`;

  it.each([
    ['cjs', 'with the package inside', false],
    ['esm', 'with the package inside', false],
    ['cjs', 'with the package external', true],
    ['esm', 'with the package external', true],
  ] as const)('receives and calls the API, as %s, %s', async (format, _where, isExternal) => {
    const extension = format === 'cjs' ? 'cjs' : 'mjs';
    const name = `bundled-${isExternal ? 'external' : 'inside'}.${extension}`;
    const banner =
      format === 'cjs'
        ? ''
        : "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
    await build({
      stdin: { contents: program, resolveDir: consumer.folder },
      bundle: true,
      platform: 'node',
      format,
      banner: { js: banner },
      external: isExternal ? ['express-viber'] : [],
      outfile: join(consumer.folder, name),
      logLevel: 'error',
    });

    expect(
      await printedJson(consumer.folder, name, await readFile(join(consumer.folder, name), 'utf8')),
    ).toEqual({
      // A bundle leaves the files of the page behind, and the emulator says so.
      page: isExternal ? 200 : 500,
      status: 200,
      text: 'Hello',
      account: 0,
      isViberError: true,
    });
  });
});
