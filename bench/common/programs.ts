import { buildSync } from 'esbuild';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';

const BENCH = path.join(__dirname, '..');
const ROOT = path.join(BENCH, '..');

// Below node_modules, so that the programs load the same Express as the library.
const OUT_DIR = path.join(ROOT, 'node_modules/.cache/express-viber-bench');

/**
 * Compiles the programs that run in processes of their own, so that compiling is not measured. They load `express-viber`
 * as an application does: the files of `dist`, through a link as `npm link` makes it.
 *
 * @throws `Error` if the library has not been built or a program does not compile
 */
export function buildPrograms(): void {
  if (!existsSync(path.join(ROOT, 'dist/index.js'))) {
    throw new Error('There is nothing to measure in dist. Run `npm run build` first.');
  }
  rmSync(OUT_DIR, { recursive: true, force: true });
  const servers = readdirSync(path.join(BENCH, 'http/servers')).map((file) => `http/servers/${file}`);
  buildSync({
    absWorkingDir: BENCH,
    entryPoints: [
      ...servers,
      'loading/load-times.ts',
      'in-process/webhook-program.ts',
      'in-process/steps-program.ts',
    ],
    outbase: BENCH,
    outdir: OUT_DIR,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    // Without the paths of tsconfig.json, which lead from the package's name to its sources.
    tsconfigRaw: {},
    logLevel: 'warning',
  });
  mkdirSync(path.join(OUT_DIR, 'node_modules'));
  symlinkSync(ROOT, path.join(OUT_DIR, 'node_modules/express-viber'), 'junction');
}

/** The path of a compiled program, for its path below bench/ without the extension. */
export function programPath(name: string): string {
  return path.join(OUT_DIR, `${name}.js`);
}
