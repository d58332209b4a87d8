import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anchorsOf } from './docs/anchors';
import { createProgram } from '../../lib/cli/program';
import { commandsOf, readPage } from './documented-code';

const root = join(__dirname, '../..');
const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name.replaceAll('\\', '/')}`);

/** Parses a command without running it. */
function parse(args: string[]): void {
  const program = createProgram();
  for (const command of program.commands) command.action(() => undefined);
  program.parse(args, { from: 'user' });
}

describe.each(['README.md', ...docs])('%s', (path) => {
  const page = readPage(path);

  it('has only commands that exist, with arguments that they take', () => {
    for (const args of commandsOf(page)) {
      expect(() => {
        parse(args);
      }).not.toThrow();
    }
  });
});

it('finds every command on some page', () => {
  const documented = new Set(
    ['README.md', ...docs].flatMap((path) => commandsOf(readPage(path)).map(([name]) => name)),
  );
  // The README names the demo in a sentence, which is not a block.
  expect([...documented, 'demo'].sort()).toEqual(
    createProgram()
      .commands.map((command) => command.name())
      .sort(),
  );
});

it('has every page and heading that an error names', () => {
  const sources = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, 'lib', name), 'utf8'));
  const named = new Set(sources.flatMap((source) => source.match(/docs\/[\w-]+\.md(?:#[\w-]+)?/g) ?? []));
  expect([...named]).toEqual(
    expect.arrayContaining(['docs/getting-started.md#token', 'docs/getting-started.md#public-address']),
  );
  for (const name of named) {
    const [path = '', anchor] = name.split('#');
    expect(docs).toContain(path);
    if (anchor !== undefined) expect(anchorsOf(readPage(path))).toContain(anchor);
  }
});
