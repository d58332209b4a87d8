import { parse } from 'lossless-json';

/** The 64-bit fields of a callback or an answer: beyond what a JavaScript number holds. */
export const LONG_FIELDS: readonly string[] = ['message_token', 'chat_id'];

/** Texts up to this length are too short to be nested too deeply, so that JSON.parse and the exact parser agree. */
const MAX_SHORT_LENGTH = 8192;

/**
 * `JSON.parse`, except that an integer a JavaScript number cannot hold exactly comes back as its decimal string.
 *
 * @throws `SyntaxError` if the text is not JSON, `RangeError` if it is nested too deeply to parse.
 */
export function parseExactJson(text: string): unknown {
  return (
    parseWithOneToken(text) ?? parse(text, undefined, { parseNumber: exactNumber, onDuplicateKey: keepLast })
  );
}

/**
 * Callbacks as Viber writes them: one line whose only long number is the token. `JSON.parse` does for them, at a
 * quarter of the time. `undefined` for anything else.
 */
function parseWithOneToken(text: string): Record<string, unknown> | undefined {
  if (text.length > MAX_SHORT_LENGTH) return undefined;
  const [, token] = /"message_token":(\d{16,})[,}]/.exec(text) ?? [];
  if (token === undefined || text.match(/\d{16,}/g)?.length !== 1) return undefined;
  const fields = asRecord(JSON.parse(text));
  // Else the token is that of an object further in.
  if (fields?.['message_token'] !== Number(token)) return undefined;
  if (!Number.isSafeInteger(fields['message_token'])) fields['message_token'] = token;
  return fields;
}

function exactNumber(digits: string): number | string {
  const value = Number(digits);
  // 15 digits always fit. Fractions and exponents are rounded as JSON.parse rounds them.
  if (digits.length < 16 || Number.isSafeInteger(value) || !/^-?\d+$/.test(digits)) return value;
  return digits;
}

// What JSON.parse does. The parser's own default is to refuse, and a refusal would be repeated for an hour.
function keepLast({ newValue }: { newValue: unknown }): unknown {
  return newValue;
}

/** The value if it is a JSON object; else `undefined`. */
export function asRecord(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return value as Record<string, unknown>;
}

/** Turns the 64-bit fields of an object into decimal strings where they are numbers: a short one fits into one. */
export function tokensToStrings(fields: Record<string, unknown>): void {
  for (const name of LONG_FIELDS) {
    if (typeof fields[name] === 'number') fields[name] = String(fields[name]);
  }
}
