import { parse } from 'lossless-json';

/** The 64-bit fields of callbacks and API responses, whose values a JavaScript number cannot hold exactly. */
export const LONG_FIELDS: readonly string[] = ['message_token', 'chat_id'];

/**
 * JSON that is nested more deeply is rejected. Without this limit the size of the stack would set one, and how much of the
 * stack is left depends on the caller: a worker might fail to parse what the web process has acknowledged.
 */
const MAX_DEPTH = 1000;

/** As Viber writes it, before its value. */
const TOKEN_KEY = '"message_token":';

/**
 * Parses JSON as `JSON.parse` does, but returns an integer that a JavaScript number cannot hold as a decimal string.
 *
 * @throws `SyntaxError` if the text is not JSON, `RangeError` if it is nested too deeply
 */
export function parseExactJson(text: string): unknown {
  // Each level takes two characters.
  if (text.length > 2 * MAX_DEPTH && isTooDeep(text)) throw new RangeError('The JSON is nested too deeply.');
  const long = longDigits(text, 0);
  if (long === undefined) return JSON.parse(text);
  return (
    parseWithToken(text, long) ??
    parse(text, undefined, { parseNumber: exactNumber, onDuplicateKey: keepLast })
  );
}

/** Digits in a text: where they start and where they end. */
interface Digits {
  start: number;
  end: number;
}

/**
 * Parses a callback as Viber writes it: one line whose only long number is the token. `JSON.parse` with the token in quotes
 * is enough for it and takes a quarter of the time. Returns `undefined` for anything else, of which the other parser makes the
 * same value, so taking less only costs time.
 */
function parseWithToken(text: string, { start, end }: Digits): unknown {
  // The quote before the colon is not escaped, so in valid JSON it closes a name, and the digits are its value.
  const isToken =
    text.startsWith(TOKEN_KEY, start - TOKEN_KEY.length) && (text[end] === ',' || text[end] === '}');
  const token = text.slice(start, end);
  if (!isToken || token.startsWith('0') || longDigits(text, end) !== undefined) return undefined;
  if (Number.isSafeInteger(Number(token))) return JSON.parse(text);
  return JSON.parse(`${text.slice(0, start)}"${token}"${text.slice(end)}`);
}

/**
 * Finds the first 16 or more digits in a row, from an index that has no digit before it. A number may not hold them exactly.
 * Finding too many only costs time.
 */
function longDigits(text: string, from: number): Digits | undefined {
  // Any 16 consecutive characters include one of these.
  for (let index = from + 15; index < text.length; index += 16) {
    if (!isDigit(text, index)) continue;
    let start = index;
    while (isDigit(text, start - 1)) start -= 1;
    let end = index + 1;
    while (isDigit(text, end)) end += 1;
    if (end - start >= 16) return { start, end };
  }
  return undefined;
}

function isDigit(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 48 && code <= 57;
}

function isTooDeep(text: string): boolean {
  // Takes a tenth of the time of the loop, and is enough for every real callback.
  if ((text.match(/[[{]/g)?.length ?? 0) <= MAX_DEPTH) return false;
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') isInString = !isInString;
    else if (isInString) index += character === '\\' ? 1 : 0;
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

function exactNumber(digits: string): number | string {
  const value = Number(digits);
  // Fractions and exponents are rounded as in JSON.parse.
  if (Number.isSafeInteger(value) || !/^-?\d+$/.test(digits)) return value;
  return digits;
}

// As JSON.parse does. By default the parser throws, and Viber would redeliver the rejected callback for an hour.
function keepLast({ newValue }: { newValue: unknown }): unknown {
  return newValue;
}

/** Returns the value if it is a JSON object, `undefined` otherwise. */
export function asRecord(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return value as Record<string, unknown>;
}

/** Converts 64-bit fields to decimal strings. A short value is still a number after parsing. */
export function tokensToStrings(fields: Record<string, unknown>): void {
  for (const name of LONG_FIELDS) {
    if (typeof fields[name] === 'number') fields[name] = String(fields[name]);
  }
}
