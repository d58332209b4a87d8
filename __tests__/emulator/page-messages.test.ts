import type { Page } from 'playwright-core';
import type { Button, OutgoingMessage } from '../../lib/index';
import { replyingWith, eventually, missing, pageSessions, write } from './page-sessions';

const { openChat } = pageSessions();

const DOT =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** A computed style property of the button with this name. */
async function style(page: Page, name: string, property: string): Promise<string> {
  const button = page.getByRole('button', { name });
  return button.evaluate((element, wanted) => {
    const { getComputedStyle } = globalThis as unknown as {
      getComputedStyle: (of: unknown) => Record<string, string>;
    };
    return getComputedStyle(element)[wanted] ?? '';
  }, property);
}

describe('a message from the bot', () => {
  async function receive(message: OutgoingMessage) {
    const chat = await openChat(replyingWith(message));
    await write(chat.page, 'show');
    const shown = chat.page.getByRole('article', { name: 'Message from the bot' });
    await shown.waitFor();
    return { ...chat, shown };
  }

  it('shows text with its links and emoji', async () => {
    const { shown } = await receive({
      type: 'text',
      text: 'Tea \u{1F375} (see https://example.com/a?b=c#d, or http://example.com/x). Not ftp://example.com.',
    });
    const links = shown.getByRole('link');
    expect(await links.allInnerTexts()).toEqual(['https://example.com/a?b=c#d', 'http://example.com/x']);
    expect(await links.first().getAttribute('rel')).toBe('noopener noreferrer');
    expect(await links.first().getAttribute('target')).toBe('_blank');
    await shown.getByText('Tea \u{1F375} (see').waitFor();
  });

  it('shows a picture with its caption', async () => {
    const { shown } = await receive({ type: 'picture', text: 'A dot', media: DOT });
    await shown.getByRole('img', { name: 'A dot' }).waitFor();
    await shown.getByText('A dot').waitFor();
  });

  it('shows a placeholder with the address of media that cannot be loaded', async () => {
    const { emulator, user, shown, page } = await receive({
      type: 'picture',
      text: '',
      media: 'https://unreachable.invalid/tea.png',
    });
    await shown.getByText('not loaded').waitFor();
    await shown.getByRole('link', { name: 'https://unreachable.invalid/tea.png' }).waitFor();
    await user.send({ type: 'video', media: `${emulator.url}/no-such-video` });
    await page.getByRole('article', { name: 'Message from the user' }).getByText('not loaded').waitFor();
  });

  it.each<[string, OutgoingMessage, string[]]>([
    [
      'a video',
      { type: 'video', media: 'https://unreachable.invalid/v.mp4', size: 1_400_000, duration: 9 },
      ['Video, 1.4 MB, duration 9'],
    ],
    [
      'a file',
      { type: 'file', media: 'https://example.com/menu.pdf', size: 2048, file_name: 'menu.pdf' },
      ['menu.pdf', '2 kB', 'https://example.com/menu.pdf'],
    ],
    [
      'a contact',
      { type: 'contact', contact: { name: 'Tea House', phone_number: '+442079460000' } },
      ['Tea House', '+442079460000'],
    ],
    ['a location', { type: 'location', location: { lat: '51.5', lon: -0.12 } }, ['Location', '51.5, -0.12']],
    ['a link', { type: 'url', media: 'https://example.com/tea' }, ['https://example.com/tea']],
    ['a sticker', { type: 'sticker', sticker_id: 46105 }, ['Sticker 46105']],
  ])('shows %s', async (_name, message, texts) => {
    const { shown } = await receive(message);
    for (const text of texts) await shown.getByText(text, { exact: true }).waitFor();
  });

  it('shows a carousel that can be tapped', async () => {
    const { emulator, page, shown } = await receive({
      type: 'rich_media',
      min_api_version: 7,
      alt_text: 'Teas',
      rich_media: {
        Type: 'rich_media',
        ButtonsGroupColumns: 6,
        ButtonsGroupRows: 3,
        BgColor: '#fff8e0',
        Buttons: [
          { Rows: 2, ActionType: 'none', Image: DOT, Text: 'Sencha' },
          { ActionBody: 'buy sencha', Text: '<font color="#ffffff">Buy Sencha</font>', BgColor: '#2b7548' },
          { Rows: 2, ActionType: 'none', Image: DOT, Text: 'Assam' },
          { ActionBody: 'buy assam', Text: 'Buy Assam' },
        ],
      },
    });
    const carousel = shown.getByRole('group', { name: 'Carousel' });
    expect(await carousel.locator('.button-block').count()).toBe(2);
    expect(await style(page, 'Buy Sencha', 'backgroundColor')).toBe('rgb(43, 117, 72)');
    await carousel.getByRole('button', { name: 'Buy Assam' }).click();
    await page.getByRole('article', { name: 'Message from the user' }).getByText('buy assam').waitFor();
    expect(emulator.timeline.findLast(({ event }) => event === 'message')?.body).toContain(
      '"text":"buy assam"',
    );
  });
});

describe('a keyboard', () => {
  const keyboard = (fields: object, ...Buttons: Button[]) =>
    replyingWith({
      type: 'text',
      text: 'Choose',
      min_api_version: 4,
      keyboard: { Type: 'keyboard', Buttons, ...fields },
    });

  it('has the colours, sizes and positions that the bot specified', async () => {
    const { page } = await openChat(
      keyboard(
        { BgColor: '#123456', HeightScale: 50 },
        {
          Columns: 3,
          Rows: 2,
          ActionBody: 'a',
          Text: '<b>Tall</b><br>one',
          TextSize: 'large',
          BgColor: '#e0f5ea',
        },
        { Columns: 3, ActionBody: 'b', Text: 'Right', TextHAlign: 'right', TextPaddings: [1, 2, 3, 4] },
        { Columns: 3, ActionBody: 'c', Text: 'Framed', Frame: { BorderWidth: 2, BorderColor: '#ff0000' } },
      ),
    );
    await write(page, 'hi');
    await page.getByRole('button', { name: 'Tall one' }).waitFor();
    const box = async (name: string) => {
      const { x, y, width, height } = (await page.getByRole('button', { name }).boundingBox()) ?? missing();
      return { x, y, right: x + width, bottom: y + height, height };
    };
    const [tall, right, framed] = [await box('Tall one'), await box('Right'), await box('Framed')];
    expect(tall.height).toBeGreaterThan(2 * right.height);
    expect(right.x).toBeGreaterThan(tall.right);
    expect([right.y, framed.x, framed.bottom]).toEqual([tall.y, right.x, tall.bottom]);
    expect(await style(page, 'Tall one', 'backgroundColor')).toBe('rgb(224, 245, 234)');
    expect(await style(page, 'Framed', 'border')).toBe('2px solid rgb(255, 0, 0)');
    const text = page.getByText('Right', { exact: true }).locator('..');
    expect(await text.getAttribute('style')).toContain('text-align: right');
    expect(await text.getAttribute('style')).toContain('padding: 1px 4px 3px 2px');
    expect(await page.locator('#keyboard').getAttribute('style')).toContain(
      'background-color: rgb(18, 52, 86)',
    );
    expect(await page.getByRole('button', { name: 'Tall one' }).locator('b').innerText()).toBe('Tall');
  });

  it('fills the grid in order, without going back up', async () => {
    const { page } = await openChat();
    const places = async (sizes: [columns: unknown, rows: unknown][], columns = 6, rows = 7) => {
      const buttons = JSON.stringify(sizes.map(([Columns, Rows]) => ({ Columns, Rows })));
      const script = `import('/chat/place-buttons.js').then(({ placeButtons }) =>
        placeButtons(${buttons}, ${String(columns)}, ${String(rows)}).map((block) =>
          block.map(({ column, row, columns, rows }) => [column, row, columns, rows].join(' '))))`;
      return page.evaluate<string[][]>(script);
    };
    const small: [number, number] = [2, 1];
    expect(await places([[4, 1], [4, 1], small, small])).toEqual([
      ['1 1 4 1', '1 2 4 1', '5 2 2 1', '1 3 2 1'],
    ]);
    expect(
      await places([
        [3, 2],
        [3, 1],
        [3, 1],
        [6, 1],
      ]),
    ).toEqual([['1 1 3 2', '4 1 3 1', '4 2 3 1', '1 3 6 1']]);
    expect(await places([[6, 1], [6, 2], small], 6, 2)).toEqual([['1 1 6 1'], ['1 1 6 2'], ['1 1 2 1']]);
    expect(
      await places([
        ['3', '2'],
        ['3', null],
        [undefined, undefined],
      ]),
    ).toEqual([['1 1 3 2', '4 1 3 1', '1 3 6 1']]);
    expect(await places([[6, 4], small], 4, 2)).toEqual([['1 1 4 4'], ['1 1 2 1']]);
  });

  it('sends replies, the phone number and the location of the user', async () => {
    const { user, page } = await openChat(
      keyboard(
        {},
        { ActionBody: 'green', Text: 'Green' },
        { ActionType: 'share-phone', ActionBody: 'x', Text: 'Phone' },
        { ActionType: 'location-picker', ActionBody: 'x', Text: 'Place' },
        { ActionBody: 'quiet', Text: 'Quiet', Silent: true },
        { ActionType: 'none', Text: 'Nothing' },
      ),
    );
    await write(page, 'hi');
    const mine = page.getByRole('article', { name: 'Message from the user' });
    await page.getByRole('button', { name: 'Green' }).click();
    await mine.getByText('green').waitFor();
    await page.getByRole('button', { name: 'Phone' }).click();
    await mine.getByText('+447700900123').waitFor();
    await page.getByRole('button', { name: 'Place' }).click();
    await mine.getByText('51.5007, -0.1246').waitFor();
    await page.getByRole('button', { name: 'Quiet' }).click();
    await page.getByText('Sent silently, not shown on a phone: quiet').waitFor();
    await page.getByText('Nothing', { exact: true }).click();
    expect(await page.getByRole('button', { name: 'Nothing' }).count()).toBe(0);
    expect(user.chat.filter(({ from }) => from === 'user').map(({ message }) => message.type)).toEqual([
      'text',
      'text',
      'contact',
      'location',
      'text',
    ]);
  });

  it('opens http(s) links in a new tab, and no others', async () => {
    const { emulator, page } = await openChat((viber, { url }) => {
      keyboard(
        {},
        { ActionType: 'open-url', ActionBody: `${url}/samples/notes.txt`, Text: 'Notes' },
        { ActionType: 'open-url', ActionBody: 'javascript:alert(1)', Text: 'Script' },
      )(viber);
    });
    await write(page, 'hi');
    const opened = page.context().waitForEvent('page');
    await page.getByRole('link', { name: 'Notes' }).click();
    const tab = await opened;
    await tab.waitForURL(`${emulator.url}/samples/notes.txt`);
    expect(await tab.evaluate('String(opener)')).toBe('null');
    const mine = page.getByRole('article', { name: 'Message from the user' });
    await mine.getByRole('link', { name: `${emulator.url}/samples/notes.txt` }).waitFor();
    expect(await page.getByRole('button', { name: 'Script' }).isDisabled()).toBe(true);
  });

  it('hides the input field if InputFieldState is hidden', async () => {
    const { user, page } = await openChat((viber) => {
      keyboard({ InputFieldState: 'hidden' }, { ActionBody: 'bye', Text: 'Leave' })(viber);
    });
    await user.send('hi');
    await page.getByText('The keyboard hides the input field.').waitFor();
    expect(await page.getByRole('textbox', { name: 'Message', exact: true }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Leave' }).waitFor();
  });
});

describe('an attachment', () => {
  it.each<[string, Record<string, string>, object]>([
    [
      'Picture',
      { Caption: 'Dusk' },
      { type: 'picture', text: 'Dusk', file_name: 'picture.png', size: 11671 },
    ],
    ['Video', { 'File name': '' }, { type: 'video', media: 'https://example.com/video.mp4', duration: 12 }],
    ['File', {}, { type: 'file', file_name: 'notes.txt', size: 64 }],
    ['Sticker', { 'Sticker id': '40100' }, { type: 'sticker', sticker_id: 40100 }],
    [
      'Contact',
      { Name: 'Eve' },
      { type: 'contact', contact: { name: 'Eve', phone_number: '+447700900123' } },
    ],
    ['Location', { Latitude: '12.25' }, { type: 'location', location: { lat: 12.25, lon: -0.1246 } }],
    ['Link', { URL: 'https://example.com/z' }, { type: 'url', media: 'https://example.com/z' }],
  ])('can be a %s', async (label, changes, expected) => {
    const received: unknown[] = [];
    const { page } = await openChat((viber) => {
      viber.on('message', ({ message }) => received.push(message));
    });
    await page.getByRole('button', { name: 'Attach' }).click();
    await page.getByRole('group', { name: 'Attachments' }).getByRole('button', { name: label }).click();
    const dialog = page.getByRole('dialog', { name: label });
    for (const [field, value] of Object.entries(changes)) await dialog.getByLabel(field).fill(value);
    await dialog.getByRole('button', { name: 'Send' }).click();
    await eventually(() => {
      expect(received).toEqual([expect.objectContaining(expected)]);
    });
    await page.getByRole('article', { name: 'Message from the user' }).waitFor();
  });

  it('is chosen from a menu that closes on Escape, on sending and outside', async () => {
    const { page } = await openChat();
    const menu = page.getByRole('group', { name: 'Attachments' });
    const attach = page.getByRole('button', { name: 'Attach' });
    const writing = page.getByRole('textbox', { name: 'Message', exact: true });
    await writing.fill('hi');
    for (const close of [
      () => page.keyboard.press('Escape'),
      () => page.getByRole('heading', { name: 'Timeline' }).click(),
      () => writing.click(),
      () => attach.click(),
      () => page.getByRole('button', { name: 'Send', exact: true }).click(),
    ]) {
      await attach.click();
      await menu.waitFor();
      await close();
      await menu.waitFor({ state: 'hidden' });
      expect(await attach.getAttribute('aria-expanded')).toBe('false');
    }
    await page.getByText('You said hi').waitFor();
    await attach.click();
    // The focus is wherever the browser puts it, such as after a click on empty space.
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
    await attach.click();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await menu.waitFor({ state: 'hidden' });
  });

  it('is not sent when the form is cancelled', async () => {
    const { user, page } = await openChat();
    await page.getByRole('button', { name: 'Attach' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Attach', expanded: false }).click();
    await page.getByRole('button', { name: 'Sticker' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await write(page, 'after all');
    await page.getByText('You said after all').waitFor();
    expect(user.chat).toHaveLength(2);
  });
});
