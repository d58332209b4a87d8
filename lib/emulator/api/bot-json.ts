import { asRecord, parseExactJson } from '../../protocol/exact-json';

/**
 * Parses JSON of the bot, without fields of `null`, which some clients write for whatever is left out. [sdk, code] In
 * lists `null` stays, since positions count there.
 *
 * @throws `SyntaxError` if it is not valid, `RangeError` if it is nested too deeply
 */
export function parseBotJson(text: string): unknown {
  return withoutNulls(parseExactJson(text));
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  const fields = asRecord(value);
  if (fields === undefined) return value;
  const present = Object.entries(fields).filter(([, field]) => field !== null);
  return Object.fromEntries(present.map(([name, field]) => [name, withoutNulls(field)]));
}
