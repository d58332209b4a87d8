import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';

// Below node_modules, so that the compiled code loads the same Express as the library.
const OUT_DIR = path.join(__dirname, '../node_modules/.cache/express-viber-bench');

/**
 * Compiles the library and the servers in advance, so that compiling is not measured.
 *
 * @throws `Error` if they do not compile
 */
export function compile(): void {
  rmSync(OUT_DIR, { recursive: true, force: true });
  const compiler = require.resolve('typescript/bin/tsc');
  const project = path.join(__dirname, 'tsconfig.build.json');
  const { status } = spawnSync(process.execPath, [compiler, '-p', project], { stdio: 'inherit' });
  if (status !== 0) throw new Error('Nothing was measured, because lib/ or bench/ does not compile.');
}

/** The path of a compiled module of this folder. */
export function compiledPath(moduleName: string): string {
  return path.join(OUT_DIR, 'bench', `${moduleName}.js`);
}
