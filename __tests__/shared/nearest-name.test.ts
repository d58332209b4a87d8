import fc from 'fast-check';
import { didYouMean, nearestName, rejectUnknownOptions } from '../../lib/shared/nearest-name';

const KNOWN = ['authToken', 'sender', 'bodyLimitBytes', 'ackTimeoutMs', 'duplicates', 'apiUrl'];

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

describe('nearestName', () => {
  it('finds the known name, and none where none is near', () => {
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
  ])('takes %s for %s', (name, meant) => {
    expect(didYouMean(name, KNOWN)).toBe(` Did you mean "${meant}"?`);
  });

  it.each(KNOWN)('finds %s written in another case', (name) => {
    const forms = [name.toLowerCase(), name.toUpperCase(), snakeCase(name), snakeCase(name).toUpperCase()];

    for (const form of forms) expect(didYouMean(form, KNOWN)).toBe(` Did you mean "${name}"?`);
  });

  it.each([
    ['ackTimeout', 'ackTimeoutMs', KNOWN],
    ['bodyLimit', 'bodyLimitBytes', KNOWN],
    ['token', 'authToken', KNOWN],
    ['ttl', 'ttlMs', ['ttlMs', 'max']],
  ])('takes %s, which is a part of it, for %s', (name, meant, known) => {
    expect(didYouMean(name, known)).toBe(` Did you mean "${meant}"?`);
  });

  it('finds a known name with any one character left out', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KNOWN), fc.nat(), (name, at) => {
        const index = at % name.length;
        const misspelled = name.slice(0, index) + name.slice(index + 1);
        expect(didYouMean(misspelled, KNOWN)).toBe(` Did you mean "${name}"?`);
      }),
    );
  });

  it.each(['colour', 'x', 'webhookVerificationMode'])(
    'does not guess at %s but lists what there is',
    (name) => {
      expect(didYouMean(name, KNOWN)).toBe(` Known are ${KNOWN.join(', ')}.`);
    },
  );
});

describe('refuseUnknownNames', () => {
  const known = { authToken: true, sender: true, ackTimeoutMs: true } as const;
  const refusalOf = (options: unknown) => () => {
    rejectUnknownOptions(options, known, 'ViberWebhook');
  };

  it.each([[{}], [{ sender: 1, ackTimeoutMs: undefined }]])('accepts %j, known names alone', (options) => {
    expect(refusalOf(options)).not.toThrow();
  });

  it('throws a TypeError that names the unknown one, its kind and the nearest known one', () => {
    const refusal = refusalOf({ authToken: 't', ackTimeout: 1 });

    expect(refusal).toThrow(TypeError);
    expect(refusal).toThrow(
      /^"ackTimeout" is not a known ViberWebhook option\. Did you mean "ackTimeoutMs"\?$/,
    );
  });

  it('lists the known ones where none is near', () => {
    expect(refusalOf({ colour: 'red' })).toThrow(/Known are authToken, sender, ackTimeoutMs\.$/);
  });

  it.each(['constructor', 'toString'])('does not know %s, which every object inherits', (name) => {
    expect(refusalOf({ [name]: 1 })).toThrow(TypeError);
  });

  it.each([[undefined], [null], ['hush-hush'], [7], [['hush-hush']]])(
    'throws a TypeError that asks for an object when given %j',
    (options) => {
      expect(refusalOf(options)).toThrow(TypeError);
      expect(refusalOf(options)).toThrow(
        /^ViberWebhook options must be an object such as \{ authToken: (?!.*hush)/,
      );
    },
  );

  it('never says a value', () => {
    expect(refusalOf({ authTokn: 'hush-hush' })).toThrow(/^(?!.*hush)/s);
  });
});
