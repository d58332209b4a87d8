import type { Button, Keyboard, RichMedia } from './keyboard';
import type { Problem } from './problems';
import { problem } from './problems';

/** Rows that the buttons of a keyboard or a carousel may fill. [doc] */
export const MAX_BUTTON_ROWS = 24;

/** Finds keyboards and carousels with too many rows. The fields must match their schema. */
export function rowProblems(fields: Record<string, unknown>): Problem[] {
  return ['keyboard', 'rich_media'].flatMap((name) => {
    if (fields[name] === undefined) return [];
    const rows = leastRows(fields[name] as Keyboard | RichMedia);
    if (rows <= MAX_BUTTON_ROWS) return [];
    const rule = `need at least ${String(rows)} rows, more than ${String(MAX_BUTTON_ROWS)} allowed`;
    return [problem(`/${name}/Buttons`, rule)];
  });
}

/**
 * The least number of rows that the buttons need. They fill a grid of `ButtonsGroupColumns` columns, but how clients pack
 * them is not documented, so this is the minimum for any packing: the cells of all buttons divided by the columns, or the
 * rows of the buttons that are too wide to stand side by side, whichever is more. A button wider than the grid counts as
 * wide as the grid.
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
