import { asRecord } from '../exact-json';
import { leastCards, leastRows } from './button-grid';

/**
 * The keywords of the schemas of messages, besides those of JSON Schema and of `MessageRule`. Each function gets the
 * keyword's value and the checked value; the whole message is the third.
 */
export const MESSAGE_KEYWORDS = {
  /** The kind of a value, with what clients send in its place. */
  kind: (kind: Kind, value: unknown) => KINDS[kind](value),
  /** The least and the greatest number, also for a number in a string. */
  range: isInRange,
  /** The `min_api_version` of the message that a field needs. */
  apiLevel: (level: number, _value: unknown, message: unknown) => hasLevel(level, message),
  /** The rows of a keyboard. */
  maxButtonRows: (max: number, keyboard: unknown) => leastRows(asRecord(keyboard) ?? {}) <= max,
  /** The cards of a carousel. */
  maxCards: (max: number, carousel: unknown) => leastCards(asRecord(carousel) ?? {}) <= max,
  /** The endings that the name of a file may not have. */
  forbiddenEndings: (endings: readonly string[], name: unknown) =>
    !isString(name) || !endings.includes(name.slice(name.lastIndexOf('.') + 1).toLowerCase()),
} as const;

type Kind = 'string' | 'number' | 'boolean' | 'number or string' | 'object' | 'array' | 'object or array';

// Clients send numbers, true and false as strings, and an unset field as an empty string. [code]
const KINDS: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  string: isString,
  number: (value) => typeof value === 'number' || (isString(value) && Number.isFinite(Number(value))),
  boolean: (value) => typeof value === 'boolean' || (isString(value) && /^(?:true|false|)$/i.test(value)),
  'number or string': (value) => typeof value === 'number' || isString(value),
  object: (value) => asRecord(value) !== undefined,
  array: Array.isArray,
  'object or array': (value) => asRecord(value) !== undefined || Array.isArray(value),
};

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

// What is not a number has the wrong kind, and an empty string counts as unset.
function isInRange([min, max]: readonly [number, number], value: unknown): boolean {
  const number = isString(value) && value !== '' ? Number(value) : value;
  return typeof number !== 'number' || !(number < min || number > max);
}

// A level of the wrong kind has an error of its own.
function hasLevel(level: number, message: unknown): boolean {
  const given = asRecord(message)?.['min_api_version'] ?? 1;
  return !(typeof given === 'number' || isString(given)) || !(Number(given) < level);
}
