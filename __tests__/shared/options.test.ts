import { checkedBoolean, positiveInteger } from '../../lib/shared/options';

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
