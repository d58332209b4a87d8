import { checkedAuthToken } from '../../../lib/protocol/api/auth-token';

describe('checkedAuthToken', () => {
  it.each(['44dafb7e0f40021e-61a47a1e6778d187-f2c5a676a07050b3', 'x', 'a b'])('returns %j', (token) => {
    expect(checkedAuthToken(token)).toBe(token);
  });

  it.each([[''], [undefined], [null]])(
    'throws a TypeError that says the token is missing for %p',
    (token) => {
      expect(() => checkedAuthToken(token)).toThrow(TypeError);
      expect(() => checkedAuthToken(token)).toThrow(
        /^authToken is missing or empty\..*docs\/getting-started\.md#token\.$/,
      );
    },
  );

  it.each([[7], [[]], [['hush-hush']], [{}], [true], [() => 'hush-hush']])(
    'throws a TypeError that says that %p is not a string, without quoting it',
    (token) => {
      expect(() => checkedAuthToken(token)).toThrow(TypeError);
      expect(() => checkedAuthToken(token)).toThrow(/^authToken is not a string\.(?!.*hush)/);
    },
  );

  it.each(['hush-hush\n', ' hush-hush', '\thush-hush', 'hush-hush\u00a0', '\ufeffhush-hush', ' '])(
    'throws a TypeError for white space around %j, without quoting the token',
    (token) => {
      expect(() => checkedAuthToken(token)).toThrow(TypeError);
      expect(() => checkedAuthToken(token)).toThrow(/^authToken has white space around it(?!.*hush)/);
    },
  );
});
