import { nearestName } from '../../shared/nearest-name';
import { MAX_MESSAGE_BYTES } from '../api/api-limits';
import { asRecord } from '../exact-json';
import { outgoingMessageValidators } from '../generated/outgoing-message-validators';
import type { MessageRule } from './message-rules';
import { KEYBOARDS, MESSAGES, SENDING } from './message-rules';
import { MESSAGE_TYPES } from './message-schemas';
import type { Finding, MessageProblem } from './problems';
import { findingOf, kindOf } from './problems';

/** The ways to check messages. The first is the default. */
export const MESSAGE_CHECKS = ['errors', 'strict', 'off'] as const;

/**
 * How messages are checked before they are sent.
 *
 * - `errors`: what Viber is known to refuse is not sent; what only looks wrong is sent with a warning.
 * - `strict`: what looks wrong is not sent either, which suits tests.
 * - `off`: every object is sent as it is.
 */
export type MessageChecks = (typeof MESSAGE_CHECKS)[number];

/** The result of {@link validateMessage}. */
export interface MessageProblems {
  /** What Viber is known to refuse, in its API or on the phone. */
  errors: readonly MessageProblem[];
  /** What looks wrong, but Viber may take. */
  warnings: readonly MessageProblem[];
}

/**
 * A message as it will be sent, and its problems. The fields are a copy that the caller cannot change after the check. A
 * message that is not an object, cannot be written as JSON or is far too large has an error instead.
 */
export type ExaminedMessage =
  | (MessageProblems & { fields: Record<string, unknown> })
  | { fields: undefined; errors: readonly [MessageProblem]; warnings: readonly [] };

/** What a message must have besides its content, and may not have. */
interface Surroundings {
  /** Whether it may say where it goes. */
  isAddressed: boolean;
  /** Whether it needs a sender. */
  needsSender: boolean;
}

/** More than anyone reads, and few enough that a message with a million errors is not described in full. */
const MAX_PROBLEMS = 100;

/** Longer JSON is only reported as too long. Checking the rest of it is not worth the time. */
const MAX_EXAMINED_BYTES = 4 * MAX_MESSAGE_BYTES;

/** The fields that say where a message goes. */
const ADDRESS_FIELDS = ['receiver', 'broadcast_list', 'chat_id'];

/** The rules that no schema can express. */
export const RULES = {
  object: { severity: 'error', rule: 'message-object', source: SENDING },
  json: { severity: 'error', rule: 'message-json', source: SENDING },
  size: { severity: 'error', rule: 'message-size', source: SENDING },
  type: { severity: 'error', rule: 'required-field', source: `${SENDING}; ${KEYBOARDS}` },
  kindOfType: { severity: 'error', rule: 'wrong-kind', source: MESSAGES },
  unknownType: { severity: 'warning', rule: 'unknown-type', source: MESSAGES },
  // Documented as required, but production clients leave it out. [code]
  sender: { severity: 'warning', rule: 'sender', source: MESSAGES },
  address: { severity: 'warning', rule: 'address-field', source: SENDING },
} as const satisfies Record<string, MessageRule>;

/** The finding of a message that is not an object. */
export const NO_OBJECT: Finding = {
  ...RULES.object,
  path: '',
  message: "must be an object such as { type: 'text', text: '…' }",
};
const NOT_JSON: Finding = {
  ...RULES.json,
  path: '',
  message: 'cannot be written as JSON: it has a cycle, a BigInt or a field that throws when it is read',
};

const NO_SENDER: Finding = {
  ...RULES.sender,
  path: '/sender',
  message: 'is missing: set the sender option, or give the message one',
};

/**
 * Checks a message against Viber's documentation, as far as that agrees with what Viber takes. It checks the message as
 * JSON, where fields of `undefined` and `null` count as missing. It does not check `receiver`, `broadcast_list` and
 * `chat_id`, nor whether there is a sender, which may be an option of the client.
 *
 * @example
 * validateMessage({ type: 'text', text: 'Hello', keybord: {} }).warnings[0]?.message;
 * // 'is not a known field. Did you mean "keyboard"?'
 */
export function validateMessage(message: unknown): MessageProblems {
  const { errors, warnings } = examine(message, 'errors', {
    isAddressed: true,
    needsSender: false,
  });
  return { errors, warnings };
}

/** Checks a message that must not say where it goes. With `strict`, warnings are errors. */
export function examineMessage(
  message: unknown,
  checks: MessageChecks,
  { needsSender = false }: { needsSender?: boolean } = {},
): ExaminedMessage {
  return examine(message, checks, { isAddressed: false, needsSender });
}

function examine(
  message: unknown,
  checks: MessageChecks,
  { isAddressed, needsSender }: Surroundings,
): ExaminedMessage {
  const isOff = checks === 'off';
  const json = jsonOf(message, isOff ? undefined : withoutNull);
  if (json === undefined) return notExamined(NOT_JSON);
  const bytes = isOff ? 0 : Buffer.byteLength(json);
  if (bytes > MAX_EXAMINED_BYTES) return notExamined(tooLong(bytes));
  const fields = asRecord(JSON.parse(json));
  if (fields === undefined) return notExamined(NO_OBJECT);
  if (isOff) return { fields, errors: [], warnings: [] };

  const addresses = ADDRESS_FIELDS.filter((name) => Object.hasOwn(fields, name));
  for (const name of addresses) Reflect.deleteProperty(fields, name);
  const findings = [
    ...(bytes > MAX_MESSAGE_BYTES ? [tooLong(bytes)] : []),
    ...(isAddressed ? [] : addresses.map(addressFinding)),
    ...(needsSender && fields['sender'] === undefined ? [NO_SENDER] : []),
    ...fieldFindings(fields),
  ];
  return { fields, ...sorted(findings, checks) };
}

function notExamined(finding: Finding): ExaminedMessage {
  return { fields: undefined, errors: [toProblem(finding)], warnings: [] };
}

type Replacer = (name: string, value: unknown) => unknown;

// Viber takes null for an unset field [code]. JSON has null for NaN too. It stays in lists, where positions count.
const withoutNull: Replacer = (_name, value) =>
  value === null || (typeof value === 'number' && !Number.isFinite(value)) ? undefined : value;

/** Returns `undefined` for a value that JSON cannot express. */
function jsonOf(message: unknown, replacer: Replacer | undefined): string | undefined {
  try {
    const json: unknown = JSON.stringify(message, replacer);
    // Despite its type, stringify returns undefined for undefined, functions and symbols.
    return typeof json === 'string' ? json : 'null';
  } catch {
    return undefined;
  }
}

function fieldFindings(fields: Record<string, unknown>): Finding[] {
  const { type } = fields;
  if (type === undefined && fields['keyboard'] === undefined) {
    const message = `is required but missing (only a keyboard alone has none): one of ${MESSAGE_TYPES.join(', ')}`;
    return [{ ...RULES.type, path: '/type', message }];
  }
  const knownType = MESSAGE_TYPES.find((known) => known === type);
  const validate =
    outgoingMessageValidators[knownType ?? (type === undefined ? 'keyboard alone' : 'unknown type')];
  const schemaErrors = validate(fields) ? [] : (validate.errors ?? []);
  const findings = schemaErrors.map(findingOf).filter((finding) => finding !== undefined);
  return type === knownType ? findings : [unknownType(type), ...findings];
}

function unknownType(type: unknown): Finding {
  const nearest = typeof type === 'string' ? nearestName(type, MESSAGE_TYPES) : undefined;
  const suggestion = nearest === undefined ? '' : `. Did you mean "${nearest}"?`;
  const message = `is ${kindOf(type)}, not one of ${MESSAGE_TYPES.join(', ')}${suggestion}`;
  return { ...(typeof type === 'string' ? RULES.unknownType : RULES.kindOfType), path: '/type', message };
}

function tooLong(bytes: number): Finding {
  const message = `has ${String(bytes)} bytes of JSON, more than ${String(MAX_MESSAGE_BYTES)} allowed`;
  return { ...RULES.size, path: '', message };
}

function addressFinding(name: string): Finding {
  const message =
    'is left out: sendMessage takes receiver and chat_id, broadcastMessage takes broadcast_list, and a welcome message takes none of them';
  return { ...RULES.address, path: `/${name}`, message };
}

/** Sorts findings by severity. */
function sorted(findings: readonly Finding[], checks: MessageChecks): MessageProblems {
  const errors = findings.filter(({ severity }) => severity === 'error');
  // A value that is refused needs no further comment.
  const refusedPaths = new Set(errors.map(({ path }) => path));
  const warnings = findings.filter(({ path }) => !refusedPaths.has(path));
  if (checks === 'strict') return { errors: listed([...errors, ...warnings]), warnings: [] };
  return { errors: listed(errors), warnings: listed(warnings) };
}

function listed(findings: readonly Finding[]): readonly MessageProblem[] {
  const unique = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  return [...unique.values()].slice(0, MAX_PROBLEMS).map(toProblem);
}

function toProblem({ path, message, rule, source }: Finding): MessageProblem {
  return { path, message, rule, source };
}
