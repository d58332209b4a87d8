import fc from 'fast-check';
import { didYouMean, nearestName } from '../../lib/shared/nearest-name';

const KNOWN = ['authToken', 'sender', 'bodyLimitBytes', 'ackTimeoutMs', 'duplicates', 'apiUrl'];

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

describe('nearestName', () => {
  it('finds the known name, and none if none is similar', () => {
    expect(nearestName('auth_token', KNOWN)).toBe('authToken');
    expect(nearestName('AUTHTOKEN', KNOWN)).toBe('authToken');
    expect(nearestName('colour', KNOWN)).toBeUndefined();
  });
});

describe('didYouMean', () => {
  it.each([
    ['authtoken', 'authToken'],
    ['auth_token', 'authToken'],
    ['duplicate', 'duplicates'],
    ['apiURL', 'apiUrl'],
  ])('suggests for %s: %s', (name, meant) => {
    expect(didYouMean(name, KNOWN)).toBe(` Did you mean "${meant}"?`);
  });

  it.each(KNOWN)('suggests %s for its spelling in another case', (name) => {
    const forms = [name.toLowerCase(), name.toUpperCase(), snakeCase(name), snakeCase(name).toUpperCase()];

    for (const form of forms) expect(didYouMean(form, KNOWN)).toBe(` Did you mean "${name}"?`);
  });

  it.each([
    ['ackTimeout', 'ackTimeoutMs', KNOWN],
    ['bodyLimit', 'bodyLimitBytes', KNOWN],
    ['token', 'authToken', KNOWN],
    ['ttl', 'ttlMs', ['ttlMs', 'max']],
  ])('suggests for a part of the name, %s: %s', (name, meant, known) => {
    expect(didYouMean(name, known)).toBe(` Did you mean "${meant}"?`);
  });

  it('suggests a known name for any spelling with one character missing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KNOWN), fc.nat(), (name, at) => {
        const index = at % name.length;
        const misspelled = name.slice(0, index) + name.slice(index + 1);
        expect(didYouMean(misspelled, KNOWN)).toBe(` Did you mean "${name}"?`);
      }),
    );
  });

  it.each(['colour', 'x', 'webhookVerificationMode'])(
    'makes no suggestion for %s but lists the known names',
    (name) => {
      expect(didYouMean(name, KNOWN)).toBe(` Expected one of ${KNOWN.join(', ')}.`);
    },
  );
});
