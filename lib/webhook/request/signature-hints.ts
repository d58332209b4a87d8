import { LRUCache } from 'lru-cache';
import { findSigningToken, verifySignature } from '../../protocol/signature';
import type { Account } from '../account';
import { changedBodyHint, damagedBodyHint, lengthHint } from './changed-body-hint';
import { RateLimiter } from '../../shared/rate-limiter';

/** So that a flood of forgeries costs no more than their refusal. */
const MAX_LOOKS_A_MINUTE = 6;

/** Bytes; a larger body is neither parsed nor hashed again. */
const MAX_BODY_BYTES = 65_536;

/** Of the account the request came to; more are not in rotation at once. */
const MAX_OWN_TOKENS = 2;

/** Of other accounts, the most recent; each costs one HMAC. */
const MAX_OTHER_TOKENS = 100;

const MISSING =
  'Viber signs every callback in the X-Viber-Content-Signature header, and has put the same into the sig query parameter. ' +
  "If this request is Viber's, something in front of this webhook removed both: let it pass the header, or the query.";

/** A request whose signature does not match. */
export interface InvalidRequest {
  /** The bytes as they arrived. */
  body: Uint8Array;
  /** What it came with. */
  signature: string;
  /** The header. */
  contentLength: string | undefined;
  /** Whom it came to. */
  account: Account;
}

/**
 * Finds out for the developer why a signature failed, a few times a minute. Never a reason to accept: it is asked only
 * when the request is refused already, and gives nothing but words, without body, token or signature.
 *
 * A look costs 112 HMACs at most: twelve with the account's own tokens, a hundred with those of others.
 */
export class SignatureHints {
  readonly #accounts = new LRUCache<string, Account>({ max: MAX_OTHER_TOKENS });
  // Each its own, so that the unsigned requests of scanners do not use up the looks at signed ones.
  readonly #looksAtMissing = new RateLimiter({ max: MAX_LOOKS_A_MINUTE, windowMs: 60_000 });
  readonly #looksAtInvalid = new RateLimiter({ max: MAX_LOOKS_A_MINUTE, windowMs: 60_000 });

  /** Notes an account that requests come to, so that its signature is known where it turns up at another. */
  remember(account: Account): void {
    this.#accounts.set(account.name, account);
  }

  /** Of a request without a signature. */
  ofMissing(): string | undefined {
    return this.#looksAtMissing.tryTake() ? MISSING : undefined;
  }

  /** Of a request whose signature does not match. */
  ofInvalid(request: InvalidRequest): string | undefined {
    return this.#looksAtInvalid.tryTake() ? signatureHint(request, [...this.#accounts.values()]) : undefined;
  }
}

/**
 * The likely cause and what to do; `undefined` where nothing could be found out.
 *
 * @param accounts - those that requests came to lately, the most recent first
 */
export function signatureHint(request: InvalidRequest, accounts: readonly Account[]): string | undefined {
  const { body, signature, contentLength, account } = request;
  const isSmall = body.byteLength <= MAX_BODY_BYTES;
  const ownTokens = account.authTokens.slice(0, MAX_OWN_TOKENS);

  const wellFormed = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/i.exec(signature)?.[0].toLowerCase();
  if (wellFormed !== signature) {
    return malformedHint(signature, isSmall && verifySignature(body, wellFormed, ownTokens));
  }
  if (!isSmall) return lengthHint(body, contentLength);
  return (
    tokenHint(body, signature, ownTokens) ??
    changedBodyHint(body, signature, ownTokens) ??
    otherAccountHint(request, accounts) ??
    lengthHint(body, contentLength) ??
    damagedBodyHint(body) ??
    'Nothing that usually happens to a callback on its way explains this, so most likely the auth token ' +
      "(VIBER_AUTH_TOKEN) is that of another bot: compare it with the one on the page of this bot. Or the request is not Viber's."
  );
}

function malformedHint(signature: string, isRight: boolean): string {
  const fault = formFault(signature);
  return isRight
    ? `The signature is right, but it ${fault}: let whatever is in front of this webhook pass it as Viber sent it.`
    : `The signature ${fault}, and Viber sends 64 lower-case hex digits: something in front of this webhook changed it, ` +
        "or it is not Viber's.";
}

function formFault(signature: string): string {
  if (signature.includes(',')) return 'came more than once, joined by a comma';
  if (/^[\w-]+[=:]/.test(signature)) return 'came with a prefix, as in sha256=';
  if (signature.length !== 64) return `came as ${String(signature.length)} characters`;
  return /^[0-9a-f]+$/i.test(signature)
    ? 'came in upper case'
    : 'came with characters that are no hex digits';
}

/** What gets into a token by way of files, shells and dashboards. */
const TOKEN_FAULTS: readonly (readonly [fault: string, pattern: RegExp])[] = [
  ['quotes', /["'`‘’“”]/g],
  // As two characters too: that is how it is written where nothing unescapes it.
  ['a line break', /[\r\n\u2028\u2029]|\\[rn]/g],
  ['white space', /\s/g],
  ['an invisible character', /[\p{Cc}\p{Cf}]/gu],
];

function tokenHint(body: Uint8Array, signature: string, tokens: readonly string[]): string | undefined {
  for (const token of tokens) {
    const faults: string[] = [];
    let cleaned = token;
    for (const [fault, pattern] of TOKEN_FAULTS) {
      const without = cleaned.replace(pattern, '');
      if (without !== cleaned) faults.push(fault);
      cleaned = without;
    }
    if (cleaned === token || cleaned === '' || !verifySignature(body, signature, [cleaned])) continue;
    return `The auth token has ${faults.join(' and ')} in it. Without that it is right: correct where VIBER_AUTH_TOKEN is set.`;
  }
  return undefined;
}

function otherAccountHint(
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
    'the authToken function takes one for the other, or the webhook of one is registered with the address of the other.'
  );
}
