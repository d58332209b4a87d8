import { LRUCache } from 'lru-cache';
import { parse, stringify } from 'lossless-json';
import { findSigningToken, verifySignature } from '../../protocol/signature';
import { escapeNonAscii } from '../../protocol/wire-json';
import { RateLimiter } from '../../shared/rate-limiter';
import type { Account } from '../account';

/** Bounds the cost of a flood of forgeries. */
const HINT_LIMIT = { max: 6, windowMs: 60_000 };

/** A larger body is neither parsed nor hashed again. */
const MAX_BODY_BYTES = 65_536;

/** Tokens of the account itself that are tried; more are not in rotation at once. */
const MAX_OWN_TOKENS = 2;

/** Tokens of the most recent other accounts that are tried. */
const MAX_OTHER_TOKENS = 4;

const MISSING =
  'Viber signs every callback in the X-Viber-Content-Signature header and, so far, in the sig query parameter too. ' +
  'If this request is from Viber, something in front of this webhook removed both: let it pass the header or the query.';

const UNEXPLAINED =
  'The auth token (VIBER_AUTH_TOKEN) is probably that of another bot: compare it with the one in the Viber admin panel. ' +
  'Otherwise the request is not from Viber.';

/** A request whose signature does not match. */
export interface InvalidRequest {
  /** The bytes as they arrived. */
  body: Uint8Array;
  signature: string;
  /** The header. */
  contentLength: string | undefined;
  /** The account it came to. */
  account: Account;
}

/**
 * Tells the developer why a signature does not match, a few times a minute. A hint never makes a request acceptable: it is
 * looked for once the request has been rejected, and holds no body, token or signature. It costs ten HMACs at most.
 */
export class SignatureHints {
  readonly #accounts = new LRUCache<string, Account>({ max: MAX_OTHER_TOKENS + 1 });
  // Two limits, so that the unsigned requests of scanners do not use up the hints for signed ones.
  readonly #missingLimiter = new RateLimiter(HINT_LIMIT);
  readonly #invalidLimiter = new RateLimiter(HINT_LIMIT);

  /** Remembers an account that a request came to, so that its signature is recognised at another account. */
  remember(account: Account): void {
    this.#accounts.set(account.name, account);
  }

  /** The hint for a request without a signature. */
  ofMissing(): string | undefined {
    return this.#missingLimiter.tryTake() ? MISSING : undefined;
  }

  /** The hint for a request whose signature does not match. */
  ofInvalid(request: InvalidRequest): string | undefined {
    return this.#invalidLimiter.tryTake() ? signatureHint(request, [...this.#accounts.values()]) : undefined;
  }
}

/**
 * The likely cause and what to do.
 *
 * @param accounts - those that requests came to recently, the most recent first
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

/** The token has white space or quotes in it, from a file, a shell or a dashboard. */
function tokenHint({ body, signature, account }: InvalidRequest): string | undefined {
  for (const token of account.authTokens.slice(0, MAX_OWN_TOKENS)) {
    const cleaned = token.replace(/["'`‘’“”\s]|\\[rn]/g, '');
    if (cleaned === token || cleaned === '' || !verifySignature(body, signature, cleaned)) continue;
    return 'The auth token has white space or quotes in it, and matches without them: correct it where VIBER_AUTH_TOKEN is set.';
  }
  return undefined;
}

/** The body was parsed and serialised again on its way. */
function serializationHint({ body, signature, account }: InvalidRequest): string | undefined {
  const [token] = account.authTokens;
  const compact = compactJson(Buffer.from(body).toString());
  if (compact === undefined) return undefined;
  const forms = [compact, escapeNonAscii(compact)];
  if (!forms.some((form) => verifySignature(form, signature, token))) return undefined;
  return (
    'The body was parsed and serialised again on its way: the same JSON as Viber writes it has this signature. Let the ' +
    'proxy or parser in front of this webhook pass the exact bytes, for example in req.rawBody.'
  );
}

/** The JSON on one line, digit for digit; `undefined` if it is not JSON or is nested too deeply. */
function compactJson(text: string): string | undefined {
  try {
    return stringify(parse(text));
  } catch {
    return undefined;
  }
}

/** The body is signed with the token of another account. */
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

/** The body is not as long as its request announced. */
function lengthHint(body: Uint8Array, contentLength: string | undefined): string | undefined {
  if (contentLength === undefined || !/^\d{1,15}$/.test(contentLength)) return undefined;
  if (Number(contentLength) === body.byteLength) return undefined;
  return (
    `The body has ${String(body.byteLength)} bytes, but its Content-Length is ${contentLength}: something in front of this ` +
    'webhook decompressed, cut or re-encoded it. Keep the bytes as they arrived, for example in req.rawBody.'
  );
}
