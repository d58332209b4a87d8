/**
 * Lays buttons out as Viber does: left to right and top to bottom into the first place they fit, in blocks of so many
 * cells; what does not fit any more starts the next block.
 *
 * @returns a list of blocks, each a list of `{ button, column, row, columns, rows }`, counted from 1
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

/** A number of cells that is one, whatever the bot wrote. */
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

// A block has at most six columns, so a cell is one number.
function cellsOf({ row, column }, columns, rows) {
  return Array.from(
    { length: columns * rows },
    (_, index) => (row + Math.floor(index / columns)) * 6 + column + (index % columns),
  );
}
