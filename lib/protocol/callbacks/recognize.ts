import { callbackSchemas, messageSchemas } from './callback-schemas';
import type { Callback } from './callbacks';
import { asRecord, tokensToStrings } from '../exact-json';
import type { Validator } from '../schema-validator';
import { lazyValidator } from '../schema-validator';

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

const callbackValidators = validatorsOf(callbackSchemas, '');
const messageValidators = validatorsOf(messageSchemas, '/message');

function validatorsOf(schemas: Record<string, object>, path: string): ReadonlyMap<unknown, Validator> {
  // A Map, because an object would find an inherited property for an event called "constructor".
  return new Map(Object.entries(schemas).map(([name, schema]) => [name, lazyValidator(schema, path)]));
}

/** Recognises a decoded callback. Converts its `message_token` and `chat_id` to decimal strings in place. */
export function recognize(value: unknown): Recognition {
  const fields = asRecord(value);
  if (fields === undefined) return unrecognized('unexpected_shape', value, ['the value must be object']);
  tokensToStrings(fields);

  const validateCallback = callbackValidators.get(fields['event']);
  if (validateCallback === undefined) {
    if (typeof fields['event'] === 'string') return unrecognized('unknown_event', value);
    return unrecognized('unexpected_shape', value, ['/event must be string']);
  }
  const problems = validateCallback(value);
  if (problems !== undefined) return unrecognized('unexpected_shape', value, problems);
  if (fields['event'] !== 'message') return { recognized: true, callback: value as Callback };

  const message = fields['message'] as Record<string, unknown>;
  const validateMessage = messageValidators.get(message['type']);
  if (validateMessage === undefined) {
    if (typeof message['type'] === 'string') return unrecognized('unknown_message_type', value);
    return unrecognized('unexpected_shape', value, ['/message/type must be string']);
  }
  const messageProblems = validateMessage(message);
  if (messageProblems !== undefined) return unrecognized('unexpected_shape', value, messageProblems);
  return { recognized: true, callback: value as Callback };
}

function unrecognized(
  reason: UnrecognizedCallback['reason'],
  value: unknown,
  problems: readonly string[] = [],
): UnrecognizedCallback {
  return { recognized: false, reason, problems, value };
}
