import type { StatusName } from '../errors/status-codes';
import type { OutgoingMessage } from '../protocol/messages/outgoing-messages';
import type { MessageProblem } from '../protocol/messages/problems';
import { validateMessage } from '../protocol/messages/validate-message';

/** What Viber does with a message of a bot. */
export type CheckedMessage =
  | { kind: 'accepted'; message: OutgoingMessage }
  /** The API refuses it with this status and text. */
  | { kind: 'refused'; status: StatusName; text: string }
  /** The API accepts it, and the user's client reports it as failed later. [doc] */
  | { kind: 'fails_on_client'; message: OutgoingMessage; desc: string };

/** No message is nested more deeply than this; a much deeper one could not even be written as JSON again. */
const MAX_DEPTH = 64;

/** A payment needs this level. [hub] */
const PAYMENT_LEVEL = 10;

/**
 * Checks a message as Viber does. The API refuses a missing field and a wrong one with different statuses. It also checks
 * keyboards against a schema, but what else is wrong with the buttons is found by the user's client only. [seen, doc]
 */
export function checkMessage(request: Record<string, unknown>): CheckedMessage {
  if (isTooDeep(request))
    return { kind: 'refused', status: 'badData', text: 'the message is nested too deeply' };
  const fields = withoutToken(request);
  const message = fields as unknown as OutgoingMessage;
  const { errors } = validateMessage(fields);
  const keyboardText = keyboardSchemaText(fields, errors);
  if (keyboardText !== undefined) return { kind: 'refused', status: 'badData', text: keyboardText };
  // The API sees a message before any client does.
  const error = errors.find(({ path }) => !isFoundByClient(fields, path)) ?? errors[0];
  if (error === undefined) {
    if (fields['type'] === 'payment' && apiLevel(message) < PAYMENT_LEVEL)
      return { kind: 'refused', status: 'incompatibleWithVersion', text: 'incompatibleWithVersion' };
    return { kind: 'accepted', message };
  }
  const text = `${error.path === '' ? 'the message' : error.path} ${error.message}`;
  if (isFoundByClient(fields, error.path)) return { kind: 'fails_on_client', message, desc: text };
  return {
    kind: 'refused',
    status: valueAt(fields, error.path) === undefined ? 'missingData' : 'badData',
    text,
  };
}

/** The API level that a message needs. Clients also write numbers as strings. [code] */
export function apiLevel({ min_api_version = 1 }: { min_api_version?: number | string }): number {
  return Number(min_api_version);
}

/** Removes the token, which Viber's own SDK for Python puts into the body, and which no user may see. [sdk] */
function withoutToken({ auth_token: _, ...fields }: Record<string, unknown>): Record<string, unknown> {
  return fields;
}

/** Whether a value is nested more deeply than any message. */
export function isTooDeep(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth >= MAX_DEPTH || Object.values(value).some((inner) => isTooDeep(inner, depth + 1));
}

function isFoundByClient(fields: Record<string, unknown>, path: string): boolean {
  return /^\/(?:keyboard\/|rich_media\/Buttons\b)/.test(path) && valueAt(fields, path) !== undefined;
}

/** The limits that the API's schema for keyboards is known to have. [seen] */
const KEYBOARD_LIMITS: Readonly<Record<string, number>> = { Columns: 6, Rows: 7 };

/** What the API's own schema says about a keyboard, in its words; `undefined` if it finds nothing. [seen] */
function keyboardSchemaText(
  fields: Record<string, unknown>,
  errors: readonly MessageProblem[],
): string | undefined {
  const paths = errors.map(({ path }) => path);
  const missing = ['Buttons', 'Type'].filter((name) => {
    const path = `/keyboard/${name}`;
    return paths.includes(path) && valueAt(fields, path) === undefined;
  });
  const texts = paths.map((path) => {
    const [, name = ''] = /^\/keyboard\/Buttons\/\d+\/(\w+)$/.exec(path) ?? [];
    const limit = KEYBOARD_LIMITS[name];
    return limit === undefined ? undefined : rangeText(Number(valueAt(fields, path)), limit);
  });
  const found =
    missing.length > 0
      ? `object has missing required properties (${JSON.stringify(missing)})`
      : texts.find((text) => text !== undefined);
  return found === undefined ? undefined : `keyboard is not valid. [${found}]`;
}

function rangeText(found: number, maximum: number): string | undefined {
  if (found > maximum) {
    const numbers = `maximum: ${String(maximum)}, found: ${String(found)}`;
    return `numeric instance is greater than the required maximum (${numbers})`;
  }
  return found < 1
    ? `numeric instance is lower than the required minimum (minimum: 1, found: ${String(found)})`
    : undefined;
}

function valueAt(fields: unknown, pointer: string): unknown {
  const names = pointer.split('/').slice(1);
  return names.reduce((value, name) => (value as Record<string, unknown> | undefined)?.[name], fields);
}
