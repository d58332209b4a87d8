import { createHmac, timingSafeEqual } from 'node:crypto';

/** The header Viber signs its callbacks in. [doc] */
export const SIGNATURE_HEADER = 'x-viber-content-signature';

const EMPTY_TOKEN = 'The auth token is empty, which is a key that everybody knows.';

const SIGNATURE_FORM = /^[0-9a-f]{64}$/;

/**
 * The signature of a callback body: HMAC-SHA256 with the whole auth token as the key, 64 lower-case hex digits. [doc]
 *
 * @param body - the exact bytes; a string is taken as UTF-8
 * @throws `TypeError` if the token is empty
 */
export function signBody(body: Uint8Array | string, authToken: string): string {
  return hmac(body, authToken);
}

/**
 * Whether `signature` is that of `body` under one of the tokens, compared in constant time. Anything but 64
 * lower-case hex digits is refused, `undefined` included.
 *
 * @param body - the exact bytes as they arrived; re-serialised JSON will not do
 * @param signature - the `X-Viber-Content-Signature` header or the `sig` query parameter
 * @param authToken - the bot's token, or several while one is being rotated
 * @throws `TypeError` if a token is empty or the list is: that would accept forgeries
 */
export function verifySignature(
  body: Uint8Array | string,
  signature: string | undefined,
  authToken: string | readonly string[],
): boolean {
  return findSigningToken(body, signature, typeof authToken === 'string' ? [authToken] : authToken) !== -1;
}

/**
 * The index of the token that signed the body, or -1.
 *
 * @throws `TypeError` if a token is empty or the list is
 */
export function findSigningToken(
  body: Uint8Array | string,
  signature: string | undefined,
  authTokens: readonly string[],
): number {
  if (authTokens.length === 0)
    throw new TypeError('At least one auth token is needed to verify a signature.');
  if (authTokens.includes('')) throw new TypeError(EMPTY_TOKEN);
  // A query parser may have made a list of it, whatever the types say.
  if (typeof signature !== 'string' || !SIGNATURE_FORM.test(signature)) return -1;
  const presented = Buffer.from(signature);
  let found = -1;
  // Every candidate is tried, so that the time taken does not tell which one matched.
  for (const [index, authToken] of authTokens.entries()) {
    if (timingSafeEqual(Buffer.from(hmac(body, authToken)), presented)) found = index;
  }
  return found;
}

function hmac(body: Uint8Array | string, authToken: string): string {
  if (authToken === '') throw new TypeError(EMPTY_TOKEN);
  // As digits, also to compare: a Buffer of the digest's own costs more to make and to collect than they do.
  return createHmac('sha256', authToken).update(body).digest('hex');
}
