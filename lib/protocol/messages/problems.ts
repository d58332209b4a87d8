import type { DefinedError } from 'ajv';
import { didYouMean, nearestName } from '../../shared/nearest-name';

/** A problem of a message. */
export interface Problem {
  /** The JSON pointer of the field; `''` for the message itself. */
  path: string;
  /** The path, the size of the value and the rule, as text. It never quotes the value, which may be a user's text. */
  text: string;
  /** Whether a required field is missing. */
  isMissing: boolean;
}

/** Makes a problem from a path and a rule that continues the sentence. */
export function problem(path: string, rule: string, isMissing = false): Problem {
  return { path, text: `${path === '' ? 'the message' : path} ${rule}`, isMissing };
}

/** Describes a schema error; `undefined` if other errors already describe it. */
export function problemOf(error: DefinedError): Problem | undefined {
  const { instancePath: path, data } = error;
  switch (error.keyword) {
    case 'if':
    case 'additionalItems':
      return undefined;
    case 'required': {
      const { missingProperty } = error.params;
      const unless = missingProperty === 'ActionBody' ? ', unless ActionType is "none"' : '';
      return problem(`${path}/${missingProperty}`, `is required but missing${unless}`, true);
    }
    case 'additionalProperties':
      return unknownField(error.params.additionalProperty, path, error.parentSchema?.['properties']);
    case 'enum':
      return problem(path, `is ${kindOf(data)}, not one of ${quoted(error.params.allowedValues)}`);
    case 'const':
      return problem(path, `is ${kindOf(data)}, not "${String(error.params.allowedValue)}"`);
    case 'pattern':
      return problem(path, `is ${kindOf(data)}, not ${String(error.parentSchema?.['description'])}`);
    case 'type':
      return problem(path, `is ${kindOf(data)}, not ${wantedKind(error.params.type)}`);
    case 'minLength':
    case 'minItems':
      return problem(path, `has ${sizeOf(data)}, fewer than ${String(error.params.limit)} required`);
    case 'maxLength':
    case 'maxItems':
      return problem(path, `has ${sizeOf(data)}, more than ${String(error.params.limit)} allowed`);
    case 'minimum':
      return problem(path, `is ${String(data)}, less than the minimum of ${String(error.params.limit)}`);
    case 'maximum':
      return problem(path, `is ${String(data)}, more than the maximum of ${String(error.params.limit)}`);
    default:
      return problem(path, error.message ?? 'is not valid');
  }
}

function unknownField(name: string, path: string, properties: unknown): Problem {
  const known = Object.keys(properties as object);
  const shown = shownName(name);
  const mayBeNew = nearestName(shown, known) === undefined;
  const ifNew = mayBeNew ? ' If Viber has added it since, set allowUnknownFields.' : '';
  const at = `${path}/${shown.replace(/~/g, '~0').replace(/\//g, '~1')}`;
  return problem(at, `is not a known field.${didYouMean(shown, known)}${ifNew}`);
}

const MAX_NAME_LENGTH = 40;

// An unknown name may be very long and may contain line breaks.
function shownName(name: string): string {
  const start = name.slice(0, MAX_NAME_LENGTH).replace(/\p{C}/gu, '?');
  return name.length > MAX_NAME_LENGTH ? `${start}…` : start;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
};

function wantedKind(type: unknown): string {
  return [type]
    .flat()
    .map((kind) => KINDS[String(kind)] ?? String(kind))
    .join(' or ');
}

/** Describes the type of a value, and its size. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') return `a string of ${sizeOf(value)}`;
  if (Array.isArray(value)) return `an array of ${sizeOf(value)}`;
  if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : 'a fraction';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Counts code points as ajv does, so most emoji count as one character. */
function sizeOf(value: unknown): string {
  if (typeof value === 'string') return counted(Array.from(value).length, 'character');
  return counted((value as unknown[]).length, 'item');
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function quoted(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}
