import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const root = join(__dirname, '..');

describe('the repository', () => {
  it('keeps all of lib free of rooms without a reason', () => {
    const paths = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' });
    expect(paths).toContain(join('cli', 'doctor', 'diagnose.ts'));
    const names = paths.map((path) => basename(path).replace(/\.\w+$/, ''));
    expect(names.filter((name) => /^(?:utils?|helpers?|types|constants|common|misc)$/.test(name))).toEqual(
      [],
    );
  });

  it('only re-exports in index.ts', () => {
    const statements = readFileSync(join(root, 'lib/index.ts'), 'utf8').split(/;\n/);
    expect(
      statements.filter((statement) => statement.trim() !== '' && !statement.trim().startsWith('export')),
    ).toEqual([]);
  });
});
