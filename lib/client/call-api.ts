import type { AxiosError, AxiosProxyConfig, AxiosResponse } from 'axios';
import { AUTH_TOKEN_HEADER } from '../protocol/api/auth-token';
import { ViberApiError, ViberConnectionError } from '../errors';
import { asRecord, parseExactJson, tokensToStrings } from '../protocol/exact-json';
import type { StatusName } from '../errors/status-codes';
import { statusName } from '../errors/status-codes';
import { axiosInstance, tunnelAgent } from './axios-instance';
import { pause } from '../shared/timing';
import type { RetryRules } from './retry';
import { parseRetryAfter, retryDelayMs } from './retry';
import { statusHint } from './status-hint';

/** How to reach the API as one bot. */
export interface ApiAccess {
  apiUrl: string;
  authToken: string;
  /** For each try, from the first byte sent to the last one received. */
  timeoutMs: number;
  /** `undefined`: what the environment says. */
  proxy: AxiosProxyConfig | false | undefined;
}

/** One call of Viber's API. */
export interface ApiRequest extends ApiAccess, RetryRules {
  /** `set_webhook`, `send_message`, … */
  method: string;
  body: object;
  signal: AbortSignal | undefined;
  /** What to tell the developer about a refusal for which the status alone tells nothing. */
  hintFor?: (status: StatusName, statusMessage: string | undefined) => string | undefined;
  eachTry?: AroundAttempt;
}

/** An answer with `status` 0. Its tokens are decimal strings. */
export type ApiResponse = Record<string, unknown> & { status: 0 };

/** Goes around each try, to hold it back or to see what comes of it. */
export type AroundAttempt = (send: () => Promise<ApiResponse>) => Promise<ApiResponse>;

/**
 * Calls Viber's API. What may be tried again is tried at most three times more, with backoff and jitter.
 *
 * @throws {@link ViberApiError} if Viber refuses, {@link ViberConnectionError} if no answer of Viber's comes, the
 * signal's reason if it is aborted
 */
export async function callApi(request: ApiRequest): Promise<ApiResponse> {
  const { signal, eachTry = justSend } = request;
  for (let retry = 1; ; retry += 1) {
    try {
      return await eachTry(async () => answerIn(await post(request), request));
    } catch (error) {
      const delayMs = retryDelayMs(error, retry, request);
      if (delayMs === undefined) throw error;
      await pause(delayMs, signal);
    }
  }
}

const justSend: AroundAttempt = (send) => send();

async function post(request: ApiRequest): Promise<AxiosResponse<string>> {
  const { apiUrl, authToken, timeoutMs, proxy, method, body, signal } = request;
  signal?.throwIfAborted();
  const json = JSON.stringify(body);
  // The timeout of axios starts anew with each byte of an answer, and the reason of a signal is none of its business.
  const attempt = new AbortController();
  const stop = () => {
    attempt.abort();
  };
  const timer = setTimeout(stop, timeoutMs);
  signal?.addEventListener('abort', stop);
  try {
    return await axiosInstance().post<string>(`${apiUrl}/${method}`, json, {
      headers: { [AUTH_TOKEN_HEADER]: authToken, 'Content-Type': 'application/json' },
      signal: attempt.signal,
      ...(proxy !== undefined && { proxy }),
      ...tunnelAgent(apiUrl, proxy, attempt.signal),
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw withoutSecrets(error as AxiosError, request);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

function answerIn(response: AxiosResponse<string>, request: ApiRequest): ApiResponse {
  const { method } = request;
  const answer = asRecord(parseAnswer(response, method));
  const status = statusOf(answer?.['status']);
  if (answer === undefined || status === undefined) {
    throw new ViberConnectionError(method, 'the answer has no status, so it is not from Viber', {
      httpStatus: response.status,
    });
  }
  if (status === 0) return { ...answer, status };
  const said = answer['status_message'];
  const statusMessage =
    typeof said === 'string' ? said.replaceAll(request.authToken, '[auth token]') : undefined;
  const name = statusName(status);
  const hint = statusHint(method, name) ?? request.hintFor?.(name, statusMessage);
  const retryAfterMs = retryAfterOf(response);
  throw new ViberApiError({ method, status, statusMessage, hint, retryAfterMs });
}

function parseAnswer(response: AxiosResponse<string>, method: string): unknown {
  try {
    const answer = parseExactJson(response.data);
    tokensToStringsDeep(answer);
    return answer;
  } catch {
    throw new ViberConnectionError(method, 'the answer is not JSON, so it is not from Viber', {
      httpStatus: response.status,
    });
  }
}

function tokensToStringsDeep(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const fields = asRecord(value);
  if (fields !== undefined) tokensToStrings(fields);
  for (const inner of Object.values(value)) tokensToStringsDeep(inner);
}

/** Viber's number for what came of a request. One client has seen it as a string. [seen] */
export function statusOf(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  return typeof status === 'number' && Number.isInteger(status) ? status : undefined;
}

function retryAfterOf(response: AxiosResponse | undefined): number | undefined {
  return parseRetryAfter(response?.headers['retry-after']);
}

// An axios error carries the request with its headers, so nothing of it is kept but what is picked here.
function withoutSecrets(error: AxiosError, request: ApiRequest): ViberConnectionError {
  const { method, authToken, timeoutMs } = request;
  const { code, message, response } = error;
  // axios knows the HTTP status of an answer whose connection broke in its middle too: an error with a 2xx is one.
  if (response !== undefined && response.status >= 300) {
    const { status } = response;
    const isElsewhere = status === 404 && !request.apiUrl.endsWith('/pa');
    const hint = isElsewhere ? ", and the address of Viber's API, as of the emulator's, ends in /pa" : '';
    return new ViberConnectionError(method, `it was answered with HTTP ${String(status)}${hint}`, {
      httpStatus: response.status,
      retryAfterMs: retryAfterOf(response),
    });
  }
  if (code === 'ERR_CANCELED') {
    return new ViberConnectionError(method, `not within ${String(timeoutMs)} ms`, {
      networkCode: 'ECONNABORTED',
    });
  }
  // Where a host has several addresses and none answers, the error has a code and no message.
  const reason = (message === '' ? String(code) : message)
    .replaceAll(authToken, '[auth token]')
    .replace(/\/\/[^/\s]*@/g, '//[credentials]@');
  return new ViberConnectionError(method, reason, { networkCode: code });
}
