/** @import { Button } from '../../../protocol/messages/keyboard' */

/** @typedef {{ column: number, row: number, columns: number, rows: number }} Area */
/** @typedef {Area & { button: Button }} PlacedButton */

/** The highest that a button can be. */
const MAX_ROWS = 7;

/**
 * Lays buttons out as Viber does: row by row and left to right. A button that does not fit into the rest of a row goes to
 * one below, and no later button goes back up to the gap. A button that does not fit into the block starts the next one.
 *
 * @param {readonly Button[]} buttons
 * @param {number} blockColumns
 * @param {number} blockRows
 * @returns {PlacedButton[][]} the blocks; columns and rows count from 1
 */
export function placeButtons(buttons, blockColumns, blockRows) {
  /** @type {PlacedButton[][]} */
  const blocks = [];
  /** @type {number[]} */
  let taken = [];
  for (const button of buttons) {
    const columns = cells(button.Columns, blockColumns, blockColumns);
    const rows = cells(button.Rows, 1, MAX_ROWS);
    let block = blocks.at(-1);
    let place = block && nextPlace(block.at(-1), taken, columns, rows, blockColumns, blockRows);
    if (block === undefined || place === undefined) {
      block = [];
      blocks.push(block);
      taken = [];
      place = { column: 1, row: 1, columns, rows };
    }
    taken.push(...cellsOf(place));
    block.push({ button, ...place });
  }
  return blocks;
}

/**
 * Turns whatever the bot wrote into a whole number of cells from 1 to `max`.
 *
 * @param {unknown} value
 * @param {number} fallback
 * @param {number} max
 */
export function cells(value, fallback, max) {
  const number = Math.floor(Number(value ?? fallback));
  return Math.min(max, Math.max(1, Number.isFinite(number) ? number : fallback));
}

/**
 * The first free place after the last button.
 *
 * @param {Area | undefined} last
 * @param {number[]} taken
 * @param {number} columns
 * @param {number} rows
 * @param {number} blockColumns
 * @param {number} blockRows
 * @returns {Area | undefined}
 */
function nextPlace(last, taken, columns, rows, blockColumns, blockRows) {
  for (let row = last?.row ?? 1; row + rows <= blockRows + 1; row += 1) {
    const first = row === last?.row ? last.column + last.columns : 1;
    for (let column = first; column + columns <= blockColumns + 1; column += 1) {
      const area = { column, row, columns, rows };
      if (!cellsOf(area).some((cell) => taken.includes(cell))) return area;
    }
  }
  return undefined;
}

/**
 * The cells that an area covers, as numbers. A block has at most six columns.
 *
 * @param {Area} area
 */
function cellsOf({ row, column, columns, rows }) {
  return Array.from(
    { length: columns * rows },
    (_, index) => (row + Math.floor(index / columns)) * 6 + column + (index % columns),
  );
}
