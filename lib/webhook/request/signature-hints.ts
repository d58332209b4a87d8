import { parse, stringify } from 'lossless-json';
import { findSigningToken, verifySignature } from '../../protocol/signature';
import { escapeNonAscii } from '../../protocol/wire-json';
import { RateLimiter } from '../../shared/rate-limiter';
import type { Account } from '../account';

/** Limits what a flood of forged requests can cost. */
const HINT_LIMIT = { max: 6, windowMs: 60_000 };

/** The bytes above which a body is neither parsed nor hashed again. */
const MAX_BODY_BYTES = 65_536;

/** How many of the account's own tokens are tried. A rotation involves two. */
const MAX_OWN_TOKENS = 2;

/** How many tokens of other accounts are tried, starting with the most recent account. */
const MAX_OTHER_TOKENS = 4;

const MISSING =
  'Viber signs every callback in the X-Viber-Content-Signature header and, so far, in the sig query parameter too. ' +
  'If this request is from Viber, something in front of this webhook removed both. Configure it to pass on the header or ' +
  'the query.';

const UNEXPLAINED =
  'The auth token (VIBER_AUTH_TOKEN) is probably that of another bot. Compare it with the one in the Viber admin panel. ' +
  'Otherwise the request is not from Viber.';

/** A request whose signature does not match. */
export interface InvalidRequest {
  /** The bytes as they arrived. */
  body: Uint8Array;
  signature: string;
  /** The `Content-Length` header. */
  contentLength: string | undefined;
  /** The account that the request came to. */
  account: Account;
}

/**
 * Tells the developer why a signature is missing or does not match, at most a few times a minute. A hint never makes a
 * request acceptable, since it is computed once the request is rejected. It contains no body, token or signature, and costs
 * at most eight HMACs.
 */
export class SignatureHints {
  /** The most recent accounts; the newest is the last. */
  readonly #accounts = new Map<string, Account>();
  // Separate limiters, so that unsigned requests from scanners do not use up the hints for signed ones.
  readonly #missingLimiter = new RateLimiter(HINT_LIMIT);
  readonly #invalidLimiter = new RateLimiter(HINT_LIMIT);

  /** Remembers an account, so that its signature is recognized when a request with it comes to another account. */
  remember(account: Account): void {
    this.#accounts.delete(account.name);
    this.#accounts.set(account.name, account);
    const [oldest] = this.#accounts.keys();
    if (this.#accounts.size > MAX_OTHER_TOKENS + 1 && oldest !== undefined) this.#accounts.delete(oldest);
  }

  /** The hint for a request without a signature. */
  ofMissing(): string | undefined {
    return this.#missingLimiter.tryTake() ? MISSING : undefined;
  }

  /** The hint for a request whose signature does not match. */
  ofInvalid(request: InvalidRequest): string | undefined {
    return this.#invalidLimiter.tryTake()
      ? signatureHint(request, [...this.#accounts.values()].reverse())
      : undefined;
  }
}

/**
 * Returns the likely cause of a mismatch and what to do about it.
 *
 * @param accounts - the accounts that requests came to recently, the most recent first
 */
export function signatureHint(request: InvalidRequest, accounts: readonly Account[]): string {
  const { body, contentLength } = request;
  const isSmall = body.byteLength <= MAX_BODY_BYTES;
  return (
    (isSmall
      ? (tokenHint(request) ?? serializationHint(request) ?? accountHint(request, accounts))
      : undefined) ??
    lengthHint(body, contentLength) ??
    UNEXPLAINED
  );
}

/** Detects white space or quotes in the token, left there by a file, a shell or a dashboard. */
function tokenHint({ body, signature, account }: InvalidRequest): string | undefined {
  for (const token of account.authTokens.slice(0, MAX_OWN_TOKENS)) {
    const cleaned = token.replace(/["'`‘’“”\s]|\\[rn]/g, '');
    if (cleaned === token || cleaned === '' || !verifySignature(body, signature, cleaned)) continue;
    return 'The auth token has white space or quotes in it, and the signature matches without them. Correct VIBER_AUTH_TOKEN.';
  }
  return undefined;
}

/** Detects a body that was parsed and serialized again before it reached this process. */
function serializationHint({ body, signature, account }: InvalidRequest): string | undefined {
  const [token] = account.authTokens;
  const compact = compactJson(Buffer.from(body).toString());
  if (compact === undefined) return undefined;
  const forms = [compact, escapeNonAscii(compact)];
  if (!forms.some((form) => verifySignature(form, signature, token))) return undefined;
  return (
    'The body was parsed and serialized again on its way: its signature is that of the same JSON as Viber writes it. ' +
    'Configure the proxy or parser in front of this webhook to keep the exact bytes, for example in req.rawBody.'
  );
}

/** Returns the JSON on one line with unchanged numbers; `undefined` if it is not JSON or is nested too deeply. */
function compactJson(text: string): string | undefined {
  try {
    return stringify(parse(text));
  } catch {
    return undefined;
  }
}

/** Detects a body that is signed with a token of another account. */
function accountHint(
  { body, signature, account }: InvalidRequest,
  accounts: readonly Account[],
): string | undefined {
  const candidates = accounts
    .filter((other) => other.name !== account.name)
    .flatMap(({ name, authTokens }) => authTokens.map((authToken) => ({ name, authToken })))
    .slice(0, MAX_OTHER_TOKENS);
  if (candidates.length === 0) return undefined;
  const tokens = candidates.map(({ authToken }) => authToken);
  const signer = candidates[findSigningToken(body, signature, tokens)];
  if (signer === undefined) return undefined;
  return (
    `The body is signed with a token of account "${signer.name}", but the request came to account "${account.name}": ` +
    'the authToken function confuses the two, or one bot is registered with the URL of the other.'
  );
}

/** Detects a body whose length is not that of its `Content-Length`. */
function lengthHint(body: Uint8Array, contentLength: string | undefined): string | undefined {
  if (contentLength === undefined || !/^\d{1,15}$/.test(contentLength)) return undefined;
  if (Number(contentLength) === body.byteLength) return undefined;
  return (
    `The body has ${String(body.byteLength)} bytes, but its Content-Length is ${contentLength}: something in front of this ` +
    'webhook decompressed, cut or re-encoded it. Keep the bytes as they arrived, for example in req.rawBody.'
  );
}
