/**
 * Lays buttons out as Viber does. Each takes the first free place that it fits into, row by row and left to right. A
 * button that does not fit starts the next block.
 *
 * @returns the blocks; columns and rows count from 1
 */
export function placeButtons(buttons, blockColumns, blockRows) {
  const blocks = [];
  let taken = [];
  for (const button of buttons) {
    const columns = cells(button.Columns, blockColumns, blockColumns);
    const rows = cells(button.Rows, 1, blockRows);
    let place = blocks.length === 0 ? undefined : freePlace(taken, columns, rows, blockColumns, blockRows);
    if (place === undefined) {
      blocks.push([]);
      taken = [];
      place = { column: 0, row: 0 };
    }
    occupy(taken, place, columns, rows);
    blocks.at(-1).push({ button, column: place.column + 1, row: place.row + 1, columns, rows });
  }
  return blocks;
}

/** Turns whatever the bot wrote into a whole number of cells from 1 to `max`. */
export function cells(value, fallback, max) {
  const number = Math.floor(Number(value ?? fallback));
  return Math.min(max, Math.max(1, Number.isFinite(number) ? number : fallback));
}

function freePlace(taken, columns, rows, blockColumns, blockRows) {
  for (let row = 0; row + rows <= blockRows; row += 1) {
    for (let column = 0; column + columns <= blockColumns; column += 1) {
      if (isFree(taken, { row, column }, columns, rows)) return { row, column };
    }
  }
  return undefined;
}

function isFree(taken, place, columns, rows) {
  return cellsOf(place, columns, rows).every((cell) => !taken.includes(cell));
}

function occupy(taken, place, columns, rows) {
  taken.push(...cellsOf(place, columns, rows));
}

// A block has at most six columns, so `row * 6 + column` identifies a cell.
function cellsOf({ row, column }, columns, rows) {
  return Array.from(
    { length: columns * rows },
    (_, index) => (row + Math.floor(index / columns)) * 6 + column + (index % columns),
  );
}
