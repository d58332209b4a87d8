import { parse } from 'lossless-json';

/** The 64-bit fields of callbacks and API responses, whose values a JavaScript number cannot hold exactly. */
export const LONG_FIELDS: readonly string[] = ['message_token', 'chat_id'];

/**
 * JSON that is nested more deeply is rejected. Without a limit, the stack would be one, of which the caller may have left
 * more or less: a worker could not read what the web process has acknowledged.
 */
const MAX_DEPTH = 1000;

/**
 * Parses JSON as `JSON.parse` does, but returns an integer that a JavaScript number cannot hold as a decimal string.
 *
 * @throws `SyntaxError` if the text is not JSON, `RangeError` if it is nested too deeply
 */
export function parseExactJson(text: string): unknown {
  // Each level takes two characters.
  if (text.length > 2 * MAX_DEPTH && isTooDeep(text)) throw new RangeError('The JSON is nested too deeply.');
  return (
    parseWithOneToken(text) ?? parse(text, undefined, { parseNumber: exactNumber, onDuplicateKey: keepLast })
  );
}

/**
 * Parses a callback as Viber writes it: one line whose only long number is the token. `JSON.parse` is enough for it and
 * takes a quarter of the time. Returns `undefined` for anything else.
 */
function parseWithOneToken(text: string): Record<string, unknown> | undefined {
  const [, token] = /"message_token":(\d{16,})[,}]/.exec(text) ?? [];
  if (token === undefined || text.match(/\d{16,}/g)?.length !== 1) return undefined;
  const fields = asRecord(JSON.parse(text));
  // Otherwise the token belongs to a nested object.
  if (fields?.['message_token'] !== Number(token)) return undefined;
  if (!Number.isSafeInteger(fields['message_token'])) fields['message_token'] = token;
  return fields;
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
  // Up to 15 digits always fit. Fractions and exponents are rounded as in JSON.parse.
  if (digits.length < 16 || Number.isSafeInteger(value) || !/^-?\d+$/.test(digits)) return value;
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
