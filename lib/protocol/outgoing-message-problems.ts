import { asRecord } from './exact-json';
import { outgoingKeyboardSchema, outgoingMessageSchemas } from './outgoing-message-schemas';
import type { Validator } from './schema-validator';
import { lazyValidator } from './schema-validator';

/** Bytes of JSON that Viber takes in one request. [doc] */
export const MAX_MESSAGE_BYTES = 30 * 1024;

const validators: ReadonlyMap<unknown, Validator> = new Map<unknown, Validator>([
  [undefined, lazyValidator(outgoingKeyboardSchema)],
  ...Object.entries(outgoingMessageSchemas).map(([type, schema]) => [type, lazyValidator(schema)] as const),
]);

/** Path and rule of each fault that would make Viber refuse a message; `undefined` when there is none. */
export function outgoingMessageProblems(message: unknown): readonly string[] | undefined {
  const fields = asRecord(message);
  if (fields === undefined) return ['the message must be object'];
  const validate = validators.get(fields['type']);
  if (validate === undefined)
    return [`/type must be one of ${Object.keys(outgoingMessageSchemas).join(', ')}`];
  return validate(fields);
}
