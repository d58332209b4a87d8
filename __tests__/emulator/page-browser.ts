import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

// Keeps the browser's own services off the network.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the system's Chromium, or the one from npm if there is none. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: systemChromium() ?? packagedChromium(), args: FLAGS });
}

function systemChromium(): string | undefined {
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

// The package is ESM only, which Jest cannot import from CommonJS, so a separate process does.
function packagedChromium(): string {
  const script = "import chromium from '@sparticuz/chromium'; console.log(await chromium.executablePath());";
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  return output.trim();
}
