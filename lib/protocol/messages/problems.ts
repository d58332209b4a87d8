import type { DefinedError } from 'ajv';
import { didYouMean, nearestName } from '../../shared/nearest-name';

/** One thing that is wrong with a message. */
export interface Problem {
  /** JSON pointer to the field; `''` for the message itself. */
  path: string;
  /** Path, size of the value and rule, for people; never the value, which may be somebody's words. */
  text: string;
  /** Whether the field should be there and is not. */
  isMissing: boolean;
}

/** The problem at a path with a rule that reads on from it. */
export function problem(path: string, rule: string, isMissing = false): Problem {
  return { path, text: `${path === '' ? 'the message' : path} ${rule}`, isMissing };
}

/** The problem behind a fault; `undefined` if other faults say it. */
export function problemOf(fault: DefinedError): Problem | undefined {
  const { instancePath: path, data } = fault;
  switch (fault.keyword) {
    case 'if':
    case 'additionalItems':
      return undefined;
    case 'required': {
      const { missingProperty } = fault.params;
      const unless = missingProperty === 'ActionBody' ? ', unless ActionType is "none"' : '';
      return problem(`${path}/${missingProperty}`, `is required but missing${unless}`, true);
    }
    case 'additionalProperties':
      return unknownField(fault.params.additionalProperty, path, fault.parentSchema?.['properties']);
    case 'enum':
      return problem(path, `is ${kindOf(data)}, none of ${quoted(fault.params.allowedValues)}`);
    case 'const':
      return problem(path, `is ${kindOf(data)}, not "${String(fault.params.allowedValue)}"`);
    case 'pattern':
      return problem(path, `is ${kindOf(data)}, not ${String(fault.parentSchema?.['description'])}`);
    case 'type':
      return problem(path, `is ${kindOf(data)}, not ${wantedKind(fault.params.type)}`);
    case 'minLength':
    case 'minItems':
      return problem(path, `has ${sizeOf(data)}, fewer than ${String(fault.params.limit)} required`);
    case 'maxLength':
    case 'maxItems':
      return problem(path, `has ${sizeOf(data)}, more than ${String(fault.params.limit)} allowed`);
    case 'minimum':
      return problem(path, `is ${String(data)}, less than the minimum of ${String(fault.params.limit)}`);
    case 'maximum':
      return problem(path, `is ${String(data)}, more than the maximum of ${String(fault.params.limit)}`);
    default:
      return problem(path, fault.message ?? 'is not valid');
  }
}

function unknownField(name: string, path: string, properties: unknown): Problem {
  const known = Object.keys(properties as object);
  const shown = shownName(name);
  const mayBeNew = nearestName(shown, known) === undefined;
  const ifNew = mayBeNew ? ' If it is new in Viber, allowUnknownFields lets it pass.' : '';
  const at = `${path}/${shown.replace(/~/g, '~0').replace(/\//g, '~1')}`;
  return problem(at, `is not a known field.${didYouMean(shown, known)}${ifNew}`);
}

const MAX_NAME_LENGTH = 40;

// A name nobody knows can be anything, as long as a text and with line breaks in it.
function shownName(name: string): string {
  const start = name.slice(0, MAX_NAME_LENGTH).replace(/\p{C}/gu, '?');
  return name.length > MAX_NAME_LENGTH ? `${start}…` : start;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

function wantedKind(type: unknown): string {
  return [type]
    .flat()
    .map((kind) => KINDS[String(kind)] ?? String(kind))
    .join(' or ');
}

/** What a value is and how much of it there is. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string' || Array.isArray(value)) {
    return `${typeof value === 'string' ? 'a string' : 'a list'} of ${sizeOf(value)}`;
  }
  if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : 'a fraction';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Characters are code points, as ajv counts them: an emoji is one. */
function sizeOf(value: unknown): string {
  if (typeof value === 'string') return counted(Array.from(value).length, 'character');
  return counted((value as unknown[]).length, 'item');
}

function counted(count: number, what: string): string {
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`;
}

function quoted(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}
