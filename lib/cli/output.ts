import Table from 'cli-table3';
import { stripVTControlCharacters, styleText } from 'node:util';

// Characters that control a terminal, or change the order in which it displays text.
const CONTROL_CHARACTERS = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/** Colours for stdout; they do nothing where {@link hasColors} is false. */
export const stdoutColors = colorsOf(process.stdout);

/** Colours for stderr; they do nothing where {@link hasColors} is false. */
export const stderrColors = colorsOf(process.stderr);

function colorsOf(stream: NodeJS.WriteStream) {
  const isColored = hasColors(stream, process.env);
  const color = (format: 'dim' | 'green' | 'red' | 'yellow') => (text: string) =>
    isColored ? styleText(format, text, { validateStream: false }) : text;
  return { dim: color('dim'), green: color('green'), red: color('red'), yellow: color('yellow') };
}

/** Writes one line to stdout. Pass untrusted text through {@link sanitizeForTerminal} first. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Writes one line to stderr. Pass untrusted text through {@link sanitizeForTerminal} first. */
export function printToStderr(line = ''): void {
  process.stderr.write(`${line}\n`);
}

/** Writes one JSON document, on one line, to stdout. With `--json` nothing else may be written there. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value).replace(CONTROL_CHARACTERS, toUnicodeEscape));
}

function toUnicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Nobody reads more of one text. Node takes time that grows with the square of the length to strip control sequences. */
const MAX_TEXT_LENGTH = 4096;

/** Puts the start of untrusted text on one line and removes everything that controls a terminal. */
export function sanitizeForTerminal(text: string): string {
  const start = text.length > MAX_TEXT_LENGTH ? `${text.slice(0, MAX_TEXT_LENGTH)}…` : text;
  return stripVTControlCharacters(start)
    .replace(/[\t\r\n\u2028\u2029]+/g, ' ')
    .replace(CONTROL_CHARACTERS, '');
}

/** Lets a command finish its work after the reader of its output has gone, as `head` does. */
export function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

/**
 * Whether output to a stream is coloured: on a terminal unless `NO_COLOR` is set, and anywhere if `FORCE_COLOR` is set.
 * `styleText` does not check it on Node 20, and checks only stdout by default on later ones.
 */
export function hasColors({ isTTY }: { isTTY?: boolean }, environment: NodeJS.ProcessEnv): boolean {
  const { NO_COLOR = '', FORCE_COLOR = '', TERM } = environment;
  if (NO_COLOR !== '' || FORCE_COLOR === '0') return false;
  return FORCE_COLOR !== '' || (isTTY === true && TERM !== 'dumb');
}

const SIDES = ['top', 'bottom', 'left', 'right'].flatMap((side) => [side, `${side}-mid`]);
const CORNERS = ['top-left', 'top-right', 'bottom-left', 'bottom-right'];
const NO_BORDERS = Object.fromEntries([...SIDES, ...CORNERS, 'mid', 'mid-mid'].map((name) => [name, '']));

/** Formats rows as columns without borders, aligned by their width on a terminal. */
export function plainTable(rows: readonly (readonly string[])[]): string {
  const table = new Table({
    chars: { ...NO_BORDERS, middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows) table.push([...row]);
  return table.toString().replace(/ +$/gm, '');
}

/** Formats a duration as `300 ms`, or as `1.2 s` from one second up. */
export function formatDuration(ms: number): string {
  return ms < 1000 ? `${String(Math.round(ms))} ms` : `${String(Math.round(ms / 100) / 10)} s`;
}
