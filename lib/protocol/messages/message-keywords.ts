import type { Vocabulary } from 'ajv';
import { asRecord } from '../exact-json';
import { leastCards, leastRows } from './button-grid';

/**
 * The keywords of the schemas of messages, besides those of JSON Schema:
 *
 * - `severity`, `rule`, `source`: see `MessageRule`;
 * - `kind`: the kind of a value, with what clients send in its place;
 * - `range`: the least and the greatest number, also for a number in a string;
 * - `apiLevel`: the `min_api_version` of the message that a field needs;
 * - `maxButtonRows`, `maxCards`: of a keyboard and of a carousel;
 * - `forbiddenEndings`: of the name of a file.
 */
export const MESSAGE_KEYWORDS: Vocabulary = [
  'severity',
  'rule',
  'source',
  { keyword: 'kind', validate: (kind: Kind, value: unknown) => KINDS[kind](value) },
  { keyword: 'range', validate: isInRange },
  {
    keyword: 'apiLevel',
    validate: (level: number, _value: unknown, _schema: unknown, context?: { rootData: unknown }) =>
      hasLevel(level, context?.rootData),
  },
  {
    keyword: 'maxButtonRows',
    type: 'object',
    validate: (max: number, layout: Record<string, unknown>) => leastRows(layout) <= max,
  },
  {
    keyword: 'maxCards',
    type: 'object',
    validate: (max: number, layout: Record<string, unknown>) => leastCards(layout) <= max,
  },
  {
    keyword: 'forbiddenEndings',
    type: 'string',
    validate: (endings: readonly string[], name: string) =>
      !endings.includes(name.slice(name.lastIndexOf('.') + 1).toLowerCase()),
  },
];

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
