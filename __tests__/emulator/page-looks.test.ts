import type { Page } from 'playwright-core';
import { echo, pageSessions } from './page-sessions';
import { startBot } from './echo-bot';

const { startEmulator, openPage } = pageSessions();

const WIDTHS = [1440, 1024, 860, 800, 390, 320];

async function busyEmulator() {
  const emulator = await startEmulator({ bot: { name: 'Tea House' } });
  await startBot(emulator, { prepare: echo });
  const user = emulator.addUser({ name: 'Ada' });
  emulator.addUser({ name: 'Someone with quite a long name for a button' });
  await user.openChat();
  await user.send(`A long word: ${'a'.repeat(300)}`);
  return emulator;
}

async function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

describe('the layout', () => {
  it('shows the longest event name in full in a wide timeline', async () => {
    const page = await openPage(await busyEmulator(), { viewport: { width: 1280, height: 860 } });
    const cell = '.cell-event[data-event="conversation_started"]';
    await page.locator(cell).waitFor();
    const hidden = `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('${cell}'))`;
    expect(await page.evaluate(hidden)).toBeLessThanOrEqual(0);
  });

  it.each([1440, 1280, 1024, 900, 390])(
    'shows each response in full at a width of %d pixels',
    async (width) => {
      const emulator = await busyEmulator();
      emulator.setFaults({ offline: true });
      await emulator.users[0]?.subscribe();
      await fetch(`${emulator.apiUrl}/send_message`, {
        method: 'POST',
        headers: { 'X-Viber-Auth-Token': 'emulated-token' },
        body: JSON.stringify({ receiver: 'nobody', type: 'text', text: 'Hello' }),
      });
      const page = await openPage(emulator, { viewport: { width, height: 860 } });
      const cells = page.locator('.cell-response');
      await cells.getByText('status 999').waitFor();
      await cells.getByText('no response').first().waitFor();
      const clipped = `[...document.querySelectorAll('.cell-response')].filter((cell) => cell.scrollWidth > cell.clientWidth)`;
      expect(await page.evaluate(`${clipped}.map((cell) => cell.textContent)`)).toEqual([]);
    },
  );

  it('keeps the code of a deep link in view, however long the link is', async () => {
    const page = await openPage(await busyEmulator());
    await page.getByLabel('Deep-link context').fill('ملصق على الجدار في المقهى '.repeat(3));
    await page.locator('#deep-link-code').waitFor();
    const hidden = `(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)(document.getElementById('deep-link'))`;
    expect(await page.evaluate(hidden)).toBeLessThanOrEqual(0);
  });

  it.each(WIDTHS)('fits into a width of %d pixels', async (width) => {
    const page = await openPage(await busyEmulator(), { viewport: { width, height: 844 } });
    await page.getByText('You said A long word').waitFor();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    const [chat, timeline] = await Promise.all(
      ['#log', '#timeline'].map((selector) => page.locator(selector).boundingBox()),
    );
    // Side by side if there is room, otherwise stacked.
    const isStacked = (timeline?.y ?? 0) > (chat?.y ?? 0) + (chat?.height ?? 0);
    expect(isStacked).toBe(width <= 860);
    const clipped = `[...document.querySelectorAll('.cell-state')].filter((cell) => cell.scrollWidth > cell.clientWidth)`;
    expect(await page.evaluate(`${clipped}.map((cell) => cell.textContent)`)).toEqual([]);
    expect((await page.screenshot()).byteLength).toBeGreaterThan(10_000);
  });

  it.each([
    ['light', 'rgb(244, 244, 248)'],
    ['dark', 'rgb(18, 17, 24)'],
  ] as const)('follows a preference for the %s colour scheme', async (colorScheme, background) => {
    const page = await openPage(await busyEmulator(), { colorScheme });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(background);
    expect((await page.screenshot()).byteLength).toBeGreaterThan(10_000);
  });
});

describe('a message', () => {
  it('keeps what it contains within its padding', async () => {
    const name = `${'a-long-name-'.repeat(8)}.pdf`;
    const file = { type: 'file', media: `https://example.com/${name}`, size: 1, file_name: name } as const;
    const emulator = await startEmulator();
    await startBot(emulator, {
      prepare: (viber) => viber.on('message:file', (_callback, { reply }) => reply(file)),
    });
    await emulator.addUser().send(file);
    const page = await openPage(emulator);
    await page.getByRole('article').nth(1).waitFor();
    const outside = `[...document.querySelectorAll('.message')].flatMap((message) => {
      const { left, right } = message.getBoundingClientRect();
      const padding = parseFloat(getComputedStyle(message).paddingLeft);
      return [...message.querySelectorAll('*')].filter((element) => {
        const box = element.getBoundingClientRect();
        return box.left < left + padding - 1 || box.right > right - padding + 1;
      }).map((element) => message.className + ': ' + element.textContent);
    })`;
    expect(await page.evaluate(outside)).toEqual([]);
  });
});

describe('the chat', () => {
  const onLog = (page: Page, statements: string) =>
    page.evaluate(`(() => { const log = document.getElementById('log'); ${statements} })()`);
  const fromEnd = (page: Page) => onLog(page, 'return log.scrollHeight - log.scrollTop - log.clientHeight;');

  /** Imitates a picture that loads before the browser has dispatched the event of scrolling to the end. */
  const loadPicture = `
    const picture = document.createElement('div');
    picture.style.height = '300px';
    picture.style.flex = 'none';
    log.append(picture);
    log.dispatchEvent(new Event('scroll'));
    picture.dispatchEvent(new Event('load'));`;

  it('stays at its end when a picture loads', async () => {
    const page = await openPage(await busyEmulator());
    await page.getByText('You said A long word').waitFor();
    await onLog(page, loadPicture);
    expect(await fromEnd(page)).toBeLessThan(2);
  });

  it('keeps its position when the user has scrolled up', async () => {
    const page = await openPage(await busyEmulator());
    await page.getByText('You said A long word').waitFor();
    await onLog(page, loadPicture);
    await onLog(page, "log.scrollTop -= 200; log.dispatchEvent(new Event('scroll'));");
    await onLog(page, loadPicture);
    expect(await fromEnd(page)).toBeGreaterThan(299);
  });
});

describe('keyboard navigation', () => {
  it('leads from the users through the chat to the timeline, with visible focus', async () => {
    const page = await openPage(await busyEmulator());
    await page.getByText('You said A long word').waitFor();
    const names: string[] = [];
    for (let presses = 0; presses < 30; presses += 1) {
      await page.keyboard.press('Tab');
      const [name, outline] = await page.evaluate<[string, string]>(`(() => {
        const { activeElement: element } = document;
        const name = element.id || element.name || element.className || element.tagName;
        return [name, getComputedStyle(element).outlineStyle];
      })()`);
      expect([name, outline]).toEqual([name, 'solid']);
      names.push(name);
      if (name === 'row') break;
    }
    expect(names).toEqual([
      ...[
        'user-chip',
        'user-chip',
        'add-user',
        'context',
        'primary',
        'subscribe',
        'personalization',
        'reads',
        'SUMMARY',
      ],
      ...['log', 'attach', 'text', 'round-button send', 'recheck'],
      ...['offline', 'duplicated', 'reordered', 'slowMs', 'SUMMARY'],
      ...['load', 'quiet button', 'filter-text', 'filter-event', 'filter-state', 'receipts', 'row'],
    ]);
    await page.keyboard.press('Enter');
    await page.getByText(/^Attempt 1/).waitFor();
  });

  it('finds an accessible name on every control', async () => {
    const page = await openPage(await busyEmulator());
    const nameless = await page.evaluate(`[...document.querySelectorAll('button, input, select, textarea, a')]
      .filter((element) => element.labels?.length !== 1)
      .filter((element) => !(element.getAttribute('aria-label') ?? element.textContent).trim())
      .map((element) => element.outerHTML)`);
    expect(nameless).toEqual([]);
  });
});
