import { pick } from '../queue/seeded-random';

/** JSON text that is written as it is, for example a number that JavaScript cannot hold. */
export class Raw {
  constructor(readonly text: string) {}
}

/** A JSON object that may have a key twice. */
export class Fields {
  constructor(readonly entries: [key: string, value: Json][]) {}
}

/** A JSON value that can be written in ways that `JSON.stringify` cannot. */
export type Json = string | number | boolean | null | Raw | Json[] | Fields;

/** Names that mean something to JavaScript, to Node's emitter, or to this package. */
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'toJSON',
  'length',
  'error',
  'newListener',
  'removeListener',
  'callback',
  'duplicate',
  'rejected',
  'unmatched_text',
  'unrecognized',
  'message',
  'message:text',
  'client_status',
  'webhook',
  'seen',
  'event',
  'message_token',
  'chat_id',
];

const NUMBERS = [
  '0',
  '-0',
  '-1',
  '1e400',
  '-1E-400',
  '0.1e1',
  '9007199254740993',
  '18446744073709551615',
  '123456789012345678901234567890',
  '-9223372036854775808',
  '5466394344559121001.0',
  '9'.repeat(400),
];

const STRINGS = [
  '',
  ' ',
  '\0',
  '\u2028',
  '\ufeff',
  '\ud800',
  '\udc00\ud800',
  '😀'.repeat(50),
  'Жэ',
  '../../etc/passwd',
  '%00',
  '{{7*7}}',
  '<img src=x>',
  "' OR 1=1 --",
  '\u001b[2J',
  '5466394344559121001',
  '1'.repeat(5000),
];

/** A value where Viber sends another. `secret` may be part of it. */
export function hostileValue(random: () => number, secret: string): Json {
  const kind = Math.floor(random() * 10);
  if (kind < 2) return pick(NAMES, random);
  if (kind < 4) return new Raw(pick(NUMBERS, random));
  if (kind < 6) return pick(STRINGS, random);
  if (kind === 6) return pick([null, true, false, [], new Fields([]), secret], random);
  if (kind === 7) return new Fields([[pick(NAMES, random), hostileValue(random, secret)]]);
  if (kind === 8) return [hostileValue(random, secret), hostileValue(random, secret)];
  const depth = pick([3, 50, 500, 5000], random);
  const [open, close] = pick([['[', ']'] as const, ['{"a":', '}'] as const], random);
  return new Raw(open.repeat(depth) + '0' + close.repeat(depth));
}

/** Changes one thing somewhere in the object. Returns the top-level key under which it is. */
export function mutate(root: Fields, random: () => number, secret: string): string {
  const top = pick(root.entries, random);
  const [key] = top;
  let fields = root;
  let entry = top;
  while (entry[1] instanceof Fields && entry[1].entries.length > 0 && random() < 0.7) {
    fields = entry[1];
    entry = pick(fields.entries, random);
  }
  const { entries } = fields;
  const index = entries.indexOf(entry);
  const change = random();
  if (change < 0.5) entry[1] = hostileValue(random, secret);
  else if (change < 0.65) entries.splice(index, 1);
  else if (change < 0.75) entries.push([entry[0], hostileValue(random, secret)]);
  else if (change < 0.85) entry[0] = pick(NAMES, random);
  else entries.splice(Math.floor(random() * (entries.length + 1)), 0, [pick(NAMES, random), entry[1]]);
  // A key that was added or renamed at the top may stand for any other.
  return fields === root && change >= 0.75 ? '*' : key;
}

/** Writes JSON, with or without white space, and with the characters beyond ASCII as they are or escaped. */
export function write(value: Json, style: { space: string; isEscaped: boolean }): string {
  const { space, isEscaped } = style;
  if (value instanceof Raw) return value.text;
  if (Array.isArray(value)) return `[${value.map((item) => write(item, style)).join(`,${space}`)}]`;
  if (value instanceof Fields) {
    const fields = value.entries.map(([key, field]) => `${write(key, style)}:${space}${write(field, style)}`);
    return `{${space}${fields.join(`,${space}`)}${space}}`;
  }
  const text = JSON.stringify(value);
  if (!isEscaped || typeof value !== 'string') return text;
  return text.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
