import fc from 'fast-check';
import { compactText } from '../../lib/shared/compact-text';

describe('compactText', () => {
  it('returns a short text of Latin-1 as it is', () => {
    for (const text of ['', 'seen:5306661646841952248:4:anna:default', 'é'.repeat(128)]) {
      expect(compactText(text)).toBe(text);
    }
  });

  it('returns a short hash of any other text', () => {
    for (const text of ['x'.repeat(129), 'Ж', 'x'.repeat(1_000_000), '\ud800']) {
      expect(compactText(text)).toMatch(/^sha256-[\w-]{43}$/);
    }
  });

  it('is the same only for the same text', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.string({ unit: fc.constantFrom('a', 'Ж', '\ud800', '\ud801'), minLength: 126, maxLength: 130 }),
    );
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        expect(compactText(one) === compactText(other)).toBe(one === other);
      }),
    );
  });
});
