import type { FuncKeywordDefinition, Options, SchemaValidateFunction, ValidateFunction } from 'ajv';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import * as callbacks from '../../lib/protocol/callbacks/callback-schemas';
import { parseExactJson } from '../../lib/protocol/exact-json';
import { callbackValidators } from '../../lib/protocol/generated/callback-validators';
import { outgoingMessageValidators } from '../../lib/protocol/generated/outgoing-message-validators';
import { receivedMessageValidators } from '../../lib/protocol/generated/received-message-validators';
import { MESSAGE_KEYWORDS } from '../../lib/protocol/messages/message-keywords';
import { outgoingMessageSchemas } from '../../lib/protocol/messages/message-schemas';
import type { SchemaValidator } from '../../lib/protocol/schema-validator';
import { CALLBACK_OPTIONS, MESSAGE_OPTIONS, RULE_KEYWORDS } from '../../scripts/generate-validators';
import { BODIES } from '../fixtures/bodies';
import {
  fullButton,
  fullKeyboard,
  fullRichMedia,
  least,
  media,
  valid,
  withButton,
  withRichMedia,
} from './messages/outgoing-messages';
import { PRODUCTION_MESSAGES, REFUSED_MESSAGES } from './messages/production-messages';

// The generator writes a call of each keyword's function. Here, ajv itself calls the functions.
const keywords = Object.entries(MESSAGE_KEYWORDS).map(([keyword, check]): FuncKeywordDefinition => {
  const validate: SchemaValidateFunction = (limit, value, _part, context) =>
    check(limit as never, value, context?.rootData);
  return { keyword, validate };
});

function compile(schemas: object, options: Options): [name: string, validate: ValidateFunction][] {
  const ajv = new Ajv({ ...options, schemas: { ...schemas } });
  return Object.keys(schemas).map((name) => [name, ajv.getSchema(name) as ValidateFunction]);
}

const resultOf = (validate: SchemaValidator | ValidateFunction | undefined, value: unknown) => ({
  isValid: validate?.(value),
  errors: validate?.errors ?? null,
});

const messageFields = { ...fullKeyboard, ...fullRichMedia, ...fullButton };
const received = Object.values(BODIES).map((body) => parseExactJson(body) as { message?: object });
const sent = [
  ...Object.values(least),
  ...[...valid, ...PRODUCTION_MESSAGES, ...REFUSED_MESSAGES].map(([, message]) => message),
  withButton(fullButton),
  withRichMedia({ Buttons: [fullButton] }),
  ...[fullButton, fullKeyboard, fullRichMedia, { name: 'Echo', avatar: media }],
  // Parts of messages, without fields that need an API level.
  ...[{ ActionBody: 'x' }, { Type: 'keyboard', Buttons: [{ ActionBody: 'x' }] }],
  { Type: 'rich_media', Buttons: [{ ActionBody: 'x' }] },
];

/** The path of each value inside a value. */
function pathsIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [[]];
  return [
    [],
    ...Object.entries(value).flatMap(([name, inner]) => pathsIn(inner).map((path) => [name, ...path])),
  ];
}

function replaced(value: unknown, [name, ...path]: readonly string[], replacement: unknown): unknown {
  if (name === undefined) return replacement;
  if (Array.isArray(value))
    return (value as unknown[]).map((v, i) => (String(i) === name ? replaced(v, path, replacement) : v));
  const fields = Object(value) as Record<string, unknown>;
  return { ...fields, [name]: replaced(fields[name], path, replacement) };
}

const wrongValue = fc.oneof(
  fc.constantFrom(undefined, null, '', '7', '#12345g', 'true', 'location-picker', 'setup.EXE', [], {}, [
    1,
    '2',
  ]),
  fc.integer({ min: -10, max: 200 }),
  fc.double(),
  fc.boolean(),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.constantFrom(...Object.values(messageFields)),
  fc.constantFrom(28, 29, 4001, 7001).map((length) => '\u{1F600}'.repeat(length)),
);

/** One of some values with up to four faults. */
function damaged(values: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc.constantFrom(...values).chain((value) => {
    const path = fc.constantFrom(...pathsIn(value));
    const unknownName = fc.constantFrom([], [], [], ['unknown'], ['__proto__'], ['toString']);
    return fc
      .array(fc.tuple(path, unknownName, wrongValue), { maxLength: 4 })
      .map((faults) =>
        faults.reduce((whole, [at, below, fault]) => replaced(whole, [...at, ...below], fault), value),
      );
  });
}

describe.each<[string, Readonly<Record<string, SchemaValidator>>, ReturnType<typeof compile>, unknown[]]>([
  ['callbackValidators', callbackValidators, compile(callbacks.callbackSchemas, CALLBACK_OPTIONS), received],
  [
    'receivedMessageValidators',
    receivedMessageValidators,
    compile(callbacks.receivedMessageSchemas, CALLBACK_OPTIONS),
    received.map(({ message = {} }) => message),
  ],
  [
    'outgoingMessageValidators',
    outgoingMessageValidators,
    compile(outgoingMessageSchemas, { ...MESSAGE_OPTIONS, keywords: [...RULE_KEYWORDS, ...keywords] }),
    sent,
  ],
])('%s', (_constant, validators, compiled, values) => {
  it('are one for each schema', () => {
    expect(Object.keys(validators).sort()).toEqual(compiled.map(([name]) => name).sort());
  });

  it.each(compiled)('find the same errors in the same order as ajv: %s', (name, reference) => {
    const outcomes = new Set<unknown>();
    const compare = (value: unknown) => {
      const expected = resultOf(reference, value);
      outcomes.add(expected.isValid);
      expect(resultOf(validators[name], value)).toEqual(expected);
    };

    values.forEach(compare);
    fc.assert(fc.property(damaged(values), compare), { numRuns: 100 });
    expect(outcomes).toEqual(new Set([true, false]));
  });
});
