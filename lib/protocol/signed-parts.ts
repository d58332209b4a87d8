import { signBody } from './signature';

/** Where Viber puts the signature of a callback: in both places. [doc, seen] */
export interface SignedParts {
  headers: { 'X-Viber-Content-Signature': string };
  query: { sig: string };
}

/**
 * What a request with this body has, besides it, when Viber signs it.
 *
 * @throws `TypeError` if the token is empty
 */
export function signedParts(body: string, authToken: string): SignedParts {
  const signature = signBody(body, authToken);
  return { headers: { 'X-Viber-Content-Signature': signature }, query: { sig: signature } };
}
