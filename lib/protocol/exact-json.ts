import { parse } from 'lossless-json';

/**
 * `JSON.parse`, except that an integer a JavaScript number cannot hold exactly comes back as its decimal string.
 *
 * @throws `SyntaxError` if the text is not JSON, `RangeError` if it is nested too deeply to parse.
 */
export function parseExactJson(text: string): unknown {
  return parse(text, undefined, { parseNumber: exactNumber, onDuplicateKey: keepLast });
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
  for (const name of ['message_token', 'chat_id']) {
    if (typeof fields[name] === 'number') fields[name] = String(fields[name]);
  }
}
