import { createHmac, timingSafeEqual } from 'node:crypto';

/** The request header that holds the signature of a callback. [doc] */
export const SIGNATURE_HEADER = 'x-viber-content-signature';

const EMPTY_TOKEN = 'The auth token is empty. Anyone could sign with an empty key.';

const SIGNATURE_FORM = /^[0-9a-f]{64}$/;

// Used for every comparison, since a Buffer costs more to allocate and to collect than to fill. Hex digits are the same in any
// encoding, and `latin1` takes the least time.
const presentedDigits = Buffer.alloc(64);
const computedDigits = Buffer.alloc(64);

/**
 * Computes the signature of a callback body: HMAC-SHA256 with the whole auth token as the key, in 64 lower-case hex
 * digits.
 *
 * @example
 * const headers = { 'X-Viber-Content-Signature': signBody(body, authToken) };
 *
 * @param body - the exact bytes; a string is encoded as UTF-8
 * @throws `TypeError` if the token is empty
 */
export function signBody(body: Uint8Array | string, authToken: string): string {
  if (authToken === '') throw new TypeError(EMPTY_TOKEN);
  // Digits are compared instead of bytes: a Buffer for the digest costs more to allocate and to collect.
  return createHmac('sha256', authToken).update(body).digest('hex');
}

/**
 * Checks in constant time whether one of the tokens signed a body. A signature other than 64 lower-case hex digits does
 * not match, and neither does `undefined`.
 *
 * @example
 * if (!verifySignature(body, request.headers.get('X-Viber-Content-Signature') ?? undefined, authToken)) {
 *   return new Response(null, { status: 401 });
 * }
 *
 * @param body - the exact bytes that were received; JSON that was parsed and serialized again does not match
 * @param signature - the `X-Viber-Content-Signature` header or the `sig` query parameter
 * @param authToken - the bot's token, or several while it is rotated
 * @throws `TypeError` if a token is empty or there is none, since that would accept forgeries
 */
export function verifySignature(
  body: Uint8Array | string,
  signature: string | undefined,
  authToken: string | readonly string[],
): boolean {
  return findSigningToken(body, signature, typeof authToken === 'string' ? [authToken] : authToken) !== -1;
}

/**
 * Returns the index of the token that signed the body, or -1.
 *
 * @throws `TypeError` if a token is empty or there is none
 */
export function findSigningToken(
  body: Uint8Array | string,
  signature: string | undefined,
  authTokens: readonly string[],
): number {
  if (authTokens.length === 0)
    throw new TypeError('At least one auth token is needed to verify a signature.');
  if (authTokens.includes('')) throw new TypeError(EMPTY_TOKEN);
  // Despite its type, a query parser may have turned it into an array.
  if (typeof signature !== 'string' || !SIGNATURE_FORM.test(signature)) return -1;
  presentedDigits.write(signature, 'latin1');
  let found = -1;
  // Every token is checked, so that the time does not reveal which one matched.
  for (const [index, authToken] of authTokens.entries()) {
    computedDigits.write(signBody(body, authToken), 'latin1');
    if (timingSafeEqual(computedDigits, presentedDigits)) found = index;
  }
  return found;
}
