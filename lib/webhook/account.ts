import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { checkedAuthToken } from '../protocol/api/auth-token';

/** A bot by name, so that its callbacks can be told apart from those of others even while its token changes. */
export interface NamedAccount {
  /** Any stable name; it becomes `context.account`. */
  account: string;
  authToken: string | readonly string[];
}

/** What an `authToken` function answers: the bot a request is for, or `undefined` if there is none (404). */
export type ResolvedAuthToken = string | readonly string[] | NamedAccount | undefined;

interface ResolverMethod {
  resolve(req: IncomingMessage): ResolvedAuthToken | Promise<ResolvedAuthToken>;
}

/**
 * Finds the bot a request is for, by `req.params` say; `req.url` has the `sig` parameter in it. Taken from a method, so
 * that Express's own request type fits too.
 */
export type AuthTokenResolver = ResolverMethod['resolve'];

/** A bot with its tokens checked. */
export interface Account {
  name: string;
  /** At least one; the first is the one to send with. */
  authTokens: readonly [string, ...string[]];
}

/** Finds the account a request is for. */
export type AccountSource = (req: IncomingMessage) => Account | undefined | Promise<Account | undefined>;

/**
 * Turns the `authToken` option into the one way to find an account.
 *
 * @throws `TypeError` if a token cannot be one
 */
export function accountSource(authToken: unknown): AccountSource {
  if (typeof authToken === 'function') {
    const resolve = authToken as AuthTokenResolver;
    return async (req) => resolvedAccount(await resolve(req));
  }
  const account: Account = { name: 'default', authTokens: checkedAuthTokens(authToken) };
  return () => account;
}

function resolvedAccount(resolved: ResolvedAuthToken | null): Account | undefined {
  // A database that found nothing says null, whatever the types say.
  if (resolved === undefined || resolved === null) return undefined;
  if (typeof resolved === 'object' && 'account' in resolved) {
    if (typeof resolved.account !== 'string' || resolved.account === '') {
      throw new TypeError('The authToken function answered an account without a name.');
    }
    return { name: resolved.account, authTokens: checkedAuthTokens(resolved.authToken) };
  }
  const authTokens = checkedAuthTokens(resolved);
  return { name: fingerprint(authTokens[0]), authTokens };
}

function checkedAuthTokens(authToken: unknown): readonly [string, ...string[]] {
  const [first, ...others] = Array.isArray(authToken) ? (authToken as unknown[]) : [authToken];
  return [checkedAuthToken(first), ...others.map(checkedAuthToken)];
}

// Tells two bots apart without saying their tokens.
function fingerprint(authToken: string): string {
  return createHash('sha256').update(authToken).digest('hex').slice(0, 16);
}
