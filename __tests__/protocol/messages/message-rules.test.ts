import { outgoingMessageSchemas } from '../../../lib/protocol/messages/message-schemas';
import type { MessageRule } from '../../../lib/protocol/messages/message-rules';
import { RULES } from '../../../lib/protocol/messages/validate-message';

/** What can fail in a schema. */
const ASSERTIONS = new Set(
  [
    'type enum const pattern not multipleOf minimum maximum minLength maxLength minItems maxItems required',
    'additionalProperties kind range apiLevel maxButtonRows maxCards forbiddenEndings',
  ]
    .join(' ')
    .split(' '),
);

/** What a schema consists of besides. A new keyword belongs to one of the two lists. */
const STRUCTURE = new Set(
  'allOf properties items if then else $ref severity rule source description'.split(' '),
);

interface Part {
  path: string;
  part: Record<string, unknown>;
}

/** Every part of a schema that is checked. What stands in `if` and `not` only decides about other parts. */
function partsOf(schema: unknown, path: string): Part[] {
  const part = schema as Record<string, unknown>;
  const { allOf = [], properties = {}, items, then, else: otherwise } = part;
  const inner: [string, unknown][] = [
    ...Object.entries(allOf as object),
    ...Object.entries(properties as object),
    ...Object.entries({ items, then, else: otherwise }).filter(([, value]) => value !== undefined),
  ];
  return [{ path, part }, ...inner.flatMap(([name, value]) => partsOf(value, `${path}/${name}`))];
}

const parts = Object.entries(outgoingMessageSchemas).flatMap(([name, schema]) => partsOf(schema, name));
const assertions = parts.filter(({ part }) => Object.keys(part).some((keyword) => ASSERTIONS.has(keyword)));

const isRule = ({ severity, rule, source }: Partial<MessageRule>) =>
  (severity === 'error' || severity === 'warning') &&
  /^[a-z]+(?:-[a-z]+)*$/.test(rule ?? '') &&
  /Viber's documentation, [A-Z]/.test(source ?? '');

describe('the rules of messages', () => {
  it('have a severity, an id and a source wherever a schema can fail', () => {
    expect(assertions.length).toBeGreaterThan(300);
    expect(assertions.filter(({ part }) => !isRule(part)).map(({ path }) => path)).toEqual([]);
  });

  it('are made of keywords that this test knows', () => {
    const keywords = new Set(parts.flatMap(({ part }) => Object.keys(part)));
    expect([...keywords].filter((keyword) => !ASSERTIONS.has(keyword) && !STRUCTURE.has(keyword))).toEqual(
      [],
    );
  });

  it.each(Object.entries(RULES))('have all three outside the schemas too: %s', (_name, rule) => {
    expect(isRule(rule)).toBe(true);
  });

  it('refuse only what Viber is known to refuse', () => {
    const refused = [...assertions.map(({ part }) => part as Partial<MessageRule>), ...Object.values(RULES)]
      .filter(({ severity }) => severity === 'error')
      .map(({ rule }) => rule);

    expect([...new Set(refused)].sort()).toEqual([
      'button-columns',
      'button-rows',
      'message-json',
      'message-object',
      'message-size',
      'required-field',
      'sender-name-length',
      'text-length',
      'tracking-data-length',
      'wrong-kind',
    ]);
  });

  it.each([
    ['no rule', {}],
    ['no severity', { rule: 'x', source: "Viber's documentation, X" }],
    ['no source', { rule: 'x', severity: 'error' as const }],
    ['no id', { severity: 'error' as const, source: "Viber's documentation, X" }],
  ])('would not pass this test with %s', (_what, rule) => {
    expect(isRule(rule)).toBe(false);
  });
});
