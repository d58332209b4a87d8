import * as crypto from 'node:crypto';

/** Longer texts are hashed. Viber's user ids have 24 characters, so an ordinary key stays readable. */
const MAX_LENGTH = 128;

const scratch = Buffer.alloc(MAX_LENGTH);

/**
 * Returns a short text that is different for every text: a copy of a short one, the SHA-256 of any other. Keep it in
 * place of the text, because in V8 a text that was cut out of another, or put together from such parts, keeps the whole
 * source alive.
 */
export function compactText(text: string): string {
  if (text.length <= MAX_LENGTH) {
    const copy = scratch.toString('latin1', 0, scratch.write(text, 'latin1'));
    // Differs if the text contains other characters than those of Latin-1.
    if (copy === text) return copy;
  }
  return `sha256-${sha256(Buffer.from(text, 'utf16le'))}`;
}

// crypto.hash (Node 20.12 and later) avoids the object of createHash, which costs more than the hashing.
/** The hash as base64url. Pass text as UTF-16, since UTF-8 maps all unpaired surrogates to one character. */
export const sha256: (data: Uint8Array) => string =
  typeof (crypto as Partial<typeof crypto>).hash === 'function'
    ? (data) => crypto.hash('sha256', data, 'base64url')
    : (data) => crypto.createHash('sha256').update(data).digest('base64url');
