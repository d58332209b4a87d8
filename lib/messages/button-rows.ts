import type { Button } from '../protocol/messages/keyboard';
import { optional, wholeNumber } from '../shared/options';
import { button } from './button';

/** A button, or a text for a button that sends this text to the bot. */
export type ButtonOrText = Button | string;

/** One row: a button that is as wide as the row, or one to six buttons that share its width. */
export type ButtonRow = ButtonOrText | readonly ButtonOrText[];

/** A button with its size. */
export type PlacedButton = Button & { Columns: number; Rows: number };

/** The columns of a grid, unless it says otherwise. [doc] */
export const GRID_COLUMNS = 6;

/** The greatest height of a button. [hub] */
const BUTTON_ROWS = 7;

const checkColumns = optional(wholeNumber({ max: GRID_COLUMNS }));
const checkRows = optional(wholeNumber({ max: BUTTON_ROWS }));

/**
 * Gives each button of a row its size. Buttons without `Columns` share what the others leave, as evenly as whole columns
 * allow, the wider ones first. Buttons without `Rows` are as high as the highest button of the row.
 *
 * @param name - what to call the row in an error
 * @throws `TypeError` if it is not a {@link ButtonRow}, or does not fit into the columns
 */
export function placeRow(row: unknown, gridColumns: number, name: string): PlacedButton[] {
  // Not map(), which skips holes.
  const buttons = Array.from(Array.isArray(row) ? row : [row], (one: unknown) => asButton(one, name));
  for (const { Columns, Rows } of buttons) {
    checkColumns(Columns, `${name}: Columns`);
    checkRows(Rows, `${name}: Rows`);
  }
  if (buttons.length === 0) throw new TypeError(`${name} has no buttons. Leave it out, or give it one.`);
  const taken = sum(buttons.map(({ Columns = 0 }) => Columns));
  const sharing = buttons.filter(({ Columns }) => Columns === undefined).length;
  if (taken + sharing > gridColumns) {
    throw new TypeError(
      `${name} needs ${String(taken + sharing)} columns for its buttons (${String(buttons.length)}), but has ${String(gridColumns)}. ` +
        'Put some of them into another row.',
    );
  }
  const highest = Math.max(...buttons.map(({ Rows = 1 }) => Rows));
  const shares = evenShares(gridColumns - taken, sharing);
  return buttons.map((one) => ({
    ...one,
    Columns: one.Columns ?? Number(shares.shift()),
    Rows: one.Rows ?? highest,
  }));
}

/** @throws `TypeError` if it is not a list */
export function checkedList(list: unknown, name: string, example: string): readonly unknown[] {
  // A copy without holes, which map() would skip.
  if (Array.isArray(list)) return Array.from(list as unknown[]);
  throw new TypeError(`${name} must be a list such as ${example}.`);
}

function asButton(one: unknown, name: string): Button {
  if (typeof one === 'string') return button.reply(one);
  if (typeof one === 'object' && one !== null && !Array.isArray(one)) return one;
  throw new TypeError(
    `${name} has something that is neither a text nor a button such as button.reply('Yes').`,
  );
}

/** Divides columns among buttons: 2, 2, 1, 1 for six columns and four buttons. */
function evenShares(columns: number, buttons: number): number[] {
  return Array.from(
    { length: buttons },
    (_, index) => Math.floor(columns / buttons) + (index < columns % buttons ? 1 : 0),
  );
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
