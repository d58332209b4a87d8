import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { button, carousel, keyboard } from '../../lib/index';
import type { Button, OutgoingMessage } from '../../lib/index';

const file = join(__dirname, '../../../shared/payloads/outgoing.json');
const sent = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as { message: OutgoingMessage }[]).map(({ message }) => message)
  : [];
if (sent.length === 0) {
  process.stderr.write(
    `The tests of keyboards from production are skipped, because ${file} does not exist.\n`,
  );
}

/** The buttons of a message, with the size that Viber gives to those without one. */
function buttonsOf(message: OutgoingMessage | undefined): Button[] {
  const { keyboard: sentKeyboard, rich_media } = message as { keyboard?: unknown; rich_media?: unknown };
  const { Buttons } = (rich_media ?? sentKeyboard) as { Buttons: Button[] };
  return Buttons.map((one) => ({ Columns: 6, Rows: 1, ...one }));
}

(sent.length > 0 ? describe : describe.skip)('the builders', () => {
  it('make a menu of three rows of two and one of one', () => {
    const fields = { BgLoop: true, ReplyType: 'message' };
    const reply = (text: string, ActionBody: string) => button.reply(text, { ActionBody, ...fields });
    const menu = keyboard([
      [reply('More', 'No'), reply('Help', 'Back')],
      [reply('Open', 'Next'), reply('now', 'Order')],
      [reply('Yes', 'Menu'), reply('More', 'No')],
      reply('Help', 'Back'),
    ]);
    expect(menu.keyboard.Buttons).toEqual(buttonsOf(sent[25]));
  });

  it('make a row of a page, a location and a reply', () => {
    const look = { BgColor: '#372e64', TextSize: 'regular' };
    const menu = keyboard(
      [
        [
          button.openUrl('now', 'https://example.com/page', {
            Image: 'https://example.com/picture.png',
            ...look,
          }),
          button.shareLocation('Yes', { ActionBody: 'Menu', ...look }),
          button.reply('More', { ActionBody: 'No', ...look }),
        ],
      ],
      { Revision: 1 },
    );
    expect(menu.keyboard).toEqual({ Type: 'keyboard', Revision: 1, Buttons: buttonsOf(sent[6]) });
  });

  it('make a carousel of six cards with two buttons each', () => {
    const yes = (Rows: number) => button.reply('Yes', { ActionBody: 'yes', Rows });
    const message = carousel(
      Array.from({ length: 6 }, () => [yes(5), yes(2)]),
      { BgColor: '#FFFFFF' },
    );
    expect({ ...message, min_api_version: 1 }).toEqual(sent[47]);
  });

  it('make cards of a picture, a title and a picture that opens a page', () => {
    const picture = 'https://example.com/picture.png';
    const card = (word: string) => [
      button.none('', { Image: picture, Rows: 3 }),
      button.none(`<font color="#323232"><b>${word}</b></font>`, {
        TextSize: 'medium',
        TextVAlign: 'top',
        TextHAlign: 'left',
        Rows: 2,
      }),
      button.openUrl('', 'https://example.com/page', {
        Image: picture,
        TextVAlign: 'middle',
        TextHAlign: 'middle',
        Rows: 2,
      }),
    ];
    const { Buttons } = carousel(['Menu', 'Yes', 'No'].map(card)).rich_media;
    // A button with an empty text looks like one without a text.
    expect(Buttons).toEqual(buttonsOf(sent[34]).map((one) => ({ Text: '', ...one })));
  });
});
