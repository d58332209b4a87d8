import { asRecord } from '../exact-json';

/**
 * The least number of rows that the buttons of a keyboard or a carousel need. They fill a grid of `ButtonsGroupColumns`
 * columns, but how clients pack them is not documented, so this is the minimum for any packing: the cells of all buttons
 * divided by the columns, or the rows of the buttons that are too wide to stand side by side, whichever is more. A
 * button wider than the grid counts as wide as the grid, and a value that is no number as its default.
 */
export function leastRows(layout: Record<string, unknown>): number {
  const gridColumns = cellsOr(6, layout['ButtonsGroupColumns']);
  const buttons = asList(layout['Buttons']).map((button) => {
    const { Columns, Rows } = asRecord(button) ?? {};
    return { columns: Math.min(cellsOr(6, Columns), gridColumns), rows: cellsOr(1, Rows) };
  });
  const cells = sum(buttons.map(({ columns, rows }) => columns * rows));
  const wide = buttons.filter(({ columns }) => columns * 2 > gridColumns);
  return Math.max(Math.ceil(cells / gridColumns), sum(wide.map(({ rows }) => rows)));
}

/** The least number of cards that the buttons of a carousel need. A card has `ButtonsGroupRows` rows. [hub] */
export function leastCards(layout: Record<string, unknown>): number {
  return Math.ceil(leastRows(layout) / cellsOr(7, layout['ButtonsGroupRows']));
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

// Clients send numbers as strings too. [code]
function cellsOr(defaultCells: number, value: unknown): number {
  const cells = typeof value === 'string' ? Number(value) : value;
  return typeof cells === 'number' && cells >= 1 ? cells : defaultCells;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
