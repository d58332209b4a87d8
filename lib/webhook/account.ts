import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { checkedAuthToken } from '../protocol/api/auth-token';

/** The HTTP request of a callback: an `IncomingMessage` from the middleware, a `Request` from `fetch`. */
export type WebhookRequest = IncomingMessage | Request;

/** A bot with a name. A bot without one is identified by its token, and is another account once the token changes. */
export interface NamedAccount {
  /** A stable name of your choice; it becomes `context.account`. */
  account: string;
  authToken: string | readonly string[];
}

/** The result of an `authToken` function: the bot that a request is for, or `undefined` for a 404 response. */
export type ResolvedAuthToken = string | readonly string[] | NamedAccount | undefined;

type Resolution = ResolvedAuthToken | Promise<ResolvedAuthToken>;

// A method, because its parameter is checked bivariantly: a function that takes Express's request type fits too.
interface NodeResolver {
  resolve(request: IncomingMessage): Resolution;
}

// Two signatures, so that TypeScript infers the parameter of a function without annotations from NodeResolver alone.
interface FetchResolver {
  resolve(request: Request): Resolution;
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- it is generic to differ from the first
  resolve<Result extends Resolution>(request: Request): Result | Resolution;
}

/**
 * Finds the bot that a request is for, for example from `req.params`. A parameter without an annotation is an
 * `IncomingMessage`; for `fetch`, annotate it as `Request`. Note that the URL may contain the `sig` parameter.
 */
export type AuthTokenResolver = NodeResolver['resolve'] | FetchResolver['resolve'];

/** A bot with its checked tokens. */
export interface Account {
  name: string;
  /** At least one. The first is used to call the API. */
  authTokens: readonly [string, ...string[]];
  /** Whether the name stays the same when the tokens change. */
  isNamed: boolean;
}

/**
 * Finds the account that a request is for: synchronously for a fixed token, by a promise for an `authToken` function.
 */
export type AccountSource = (request: WebhookRequest | undefined) => Account | Promise<Account | undefined>;

/**
 * Creates the account source for an `authToken` option.
 *
 * @throws `TypeError` if a token is missing or invalid
 */
export function accountSource(authToken: unknown): AccountSource {
  if (typeof authToken === 'function') {
    const resolve = authToken as (request: WebhookRequest) => Resolution;
    const find = async (request: WebhookRequest) => resolvedAccount(await resolve(request));
    return (request) => {
      if (request !== undefined) return find(request);
      throw new TypeError(
        'The request is missing: authToken is a function, which needs it. Call receive({ body, signature, request }).',
      );
    };
  }
  const account: Account = { name: 'default', authTokens: checkedAuthTokens(authToken), isNamed: true };
  return () => account;
}

let hasWarnedOfRotation = false;

/** For a webhook with several queues: warns once in the life of a process of a bot without a name whose token changes. */
export function warningOfRotation(findAccount: AccountSource): AccountSource {
  const warn = (account: Account | undefined) => {
    if (account === undefined || account.isNamed || account.authTokens.length === 1) return account;
    if (hasWarnedOfRotation) return account;
    hasWarnedOfRotation = true;
    process.emitWarning(
      'The authToken function returned several tokens without a name for the bot, and there are several queues. A bot ' +
        'without a name is known by its first token, so when that changes, the callbacks of its users go to other queues ' +
        'and may overtake earlier ones. Return { account, authToken } with a name that stays the same.',
      { type: 'ViberWarning', code: 'VIBER_UNNAMED_ACCOUNT' },
    );
    return account;
  };
  return (request) => {
    const found = findAccount(request);
    // The bot of a fixed token has a name.
    return 'then' in found ? found.then(warn) : found;
  };
}

function resolvedAccount(resolved: ResolvedAuthToken | null): Account | undefined {
  // The type does not allow null, but it is what databases return for a missing row.
  if (resolved === undefined || resolved === null) return undefined;
  if (typeof resolved === 'object' && 'account' in resolved) {
    if (typeof resolved.account !== 'string' || resolved.account === '') {
      throw new TypeError('The authToken function returned an account without a name: account must be text.');
    }
    return { name: resolved.account, authTokens: checkedAuthTokens(resolved.authToken), isNamed: true };
  }
  const authTokens = checkedAuthTokens(resolved);
  return { name: fingerprint(authTokens[0]), authTokens, isNamed: false };
}

function checkedAuthTokens(authToken: unknown): readonly [string, ...string[]] {
  const [first, ...others] = Array.isArray(authToken) ? (authToken as unknown[]) : [authToken];
  return [checkedAuthToken(first), ...others.map(checkedAuthToken)];
}

// Identifies a bot without revealing its token.
function fingerprint(authToken: string): string {
  return createHash('sha256').update(authToken).digest('hex').slice(0, 16);
}
