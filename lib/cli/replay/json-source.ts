/** A part of a JSON text, exactly as written. */
export interface SourcePart {
  source: string;
  /** Its offset in the text. */
  at: number;
}

/**
 * Splits a JSON array into its items. Each is exactly as written, so that no digit, escape or white space is lost.
 * Whether an item is valid JSON is not checked.
 *
 * @param text - begins with `[`, apart from white space
 * @throws `SyntaxError` if the array is not closed, or something follows it
 */
export function* arrayItems(text: string): Generator<SourcePart> {
  const structural = /["[\]{},]/g;
  let itemStart = text.indexOf('[') + 1;
  let count = 0;
  structural.lastIndex = itemStart;
  for (let depth = 1; depth > 0;) {
    const found = structural.exec(text);
    if (found === null) throw new SyntaxError('the array is not closed');
    const [character] = found;
    const at = found.index;
    if (character === '"') structural.lastIndex = endOfString(text, at) + 1;
    else if (character === '[' || character === '{') depth += 1;
    else if (character !== ',') depth -= 1;
    if (depth > 1 || (depth === 1 && character !== ',')) continue;
    const item = trimmedPart(text, itemStart, at);
    const isEmptyArray = depth === 0 && count === 0 && item.source === '';
    if (!isEmptyArray) yield item;
    count += 1;
    itemStart = at + 1;
  }
  if (text.slice(itemStart).trim() !== '') throw new SyntaxError('there is text after the array');
}

/** Splits a text into its lines, without blank ones and without surrounding white space. */
export function* nonBlankLines(text: string): Generator<SourcePart> {
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    const line = trimmedPart(text, start, end);
    if (line.source !== '') yield line;
    start = end + 1;
  }
}

/** Removes the white space between the tokens of a JSON text; strings and numbers stay exactly as written. */
export function compactSource(source: string): string {
  const parts: string[] = [];
  for (let start = 0; start < source.length;) {
    const found = source.indexOf('"', start);
    const quote = found === -1 ? source.length : found;
    const next = Math.min(endOfString(source, quote) + 1, source.length);
    parts.push(source.slice(start, quote).replace(/\s+/g, ''), source.slice(quote, next));
    start = next;
  }
  return parts.join('');
}

function trimmedPart(text: string, start: number, end: number): SourcePart {
  const part = text.slice(start, end);
  return { source: part.trim(), at: start + part.length - part.trimStart().length };
}

// Not a regular expression, which would overflow the stack on a long string.
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}
