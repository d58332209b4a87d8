import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

// No service of the browser's own is to look for a network.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a real Chromium: that of the system, else the one that comes as a package. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumOfSystem() ?? chromiumOfPackage(), args: FLAGS });
}

function chromiumOfSystem(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const paths = ['chromium', 'google-chrome'].flatMap((name) => folders.map((folder) => join(folder, name)));
  return ['/usr/bin/chromium', ...paths].find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// The package is ESM only, which Jest's CommonJS cannot import; a process of its own can.
function chromiumOfPackage(): string {
  const script = "import chromium from '@sparticuz/chromium'; console.log(await chromium.executablePath());";
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  return output.trim();
}
