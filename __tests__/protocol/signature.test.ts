import fc from 'fast-check';
import { findSigningToken, signBody, SIGNATURE_HEADER, verifySignature } from '../../lib/protocol/signature';

// The test vector of Viber's own SDKs.
const TOKEN = '44dafb7e0f40021e-61a47a1e6778d187-f2c5a676a07050b3';
const BODY = '{"event":"webhook","timestamp":4977069964384421269,"message_token":1478683725125}';
const SIGNATURE = 'd21b343448c8aee33b8e93768ef6ceb64a6ba6163099973a2b8bd028fea510ef';

const bodies = fc.uint8Array({ minLength: 1, maxLength: 300 });
const tokens = fc.string({
  unit: fc.constantFrom(...Array.from('0123456789abcdef-')),
  minLength: 1,
  maxLength: 80,
});
const asciiCharacters = fc.integer({ min: 0, max: 127 }).map((code) => String.fromCharCode(code));

function changedByte(bytes: Uint8Array, position: number, mask: number): Uint8Array {
  return bytes.map((byte, index) => (index === position % bytes.length ? byte ^ mask : byte));
}

function changedCharacter(text: string, position: number, character: string): string {
  const index = position % text.length;
  return text.slice(0, index) + character + text.slice(index + 1);
}

const EMPTY_TOKEN = 'The auth token is empty. Anyone could sign with an empty key.';

describe('signBody', () => {
  it("computes the signature of the SDKs' test vector, for text and for bytes", () => {
    expect(signBody(BODY, TOKEN)).toBe(SIGNATURE);
    expect(signBody(Buffer.from(BODY), TOKEN)).toBe(SIGNATURE);
  });

  it('encodes a string as UTF-8', () => {
    const text = '{"text":"Привіт 👋"}';

    expect(signBody(text, TOKEN)).toBe(signBody(new TextEncoder().encode(text), TOKEN));
  });

  it('keeps the dashes of the token in the key', () => {
    expect(signBody(BODY, TOKEN.replaceAll('-', ''))).not.toBe(SIGNATURE);
  });

  it('throws a TypeError for an empty token', () => {
    expect(() => signBody(BODY, '')).toThrow(new TypeError(EMPTY_TOKEN));
  });

  it('returns 64 lower-case hex digits that verify, for any body and token', () => {
    fc.assert(
      fc.property(fc.uint8Array(), tokens, (body, token) => {
        const signature = signBody(body, token);
        expect(signature).toMatch(/^[0-9a-f]{64}$/);
        expect(verifySignature(body, signature, token)).toBe(true);
      }),
    );
  });
});

describe('verifySignature', () => {
  it("accepts the SDKs' test vector", () => {
    expect(verifySignature(BODY, SIGNATURE, TOKEN)).toBe(true);
  });

  it('rejects any one-byte change of the body', () => {
    fc.assert(
      fc.property(bodies, tokens, fc.nat(), fc.integer({ min: 1, max: 255 }), (body, token, at, mask) => {
        const signature = signBody(body, token);
        expect(verifySignature(changedByte(body, at, mask), signature, token)).toBe(false);
      }),
    );
  });

  it('rejects any one-character change of the signature', () => {
    fc.assert(
      fc.property(bodies, tokens, fc.nat(), asciiCharacters, (body, token, at, character) => {
        const signature = signBody(body, token);
        const changed = changedCharacter(signature, at, character);
        fc.pre(changed !== signature);
        expect(verifySignature(body, changed, token)).toBe(false);
      }),
    );
  });

  it('rejects any one-character change of the token', () => {
    fc.assert(
      fc.property(bodies, tokens, fc.nat(), asciiCharacters, (body, token, at, character) => {
        const changed = changedCharacter(token, at, character);
        fc.pre(changed !== token);
        expect(verifySignature(body, signBody(body, token), changed)).toBe(false);
      }),
    );
  });

  it('rejects a signature with a single hex digit in upper case', () => {
    const letters = Array.from(SIGNATURE).flatMap((digit, index) => (/[a-f]/.test(digit) ? [index] : []));

    expect(letters.length).toBeGreaterThan(0);
    for (const index of letters) {
      const upperCased = changedCharacter(SIGNATURE, index, String(SIGNATURE[index]).toUpperCase());
      expect(verifySignature(BODY, upperCased, TOKEN)).toBe(false);
    }
  });

  it.each([
    ['undefined', undefined],
    ['an empty string', ''],
    ['63 digits', SIGNATURE.slice(1)],
    ['65 digits', `${SIGNATURE}0`],
    ['a line break after it', `${SIGNATURE}\n`],
    ['a space before it', ` ${SIGNATURE}`],
    ['two signatures joined', `${SIGNATURE},${SIGNATURE}`],
    ['two signatures joined like headers', `${SIGNATURE}, ${SIGNATURE}`],
    ['the digits as base64', Buffer.from(SIGNATURE, 'hex').toString('base64')],
    ['full-width digits', SIGNATURE.replaceAll('0', '０')],
    ['64 characters that are not hex', 'z'.repeat(64)],
  ])('rejects %s', (_what, signature) => {
    expect(verifySignature(BODY, signature, TOKEN)).toBe(false);
  });

  it('rejects a signature that a query parser turned into an array, despite its type', () => {
    expect(verifySignature(BODY, [SIGNATURE] as unknown as string, TOKEN)).toBe(false);
  });

  it('accepts the signature of any of several tokens', () => {
    const tokensInRotation = ['a-new-token', TOKEN, 'an-older-one'];

    expect(verifySignature(BODY, SIGNATURE, tokensInRotation)).toBe(true);
    expect(verifySignature(BODY, signBody(BODY, 'an-older-one'), tokensInRotation)).toBe(true);
    expect(verifySignature(BODY, signBody(BODY, 'nobody'), tokensInRotation)).toBe(false);
  });

  it('throws a TypeError for an empty array of tokens', () => {
    expect(() => verifySignature(BODY, SIGNATURE, [])).toThrow(
      new TypeError('At least one auth token is needed to verify a signature.'),
    );
    expect(() => verifySignature(BODY, undefined, [])).toThrow(TypeError);
  });

  it('throws a TypeError for an empty token, alone or among others', () => {
    expect(() => verifySignature(BODY, signBody(BODY, TOKEN), '')).toThrow(TypeError);
    expect(() => verifySignature(BODY, SIGNATURE, [TOKEN, ''])).toThrow(TypeError);
    expect(() => verifySignature(BODY, SIGNATURE, ['', TOKEN])).toThrow(new TypeError(EMPTY_TOKEN));
  });

  it.each([
    ['no signature', undefined],
    ['a malformed signature', 'not-a-signature'],
  ])('throws a TypeError for an empty token even with %s', (_what, signature) => {
    expect(() => verifySignature(BODY, signature, '')).toThrow(TypeError);
  });
});

describe('findSigningToken', () => {
  it('returns the index of the token that signed', () => {
    fc.assert(
      fc.property(
        bodies,
        fc.uniqueArray(tokens, { minLength: 1, maxLength: 5 }),
        fc.nat(),
        (body, candidates, pick) => {
          const index = pick % candidates.length;
          const signature = signBody(body, String(candidates[index]));
          expect(findSigningToken(body, signature, candidates)).toBe(index);
        },
      ),
    );
  });

  it('returns -1 if none did', () => {
    expect(findSigningToken(BODY, SIGNATURE, ['one', 'another'])).toBe(-1);
    expect(findSigningToken(BODY, undefined, [TOKEN])).toBe(-1);
  });
});

describe('SIGNATURE_HEADER', () => {
  it('is the documented header, in lower case as in Node', () => {
    expect(SIGNATURE_HEADER).toBe('X-Viber-Content-Signature'.toLowerCase());
  });
});
