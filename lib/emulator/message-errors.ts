import { outgoingMessageSchemas } from '../protocol/messages/message-schemas';
import { fieldProblems } from '../protocol/messages/validate-message';

/** A rule that a message breaks. */
export interface MessageError {
  /** The JSON pointer of the field, which may be missing; `''` for the message itself. */
  path: string;
  /** What is wrong, as the continuation of a sentence that begins with the path. */
  message: string;
}

const REQUIRED =
  /^\/(?:type|text|media|size|file_name|sticker_id|contact(?:\/\w+)?|location(?:\/\w+)?|keyboard(?:\/\w+)?|rich_media(?:\/Buttons)?)$/;
const LIMITED = /^\/(?:text|tracking_data|sender\/name|location\/\w+)$|\/(?:Columns|Rows)$/;
// A button of a keyboard may have up to seven rows as well. [hub]
const LIMIT = /^(?!.* is [3-7], more than the maximum of 2$).*(?:\b(?:fewer|more|less) than\b|\bdegrees\b)/;
const KIND = / not (?:(?:or )?(?:a string|a number|a whole number|true or false|an array|an object) ?)+$/;

/** The rules that a message breaks and that Viber is known to enforce. */
export function messageErrors(fields: Record<string, unknown>): MessageError[] {
  const { type } = fields;
  if (typeof type === 'string' && !Object.hasOwn(outgoingMessageSchemas, type)) return [];
  return fieldProblems(fields, true)
    .filter(({ path, text, isMissing }) => {
      if (isMissing) return REQUIRED.test(path) && !(path === '/text' && type !== 'text');
      return (
        path === '/type' || (LIMITED.test(path) && LIMIT.test(text)) || isOfWrongKind(fields, path, text)
      );
    })
    .map(({ path, text }) => ({ path, message: text.slice(path.length + 1) }));
}

// Clients write numbers and booleans as strings. [code]
function isOfWrongKind(fields: Record<string, unknown>, path: string, text: string): boolean {
  if (!KIND.test(text)) return false;
  const names = path.split('/').slice(1);
  const value = names.reduce<unknown>((outer, name) => (outer as Record<string, unknown>)[name], fields);
  const isReadable = text.endsWith('true or false')
    ? value === 'true' || value === 'false'
    : text.endsWith('number') && value !== '' && Number.isFinite(Number(value));
  return typeof value !== 'string' || !isReadable;
}
