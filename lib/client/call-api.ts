import type { AxiosError, AxiosProxyConfig, AxiosResponse } from 'axios';
import { AUTH_TOKEN_HEADER } from '../protocol/api/auth-token';
import { ViberApiError, ViberConnectionError } from '../errors';
import { asRecord, parseExactJson, tokensToStrings } from '../protocol/exact-json';
import type { StatusName } from '../errors/status-codes';
import { statusName } from '../errors/status-codes';
import { pause } from '../shared/timing';
import { ApiCallTrace } from './api-diagnostics';
import { statusHint } from './api-hints';
import { axiosInstance, tunnelAgent } from './axios-instance';
import type { RetryRules } from './retry';
import { parseRetryAfter, retryDelayMs } from './retry';

/** How to reach the API as one bot. */
export interface ApiAccess {
  apiUrl: string;
  authToken: string;
  /** For each attempt, from the first byte sent to the last byte received. */
  timeoutMs: number;
  /** `undefined`: the environment variables decide. */
  proxy: AxiosProxyConfig | false | undefined;
}

/** One call of Viber's API. */
export interface ApiRequest extends ApiAccess, RetryRules {
  /** `set_webhook`, `send_message`, … */
  method: string;
  body: object;
  signal: AbortSignal | undefined;
  /** Explains a refusal that the status alone does not explain. */
  hintFor?: (status: StatusName, statusMessage: string | undefined) => string | undefined;
  wrapAttempt?: AttemptWrapper;
}

/** A response with `status` 0. Its message tokens are decimal strings. */
export type ApiResponse = Record<string, unknown> & { status: 0 };

/** Runs each attempt of a call, and can delay it or observe its outcome. */
export type AttemptWrapper = (attempt: () => Promise<ApiResponse>) => Promise<ApiResponse>;

/**
 * Calls Viber's API. A retryable failure is retried at most three times, with backoff and jitter.
 *
 * @throws {@link ViberApiError} if Viber refuses, {@link ViberConnectionError} if no response comes from Viber, the
 * signal's reason if it is aborted
 */
export async function callApi(request: ApiRequest): Promise<ApiResponse> {
  const { method, signal } = request;
  const trace = ApiCallTrace.start(method);
  try {
    const response = await callWithRetries(request, trace);
    trace?.succeeded();
    return response;
  } catch (error) {
    trace?.failed(error, signal?.aborted === true && error === signal.reason);
    throw error;
  }
}

async function callWithRetries(request: ApiRequest, trace: ApiCallTrace | undefined): Promise<ApiResponse> {
  const { signal, wrapAttempt = runAttempt } = request;
  for (let retry = 1; ; retry += 1) {
    try {
      return await wrapAttempt(async () => parseResponse(await post(request, trace), request));
    } catch (error) {
      const delayMs = retryDelayMs(error, retry, request);
      if (delayMs === undefined) throw error;
      await pause(delayMs, signal);
    }
  }
}

const runAttempt: AttemptWrapper = (attempt) => attempt();

async function post(request: ApiRequest, trace: ApiCallTrace | undefined): Promise<AxiosResponse<string>> {
  const { apiUrl, authToken, timeoutMs, proxy, method, body, signal } = request;
  signal?.throwIfAborted();
  const json = JSON.stringify(body);
  trace?.sent(json);
  // The timeout of axios restarts with each byte of a response. The caller's signal is not passed on, so that axios does
  // not touch its reason.
  const attempt = new AbortController();
  const abort = () => {
    attempt.abort();
  };
  const timer = setTimeout(abort, timeoutMs);
  signal?.addEventListener('abort', abort);
  try {
    const response = await axiosInstance().post<string>(`${apiUrl}/${method}`, json, {
      headers: { [AUTH_TOKEN_HEADER]: authToken, 'Content-Type': 'application/json' },
      signal: attempt.signal,
      ...(proxy !== undefined && { proxy }),
      ...tunnelAgent(apiUrl, proxy, attempt.signal),
    });
    trace?.received(response.status, response.data);
    return response;
  } catch (error) {
    signal?.throwIfAborted();
    const { response } = error as AxiosError;
    if (response !== undefined) trace?.received(response.status, response.data);
    throw connectionError(error as AxiosError, request);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

function parseResponse(response: AxiosResponse<string>, request: ApiRequest): ApiResponse {
  const { method } = request;
  const fields = asRecord(parseBody(response, method));
  const status = parseStatus(fields?.['status']);
  if (fields === undefined || status === undefined) {
    throw notFromViber(method, 'has no status', response.status);
  }
  if (status === 0) return { ...fields, status };
  const text = fields['status_message'];
  const statusMessage =
    typeof text === 'string' ? text.replaceAll(request.authToken, '[auth token]') : undefined;
  const name = statusName(status);
  const hint = statusHint(method, name) ?? request.hintFor?.(name, statusMessage);
  const retryAfterMs = retryAfterOf(response);
  throw new ViberApiError({ method, viberStatus: status, statusMessage, hint, retryAfterMs });
}

function parseBody(response: AxiosResponse<string>, method: string): unknown {
  try {
    const body = parseExactJson(response.data);
    tokensToStringsDeep(body);
    return body;
  } catch {
    throw notFromViber(method, 'is not JSON', response.status);
  }
}

/** The error for a successful HTTP response that Viber would not have sent. */
export function notFromViber(method: string, problem: string, httpStatus = 200): ViberConnectionError {
  return new ViberConnectionError(method, `the response ${problem}, so it did not come from Viber`, {
    httpStatus,
  });
}

function tokensToStringsDeep(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const fields = asRecord(value);
  if (fields !== undefined) tokensToStrings(fields);
  for (const inner of Object.values(value)) tokensToStringsDeep(inner);
}

/** Returns Viber's status number, which one client has received as a string [seen]; `undefined` if it is not one. */
export function parseStatus(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  return typeof status === 'number' && Number.isInteger(status) ? status : undefined;
}

function retryAfterOf(response: AxiosResponse): number | undefined {
  return parseRetryAfter(response.headers['retry-after']);
}

// An axios error contains the request with its headers, so only what is picked here may leave this function.
function connectionError(error: AxiosError, request: ApiRequest): ViberConnectionError {
  const { method, authToken, timeoutMs } = request;
  const { code, message, response } = error;
  // A response whose connection broke in the middle of its body has an HTTP status too, but below 300.
  if (response !== undefined && response.status >= 300) {
    const { status: httpStatus } = response;
    const isWrongPath = httpStatus === 404 && !request.apiUrl.endsWith('/pa');
    const hint = isWrongPath ? '. The apiUrl of Viber, like that of the emulator, ends in /pa' : '';
    const retryAfterMs = retryAfterOf(response);
    const reason = `the server responded with HTTP ${String(httpStatus)}${hint}`;
    return new ViberConnectionError(method, reason, { httpStatus, retryAfterMs });
  }
  if (code === 'ERR_CANCELED') {
    return new ViberConnectionError(method, `it did not arrive within ${String(timeoutMs)} ms`, {
      networkCode: 'ECONNABORTED',
    });
  }
  // If a host has several addresses and none accepts a connection, the error has a code and no message.
  const reason = (message === '' ? String(code) : message)
    .replaceAll(authToken, '[auth token]')
    .replace(/\/\/[^/\s]*@/g, '//[credentials]@');
  return new ViberConnectionError(method, reason, { networkCode: code });
}
