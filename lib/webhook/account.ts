import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { checkedAuthToken } from '../protocol/api/auth-token';

/** The request of a callback: from the middleware, or from `fetch`; `receive` takes either. */
export type WebhookRequest = IncomingMessage | Request;

/** A bot with a name, so that its callbacks are told apart from those of other bots even while its token changes. */
export interface NamedAccount {
  /** Any stable name; it becomes `context.account`. */
  account: string;
  authToken: string | readonly string[];
}

/** The result of an `authToken` function: the bot a request is for, or `undefined` if there is none (404). */
export type ResolvedAuthToken = string | readonly string[] | NamedAccount | undefined;

type Resolution = ResolvedAuthToken | Promise<ResolvedAuthToken>;

// A method, so that a function of Express's own request type fits too.
interface NodeResolver {
  resolve(request: IncomingMessage): Resolution;
}

// Two signatures, so that TypeScript infers the parameter of a function without annotations from NodeResolver alone.
interface FetchResolver {
  (request: Request): Resolution;
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- it is generic to differ from the first
  <Result extends Resolution>(request: Request): Result | Resolution;
}

/**
 * Finds the bot a request is for, for example by `req.params`. It gets the request of the middleware or of `fetch`; with
 * `fetch`, annotate its parameter as `Request`. Note that `request.url` contains the `sig` parameter.
 */
export type AuthTokenResolver = NodeResolver['resolve'] | FetchResolver;

/** A bot with its checked tokens. */
export interface Account {
  name: string;
  /** At least one. The first is the one to send with. */
  authTokens: readonly [string, ...string[]];
}

/** Finds the account a request is for: at once for a fixed token, by a promise where the application looks it up. */
export type AccountSource = (request: WebhookRequest | undefined) => Account | Promise<Account | undefined>;

/**
 * Makes the account source of an `authToken` option.
 *
 * @throws `TypeError` if a token cannot be one
 */
export function accountSource(authToken: unknown): AccountSource {
  if (typeof authToken === 'function') {
    const resolve = authToken as (request: WebhookRequest) => Resolution;
    return async (request) => {
      if (request === undefined) {
        throw new TypeError(
          'authToken is a function, so receive needs the request to call it with: receive({ body, signature, request }).',
        );
      }
      return resolvedAccount(await resolve(request));
    };
  }
  const account: Account = { name: 'default', authTokens: checkedAuthTokens(authToken) };
  return () => account;
}

function resolvedAccount(resolved: ResolvedAuthToken | null): Account | undefined {
  // A database returns null for a missing row, whatever the types say.
  if (resolved === undefined || resolved === null) return undefined;
  if (typeof resolved === 'object' && 'account' in resolved) {
    if (typeof resolved.account !== 'string' || resolved.account === '') {
      throw new TypeError('The authToken function returned an account without a name.');
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

// Tells two bots apart without revealing their tokens.
function fingerprint(authToken: string): string {
  return createHash('sha256').update(authToken).digest('hex').slice(0, 16);
}
