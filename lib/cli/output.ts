import { createColors } from 'picocolors';
import { stripVTControlCharacters } from 'node:util';

// Characters that act on a terminal, or on the order its text shows in, instead of being shown.
const ACTING = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/** Colours for what goes to stdout; none unless it is a terminal. */
export const outColors = createColors(hasColors(process.stdout, process.env));

/** Colours for what goes to stderr; none unless it is a terminal. */
export const errColors = createColors(hasColors(process.stderr, process.env));

/** Writes one line to stdout. Text from outside goes through {@link terminalSafe} first. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Writes one line to stderr. Text from outside goes through {@link terminalSafe} first. */
export function printAside(line = ''): void {
  process.stderr.write(`${line}\n`);
}

/** Writes one JSON document, on one line, to stdout. With `--json` it is all that may go there. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value).replace(ACTING, escaped));
}

/** Names, answers and other text from outside, on one line and without anything that acts on a terminal. */
export function terminalSafe(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\t\r\n\u2028\u2029]+/g, ' ')
    .replace(ACTING, '');
}

/** Lets a command finish its work when whoever read its output has gone, as `head` does. */
export function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

/**
 * Whether a stream gets colours: terminals do, unless `NO_COLOR` is set; anything does if `FORCE_COLOR` is.
 * picocolors itself looks at stdout alone, and colours the pipes of CI too.
 */
export function hasColors({ isTTY }: { isTTY?: boolean }, environment: NodeJS.ProcessEnv): boolean {
  const { NO_COLOR = '', FORCE_COLOR = '', TERM } = environment;
  if (NO_COLOR !== '' || FORCE_COLOR === '0') return false;
  return FORCE_COLOR !== '' || (isTTY === true && TERM !== 'dumb');
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
