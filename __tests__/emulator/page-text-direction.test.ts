import type { Locator, Page } from 'playwright-core';
import type { ViberWebhook } from '../../lib/index';
import { startBot } from './echo-bot';
import { eventually, pageSessions } from './page-sessions';

const { startEmulator, openPage, openChat } = pageSessions();

const ARABIC = 'أهلاً بك (مفتوح)!';
const HEBREW = 'שלום, מה שלומך?';

function direction(element: Locator): Promise<string> {
  return element.evaluate((node) => {
    const { getComputedStyle } = globalThis as unknown as {
      getComputedStyle: (of: unknown) => { direction: string };
    };
    return getComputedStyle(node).direction;
  });
}

/** For each line of a message, the edge of the text at which its first character stands. */
async function startsOfLines(page: Page, index: number): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const element = document.querySelectorAll('#log .text')[${String(index)}];
    const text = element.firstChild;
    const box = element.getBoundingClientRect();
    return [0, text.data.indexOf('\\n') + 1].map((start) => {
      const range = document.createRange();
      range.setStart(text, start);
      range.setEnd(text, start + 1);
      const first = range.getBoundingClientRect();
      if (first.left - box.left < 2) return 'left';
      return box.right - first.right < 2 ? 'right' : 'neither';
    });
  })()`);
}

describe.each([
  ['Arabic', ARABIC],
  ['Hebrew', HEBREW],
])('%s', (_, text) => {
  it('is written from right to left wherever people or bots write', async () => {
    const emulator = await startEmulator();
    const prepare = (viber: ViberWebhook) => {
      viber.on('message:text', async ({ message }, { reply }) => {
        const Buttons = [{ Text: message.text, ActionBody: 'x' }];
        await reply({ type: 'text', text: message.text });
        await reply({ type: 'contact', contact: { name: text, phone_number: '+441' } });
        await reply({ type: 'file', media: 'https://example.com/a.pdf', size: 1, file_name: `${text}.pdf` });
        await reply({
          type: 'picture',
          media: 'https://example.invalid/a.png',
          text,
          keyboard: { Type: 'keyboard', Buttons },
        });
      });
    };
    await startBot(emulator, { prepare, sender: { name: text } });
    const user = emulator.addUser({ name: text });
    const page = await openPage(emulator);
    await user.send(text);
    await emulator.settled();
    await page.getByRole('group', { name: 'Keyboard' }).getByText(text).waitFor();
    const shown = [
      ...(await page.locator('#log .text').all()),
      ...(await page.locator('#log .sender').all()),
      ...(await page.locator('#log .card strong').all()),
      ...(await page.locator('#keyboard .button-text > span').all()),
      ...(await page.locator('.user-name').all()),
      ...(await page.locator('#subscription-user').all()),
    ];
    expect(shown).toHaveLength(3 + 4 + 2 + 1 + 1 + 1);
    for (const element of shown)
      expect([await element.innerHTML(), await direction(element)]).toEqual([
        await element.innerHTML(),
        'rtl',
      ]);
    const cell = page.locator('.cell-user', { hasText: text.slice(0, 5) }).first();
    await eventually(async () => {
      expect(await direction(cell)).toBe('rtl');
    });
    for (const label of ['Message', 'Deep-link context', 'Filter by text']) {
      const field = page.getByLabel(label, { exact: true });
      expect(await direction(field)).toBe('ltr');
      await field.fill(text);
      expect(await direction(field)).toBe('rtl');
      await field.fill('');
    }
  });

  it('shares a message with lines from left to right', async () => {
    const { user, page } = await openChat(() => undefined);
    await user.send(`${text}\nOpening hours: 9-17.`);
    await user.send(`Opening hours: 9-17.\n${text}`);
    await page.locator('#log .text').nth(1).waitFor();
    expect(await startsOfLines(page, 0)).toEqual(['right', 'left']);
    expect(await startsOfLines(page, 1)).toEqual(['left', 'right']);
  });
});
