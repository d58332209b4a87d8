/** Takes the screenshot for the README (`npm run screenshot`): the demo in Chromium after a few messages. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { launchChromium } from './page-browser';

const root = join(__dirname, '../..');

async function main(): Promise<void> {
  const demo = spawn(process.execPath, ['--import', 'tsx', 'examples/demo.ts'], {
    cwd: root,
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await takeScreenshot(await addressOf(demo));
  } finally {
    demo.kill();
    await once(demo, 'exit');
  }
}

async function addressOf({ stdout }: { stdout: Readable }): Promise<string> {
  for await (const line of createInterface({ input: stdout })) {
    const url = /Open (http:\S+)/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('The demo exited before it printed its address.');
}

async function takeScreenshot(url: string): Promise<void> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    await page.goto(url);
    const writing = page.getByLabel('Message', { exact: true });
    await writing.fill('Good evening! 🍵');
    await writing.press('Enter');
    await page.getByText('Good evening!').nth(1).waitFor();
    await page.getByRole('button', { name: 'Carousel' }).click();
    await page.getByText('Apples').waitFor();
    await page.locator('summary', { hasText: 'seen' }).nth(2).waitFor();
    await page.locator("[data-state='sending']").first().waitFor({ state: 'detached' });
    await page.screenshot({ path: join(root, '.github/chat-page.png') });
  } finally {
    await browser.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
