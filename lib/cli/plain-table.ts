import Table from 'cli-table3';

const LINES = ['top', 'bottom', 'left', 'right'].flatMap((side) => [side, `${side}-mid`]);
const CORNERS = ['top-left', 'top-right', 'bottom-left', 'bottom-right'];
const NO_LINES = Object.fromEntries([...LINES, ...CORNERS, 'mid', 'mid-mid'].map((name) => [name, '']));

/** Rows in columns that white space alone keeps apart, however wide their characters are. */
export function plainTable(rows: readonly (readonly string[])[]): string {
  const table = new Table({
    chars: { ...NO_LINES, middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows) table.push([...row]);
  return table.toString().replace(/ +$/gm, '');
}
