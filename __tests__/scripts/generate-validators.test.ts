import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { generateValidators } from '../../scripts/generate-validators';

const root = join(__dirname, '../..');
const generated = generateValidators();
const paths = Object.keys(generated);

describe('the committed validators', () => {
  it('are those of the schemas: otherwise run "npm run generate"', () => {
    // Only the paths are compared here, because a difference would be thousands of lines long.
    const stale = paths.filter((path) => readFileSync(join(root, path), 'utf8') !== generated[path]);

    expect(stale).toEqual([]);
  });

  it('are all that is in their folder', () => {
    expect(readdirSync(join(root, 'lib/protocol/generated'))).toEqual(
      paths.map((path) => basename(path)).sort(),
    );
  });

  it('load nothing but modules of this package', () => {
    for (const code of Object.values(generated)) {
      expect(code).not.toMatch(/\brequire\(|\bfrom ["'][^.]|\bnew Function\b/);
    }
  });
});
