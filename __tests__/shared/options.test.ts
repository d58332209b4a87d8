import fc from 'fast-check';
import type { OptionCheck } from '../../lib/shared/options';
import { boolean, group, oneOf, optional, parseOptions, string, wholeNumber } from '../../lib/shared/options';

const stringByDefault: OptionCheck<string> = (value = 'default', name) => {
  if (typeof value === 'string') return value;
  throw new TypeError(`${name} must be a string.`);
};

/** The error of a check as `TypeError: …`, or a failure of the test if it passes. */
const errorOf = (check: () => unknown): string => {
  try {
    check();
  } catch (error) {
    return String(error);
  }
  throw new Error('The check passed.');
};

describe('parseOptions', () => {
  const checks = {
    authToken: stringByDefault,
    sender: stringByDefault,
    ackTimeoutMs: wholeNumber({ default: 4000 }),
  };
  const parse = (options: unknown) => parseOptions('ViberWebhook', checks, options);

  it('returns every option, with the default of each that is left out', () => {
    expect(parse({})).toEqual({ authToken: 'default', sender: 'default', ackTimeoutMs: 4000 });
    expect(parse({ sender: 'Echo', ackTimeoutMs: 1 })).toEqual({
      authToken: 'default',
      sender: 'Echo',
      ackTimeoutMs: 1,
    });
  });

  it('uses the default for an option of undefined', () => {
    expect(parse({ ackTimeoutMs: undefined })).toEqual(parse({}));
  });

  it('returns a copy that later changes of the options do not affect', () => {
    const options = { sender: 'Echo' };
    const parsed = parse(options);
    options.sender = 'Other';

    expect(parsed.sender).toBe('Echo');
  });

  it('names the option whose value is rejected', () => {
    expect(errorOf(() => parse({ sender: 7 }))).toBe('TypeError: sender must be a string.');
  });

  it('checks the options in the order of the specification', () => {
    expect(errorOf(() => parse({ ackTimeoutMs: 'x', authToken: 7 }))).toMatch(/authToken/);
  });

  it('suggests the known name that an unknown one is most similar to', () => {
    expect(errorOf(() => parse({ authToken: 't', ackTimeout: 1 }))).toBe(
      'TypeError: Unknown ViberWebhook option "ackTimeout". Did you mean "ackTimeoutMs"?',
    );
  });

  it('lists the known names if none is similar', () => {
    expect(errorOf(() => parse({ colour: 'red' }))).toBe(
      'TypeError: Unknown ViberWebhook option "colour". Expected one of authToken, sender, ackTimeoutMs.',
    );
  });

  it.each(['constructor', 'toString', '__proto__'])('rejects %s, which every object inherits', (name) => {
    const options: unknown = JSON.parse(`{"${name}":1}`);

    expect(errorOf(() => parse(options))).toMatch(/^TypeError: Unknown ViberWebhook option/);
  });

  it('rejects an unknown option whose value is undefined', () => {
    expect(errorOf(() => parse({ ackTimeout: undefined }))).toMatch(/"ackTimeout"/);
  });

  it.each([[undefined], [null], ['hush-hush'], [7], [['hush-hush']], [() => 'hush-hush']])(
    'asks for an object when it is given %p',
    (options) => {
      expect(errorOf(() => parse(options))).toBe(
        'TypeError: ViberWebhook options must be an object such as { authToken: … }.',
      );
    },
  );

  it('never quotes a value', () => {
    expect(errorOf(() => parse({ authTokn: 'hush-hush' }))).not.toContain('hush');
  });
});

describe('group', () => {
  const duplicates = group({
    ttlMs: wholeNumber({ default: 7_200_000 }),
    limits: group({ max: wholeNumber({ default: 50 }) }),
  });
  const parse = (options: unknown) => parseOptions('ViberWebhook', { duplicates }, options).duplicates;

  it('fills in the defaults of the group and of the groups in it', () => {
    const defaults = { ttlMs: 7_200_000, limits: { max: 50 } };

    expect(parse({})).toEqual(defaults);
    expect(parse({ duplicates: {} })).toEqual(defaults);
    expect(parse({ duplicates: { limits: { max: 1 } } })).toEqual({ ...defaults, limits: { max: 1 } });
  });

  it('names an inner option with the names of its groups', () => {
    expect(errorOf(() => parse({ duplicates: { ttlMs: 0 } }))).toMatch(/^TypeError: duplicates\.ttlMs must/);
    expect(errorOf(() => parse({ duplicates: { limits: { max: 0 } } }))).toMatch(
      /^TypeError: duplicates\.limits\.max must/,
    );
  });

  it('rejects an unknown inner option', () => {
    expect(errorOf(() => parse({ duplicates: { ttl: 1 } }))).toBe(
      'TypeError: Unknown duplicates option "ttl". Did you mean "ttlMs"?',
    );
  });

  it.each([[null], [true], [7], [[]]])('asks for an object when it is given %j', (value) => {
    expect(errorOf(() => parse({ duplicates: value }))).toBe(
      'TypeError: duplicates options must be an object such as { ttlMs: … }.',
    );
  });
});

describe('wholeNumber', () => {
  it.each([[1], [7], [10]])('accepts %j', (value) => {
    expect(wholeNumber({ default: 5, max: 10 })(value, 'limit')).toBe(value);
  });

  it.each([[0], [11], [1.5], [NaN], [Infinity], ['7'], [null], [true], [7n]])('rejects %p', (value) => {
    expect(errorOf(() => wholeNumber({ default: 5, max: 10 })(value, 'limit'))).toBe(
      'TypeError: limit must be a whole number from 1 to 10.',
    );
  });

  it('starts at min, if there is one', () => {
    const check = wholeNumber({ default: 5, min: 0, max: 10 });

    expect(check(0, 'limit')).toBe(0);
    expect(errorOf(() => check(-1, 'limit'))).toBe('TypeError: limit must be a whole number from 0 to 10.');
  });

  it('accepts any safe positive integer without a maximum', () => {
    const check = wholeNumber({ default: 5 });

    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (value) => {
        expect(check(value, 'limit')).toBe(value);
      }),
    );
    expect(errorOf(() => check(2 ** 53, 'limit'))).toMatch(/from 1 to 9007199254740991\.$/);
  });

  it('defaults to a value that may lie outside the range', () => {
    const check = wholeNumber({ default: Infinity });

    expect(check(undefined, 'limit')).toBe(Infinity);
    expect(errorOf(() => check(Infinity, 'limit'))).toMatch(/must be a whole number/);
  });

  it('is required if it has no default', () => {
    const check = wholeNumber({ max: 65_535 });

    expect(check(8080, 'port')).toBe(8080);
    expect(errorOf(() => check(undefined, 'port'))).toBe(
      'TypeError: port must be a whole number from 1 to 65535.',
    );
  });
});

describe('string', () => {
  it.each([
    [{}, ''],
    [{ min: 1 }, 'a'],
    [{ min: 1, max: 3 }, 'äöü'],
    [{ max: 2 }, '👍👍'],
  ])('with limits of %j accepts "%s"', (limits, value) => {
    expect(string(limits)(value, 'name')).toBe(value);
  });

  it.each([
    [{}, undefined, 'name must be a string.'],
    [{}, 7, 'name must be a string.'],
    [{ min: 1 }, '', 'name must be a non-empty string.'],
    [{ min: 1, max: 3 }, 'abcd', 'name must be a string of 1 to 3 characters.'],
  ])('with limits of %j rejects %j', (limits, value, message) => {
    expect(errorOf(() => string(limits)(value, 'name'))).toBe(`TypeError: ${message}`);
  });

  it('returns its default', () => {
    expect(string({ default: 'anna', min: 1 })(undefined, 'name')).toBe('anna');
  });
});

describe('boolean', () => {
  it.each([true, false])('accepts true and false, and defaults to %j', (defaultValue) => {
    const check = boolean(defaultValue);

    expect([check(true, 'flag'), check(false, 'flag')]).toEqual([true, false]);
    expect(check(undefined, 'flag')).toBe(defaultValue);
  });

  it.each([['true'], [0], [1], [null]])('rejects %j', (value) => {
    expect(errorOf(() => boolean(true)(value, 'flag'))).toBe('TypeError: flag must be true or false.');
  });
});

describe('oneOf', () => {
  const check = oneOf('first', 'all');

  it('accepts each of its values, and defaults to the first', () => {
    expect([check('first', 'matching'), check('all', 'matching')]).toEqual(['first', 'all']);
    expect(check(undefined, 'matching')).toBe('first');
  });

  it.each([['last'], ['First'], [''], [0], [null], [['first']]])('rejects %j', (value) => {
    expect(errorOf(() => check(value, 'matching'))).toBe("TypeError: matching must be 'first' or 'all'.");
  });
});

describe('optional', () => {
  const check = optional(wholeNumber({ default: 5 }));

  it('is undefined for an option that is left out, whatever the default of its check', () => {
    expect(check(undefined, 'limit')).toBeUndefined();
  });

  it('checks any other value', () => {
    expect(check(7, 'limit')).toBe(7);
    expect(errorOf(() => check(null, 'limit'))).toMatch(/^TypeError: limit must be a whole number/);
  });
});
