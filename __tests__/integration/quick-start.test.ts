/** The first screen of the README, word for word, in an empty folder with the packed package. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../emulator/page-browser';
import { write } from '../emulator/page-sessions';
import { describeUnless } from '../fixtures/describe-unless';
import { FakeViberApi } from '../fixtures/fake-viber-api';
import { endProcesses, startShell } from '../fixtures/processes';
import { closeServers, freePort } from '../fixtures/servers';
import { codeBlocks, readPage } from './documented-code';
import { cleanEnvironment, hasRegistry, packPackage, run } from './packed-package';

jest.setTimeout(300_000); // npm installs a hundred packages

const readme = readPage('README.md');
const section = /^## Quick start\n([^]*?)^## /m.exec(readme)?.[1] ?? '';
const [code = ''] = codeBlocks(section);
const [install = '', start = '', emulator = '', register = ''] = [
  ...section.matchAll(/```sh\n([^]*?)```/g),
].map(([, block = '']) => block.trim());
const [, tsFile = '', jsFile = '', jsRun = '', tsRun = ''] =
  /Save this as `([^`]+)`.*save it as `([^`]+)`, and run `([^`]+)` instead of `([^`]+)`/.exec(section) ?? [];

const LANGUAGES = [
  { language: 'TypeScript', file: tsFile, commands: install, startBot: start },
  {
    language: 'JavaScript',
    file: jsFile,
    commands: install.replace(/^.*# for TypeScript only$/m, ''),
    startBot: start.replace(tsRun, jsRun),
  },
];

const missing = hasRegistry() ? undefined : "npm's registry cannot be reached";

describeUnless(missing, 'the quick start of the README', () => {
  let browser: Browser;
  let packed: Awaited<ReturnType<typeof packPackage>>;
  let folder: string;
  let localized: (text: string) => string;

  beforeAll(async () => {
    packed = await packPackage();
    browser = await launchChromium();
    localized = await freePorts();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quick-start-'));
  });
  afterEach(async () => {
    await endProcesses();
    await closeServers();
    await rm(folder, { recursive: true, force: true });
  });
  afterAll(async () => {
    await browser.close();
    await rm(packed.folder, { recursive: true, force: true });
  });

  /** Runs commands one after another, as they are typed. */
  async function typed(commands: string, environment: Record<string, string> = {}): Promise<void> {
    const script = localized(commands).replace(/^(npm install .*)\bexpress-viber\b/m, `$1${packed.tarball}`);
    const env = { ...cleanEnvironment(), ...environment };
    const outcome = await run('sh', ['-e', '-c', script], folder, env);
    if (outcome.code !== 0) throw new Error(`${script}\n${outcome.output}`);
  }

  function started(command: string) {
    return startShell(localized(command), folder, cleanEnvironment());
  }

  /** Writes to the bot on the page, and resolves once the page shows the reply. */
  async function chat(text: string): Promise<void> {
    const [, url = ''] = /open (http:\S+)/.exec(section) ?? [];
    const page = await browser.newPage();
    await page.goto(localized(url));
    await write(page, text);
    await page.getByRole('article', { name: 'Message from the bot' }).getByText(text).first().waitFor();
    await page.close();
  }

  it.each(LANGUAGES)(
    'leads in $language from an empty folder to a reply on the page, and to a registration',
    async ({ file, commands, startBot }) => {
      await typed(commands);
      await writeFile(join(folder, file), localized(code));
      if (file === tsFile) await typed(`npx tsc --noEmit ${file}`); // what an editor shows

      started(startBot);
      await started(emulator).printed(/^Registered http/);
      await chat('Does it work?');

      const api = await FakeViberApi.start();
      await typed(register, { VIBER_API_URL: api.url });
      expect(api.bodies).toEqual([
        {
          url: 'https://bot.example.com/viber',
          event_types: ['conversation_started', 'delivered', 'seen'],
          send_name: true,
          send_photo: true,
        },
      ]);
      await endProcesses();

      const [, demo = ''] = /`(npx express-viber demo)`/.exec(section) ?? [];
      await started(demo).printed(/^Open http/);
      await chat('Hello demo');
    },
  );
});

/** Returns a function that replaces the ports of the README that are in use on this machine, if any. */
async function freePorts(): Promise<(text: string) => string> {
  const bot = (await isFree(3000)) ? '3000' : String(await freePort());
  const page = (await isFree(7080)) ? '7080' : String(await freePort());
  return (text) =>
    text
      .replace(/\b3000\b/g, bot)
      .replace(/(express-viber (?:emulator|demo))/, page === '7080' ? '$1' : `$1 --port ${page}`)
      .replace(/\b7080\b/g, page);
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => {
      resolve(false);
    });
    server.listen(port, () =>
      server.close(() => {
        resolve(true);
      }),
    );
  });
}
