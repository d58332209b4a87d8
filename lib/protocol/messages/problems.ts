import { didYouMean } from '../../shared/nearest-name';
import { asRecord } from '../exact-json';
import type { SchemaError } from '../schema-validator';
import { countCodePoints } from '../schema-validator';
import type { MessageRule } from './message-rules';

/** A rule that a message breaks. */
export interface MessageProblem {
  /** The JSON pointer of the field; `''` for the message itself. */
  path: string;
  /** What is wrong, as the end of a sentence about the field. It never quotes a value, which may be a user's text. */
  message: string;
  /** The stable id of the rule, such as `text-length`. */
  rule: string;
  /** Where the rule is documented. */
  source: string;
}

/** A problem, and whether it stops the message. */
export type Finding = MessageProblem & MessageRule;

/** Describes a problem in one sentence, without its rule and source. */
export function problemText({ path, message }: MessageProblem): string {
  return `${path === '' ? 'the message' : path} ${message}`;
}

/** The part of a schema that a message violates: a rule, and what it says of the value. */
type ViolatedSchema = MessageRule & { description?: string; properties?: object };

/** Makes a finding of a schema error; `undefined` if other errors describe it. */
export function findingOf(error: SchemaError): Finding | undefined {
  const violated = error.parentSchema as unknown as ViolatedSchema | { severity?: undefined };
  // Such as that of an "if", beside the error of its "then".
  if (violated.severity === undefined) return undefined;
  const { severity, rule, source } = violated;
  return { severity, rule, source, ...describe(error, violated) };
}

type Description = Pick<MessageProblem, 'path' | 'message'>;

function describe(error: SchemaError, { severity, description, properties }: ViolatedSchema): Description {
  const { instancePath: path, data, keyword, params, schema: limit } = error;
  const at = (message: string) => ({ path, message });
  switch (keyword) {
    case 'required': {
      const message =
        severity === 'error'
          ? 'is required but missing'
          : 'is missing, although it is documented as required';
      return { path: `${path}/${String(params['missingProperty'])}`, message };
    }
    case 'additionalProperties':
      return unknownField(String(params['additionalProperty']), path, data, properties);
    case 'enum':
      return at(`is ${kindOf(data)}, not one of ${quoted(limit as readonly unknown[])}`);
    case 'pattern':
      return at(`is ${kindOf(data)}, not ${String(description)}`);
    case 'not':
      return at(`is ${String(description)}`);
    case 'type':
      return at(`is ${kindOf(data)}, not ${wanted(limit)}`);
    case 'multipleOf':
      return at('is a fraction, not a whole number');
    case 'minimum':
      return at(`is less than ${String(limit)}`);
    case 'minLength':
    case 'minItems':
      return at(`has ${sizeOf(data)}, fewer than ${String(limit)} required`);
    case 'maxLength':
    case 'maxItems':
      return at(`has ${sizeOf(data)}, more than ${String(limit)} allowed`);
    default:
      return at(describeOwn(keyword, limit, data));
  }
}

/** The text of an error of one of our own keywords. */
function describeOwn(keyword: string, limit: unknown, data: unknown): string {
  switch (keyword) {
    case 'kind':
      return `is ${kindOf(data)}, not ${wanted(limit)}`;
    case 'range':
      return `is outside the range ${(limit as number[]).join(' to ')}`;
    case 'apiLevel':
      return `needs a min_api_version of ${String(limit)} or more`;
    case 'maxButtonRows':
      return `has buttons of more than ${String(limit)} rows, which may not fit on a phone`;
    case 'maxCards':
      return `has buttons for more than ${String(limit)} cards`;
    case 'forbiddenEndings':
      return 'has an ending of files that Viber does not deliver';
    default: // a keyword that has no text yet
      return 'is not valid';
  }
}

function unknownField(name: string, path: string, owner: unknown, properties: unknown): Description {
  const shown = shownName(name);
  const isUntyped = path === '' && asRecord(owner)?.['type'] === undefined;
  const known = didYouMean(shown, Object.keys(properties as object));
  return {
    path: `${path}/${shown.replace(/~/g, '~0').replace(/\//g, '~1')}`,
    message: `is not a known field${isUntyped ? ' of a message without a type' : ''}.${known}`,
  };
}

const MAX_NAME_LENGTH = 40;

// An unknown name may be very long and may contain line breaks.
function shownName(name: string): string {
  const start = name.slice(0, MAX_NAME_LENGTH).replace(/\p{C}/gu, '?');
  return name.length > MAX_NAME_LENGTH ? `${start}…` : start;
}

function wanted(kind: unknown): string {
  const names = String(kind).split(' or ');
  return names
    .map((name) => (name === 'boolean' ? 'true or false' : `${/^[ao]/.test(name) ? 'an' : 'a'} ${name}`))
    .join(' or ');
}

/** Describes the type of a value, and its size. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') return `a string of ${sizeOf(value)}`;
  if (Array.isArray(value)) return `an array of ${sizeOf(value)}`;
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function sizeOf(value: unknown): string {
  if (typeof value === 'string') return counted(countCodePoints(value), 'character');
  return counted((value as unknown[]).length, 'item');
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function quoted(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}
