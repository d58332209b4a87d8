import { MessageTokens } from '../../lib/delivery/message-tokens';

describe('TokenSource', () => {
  it('makes tokens of 19 digits, each above the one before and beyond what a number holds', () => {
    const source = new MessageTokens();
    const tokens = Array.from({ length: 100 }, () => source.next());
    for (const [index, token] of tokens.entries()) {
      expect(token).toMatch(/^[1-9]\d{18}$/);
      expect(BigInt(token)).toBeGreaterThan(BigInt(tokens[index - 1] ?? Number.MAX_SAFE_INTEGER));
    }
  });

  it('starts at a place of its own', () => {
    expect(new MessageTokens().next()).not.toBe(new MessageTokens().next());
  });
});
