import fc from 'fast-check';
import { button, keyboard, validateMessage } from '../../lib/index';
import type { Button, ButtonRow } from '../../lib/index';
import { anyButton, label } from './any-button';

function columnsOf(rows: readonly ButtonRow[]): unknown[] {
  return keyboard(rows).keyboard.Buttons.map(({ Columns }) => Columns);
}

describe('keyboard', () => {
  it('makes a reply of each text, and passes buttons on', () => {
    expect(keyboard([['Yes', 'No'], [button.openUrl('Shop', 'https://shop.example.com')]])).toEqual({
      keyboard: {
        Type: 'keyboard',
        Buttons: [
          { ActionType: 'reply', ActionBody: 'Yes', Text: 'Yes', Columns: 3, Rows: 1 },
          { ActionType: 'reply', ActionBody: 'No', Text: 'No', Columns: 3, Rows: 1 },
          {
            ActionType: 'open-url',
            ActionBody: 'https://shop.example.com',
            Text: 'Shop',
            Columns: 6,
            Rows: 1,
          },
        ],
      },
    });
  });

  it.each([
    [1, [6]],
    [2, [3, 3]],
    [3, [2, 2, 2]],
    [4, [2, 2, 1, 1]],
    [5, [2, 1, 1, 1, 1]],
    [6, [1, 1, 1, 1, 1, 1]],
  ])('divides the columns of a row among %i buttons', (count, columns) => {
    expect(columnsOf([Array<string>(count).fill('x')])).toEqual(columns);
  });

  it('shares what buttons with Columns leave of their row', () => {
    const wide = button.reply('wide', { Columns: 4 });
    expect(columnsOf([['a', wide, 'b']])).toEqual([1, 4, 1]);
    expect(columnsOf([[wide, 'a']])).toEqual([4, 2]);
    expect(columnsOf([[wide]])).toEqual([4]);
  });

  it('divides the columns of the grid, where it has fewer', () => {
    const { keyboard: grid, min_api_version } = keyboard([['a', 'b', 'c', 'd'], ['e']], {
      ButtonsGroupColumns: 4,
    });
    expect(grid.Buttons.map(({ Columns }) => Columns)).toEqual([1, 1, 1, 1, 4]);
    expect([grid.ButtonsGroupColumns, min_api_version]).toEqual([4, 4]);
  });

  it('makes the buttons of a row equally high, unless they have Rows', () => {
    const { Buttons } = keyboard([
      ['a', button.reply('b', { Rows: 2 }), button.reply('c', { Rows: 1 })],
      'd',
    ]).keyboard;
    expect(Buttons.map(({ Rows }) => Rows)).toEqual([2, 2, 1, 1]);
  });

  it('takes a button instead of a row', () => {
    expect(keyboard(['Tea', button.none('or'), ['Milk', 'Sugar']])).toEqual(
      keyboard([['Tea'], [button.none('or')], ['Milk', 'Sugar']]),
    );
  });

  it('takes further fields of the keyboard', () => {
    expect(keyboard(['Yes'], { BgColor: '#ffffff', DefaultHeight: true })).toMatchObject({
      keyboard: { Type: 'keyboard', BgColor: '#ffffff', DefaultHeight: true },
    });
  });

  it.each<[number | undefined, string, readonly ButtonRow[], object]>([
    [undefined, 'replies', ['Yes'], {}],
    [3, 'a phone number', [button.sharePhone('Phone')], {}],
    [3, 'a location', [['Yes', button.shareLocation('Here')]], {}],
    [4, 'an input field', ['Yes'], { InputFieldState: 'hidden' }],
    [6, 'a map', [button.openMap('Office', { latitude: 1, longitude: 2 })], {}],
    [6, 'a frame', [button.reply('Yes', { Frame: { BorderWidth: 1 } })], { InputFieldState: 'hidden' }],
  ])('has the min_api_version %s with %s', (level, _what, rows, options) => {
    const message = keyboard(rows, options);
    expect(message.min_api_version).toBe(level);
    expect('min_api_version' in message).toBe(level !== undefined);
  });

  it('can be spread into a message', () => {
    const message = { type: 'text', text: 'Sure?', ...keyboard([['Yes', 'No']]) };
    expect(validateMessage(message)).toEqual({ errors: [], warnings: [] });
  });

  it('does not change what it was given', () => {
    const given: Button = Object.freeze(button.reply('x'));
    const rows: readonly ButtonRow[] = Object.freeze([Object.freeze([given])]);
    keyboard(rows, Object.freeze({ BgColor: '#ffffff' }));
    expect(given).toEqual({ ActionType: 'reply', ActionBody: 'x', Text: 'x' });
  });

  it.each<[string, unknown, RegExp]>([
    [
      'a row of seven',
      [['a'], Array<string>(7).fill('x')],
      /^Row 2 of the keyboard needs 7 columns .*has 6\. Put some .* another row/,
    ],
    ['a row that is too wide', [['a', button.reply('b', { Columns: 6 })]], /^Row 1 .* needs 7 columns/],
    ['a row without buttons', [['a'], []], /^Row 2 of the keyboard has no buttons/],
    ['no rows', [], /no rows/],
    ['something else than rows', 'Yes', /must be a list such as \[\['Yes', 'No'\]\]/],
    ['something else than a button', [['a', undefined]], /^Row 1 .* neither a text nor a button/],
    ['a hole in a row', [new Array(2)], /neither a text nor a button/],
    ['a hole instead of rows', new Array(2), /neither a text nor a button/],
    ['columns as a string', [[{ Columns: '3' }, 'b']], /^Row 1 of the keyboard: Columns must be .* 1 to 6/],
    ['negative columns', [[{ Columns: -1 }, 'b']], /Columns must be a whole number/],
    ['rows that are no number', [[{ Rows: NaN }, 'b']], /^Row 1 of the keyboard: Rows must be .* 1 to 7/],
    ['a list in a row', [['a', ['b']]], /neither a text nor a button/],
  ])('rejects %s', (_what, rows, message) => {
    const make = () => keyboard(rows as ButtonRow[]);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(message);
  });

  it('rejects a grid that Viber does not have', () => {
    expect(() => keyboard(['a'], { ButtonsGroupColumns: 7 })).toThrow(
      /ButtonsGroupColumns must be .* 1 to 6/,
    );
  });

  it('is taken by validateMessage without an error or a warning, whatever its texts are', () => {
    const rows = fc.array(fc.array(fc.oneof(label, anyButton), { minLength: 1, maxLength: 6 }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(rows, (given) => {
        const message = keyboard(given);
        expect(validateMessage(message)).toEqual({ errors: [], warnings: [] });
        const cells = message.keyboard.Buttons.map(({ Columns }) => Number(Columns));
        expect(cells.reduce((total, columns) => total + columns, 0)).toBe(6 * given.length);
      }),
    );
  });
});
