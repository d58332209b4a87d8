import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';

// Below node_modules, so that what is compiled finds the same Express as the library does.
const OUT_DIR = path.join(__dirname, '../node_modules/.cache/express-viber-bench');

/**
 * Compiles the library and the servers: a loader that compiles on the way would be measured with them.
 *
 * @throws `Error` if the compiler finds fault
 */
export function compile(): void {
  rmSync(OUT_DIR, { recursive: true, force: true });
  const compiler = require.resolve('typescript/bin/tsc');
  const project = path.join(__dirname, 'tsconfig.build.json');
  const { status } = spawnSync(process.execPath, [compiler, '-p', project], { stdio: 'inherit' });
  if (status !== 0) throw new Error('There is nothing to measure: lib/ or bench/ does not compile.');
}

/** Where a compiled module of this folder stands. */
export function compiledPath(moduleName: string): string {
  return path.join(OUT_DIR, 'bench', `${moduleName}.js`);
}
