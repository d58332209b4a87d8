import type { Callback } from './callbacks';
import { asRecord, tokensToStrings } from '../exact-json';
import { callbackValidators } from '../generated/callback-validators';
import { receivedMessageValidators } from '../generated/received-message-validators';
import type { SchemaError, SchemaValidator } from '../schema-validator';

/** A callback with a known event, message type and shape. */
export interface RecognizedCallback {
  recognized: true;
  callback: Callback;
}

/** A JSON body that is not a callback this package knows. */
export interface UnrecognizedCallback {
  recognized: false;
  reason: 'unknown_event' | 'unknown_message_type' | 'unexpected_shape';
  /** The path and the rule of each field with an unexpected shape. Values are never quoted. */
  problems: readonly string[];
  /** The whole decoded body. 64-bit numbers are decimal strings. */
  value: unknown;
}

/** The result of `decodeCallback`, discriminated by `recognized`. */
export type Recognition = RecognizedCallback | UnrecognizedCallback;

// Maps, because an object would find an inherited property for an event called "constructor".
const validatorsOfEvents = new Map<unknown, SchemaValidator>(Object.entries(callbackValidators));
const validatorsOfTypes = new Map<unknown, SchemaValidator>(Object.entries(receivedMessageValidators));

/** Recognizes a decoded callback. Converts its `message_token` and `chat_id` to decimal strings in place. */
export function recognize(value: unknown): Recognition {
  const fields = asRecord(value);
  if (fields === undefined) return unrecognized('unexpected_shape', value, ['the value must be object']);
  tokensToStrings(fields);

  const validateCallback = validatorsOfEvents.get(fields['event']);
  if (validateCallback === undefined) {
    if (typeof fields['event'] === 'string') return unrecognized('unknown_event', value);
    return unrecognized('unexpected_shape', value, ['/event must be string']);
  }
  if (!validateCallback(value)) return unexpectedShape(value, validateCallback, '');
  if (fields['event'] !== 'message') return { recognized: true, callback: value as Callback };

  const message = fields['message'] as Record<string, unknown>;
  const validateMessage = validatorsOfTypes.get(message['type']);
  if (validateMessage === undefined) {
    if (typeof message['type'] === 'string') return unrecognized('unknown_message_type', value);
    return unrecognized('unexpected_shape', value, ['/message/type must be string']);
  }
  if (!validateMessage(message)) return unexpectedShape(value, validateMessage, '/message');
  return { recognized: true, callback: value as Callback };
}

function unrecognized(
  reason: UnrecognizedCallback['reason'],
  value: unknown,
  problems: readonly string[] = [],
): UnrecognizedCallback {
  return { recognized: false, reason, problems, value };
}

/**
 * @param path - the JSON pointer of the checked value
 * @param validator - has just found the value invalid, so it has errors
 */
function unexpectedShape(value: unknown, { errors }: SchemaValidator, path: string): UnrecognizedCallback {
  return unrecognized(
    'unexpected_shape',
    value,
    errors?.map((error) => describe(error, path)),
  );
}

/** Never quotes a value, which may be a user's text. The message is optional only in the type: ajv always gives one. */
function describe({ instancePath, message = 'is not valid' }: SchemaError, path: string): string {
  return `${path + instancePath || 'the value'} ${message}`;
}
