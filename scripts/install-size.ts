/** Prints what installing this package adds to an empty folder, with viber-bot beside it. Needs npm's registry. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packPackage } from '../__tests__/integration/packed-package';

const INSTALL = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

interface Installed {
  packages: number;
  megabytes: number;
}

/** Installs into a folder of its own and removes it again. */
function measure(...args: string[]): Installed {
  const folder = mkdtempSync(path.join(tmpdir(), 'install-size-'));
  try {
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
    execFileSync('npm', [...INSTALL, ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    const modules = path.join(folder, 'node_modules');
    const lock = JSON.parse(readFileSync(path.join(modules, '.package-lock.json'), 'utf8')) as {
      packages: object;
    };
    return { packages: Object.keys(lock.packages).length, megabytes: bytesBelow(modules) / 1e6 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function bytesBelow(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.reduce((sum, file) => sum + statSync(path.join(file.parentPath, file.name)).size, 0);
}

async function main(): Promise<void> {
  const { folder, tarball } = await packPackage();
  try {
    const rows = {
      'express-viber with Express 5': measure(tarball, 'express@5'),
      'express-viber with Express 4': measure(tarball, 'express@4'),
      'express-viber without Express': measure(tarball, '--omit=peer'),
      'Express 5 alone': measure('express@5'),
      'viber-bot': measure('viber-bot'),
    };
    for (const [name, { packages, megabytes }] of Object.entries(rows)) {
      console.log(
        `${name.padEnd(30)} ${String(packages).padStart(4)} packages ${megabytes.toFixed(1).padStart(6)} MB`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
