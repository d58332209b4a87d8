import { ViberApiError, ViberConnectionError } from '../errors';
import { MAX_TIMER_MS } from '../shared/options';

const MAX_RETRIES = 3;
const FIRST_BACKOFF_MS = 300;
const JITTER = 0.2;
/** A call must not leave its caller waiting for longer than this. */
const MAX_RETRY_AFTER_MS = 10_000;

const HTTP_TOO_MANY_REQUESTS = 429;

/** Node's codes for a connection that was never made. */
const NEVER_CONNECTED: readonly unknown[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];

/** Which failures of a call may be retried. */
export interface RetryRules {
  /** If not, the call is retried only after a failure that proves that Viber did not process it. */
  idempotent: boolean;
  /** Whether the limit behind status 12 lasts for hours, so that a retry is pointless. */
  limitLastsHours?: boolean;
}

/** Whether a failure proves that Viber did not process the request: it refused or throttled it, or was never reached. */
export function wasNotProcessed(error: unknown): boolean {
  if (error instanceof ViberApiError) return true;
  if (!(error instanceof ViberConnectionError)) return false;
  return error.httpStatus === HTTP_TOO_MANY_REQUESTS || NEVER_CONNECTED.includes(error.networkCode);
}

/**
 * Returns how long to wait before a retry: exponential backoff with jitter, and at least as long as a `Retry-After`
 * asks for.
 *
 * @param retry - 1 for the first retry
 * @returns milliseconds, or `undefined` if the call must not be retried
 */
export function retryDelayMs(error: unknown, retry: number, rules: RetryRules): number | undefined {
  if (retry > MAX_RETRIES || !isRetryable(error, rules)) return undefined;
  const { retryAfterMs = 0 } = error;
  if (retryAfterMs > MAX_RETRY_AFTER_MS) return undefined;
  const backoffMs = FIRST_BACKOFF_MS * 2 ** (retry - 1);
  return Math.max(backoffMs, retryAfterMs) * (1 + JITTER * Math.random());
}

function isRetryable(
  error: unknown,
  { idempotent, limitLastsHours = false }: RetryRules,
): error is ViberApiError | ViberConnectionError {
  if (error instanceof ViberApiError) return error.statusName === 'tooManyRequests' && !limitLastsHours;
  if (!(error instanceof ViberConnectionError)) return false;
  if (wasNotProcessed(error)) return true;
  // A response that did not come from Viber would be the same the next time.
  return idempotent && (error.httpStatus === undefined || error.httpStatus >= 500);
}

/**
 * Returns how many milliseconds from now a `Retry-After` header asks to wait, at most what a timer can; `undefined` if
 * it cannot be read.
 */
export function parseRetryAfter(header: unknown): number | undefined {
  if (typeof header !== 'string') return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), MAX_TIMER_MS);
}
