import { signBody } from '../protocol/signature';

/** The two places where Viber puts the signature of a callback. [doc, seen] */
export interface SignedParts {
  headers: { 'X-Viber-Content-Signature': string };
  query: { sig: string };
}

/**
 * Signs a body as Viber does.
 *
 * @throws `TypeError` if the token is empty
 */
export function signedParts(body: string, authToken: string): SignedParts {
  const signature = signBody(body, authToken);
  return { headers: { 'X-Viber-Content-Signature': signature }, query: { sig: signature } };
}

/** Options of {@link signedRequest}. */
export interface SigningOptions {
  userAgent: string;
  /** Whether the header has no signature. @default false */
  headerDropped?: boolean;
  /** Whether the query has no signature. @default false */
  sigDropped?: boolean;
}

/**
 * The URL and the headers of a callback, signed as Viber does.
 *
 * @param url - of the webhook
 * @throws `TypeError` if the token is empty or the URL is invalid
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
