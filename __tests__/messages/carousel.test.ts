import fc from 'fast-check';
import { button, carousel, validateMessage } from '../../lib/index';
import type { Button, CarouselCard, CarouselOptions } from '../../lib/index';
import { cardButton, label } from './any-button';

const image = 'https://example.com/tea.png';

/** The heights of the buttons of all cards. */
function heights(cards: readonly CarouselCard[], options?: CarouselOptions): unknown[] {
  return carousel(cards, options).rich_media.Buttons.map(({ Rows }) => Rows);
}

/** Divides the buttons of a carousel into its cards by the cells that they take. */
function cardsOf(message: ReturnType<typeof carousel>): Button[][] {
  const { Buttons, ButtonsGroupColumns = 0, ButtonsGroupRows = 0 } = message.rich_media;
  const cards: Button[][] = [];
  let free = 0;
  for (const one of Buttons) {
    if (free === 0) {
      cards.push([]);
      free = ButtonsGroupColumns * ButtonsGroupRows;
    }
    cards.at(-1)?.push(one);
    free -= Number(one.Columns) * Number(one.Rows);
    if (free < 0) throw new Error('A button stands in two cards.');
  }
  if (free !== 0) throw new Error('The last card is not full.');
  return cards;
}

describe('carousel', () => {
  it('puts a picture above a title above buttons', () => {
    expect(
      carousel([{ image, title: '<b>Tea</b>', buttons: [button.reply('Buy'), ['Less', 'More']] }]),
    ).toEqual({
      type: 'rich_media',
      min_api_version: 7,
      rich_media: {
        Type: 'rich_media',
        ButtonsGroupColumns: 6,
        ButtonsGroupRows: 7,
        Buttons: [
          { ActionType: 'none', Text: '', Image: image, Columns: 6, Rows: 3 },
          { ActionType: 'none', Text: '<b>Tea</b>', TextHAlign: 'left', Columns: 6, Rows: 2 },
          { ActionType: 'reply', ActionBody: 'Buy', Text: 'Buy', Columns: 6, Rows: 1 },
          { ActionType: 'reply', ActionBody: 'Less', Text: 'Less', Columns: 3, Rows: 1 },
          { ActionType: 'reply', ActionBody: 'More', Text: 'More', Columns: 3, Rows: 1 },
        ],
      },
    });
  });

  it('makes all cards as high as the highest', () => {
    const cards: CarouselCard[] = [
      { image, title: 'two buttons', buttons: ['a', 'b'] },
      { image, title: 'one button', buttons: ['a'] },
      { image },
      { title: 'no picture', buttons: ['a'] },
      { buttons: ['a'] },
      ['a', button.reply('b', { Rows: 2 })],
    ];
    const message = carousel(cards);
    expect(message.rich_media.ButtonsGroupRows).toBe(7);
    expect(cardsOf(message).map((card) => card.map(({ Rows }) => Rows))).toEqual([
      [3, 2, 1, 1],
      [4, 2, 1],
      [7],
      [6, 1],
      [1, 6],
      [1, 2, 4],
    ]);
    expect(cardsOf(message)[4]?.[1]).toEqual({ ActionType: 'none', Text: '', Columns: 6, Rows: 6 });
  });

  it('has no more rows than its highest card needs', () => {
    expect(carousel([['a'], ['b', ['c', 'd']]]).rich_media.ButtonsGroupRows).toBe(2);
    expect(carousel([{ title: 'Tea' }]).rich_media.ButtonsGroupRows).toBe(2);
  });

  it('makes the picture and then the title lower where buttons need the rows', () => {
    const card = (count: number) => ({ image, title: 'Tea', buttons: Array<string>(count).fill('x') });
    expect(heights([card(3)]).slice(0, 2)).toEqual([2, 2]);
    expect(heights([card(4)]).slice(0, 2)).toEqual([1, 2]);
    expect(heights([card(5)]).slice(0, 2)).toEqual([1, 1]);
    expect(() => heights([['a'], card(6)])).toThrow('Card 2 needs 8 rows, but a card has 7.');
  });

  it('takes another grid, further fields and a text for other clients', () => {
    const message = carousel([{ image, buttons: [['a', 'b']] }], {
      ButtonsGroupColumns: 4,
      ButtonsGroupRows: 5,
      BgColor: '#ffffff',
      alt_text: 'Tea',
    });
    expect(message).toMatchObject({
      alt_text: 'Tea',
      rich_media: { ButtonsGroupColumns: 4, ButtonsGroupRows: 5, BgColor: '#ffffff' },
    });
    expect(message.rich_media.Buttons.map(({ Columns, Rows }) => [Columns, Rows])).toEqual([
      [4, 4],
      [2, 1],
      [2, 1],
    ]);
    expect('alt_text' in message.rich_media).toBe(false);
  });

  it('takes a picture beside two buttons', () => {
    const picture = button.none('', { Image: image, Columns: 3, Rows: 2 });
    const card = [[picture, button.reply('Buy', { Rows: 1 })], [button.reply('Ask', { Columns: 3 })]];
    expect(carousel([card]).rich_media.ButtonsGroupRows).toBe(2);
  });

  it.each<[string, unknown, CarouselOptions, RegExp]>([
    ['no cards', [], {}, /1 to 6 cards, not 0/],
    ['seven cards', Array<unknown>(7).fill(['a']), {}, /1 to 6 cards, not 7\. Send further ones/],
    ['something else than cards', 'a', {}, /must be a list such as/],
    ['something else than a card', [7], {}, /card options must be an object/],
    ['an empty card', [['a'], {}], {}, /^Card 2 is empty/],
    ['a misspelled field', [{ titel: 'Tea' }], {}, /Did you mean "title"/],
    [
      'a row that is too wide',
      [{ buttons: [Array<string>(7).fill('x')] }],
      {},
      /^Row 1 of card 1 needs 7 columns/,
    ],
    ['a gap', [['a'], [button.reply('b', { Columns: 4 })]], {}, /^Card 2 has a gap .* button\.none\(''\)/],
    [
      'gaps beside wide buttons',
      [Array.from('abc', (text) => [button.reply(text, { Columns: 4 })])],
      {},
      /^Card 1 has a gap/,
    ],
    ['a card that is too high', [['a', 'b', 'c']], { ButtonsGroupRows: 2 }, /^Card 1 needs 3 rows, .* has 2/],
    ['too many rows', [['a']], { ButtonsGroupRows: 8 }, /ButtonsGroupRows must be .* 1 to 7/],
    ['too many columns', [['a']], { ButtonsGroupColumns: 7 }, /ButtonsGroupColumns must be .* 1 to 6/],
  ])('rejects %s', (_what, cards, options, message) => {
    const make = () => carousel(cards as CarouselCard[], options);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(message);
  });

  it('is taken by validateMessage without an error or a warning, and each card begins in its own place', () => {
    const rows = fc.array(fc.oneof(label, cardButton, fc.array(cardButton, { minLength: 1, maxLength: 6 })), {
      minLength: 1,
      maxLength: 5,
    });
    const card = fc.oneof(
      rows,
      fc.record({ image: fc.webUrl(), title: label, buttons: rows }, { requiredKeys: ['buttons'] }),
      fc.record({ image: fc.webUrl(), title: label }, { requiredKeys: ['title'] }),
    );
    fc.assert(
      fc.property(fc.array(card, { minLength: 1, maxLength: 6 }), (cards) => {
        const message = carousel(cards);
        expect(validateMessage(message)).toEqual({ errors: [], warnings: [] });
        expect(cardsOf(message)).toHaveLength(cards.length);
      }),
    );
  });
});
