import fc from 'fast-check';
import { didYouMean, nearestName, rejectUnknownOptions } from '../../lib/shared/nearest-name';

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

describe('rejectUnknownOptions', () => {
  const known = { authToken: true, sender: true, ackTimeoutMs: true } as const;
  const rejectionOf = (options: unknown) => () => {
    rejectUnknownOptions(options, known, 'ViberWebhook');
  };

  it.each([[{}], [{ sender: 1, ackTimeoutMs: undefined }]])(
    'accepts %j, which has known names only',
    (options) => {
      expect(rejectionOf(options)).not.toThrow();
    },
  );

  it('throws a TypeError that names the unknown option and suggests a known one', () => {
    const rejection = rejectionOf({ authToken: 't', ackTimeout: 1 });

    expect(rejection).toThrow(TypeError);
    expect(rejection).toThrow(/^Unknown ViberWebhook option "ackTimeout"\. Did you mean "ackTimeoutMs"\?$/);
  });

  it('lists the known names if none is similar', () => {
    expect(rejectionOf({ colour: 'red' })).toThrow(/Expected one of authToken, sender, ackTimeoutMs\.$/);
  });

  it.each(['constructor', 'toString'])('rejects %s, which every object inherits', (name) => {
    expect(rejectionOf({ [name]: 1 })).toThrow(TypeError);
  });

  it.each([[undefined], [null], ['hush-hush'], [7], [['hush-hush']]])(
    'throws a TypeError that asks for an object when given %j',
    (options) => {
      expect(rejectionOf(options)).toThrow(TypeError);
      expect(rejectionOf(options)).toThrow(
        /^ViberWebhook options must be an object such as \{ authToken: (?!.*hush)/,
      );
    },
  );

  it('never quotes a value', () => {
    expect(rejectionOf({ authTokn: 'hush-hush' })).toThrow(/^(?!.*hush)/s);
  });
});
