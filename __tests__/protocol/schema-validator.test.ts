import type { KeywordDefinition } from 'ajv';
import { lazyErrorFinders, lazyValidator } from '../../lib/protocol/schema-validator';

describe('lazyValidator', () => {
  const validate = lazyValidator({
    type: 'object',
    required: ['kind'],
    properties: {
      kind: { const: 'one' },
      color: { enum: ['red', 'blue'] },
      word: { type: 'string', maxLength: 3, pattern: '^[a-z]+$' },
      list: { type: 'array', items: { type: 'object', properties: { n: { type: ['number', 'string'] } } } },
    },
  });

  it('returns undefined for a valid value', () => {
    expect(
      validate({ kind: 'one', color: 'red', word: 'abc', list: [{ n: 1 }, { n: '1' }] }),
    ).toBeUndefined();
  });

  it.each([
    ['a missing field', {}, "the value must have required property 'kind'"],
    ['the wrong type', 'hush-hush', 'the value must be object'],
    ['the wrong constant', { kind: 'hush-hush' }, '/kind must be equal to constant: "one"'],
    [
      'a value outside an enumeration',
      { kind: 'one', color: 'hush-hush' },
      '/color must be equal to one of the allowed values: ["red","blue"]',
    ],
    ['too long a word', { kind: 'one', word: 'hush' }, '/word must NOT have more than 3 characters'],
    [
      'a word that does not match its pattern',
      { kind: 'one', word: 'HUS' },
      '/word must match pattern "^[a-z]+$"',
    ],
    ['a nested error', { kind: 'one', list: [{ n: 1 }, { n: null }] }, '/list/1/n must be number,string'],
  ])('names the path and the rule, never the value, for %s', (_what, value, problem) => {
    expect(validate(value)).toEqual([problem]);
  });

  it('puts the path of the value before the path of the error', () => {
    const validateBelow = lazyValidator(
      { type: 'object', required: ['n'], properties: { n: { const: 1 } } },
      '/at',
    );

    expect(validateBelow({ n: 1 })).toBeUndefined();
    expect(validateBelow({})).toEqual(["/at must have required property 'n'"]);
    expect(validateBelow({ n: 2 })).toEqual(['/at/n must be equal to constant: 1']);
  });

  it('does not keep the problems of the previous value', () => {
    expect(validate({})).toHaveLength(1);
    expect(validate({ kind: 'one' })).toBeUndefined();
    expect(validate({ kind: 'one', word: 1 })).toEqual(['/word must be string']);
  });

  it('neither loads ajv nor compiles its schema before its first call', () => {
    jest.isolateModules(() => {
      let loaded = 0;
      jest.doMock('ajv', () => {
        loaded++;
        return jest.requireActual<typeof import('ajv')>('ajv');
      });
      const { lazyValidator: isolated } = jest.requireActual<
        typeof import('../../lib/protocol/schema-validator')
      >('../../lib/protocol/schema-validator');

      const validateString = isolated({ type: 'string' });
      const invalid = isolated({ type: 'no such type' });
      expect(loaded).toBe(0);

      expect(validateString('text')).toBeUndefined();
      expect(validateString(1)).toEqual(['the value must be string']);
      expect(loaded).toBe(1);
      expect(() => invalid('text')).toThrow('schema is invalid');
    });
    jest.dontMock('ajv');
  });
});

describe('lazyErrorFinders', () => {
  const word = { type: 'string', maxLength: 3 };
  const even: KeywordDefinition = {
    keyword: 'even',
    type: 'number',
    validate: (_schema: true, value: number) => value % 2 === 0,
  };
  const findErrors = lazyErrorFinders(
    {
      words: { properties: { a: word, b: word, n: { $ref: 'number' } } },
      number: { even: true },
    },
    [even],
  );

  it('finds every error, with the value and the schema that it violates', () => {
    expect(findErrors('words', { a: 'abc', b: 'abc' })).toEqual([]);
    expect(findErrors('words', { a: 'abcd', b: 1 })).toMatchObject([
      { instancePath: '/a', keyword: 'maxLength', data: 'abcd', parentSchema: word },
      { instancePath: '/b', keyword: 'type', data: 1, parentSchema: word },
    ]);
    expect(findErrors('words', { a: 'abc' })).toEqual([]);
  });

  it('follows references between the schemas, and knows the keywords', () => {
    expect(findErrors('words', { n: 2 })).toEqual([]);
    expect(findErrors('words', { n: 3 })).toMatchObject([{ instancePath: '/n', keyword: 'even', data: 3 }]);
    expect(findErrors('number', 3)).toMatchObject([{ instancePath: '', keyword: 'even' }]);
  });

  it('does not look at the schemas before its first call', () => {
    const findErrorsOfBroken = lazyErrorFinders({ broken: { type: 'no such type' } }, []);
    expect(() => findErrorsOfBroken('broken', 1)).toThrow('schema is invalid');
  });
});
