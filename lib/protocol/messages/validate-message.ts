import { closedSchema } from './closed-schema';
import { asRecord } from '../exact-json';
import type { Keyboard, RichMedia } from './keyboard';
import { nearestName } from '../../shared/nearest-name';
import { levelProblems } from './api-levels';
import { leastRows, MAX_BUTTON_ROWS } from './button-rows';
import { outgoingKeyboardSchema, outgoingMessageSchemas } from './message-schemas';
import type { Problem } from './problems';
import { kindOf, problem, problemOf } from './problems';
import type { FaultFinder } from '../schema-validator';
import { lazyFaultFinder } from '../schema-validator';

/** Bytes of JSON that Viber takes in one request. [doc] */
export const MAX_MESSAGE_BYTES = 30 * 1024;

/** How strictly a message is checked. */
export interface MessageCheckOptions {
  /** Whether a field this package does not know may be sent, such as one Viber has added since. @default false */
  allowUnknownFields?: boolean;
}

/** More than anybody reads, and few enough that a message of a million faults is not described in full. */
const MAX_PROBLEMS = 100;

/** JSON longer than this is only said to be too long: what else is wrong with it is not worth the time. */
const MAX_EXAMINED_BYTES = 4 * MAX_MESSAGE_BYTES;

/** What says whom a message goes to. */
const RECIPIENT_FIELDS = ['receiver', 'broadcast_list'];
const NOT_ITS_RECIPIENT =
  'is not a field of this message: sendMessage takes a receiver, broadcastMessage a broadcast_list, a welcome neither';

/** The problem of what is no message at all. */
export const NO_OBJECT = "the message must be an object such as { type: 'text', text: '…' }";
const NOT_JSON =
  'the message cannot be written as JSON: it has a cycle, a BigInt or a field that throws when it is read';

const TYPES = Object.keys(outgoingMessageSchemas);
/** What a keyboard alone has not, so that a type was forgotten. */
const FIELDS_OF_TYPES: ReadonlySet<string> = new Set(
  Object.values(outgoingMessageSchemas)
    .flatMap(({ properties }) => Object.keys(properties))
    .filter((name) => !(name in outgoingKeyboardSchema.properties)),
);
const openSchemas = findersFor((schema) => schema);
const closedSchemas = findersFor(closedSchema);

/** A keyboard alone has no type, so its schema stands under `undefined`. */
function findersFor(variant: (schema: object) => object): ReadonlyMap<unknown, FaultFinder> {
  const schemas: [type: unknown, schema: object][] = [
    [undefined, outgoingKeyboardSchema],
    ...Object.entries(outgoingMessageSchemas),
  ];
  return new Map(schemas.map(([type, schema]) => [type, lazyFaultFinder(() => variant(schema))]));
}

/**
 * What would make Viber refuse a message, or answer 0 and fail it on the user's phone: `[]` when it can be sent. Judged
 * is the message as JSON, in which fields of `undefined` are left out, against the documented limits of its type, of
 * its keyboard or carousel, and of its 30 KB in all. Whom it goes to, `receiver` or `broadcast_list`, is not looked at.
 *
 * @returns one line for each problem with its path, the size of the value and the rule; values are never quoted
 */
export function validateMessage(message: unknown, options: MessageCheckOptions = {}): readonly string[] {
  return examineMessage(message, { ...options, mayHaveRecipient: true }).problems;
}

/** What is sent of a message, and what is wrong with it. */
export interface ExaminedMessage {
  /**
   * The fields that JSON keeps, in a copy that nobody else can change once it was looked at. `undefined` where the only
   * problem is that there are none, or too many to look at.
   */
  fields: Record<string, unknown> | undefined;
  /** `[]` when it can be sent. */
  problems: readonly string[];
}

interface ExaminationOptions extends MessageCheckOptions {
  /** Whether it may say whom it goes to, as the body of a whole request does. @default false */
  mayHaveRecipient?: boolean;
}

/** Looks at a message as {@link validateMessage} does, and holds on to what was looked at. */
export function examineMessage(
  message: unknown,
  { allowUnknownFields = false, mayHaveRecipient = false }: ExaminationOptions,
): ExaminedMessage {
  const json = jsonOf(message);
  if (json === undefined) return { fields: undefined, problems: [NOT_JSON] };
  const bytes = Buffer.byteLength(json);
  if (bytes > MAX_EXAMINED_BYTES) return { fields: undefined, problems: texts(sizeProblems(bytes)) };
  const fields = asRecord(JSON.parse(json));
  if (fields === undefined) return { fields, problems: [NO_OBJECT] };
  const recipients = RECIPIENT_FIELDS.filter((name) => Object.hasOwn(fields, name));
  for (const name of recipients) Reflect.deleteProperty(fields, name);
  const problems = texts([
    ...sizeProblems(bytes),
    ...(mayHaveRecipient ? [] : recipients.map((name) => problem(`/${name}`, NOT_ITS_RECIPIENT))),
    ...fieldProblems(fields, allowUnknownFields),
    ...levelProblems(fields),
  ]);
  return { fields, problems };
}

/** `undefined` for what JSON cannot express. */
function jsonOf(message: unknown): string | undefined {
  try {
    const json: unknown = JSON.stringify(message);
    // There is none of undefined, a function or a symbol, whatever the type of stringify says.
    return typeof json === 'string' ? json : 'null';
  } catch {
    return undefined;
  }
}

/**
 * What is wrong with the fields of a message by themselves: those above its `min_api_version` pass, since they "may not
 * work as expected" [doc].
 */
export function fieldProblems(
  fields: Record<string, unknown>,
  allowUnknownFields: boolean,
): readonly Problem[] {
  const { type } = fields;
  const hasOwnFields = !allowUnknownFields && Object.keys(fields).some((name) => FIELDS_OF_TYPES.has(name));
  if (type === undefined && (fields['keyboard'] === undefined || hasOwnFields)) {
    return [
      problem(
        '/type',
        `is required but missing, except for a keyboard alone: one of ${TYPES.join(', ')}`,
        true,
      ),
    ];
  }
  const findFaults = (allowUnknownFields ? openSchemas : closedSchemas).get(type);
  if (findFaults === undefined) {
    const nearest = typeof type === 'string' ? nearestName(type, TYPES) : undefined;
    const meant = nearest === undefined ? '' : `. Did you mean "${nearest}"?`;
    return [problem('/type', `is ${kindOf(type)}, none of ${TYPES.join(', ')}${meant}`)];
  }
  const faults = findFaults(fields).slice(0, MAX_PROBLEMS);
  if (faults.length === 0) return rowProblems(fields);
  return faults.map(problemOf).filter((found) => found !== undefined);
}

/** For fields that fit their schema. */
function rowProblems(fields: Record<string, unknown>): Problem[] {
  return ['keyboard', 'rich_media'].flatMap((name) => {
    if (fields[name] === undefined) return [];
    const rows = leastRows(fields[name] as Keyboard | RichMedia);
    if (rows <= MAX_BUTTON_ROWS) return [];
    const rule = `need ${String(rows)} rows at the least, more than ${String(MAX_BUTTON_ROWS)} allowed`;
    return [problem(`/${name}/Buttons`, rule)];
  });
}

function sizeProblems(bytes: number): Problem[] {
  if (bytes <= MAX_MESSAGE_BYTES) return [];
  return [problem('', `has ${String(bytes)} bytes of JSON, more than ${String(MAX_MESSAGE_BYTES)} allowed`)];
}

function texts(problems: readonly Problem[]): readonly string[] {
  return [...new Set(problems.map(({ text }) => text))].slice(0, MAX_PROBLEMS);
}
