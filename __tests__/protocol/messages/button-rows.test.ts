import { leastRows, MAX_BUTTON_ROWS } from '../../../lib/protocol/messages/button-rows';
import { validateMessage } from '../../../lib/protocol/messages/validate-message';
import { withKeyboard, withRichMedia } from './outgoing-messages';

const grid = (button: object, count: number, fields: object = {}) => ({
  Type: 'keyboard' as const,
  Buttons: Array.from({ length: count }, () => ({ ActionBody: 'x', ...button })),
  ...fields,
});

describe('leastRows', () => {
  it.each([
    ['one button', grid({}, 1), 1],
    ['buttons as wide as the grid', grid({ Columns: 6 }, 24), 24],
    ['six small buttons side by side', grid({ Columns: 1 }, 6), 1],
    ['seven small buttons', grid({ Columns: 1 }, 7), 2],
    ['three buttons to a row', grid({ Columns: 2 }, 72), 24],
    ['buttons of two rows each', grid({ Columns: 3, Rows: 2 }, 4), 4],
    ['buttons too wide to stand side by side', grid({ Columns: 4 }, 25), 25],
    ['buttons of half the grid', grid({ Columns: 3 }, 50), 25],
    ['buttons in a narrower grid', grid({ Columns: 1 }, 6, { ButtonsGroupColumns: 2 }), 3],
    ['buttons wider than the grid', grid({}, 4, { ButtonsGroupColumns: 2 }), 4],
  ])('counts the rows that %s need at least', (_what, layout, rows) => {
    expect(leastRows(layout)).toBe(rows);
  });
});

describe('rowProblems', () => {
  const tooMany = (path: string, rows: number) => [
    `${path} need at least ${String(rows)} rows, more than ${String(MAX_BUTTON_ROWS)} allowed`,
  ];

  it('accepts a keyboard of 24 rows and rejects one of 25', () => {
    const keyboard = (count: number, columns: number) =>
      withKeyboard({ Buttons: Array(count).fill({ ActionBody: 'x', Columns: columns }) as unknown[] });

    expect(validateMessage(keyboard(24, 6))).toEqual([]);
    expect(validateMessage(keyboard(25, 6))).toEqual(tooMany('/keyboard/Buttons', 25));
    expect(validateMessage(keyboard(144, 1))).toEqual([]);
    expect(validateMessage(keyboard(145, 1))).toEqual(tooMany('/keyboard/Buttons', 25));
  });

  it('accepts a carousel of 24 rows and rejects one of 25', () => {
    const richMedia = (...rows: number[]) =>
      withRichMedia({
        ButtonsGroupColumns: 6,
        ButtonsGroupRows: 7,
        Buttons: rows.map((Rows) => ({ ActionBody: 'x', Rows })),
      });

    expect(validateMessage(richMedia(7, 7, 7, 3))).toEqual([]);
    expect(validateMessage(richMedia(7, 7, 7, 4))).toEqual(tooMany('/rich_media/Buttons', 25));
  });

  it('assumes a grid of 6 columns, and buttons of one row', () => {
    const richMedia = (count: number, columns: number) => ({
      type: 'rich_media',
      min_api_version: 2,
      rich_media: {
        Type: 'rich_media',
        Buttons: Array.from({ length: count }, () => ({ ActionBody: 'x', Columns: columns })),
      },
    });

    expect(validateMessage(richMedia(24, 6))).toEqual([]);
    expect(validateMessage(richMedia(25, 6))).toEqual(tooMany('/rich_media/Buttons', 25));
    expect(validateMessage(richMedia(72, 2))).toEqual([]);
    expect(validateMessage(richMedia(73, 2))).toEqual(tooMany('/rich_media/Buttons', 25));
  });

  it('counts no rows if the buttons have other problems', () => {
    const Buttons = [
      { ActionBody: 'x', Rows: 'many' },
      ...(Array(30).fill({ ActionBody: 'x' }) as unknown[]),
    ];

    expect(validateMessage(withKeyboard({ Buttons }))).toEqual([
      '/keyboard/Buttons/0/Rows is a string of 4 characters, not a whole number',
    ]);
  });
});
