import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import * as emulators from '../../../lib/emulator';
import * as library from '../../../lib/index';
import * as testing from '../../../lib/testing';
import { endProcesses, startProcess } from '../../fixtures/processes';
import { serve } from '../../fixtures/servers';
import {
  codeBlocks,
  codeIn,
  load,
  readPage,
  tableRows,
  typeErrors,
  useDocumentedCode,
  wholeModule,
} from '../documented-code';

jest.setTimeout(60_000); // the compiler is slow

const page = readPage('docs/testing.md');
const blocks = codeBlocks(page);

/** The arguments of the page's commands of this package, for a webhook at another URL. */
function commands(url: string): Record<string, string[]> {
  const lines = [...page.matchAll(/^npx express-viber ((\w+).*)$/gm)];
  return Object.fromEntries(
    lines.map(([, line = '', name = '']) => [
      name,
      line.replace('http://localhost:3000/viber', url).split(' '),
    ]),
  );
}

/** Runs a block, with the API of its own emulator. */
async function runBlock(block: string): Promise<void> {
  const { run } = load(wholeModule(block), 'http://127.0.0.1', { 'express-viber': library });
  await run?.();
}

describe('docs/testing.md', () => {
  useDocumentedCode();
  afterEach(endProcesses);

  it('has only blocks that compile', () => {
    expect(blocks).toHaveLength(2);
    expect(typeErrors(blocks.map(wholeModule))).toEqual([]);
  });

  it.each(blocks)('has tests that pass: %#', async (block) => {
    await expect(runBlock(block)).resolves.toBeUndefined();
  });

  it.each(blocks)('has tests that fail if the bot does nothing: %#', async (block) => {
    const idle = block.replace(/bot\.on\(.*\);/, '');
    expect(idle).not.toBe(block);
    await expect(runBlock(idle)).rejects.toThrow(/strictly.*equal/i);
  });

  it('lists every builder of a callback', () => {
    const builders = Object.keys(testing).filter((name) => /(?<!^sign)Callback$/.test(name));
    expect(
      tableRows(page, 'builder')
        .flatMap(([name]) => codeIn(name))
        .sort(),
    ).toEqual(builders.sort());
  });

  it('lists every fault', () => {
    const faults = tableRows(page, 'fault').flatMap(([name]) => codeIn(name));
    expect(faults.sort()).toEqual(Object.keys(emulators.NO_FAULTS).sort());
  });

  it('has commands that register a bot, and post callbacks to it', async () => {
    const texts: string[] = [];
    const viber = new library.ViberWebhook({ authToken: 'my-token' });
    viber.on('message:text', ({ message }) => texts.push(message.text));
    const app = express().use('/viber', viber.middleware());
    const url = `${await serve(app as RequestListener)}/viber`;
    const { emulator = [], trigger = [], replay = [] } = commands(url);
    const [, token = ''] = /^export VIBER_AUTH_TOKEN=(.*)$/m.exec(page) ?? [];
    const start = (args: string[]) => startProcess('lib/cli/main.ts', args, { VIBER_AUTH_TOKEN: token });

    await start([...emulator, '--port', '0']).printed(/^Registered http/);
    expect((await start(trigger).ended()).code).toBe(0);

    const [, saved = ''] = /download="(.+?)"/.exec(readPage('lib/emulator/page/index.html')) ?? [];
    const folder = await mkdtemp(join(tmpdir(), 'express-viber-docs-'));
    const file = join(folder, saved);
    const message = { type: 'text', text: 'recorded' } as const;
    await writeFile(file, testing.signCallback(testing.messageCallback(message), token).body);
    const fromFile = replay.map((argument) => (argument === saved ? file : argument));
    expect((await start(fromFile).ended()).code).toBe(0);
    await rm(folder, { recursive: true });
    expect(texts).toEqual(['hi', 'recorded']);
  });
});
