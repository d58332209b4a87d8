import { stringify } from 'lossless-json';
import { LONG_FIELDS } from './exact-json';

// Escaped [seen 2018, 2022], raw [seen 2023].
/** The encoding of text outside ASCII: `\uXXXX` with upper-case hex, or as it is. */
export type TextEncoding = 'escaped' | 'raw';

/** Writes compact JSON on one line, with 64-bit fields as numbers, as Viber sends it. */
export function wireJson(value: object, encoding: TextEncoding = 'raw'): string {
  const wire = Object.entries(value).map(([name, field]: [string, unknown]) => [
    name,
    wireValue(name, field),
  ]);
  const text = String(stringify(Object.fromEntries(wire)));
  return encoding === 'raw' ? text : escapeNonAscii(text);
}

/** JSON text with everything beyond ASCII as `\uXXXX`, in upper-case hex. */
export function escapeNonAscii(text: string): string {
  return text.replace(/[\u0080-\uffff]/g, escaped);
}

function wireValue(name: string, value: unknown): unknown {
  const isLong = LONG_FIELDS.includes(name) && typeof value === 'string' && /^\d+$/.test(value);
  return isLong ? BigInt(value) : value;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
