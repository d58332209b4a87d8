import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');

describe('the repository', () => {
  it.each(['lib', 'lib/protocol', 'lib/client', 'lib/webhook'])(
    'keeps %s free of rooms without a reason',
    (folder) => {
      const names = readdirSync(join(root, folder)).map((name) => name.replace(/\.ts$/, ''));
      expect(names.filter((name) => /^(?:utils?|helpers?|types|constants|common|misc)$/.test(name))).toEqual(
        [],
      );
    },
  );

  it('only re-exports in index.ts', () => {
    const statements = readFileSync(join(root, 'lib/index.ts'), 'utf8').split(/;\n/);
    expect(
      statements.filter((statement) => statement.trim() !== '' && !statement.trim().startsWith('export')),
    ).toEqual([]);
  });
});
