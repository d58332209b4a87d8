import { ViberApiError, ViberConnectionError } from '../errors';

const RETRIES = 3;
const FIRST_BACKOFF_MS = 300;
const JITTER = 0.2;
/** A caller should not wait for longer without a word. */
const MAX_RETRY_AFTER_MS = 10_000;

const HTTP_TOO_MANY_REQUESTS = 429;

/** What Node says of a connection that was never made. */
const NEVER_CONNECTED: readonly unknown[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];

/** Which failures of a call may be tried again. */
export interface RetryRules {
  /** Whether doing it twice is the same as doing it once. If not, only what Viber certainly did not take is retried. */
  repeatable: boolean;
  /** Whether status 12 speaks of a limit that lasts for hours, so that no retry gets past it. */
  limitLastsHours?: boolean;
}

/** Whether a failure proves that Viber did not do what it was asked: refused, turned away, or never connected to. */
export function wasNotTaken(error: unknown): boolean {
  if (error instanceof ViberApiError) return true;
  if (!(error instanceof ViberConnectionError)) return false;
  return error.httpStatus === HTTP_TOO_MANY_REQUESTS || NEVER_CONNECTED.includes(error.networkCode);
}

/**
 * How long to wait before the next try: longer each time, never exactly as long as others do, and never shorter than
 * a `Retry-After` says.
 *
 * @param retry - 1 for the first retry
 * @returns `undefined` if there is to be none
 */
export function retryDelayMs(error: unknown, retry: number, rules: RetryRules): number | undefined {
  if (retry > RETRIES || !isWorthRetrying(error, rules)) return undefined;
  const { retryAfterMs = 0 } = error;
  if (retryAfterMs > MAX_RETRY_AFTER_MS) return undefined;
  const backoffMs = FIRST_BACKOFF_MS * 2 ** (retry - 1);
  return Math.max(backoffMs, retryAfterMs) * (1 + JITTER * Math.random());
}

function isWorthRetrying(
  error: unknown,
  { repeatable, limitLastsHours = false }: RetryRules,
): error is ViberApiError | ViberConnectionError {
  if (error instanceof ViberApiError) return error.statusName === 'tooManyRequests' && !limitLastsHours;
  if (!(error instanceof ViberConnectionError)) return false;
  if (wasNotTaken(error)) return true;
  // An answer that is not Viber's would come again.
  return repeatable && (error.httpStatus === undefined || error.httpStatus >= 500);
}

/** What a `Retry-After` header says in milliseconds from now; `undefined` if it says nothing. */
export function parseRetryAfter(header: unknown): number | undefined {
  if (typeof header !== 'string') return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
