import type { Button, Keyboard, RichMedia } from './keyboard';

/** Rows that the buttons of a keyboard or a carousel may fill in all. [doc] */
export const MAX_BUTTON_ROWS = 24;

/**
 * Rows that the buttons need at the least. They fill a grid that is `ButtonsGroupColumns` wide, but how clients pack
 * them is not documented, so only what no packing can avoid is counted: the cells of all buttons over the width of
 * the grid, and the rows of those buttons that are too wide to stand side by side. A button wider than the grid is
 * counted as wide as that.
 */
export function leastRows({ Buttons, ButtonsGroupColumns: gridColumns = 6 }: Keyboard | RichMedia): number {
  const columnsOf = ({ Columns = 6 }: Button) => Math.min(Columns, gridColumns);
  const rowsOf = ({ Rows = 1 }: Button) => Rows;
  const cells = sum(Buttons.map((button) => columnsOf(button) * rowsOf(button)));
  const wide = Buttons.filter((button) => columnsOf(button) * 2 > gridColumns);
  return Math.max(Math.ceil(cells / gridColumns), sum(wide.map(rowsOf)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
