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

/** Whether the first character of a text is nearer to its right edge than to its left. */
async function startsAtRight(page: Page, index: number): Promise<boolean> {
  return page.evaluate<boolean>(`(() => {
    const element = document.querySelectorAll('#log .text')[${String(index)}];
    const range = document.createRange();
    range.setStart(element.firstChild, 0);
    range.setEnd(element.firstChild, 1);
    const first = range.getBoundingClientRect();
    const box = element.getBoundingClientRect();
    return box.right - first.right < first.left - box.left;
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
    expect([await startsAtRight(page, 0), await startsAtRight(page, 1)]).toEqual([true, false]);
  });
});
