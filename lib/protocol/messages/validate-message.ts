import { nearestName } from '../../shared/nearest-name';
import { MAX_MESSAGE_BYTES } from '../api/api-limits';
import { asRecord } from '../exact-json';
import type { ErrorFinder } from '../schema-validator';
import { lazyErrorFinder } from '../schema-validator';
import { levelProblems } from './api-levels';
import { rowProblems } from './button-rows';
import { closedSchema, outgoingKeyboardSchema, outgoingMessageSchemas } from './message-schemas';
import type { Problem } from './problems';
import { kindOf, problem, problemOf } from './problems';

/** Options of {@link validateMessage}. */
export interface MessageCheckOptions {
  /** Whether to accept unknown fields, for example one that Viber has added since. @default false */
  allowUnknownFields?: boolean;
}

/** More than anyone reads, and few enough that a message with a million errors is not described in full. */
const MAX_PROBLEMS = 100;

/** Longer JSON is only reported as too long. Checking the rest of it is not worth the time. */
const MAX_EXAMINED_BYTES = 4 * MAX_MESSAGE_BYTES;

/** The fields that name the recipients of a message. */
const RECIPIENT_FIELDS = ['receiver', 'broadcast_list'];
const NOT_ITS_RECIPIENT =
  'is not a field of this message: sendMessage takes receiver, broadcastMessage takes broadcast_list, and a welcome message takes neither';

/** The problem of a message that is not an object. */
export const NO_OBJECT = "the message must be an object such as { type: 'text', text: '…' }";
const NOT_JSON =
  'the message cannot be written as JSON: it has a cycle, a BigInt or a field that throws when it is read';

const TYPES = Object.keys(outgoingMessageSchemas);
/** The fields that a keyboard alone cannot have. One of them without a `type` means that the type was forgotten. */
const FIELDS_OF_TYPES: ReadonlySet<string> = new Set(
  Object.values(outgoingMessageSchemas)
    .flatMap(({ properties }) => Object.keys(properties))
    .filter((name) => !(name in outgoingKeyboardSchema.properties)),
);
const openSchemas = findersFor((schema) => schema);
const closedSchemas = findersFor(closedSchema);

/** The key of the keyboard schema is `undefined`, since a keyboard alone has no type. */
function findersFor(variant: (schema: object) => object): ReadonlyMap<unknown, ErrorFinder> {
  const schemas: [type: unknown, schema: object][] = [
    [undefined, outgoingKeyboardSchema],
    ...Object.entries(outgoingMessageSchemas),
  ];
  return new Map(schemas.map(([type, schema]) => [type, lazyErrorFinder(() => variant(schema))]));
}

/**
 * Checks a message against Viber's documented limits: those of its type, of its keyboard or carousel, and of its size as
 * JSON. It checks the message as JSON, so fields of `undefined` are ignored. It does not check the recipients in
 * `receiver` or `broadcast_list`.
 *
 * @example
 * validateMessage({ type: 'text', text: 'Hello', keybord: {} });
 * // ['/keybord is not a known field. Did you mean "keyboard"?']
 *
 * @returns the path, the size of the value and the rule of each problem, or `[]` if the message can be sent. Values are
 * never quoted.
 */
export function validateMessage(message: unknown, options: MessageCheckOptions = {}): readonly string[] {
  return examineMessage(message, { ...options, mayHaveRecipient: true }).problems;
}

/** A message as it would be sent, and its problems. */
export interface ExaminedMessage {
  /**
   * The fields that JSON keeps, in a copy that the caller cannot change after the check. `undefined` if the message is not
   * an object, cannot be written as JSON or is far too large.
   */
  fields: Record<string, unknown> | undefined;
  /** `[]` if the message can be sent. */
  problems: readonly string[];
}

interface ExaminationOptions extends MessageCheckOptions {
  /** Whether the message may name its recipients, as the body of an API request does. @default false */
  mayHaveRecipient?: boolean;
}

/** Checks a message as {@link validateMessage} does, and also returns the fields that were checked. */
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

/** Returns `undefined` for a value that JSON cannot express. */
function jsonOf(message: unknown): string | undefined {
  try {
    const json: unknown = JSON.stringify(message);
    // Despite its type, stringify returns undefined for undefined, functions and symbols.
    return typeof json === 'string' ? json : 'null';
  } catch {
    return undefined;
  }
}

/**
 * Finds the problems of fields, apart from their API level: Viber accepts fields above the `min_api_version`, although
 * they "may not work as expected" [doc].
 */
export function fieldProblems(
  fields: Record<string, unknown>,
  allowUnknownFields: boolean,
): readonly Problem[] {
  const { type } = fields;
  const hasFieldOfType = !allowUnknownFields && Object.keys(fields).some((name) => FIELDS_OF_TYPES.has(name));
  if (type === undefined && (fields['keyboard'] === undefined || hasFieldOfType)) {
    return [
      problem(
        '/type',
        `is required but missing (only a keyboard alone has none): one of ${TYPES.join(', ')}`,
        true,
      ),
    ];
  }
  const findErrors = (allowUnknownFields ? openSchemas : closedSchemas).get(type);
  if (findErrors === undefined) {
    const nearest = typeof type === 'string' ? nearestName(type, TYPES) : undefined;
    const suggestion = nearest === undefined ? '' : `. Did you mean "${nearest}"?`;
    return [problem('/type', `is ${kindOf(type)}, not one of ${TYPES.join(', ')}${suggestion}`)];
  }
  const errors = findErrors(fields).slice(0, MAX_PROBLEMS);
  if (errors.length === 0) return rowProblems(fields);
  return errors.map(problemOf).filter((found) => found !== undefined);
}

function sizeProblems(bytes: number): Problem[] {
  if (bytes <= MAX_MESSAGE_BYTES) return [];
  return [problem('', `has ${String(bytes)} bytes of JSON, more than ${String(MAX_MESSAGE_BYTES)} allowed`)];
}

function texts(problems: readonly Problem[]): readonly string[] {
  return [...new Set(problems.map(({ text }) => text))].slice(0, MAX_PROBLEMS);
}
