import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { asRecord, parseExactJson, tokensToStrings } from '../../lib/protocol/exact-json';

/** The result of JSON.parse, except that unsafe integers are strings of their digits. */
function expectedOf(text: string): unknown {
  // String() writes a number below 1e21 without an exponent, as JSON.stringify does.
  return JSON.parse(text, (_key, value: unknown) =>
    Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(Number(value)) < 1e21
      ? String(value)
      : value,
  ) as unknown;
}

function throws(parse: (text: string) => unknown, text: string): boolean {
  try {
    parse(text);
    return false;
  } catch {
    return true;
  }
}

describe('parseExactJson', () => {
  it('keeps every digit of any 64-bit integer that a number cannot hold', () => {
    const unsafe = fc
      .bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n })
      .filter((integer) => integer > 2n ** 53n || integer < -(2n ** 53n));

    fc.assert(
      fc.property(unsafe, (integer) => {
        expect(parseExactJson(`{"message_token":${String(integer)}}`)).toEqual({
          message_token: String(integer),
        });
      }),
    );
  });

  it('returns any integer up to 2^53 as a number', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (integer) => {
        expect(parseExactJson(JSON.stringify(integer))).toBe(JSON.parse(JSON.stringify(integer)));
      }),
    );
  });

  it.each([
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', '9007199254740992'],
    ['9007199254740993', '9007199254740993'],
    ['-9007199254740991', -9007199254740991],
    ['-9007199254740993', '-9007199254740993'],
    ['18446744073709551615', '18446744073709551615'],
    ['1000000000000000', 1000000000000000],
    ['0', 0],
    ['-0', -0],
  ])('reads %s as %p', (text, value) => {
    expect(parseExactJson(text)).toBe(value);
  });

  it.each([16, 17, 19, 31, 32, 33, 100])(
    'keeps %d digits in a row at any place, also behind others',
    (count) => {
      const digits = '9'.repeat(count);
      for (let before = 0; before <= 64; before += 1) {
        const text = 'x'.repeat(before);
        expect(parseExactJson(`["${text}",${digits}]`)).toEqual([text, digits]);
        const number = '9'.repeat(before % 16);
        const token = `{"a":[${number || '0'}],"message_token":${digits},"${text}":${digits}}`;
        expect(parseExactJson(token)).toEqual({ a: [Number(number)], message_token: digits, [text]: digits });
      }
    },
  );

  it('keeps a nested token where it is', () => {
    const nested = '{"a":{"message_token":5466394344559121001}}';
    expect(parseExactJson(nested)).toEqual({ a: { message_token: '5466394344559121001' } });
    const both = '{"a":{"message_token":5466394344559121001},"message_token":7}';
    expect(parseExactJson(both)).toEqual({ a: { message_token: '5466394344559121001' }, message_token: 7 });
  });

  it.each(['{"message_token":0123456789012345678}', '{"a":"x"message_token":5466394344559121001,"b":1}'])(
    'throws a SyntaxError for %s',
    (text) => {
      expect(() => parseExactJson(text)).toThrow(SyntaxError);
    },
  );

  it('rounds a token with a fraction or an exponent wherever its digits are', () => {
    for (let before = 0; before < 16; before += 1) {
      for (const token of ['12345678.12345678', '12345678901234e008', '-5466394344559121e3']) {
        const text = `{${' '.repeat(before)}"message_token":${token}}`;
        expect(parseExactJson(text)).toEqual({ message_token: Number(token) });
      }
    }
  });

  it('reads a long text without brackets', () => {
    expect(parseExactJson(JSON.stringify('x'.repeat(3000)))).toBe('x'.repeat(3000));
  });

  it('takes no text that looks like a token for one', () => {
    for (const text of ['"message_token":5466394344559121001,', '\\"message_token":5466394344559121001}'])
      expect(parseExactJson(JSON.stringify({ text }))).toEqual({ text });
    expect(parseExactJson('{"a\\"message_token":5466394344559121001}')).toEqual({
      'a"message_token': '5466394344559121001',
    });
  });

  it.each([
    ['arrays', '[', ']'],
    ['objects', '{"a\\"]":', '}'],
  ])('reads %s nested 1,000 deep but no deeper, also beside a single token', (_, open, close) => {
    const nested = (depth: number) => `${open.repeat(depth)}0${close.repeat(depth)}`;
    for (const wrapped of [
      nested,
      (depth: number) => `{"message_token":5466394344559121001,"a":${nested(depth - 1)}}`,
    ]) {
      expect(() => parseExactJson(wrapped(1000))).not.toThrow();
      for (const depth of [1001, 3000, 100_000])
        expect(() => parseExactJson(wrapped(depth))).toThrow(
          new RangeError('The JSON is nested too deeply.'),
        );
    }
  });

  it('reads any number of brackets that are not nested, beside some that are nested 1,000 deep', () => {
    const wide = `[${'[],{},'.repeat(1500)}0]`;
    expect(parseExactJson(wide)).toHaveLength(3001);
    const deep = `[${'['.repeat(999)}0${']'.repeat(999)},[],{"a":"b"}]`;
    expect(() => parseExactJson(deep)).not.toThrow();
    expect(() => parseExactJson(`[${deep}]`)).toThrow(RangeError);
  });

  it('returns a long token as a number if a number holds it exactly', () => {
    expect(parseExactJson('{"message_token":1234567890123456}')).toEqual({ message_token: 1234567890123456 });
  });

  it('counts no brackets inside a string', () => {
    const text = '[{"\\'.repeat(2000);
    expect(parseExactJson(JSON.stringify([text]))).toEqual([text]);
  });

  it('rounds any double as JSON.parse does', () => {
    const doubles = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Number.isInteger(n));

    fc.assert(
      fc.property(doubles, (double) => {
        expect(parseExactJson(JSON.stringify(double))).toBe(double);
      }),
    );
  });

  it.each([
    '9007199254740993.0',
    '9007199254740993e0',
    '1e21',
    '1E-400',
    '1e400',
    '0.1',
    '50.4501000000000001',
  ])('rounds %s, which has a fraction or an exponent, as JSON.parse does', (text) => {
    expect(parseExactJson(text)).toBe(JSON.parse(text));
  });

  it('agrees with JSON.parse on any JSON', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        expect(isDeepStrictEqual(parseExactJson(text), expectedOf(text))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('agrees with JSON.parse on any text, including white space and escapes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(0, 1, '\t'), (text, indent) => {
        const written = JSON.stringify({ [text]: [text] }, null, indent);
        const escaped = written.replace(
          /[^\x20-\x7e\s]/g,
          (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
        );
        expect(parseExactJson(written)).toEqual(JSON.parse(written));
        expect(parseExactJson(escaped)).toEqual(JSON.parse(written));
      }),
    );
  });

  it('throws exactly when JSON.parse throws', () => {
    const damage = fc.constantFrom('', ...Array.from('{}[]",:\\/0129.-+eEtfnu \n\t\v\0\u00a0\ufeff'));

    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.nat(), damage, (text, at, character) => {
        const index = at % text.length;
        const damaged = text.slice(0, index) + character + text.slice(index + 1);
        expect(throws(parseExactJson, damaged)).toBe(throws(JSON.parse, damaged));
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['', ' ', '{', '{"a":1,}', "{'a':1}", '[1,]', '01', '.5', 'NaN', 'undefined', '{} {}', '\ufeff{}'])(
    'throws a SyntaxError for %j',
    (text) => {
      expect(() => parseExactJson(text)).toThrow(SyntaxError);
    },
  );

  it.each([
    ['different values', '{"a":1,"b":2,"a":3}', { a: 3, b: 2 }],
    ['the same value', '{"a":1,"a":1}', { a: 1 }],
    ['null after a value', '{"a":1,"a":null}', { a: null }],
    ['objects', '{"a":{"b":1},"a":{"c":2}}', { a: { c: 2 } }],
    ['tokens', '{"a":9007199254740993,"a":9007199254740995}', { a: '9007199254740995' }],
  ])('keeps the last of duplicate keys: %s', (_what, text, value) => {
    expect(parseExactJson(text)).toEqual(value);
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'keeps a key named %s as an own property and pollutes nothing',
    (key) => {
      const value = parseExactJson(`{"${key}":1,"${key}":{"polluted":true}}`) as object;

      expect(Object.keys(value)).toEqual([key]);
      expect(Object.getOwnPropertyDescriptor(value, key)?.value).toEqual({ polluted: true });
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect(value).not.toHaveProperty('polluted');
      expect({}).not.toHaveProperty('polluted');
    },
  );

  it.each([
    ['arrays', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['arrays that are never closed', '['.repeat(100_000)],
    ['objects', '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)],
  ])('throws a RangeError instead of crashing at 100 000 nested %s', (_what, text) => {
    expect(() => parseExactJson(text)).toThrow(RangeError);
  });

  it('parses a callback with one token the same on the fast and on the exact path', () => {
    const fields = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 });
    const token = fc.oneof(
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
      fc.bigInt({ min: -(2n ** 63n), max: 0n }).map(String),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.bigInt({ min: 10n ** 15n, max: 2n ** 64n - 1n }).map((value) => `${String(value)}.5`),
      fc.bigInt({ min: 10n ** 15n, max: 2n ** 64n - 1n }).map((value) => `${String(value)}e2`),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value) => `"${String(value)}"`),
    );
    fc.assert(
      fc.property(fields, token, fc.boolean(), (rest, digits, nested) => {
        const token = `"message_token":${digits}`;
        const inner = JSON.stringify({ ...rest, event: 'message' }).slice(1, -1);
        const fast = nested ? `{${inner},"message":{${token}}}` : `{${token},${inner}}`;
        // White space before the token rules out the fast path.
        const exact = fast.replace(token, token.replace(':', ': '));
        expect(parseExactJson(fast)).toEqual(parseExactJson(exact));
      }),
    );
  });
});

describe('asRecord', () => {
  it('returns an object unchanged', () => {
    const value = { a: 1 };

    expect(asRecord(value)).toBe(value);
  });

  it.each([[[]], [null], [undefined], ['text'], [1], [true]])('returns undefined for %p', (value) => {
    expect(asRecord(value)).toBeUndefined();
  });
});

describe('tokensToStrings', () => {
  it('converts 64-bit fields that are numbers to decimal strings, and no other field', () => {
    const fields = { message_token: 7, chat_id: 9007199254740991, timestamp: 8, user_id: 9 };

    tokensToStrings(fields);

    expect(fields).toStrictEqual({
      message_token: '7',
      chat_id: '9007199254740991',
      timestamp: 8,
      user_id: 9,
    });
  });

  it.each([[{}], [{ message_token: '4912661846655238145' }], [{ message_token: null, chat_id: true }]])(
    'does not change %j',
    (fields) => {
      const before = structuredClone(fields);

      tokensToStrings(fields);

      expect(fields).toStrictEqual(before);
    },
  );
});
