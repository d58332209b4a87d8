import { leastCards, leastRows } from '../../../lib/protocol/messages/button-grid';
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
    ['buttons of a width in a string', grid({ Columns: '3' }, 4), 2],
    ['buttons of no known size', grid({ Columns: 'wide', Rows: {} }, 4), 4],
    ['buttons whose width is no number', grid({ Columns: [1] }, 4), 4],
    ['buttons whose height is no number', grid({ Rows: ['2'] }, 4), 4],
    ['buttons that are no objects', { Buttons: [null, 'x'] }, 2],
    ['buttons that are no list', { Buttons: 'x' }, 0],
    ['buttons wider than the grid', grid({}, 4, { ButtonsGroupColumns: 2 }), 4],
  ])('counts the rows that %s need at least', (_what, layout, rows) => {
    expect(leastRows(layout)).toBe(rows);
  });
});

describe('leastCards', () => {
  it.each([
    ['one card of every row', grid({ Rows: 7 }, 1, { ButtonsGroupRows: 7 }), 1],
    ['two cards', grid({}, 8, {}), 2],
    ['six cards of one row', grid({}, 6, { ButtonsGroupRows: 1 }), 6],
    ['six cards of two buttons each', grid({ Columns: 3, Rows: 7 }, 12), 6],
  ])('counts the cards that %s need at least', (_what, layout, cards) => {
    expect(leastCards(layout)).toBe(cards);
  });
});

describe('validateMessage', () => {
  const rulesOf = (message: unknown) => {
    const { errors, warnings } = validateMessage(message);
    expect(errors).toEqual([]);
    return warnings.map(({ rule, path }) => `${rule} ${path}`);
  };

  it('accepts a keyboard of 24 rows and warns of one of 25', () => {
    const keyboard = (count: number, columns: number) =>
      withKeyboard({ Buttons: Array(count).fill({ ActionBody: 'x', Columns: columns }) as unknown[] });

    expect(rulesOf(keyboard(24, 6))).toEqual([]);
    expect(rulesOf(keyboard(25, 6))).toEqual(['keyboard-rows /keyboard']);
    expect(rulesOf(keyboard(144, 1))).toEqual([]);
    expect(rulesOf(keyboard(145, 1))).toEqual(['keyboard-rows /keyboard']);
  });

  it('accepts a carousel of six cards, which have 42 rows, and warns of seven', () => {
    const richMedia = (cards: number) =>
      withRichMedia({
        Buttons: Array(cards * 2).fill({ ActionBody: 'x', Columns: 3, Rows: 7 }) as unknown[],
      });

    expect(rulesOf(richMedia(1))).toEqual([]);
    expect(rulesOf(richMedia(6))).toEqual([]);
    expect(rulesOf(richMedia(7))).toEqual(['carousel-cards /rich_media']);
  });
});
