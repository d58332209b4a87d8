import { MessageTokens } from '../../lib/delivery/message-tokens';

describe('MessageTokens', () => {
  it('generates increasing tokens of 19 digits, above what a number can hold', () => {
    const tokenSource = new MessageTokens();
    const tokens = Array.from({ length: 100 }, () => tokenSource.next());
    for (const [index, token] of tokens.entries()) {
      expect(token).toMatch(/^[1-9]\d{18}$/);
      expect(BigInt(token)).toBeGreaterThan(BigInt(tokens[index - 1] ?? Number.MAX_SAFE_INTEGER));
    }
  });

  it('starts at a random token', () => {
    expect(new MessageTokens().next()).not.toBe(new MessageTokens().next());
  });
});
