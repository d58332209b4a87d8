import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { ViberEmulator, ViberEmulatorOptions } from '../../lib/emulator';
import { createViberEmulator } from '../../lib/emulator';
import type { OutgoingMessage, ViberWebhook } from '../../lib/index';
import { closeServers } from '../fixtures/servers';
import { startBot } from './echo-bot';
import { launchChromium } from './page-browser';

const PATIENCE_MS = 20_000;

/**
 * One browser for a test file, and for each test emulators and pages that are gone after it. A test fails if a page
 * has thrown anything or has broken its Content-Security-Policy.
 */
export function pageSessions() {
  jest.setTimeout(3 * PATIENCE_MS);
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  const emulators: ViberEmulator[] = [];
  const faults: string[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    await Promise.all(emulators.splice(0).map((emulator) => emulator.close()));
    await closeServers();
    expect(faults.splice(0)).toEqual([]);
  });

  const startEmulator = async (options: Partial<ViberEmulatorOptions> = {}, port = 0) => {
    const emulator = createViberEmulator({ authToken: 'emulated-token', ...options });
    emulators.push(emulator);
    await emulator.listen({ port });
    return emulator;
  };

  /** The page of an emulator, in a browser profile of its own. */
  const openPage = async (emulator: ViberEmulator, options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    contexts.push(context);
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) faults.push(message.text());
    });
    await page.goto(emulator.url);
    await page.getByText('Connected', { exact: true }).waitFor();
    return page;
  };

  /** An emulator, a bot that welcomes and echoes, a user called Ada, and the page. */
  const openChat = async (prepare: (viber: ViberWebhook, emulator: ViberEmulator) => void = echo) => {
    const emulator = await startEmulator();
    await startBot(emulator, {
      sendName: true,
      prepare: (viber) => {
        prepare(viber, emulator);
      },
    });
    const user = emulator.addUser({ name: 'Ada' });
    return { emulator, user, page: await openPage(emulator) };
  };

  /** What pages have done wrong so far, for a test that means them to. */
  const takeFaults = () => faults.splice(0);

  return { startEmulator, openPage, openChat, takeFaults };
}

/** Says back what was written, after a welcome. */
export function echo(viber: ViberWebhook): void {
  viber.welcome(({ user, context }) => ({
    type: 'text',
    text: `Hello ${String(user.name)} from ${context ?? 'nowhere'}`,
  }));
  viber.on('message:text', ({ message }, { reply }) =>
    reply({ type: 'text', text: `You said ${message.text}` }),
  );
}

/** Answers anything written with this message. */
export function answering(message: OutgoingMessage): (viber: ViberWebhook) => void {
  return (viber) => {
    viber.on('message:text', (_callback, { reply }) => reply(message));
  };
}

/** Writes in the chat and sends it with Enter. */
export async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill(text);
  await page.keyboard.press('Enter');
}

/** Repeats an assertion until it holds; the last failure is the test's. */
export async function eventually(assertion: () => void | Promise<void>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** For what must be there. */
export function missing(): never {
  throw new Error('Something that the test needs is missing.');
}
