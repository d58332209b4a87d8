import { checkedBoolean, positiveInteger, text, wholeNumber } from '../../lib/shared/options';

describe('positiveInteger', () => {
  it.each([[1], [7], [10]])('gives %j back', (value) => {
    expect(positiveInteger('limit', value, 10)).toBe(value);
  });

  it.each([[0], [11], [1.5], [NaN], [Infinity], ['7'], [null], [undefined], [7n]])(
    'refuses %p by the name of the option',
    (value) => {
      const check = () => positiveInteger('limit', value, 10);
      expect(check).toThrow(TypeError);
      expect(check).toThrow('limit must be a whole number from 1 to 10.');
    },
  );

  it('takes any whole number without a maximum', () => {
    expect(positiveInteger('limit', Number.MAX_SAFE_INTEGER)).toBe(Number.MAX_SAFE_INTEGER);
  });
});

describe('checkedBoolean', () => {
  it('gives true and false back, and refuses anything else by the name of the option', () => {
    expect([checkedBoolean('flag', true), checkedBoolean('flag', false)]).toEqual([true, false]);
    for (const value of ['true', 0, null, undefined]) {
      expect(() => checkedBoolean('flag', value)).toThrow(new TypeError('flag must be true or false.'));
    }
  });
});

describe('text', () => {
  it.each([
    [{}, ''],
    [{ min: 1 }, 'a'],
    [{ min: 1, max: 3 }, 'äöü'],
    [{ max: 2 }, '👍👍'],
  ])('with limits of %j accepts "%s"', (limits, value) => {
    expect(text(limits)(value, 'name')).toBe(value);
  });

  it.each([
    [{}, undefined, 'name must be a string.'],
    [{}, 7, 'name must be a string.'],
    [{ min: 1 }, '', 'name must be a non-empty string.'],
    [{ min: 1, max: 3 }, 'abcd', 'name must be a string of 1 to 3 characters.'],
  ])('with limits of %j refuses %j', (limits, value, message) => {
    expect(() => text(limits)(value, 'name')).toThrow(new TypeError(message));
  });
});

describe('wholeNumber', () => {
  it('is required if it has no default', () => {
    const port = wholeNumber({ max: 65_535 });
    expect(port(8080, 'port')).toBe(8080);
    expect(() => port(undefined, 'port')).toThrow(
      new TypeError('port must be a whole number from 1 to 65535.'),
    );
  });
});
