import { leastRows } from '../protocol/messages/button-grid';
import type { Button, RichMedia } from '../protocol/messages/keyboard';
import type { OutgoingRichMedia } from '../protocol/messages/outgoing-messages';
import type { OptionCheck, ParsedOptions } from '../shared/options';
import { optional, parseOptions, string, wholeNumber } from '../shared/options';
import { button } from './button';
import type { ButtonRow } from './button-rows';
import { checkedList, GRID_COLUMNS, placeRow, sum } from './button-rows';

// The limits of the hub. [hub]
const MAX_CARDS = 6;
const MAX_ROWS = 7;

/** What an older edition of the documentation and nearly all bots have. [doc, code] */
const API_LEVEL = 7;

/** The heights that bots give a picture and a title, where there is room. [code] */
const IMAGE_ROWS = 3;
const TITLE_ROWS = 2;

/** A picture above a title above buttons. Each of them may be left out. */
export interface DescribedCard {
  /** URL of a picture. */
  image?: string;
  /** A subset of HTML, up to 250 characters, such as `<b>Tea</b><br>3 EUR`. */
  title?: string;
  buttons?: readonly ButtonRow[];
}

const CARD = {
  image: optional(string()),
  title: optional(string()),
  buttons: (value = [], name) => checkedList(value, name, "['Yes', 'No']"),
} satisfies Record<keyof DescribedCard, OptionCheck<unknown>>;

/** A card of a carousel: a described one, or rows of buttons as in a keyboard. */
export type CarouselCard = DescribedCard | readonly ButtonRow[];

/** The fields of rich media besides its buttons, and the text for clients that cannot show it. */
export type CarouselOptions = Omit<RichMedia, 'Type' | 'Buttons'> & Pick<OutgoingRichMedia, 'alt_text'>;

const checkColumns = wholeNumber({ max: GRID_COLUMNS });
const checkRows = wholeNumber({ max: MAX_ROWS });

/**
 * Makes a carousel of one to six cards. All cards are as high as the highest one: in a lower one the picture grows, or
 * else the title, or else a part at the bottom stays empty.
 *
 * @param options - further fields; `ButtonsGroupRows` sets the height of the cards, up to 7 rows
 * @returns a message with a `min_api_version` of 7
 * @throws `TypeError` for more than six cards, a card that is too high or that does not fill its columns, or a row with
 * more buttons than fit into it
 * @example
 * await reply(
 *   carousel([
 *     { image: teaUrl, title: '<b>Tea</b>', buttons: [button.reply('Buy', { ActionBody: 'buy:tea' })] },
 *     { image: cakeUrl, title: '<b>Cake</b>', buttons: [['Buy', 'Ask'], button.openUrl('Read more', cakePage)] },
 *   ]),
 * );
 */
export function carousel(cards: readonly CarouselCard[], options: CarouselOptions = {}): OutgoingRichMedia {
  const { alt_text, ...fields } = options;
  const columns = checkColumns(fields.ButtonsGroupColumns ?? GRID_COLUMNS, 'ButtonsGroupColumns');
  const contents = checkedList(cards, 'The cards of a carousel', "[{ title: 'Tea', buttons: ['Buy'] }]").map(
    (card, index) => contentOf(card, columns, `Card ${String(index + 1)}`),
  );
  if (contents.length === 0 || contents.length > MAX_CARDS) {
    throw new TypeError(
      `A carousel has 1 to ${String(MAX_CARDS)} cards, not ${String(contents.length)}. Send further ones in another message.`,
    );
  }
  const highest = Math.max(1, ...contents.map(preferredRows));
  const rows = checkRows(fields.ButtonsGroupRows ?? Math.min(MAX_ROWS, highest), 'ButtonsGroupRows');
  return {
    type: 'rich_media',
    min_api_version: API_LEVEL,
    ...(alt_text !== undefined && { alt_text }),
    rich_media: {
      ...fields,
      Type: 'rich_media',
      ButtonsGroupColumns: columns,
      ButtonsGroupRows: rows,
      Buttons: contents.flatMap((content) => fillCard(content, columns, rows)),
    },
  };
}

interface CardContent {
  /** What to call the card in an error. */
  name: string;
  image: string | undefined;
  title: string | undefined;
  buttons: readonly Button[];
  /** The rows that the buttons fill. */
  buttonRows: number;
}

function contentOf(card: unknown, columns: number, name: string): CardContent {
  const { image, title, buttons } = parseCard(card);
  const placed = buttons.flatMap((row, index) =>
    placeRow(row, columns, `Row ${String(index + 1)} of ${name.toLowerCase()}`),
  );
  if (placed.length === 0 && image === undefined && title === undefined) {
    throw new TypeError(`${name} is empty. Leave it out, or give it a picture, a title or buttons.`);
  }
  const cells = sum(placed.map(({ Columns, Rows }) => Columns * Rows));
  // Buttons that are too wide to stand side by side may leave gaps even if their cells make whole rows.
  if (leastRows({ ButtonsGroupColumns: columns, Buttons: placed }) * columns > cells) {
    throw new TypeError(
      `${name} has a gap beside its buttons, where the next card could begin. Let the buttons of each row share its ` +
        "columns, or fill the gap with button.none('').",
    );
  }
  return { name, image, title, buttons: placed, buttonRows: cells / columns };
}

function parseCard(card: unknown): ParsedOptions<typeof CARD> {
  return parseOptions('card', CARD, Array.isArray(card) ? { buttons: card } : card);
}

function preferredRows({ image, title, buttonRows }: CardContent): number {
  return (image === undefined ? 0 : IMAGE_ROWS) + (title === undefined ? 0 : TITLE_ROWS) + buttonRows;
}

/** The buttons of a card, which fill it, so that the next card begins where it should. */
function fillCard({ name, image, title, buttons, buttonRows }: CardContent, columns: number, rows: number) {
  const spare = rows - buttonRows;
  const partRows = [image, title].filter((part) => part !== undefined).length;
  if (spare < partRows) {
    throw new TypeError(
      `${name} needs ${String(buttonRows + partRows)} rows, but a card has ${String(rows)}. Give it fewer or lower buttons.`,
    );
  }
  const titleRows = title === undefined ? 0 : image === undefined ? spare : Math.min(TITLE_ROWS, spare - 1);
  const restRows = spare - titleRows;
  const part = (text: string, Rows: number, fields: Button): Button[] =>
    Rows === 0 ? [] : [button.none(text, { Columns: columns, Rows, ...fields })];
  return [
    ...(image === undefined ? [] : part('', restRows, { Image: image })),
    ...part(title ?? '', titleRows, { TextHAlign: 'left' }),
    ...buttons,
    ...(image === undefined ? part('', restRows, {}) : []),
  ];
}
