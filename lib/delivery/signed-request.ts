import { signBody } from '../protocol/signature';

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

/** How a signed request is made. */
export interface SigningOptions {
  /** Who says that it is from Viber. */
  userAgent: string;
  /** Whether the signature is left out of the header. @default false */
  headerDropped?: boolean;
  /** Whether the signature is left out of the query. @default false */
  sigDropped?: boolean;
}

/**
 * Where to post a callback and with which headers, signed as Viber does.
 *
 * @param url - of the webhook
 * @throws `TypeError` if the token is empty or the URL is none
 */
export function signedRequest(
  url: string,
  body: string,
  authToken: string,
  { userAgent, headerDropped = false, sigDropped = false }: SigningOptions,
): { url: string; headers: Record<string, string> } {
  const signed = signedParts(body, authToken);
  const signedUrl = new URL(url);
  if (!sigDropped) signedUrl.searchParams.set('sig', signed.query.sig);
  const headers = {
    'Content-Type': 'application/json',
    'User-Agent': userAgent,
    ...(!headerDropped && signed.headers),
  };
  return { url: signedUrl.href, headers };
}
