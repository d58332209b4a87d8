import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { ViberEmulator, ViberEmulatorOptions } from '../../lib/emulator';
import { createViberEmulator } from '../../lib/emulator';
import type { OutgoingMessage, ViberWebhook } from '../../lib/index';
import { closeServers } from '../fixtures/servers';
import { startBot } from './echo-bot';
import { launchChromium } from './page-browser';

const TIMEOUT_MS = 20_000;

/**
 * Shares one browser within a test file and closes emulators and pages after each test. A test fails if a page has
 * thrown an error or violated its Content-Security-Policy.
 */
export function pageSessions() {
  jest.setTimeout(3 * TIMEOUT_MS);
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  const emulators: ViberEmulator[] = [];
  const pageErrors: string[] = [];

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
    expect(pageErrors.splice(0)).toEqual([]);
  });

  const startEmulator = async (options: Partial<ViberEmulatorOptions> = {}, port = 0) => {
    const emulator = createViberEmulator({ authToken: 'emulated-token', ...options });
    emulators.push(emulator);
    await emulator.listen({ port });
    return emulator;
  };

  /** Opens an emulator's page in a fresh browser profile. */
  const openPage = async (emulator: ViberEmulator, options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    contexts.push(context);
    context.setDefaultTimeout(TIMEOUT_MS);
    const page = await context.newPage();
    page.on('pageerror', (error) => pageErrors.push(String(error)));
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) pageErrors.push(message.text());
    });
    await page.goto(emulator.url);
    await page.getByText('Connected', { exact: true }).waitFor();
    return page;
  };

  /** Starts an emulator with a bot (an echo bot by default) and a user called Ada, and opens the page. */
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

  /** Removes and returns the page errors so far, for a test that provokes them. */
  const takePageErrors = () => pageErrors.splice(0);

  return { startEmulator, openPage, openChat, takePageErrors };
}

/** Adds a welcome message and echoes every text. */
export function echo(viber: ViberWebhook): void {
  viber.welcome(({ user, context }) => ({
    type: 'text',
    text: `Hello ${String(user.name)} from ${context ?? 'nowhere'}`,
  }));
  viber.on('message:text', ({ message }, { reply }) =>
    reply({ type: 'text', text: `You said ${message.text}` }),
  );
}

/** Replies to every text with this message. */
export function replyingWith(message: OutgoingMessage): (viber: ViberWebhook) => void {
  return (viber) => {
    viber.on('message:text', (_callback, { reply }) => reply(message));
  };
}

/** Types a message in the chat and sends it with Enter. */
export async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill(text);
  await page.keyboard.press('Enter');
}

/** Retries an assertion until it holds. On timeout the last failure is thrown. */
export async function eventually(assertion: () => void | Promise<void>): Promise<void> {
  const end = Date.now() + TIMEOUT_MS;
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

/** Throws where a value must be present: `value ?? missing()`. */
export function missing(): never {
  throw new Error('A value that the test requires is missing.');
}
