import type { AxiosError, AxiosInstance, AxiosResponse } from 'axios';
import { ViberApiError, ViberConnectionError } from '../protocol/errors';
import { asRecord, parseExactJson, tokensToStrings } from '../protocol/exact-json';

/** The header the auth token goes in. [doc] */
const AUTH_TOKEN_HEADER = 'X-Viber-Auth-Token';

// Viber waits 5 s for the webhook inside set_webhook, so an answer may well take longer than that.
const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 10 * 1024 * 1024;
const INVALID_AUTH_TOKEN = 2;
const AUTH_TOKEN_HINT = 'The auth token is wrong: copy it from the Viber admin panel, with its dashes.';

const RETRIES = 3;
const RETRY_BASE_MS = 150;
// However long a Retry-After may be.
const MAX_RETRY_DELAY_MS = 10_000;

/** One call of Viber's API. */
export interface ApiRequest {
  apiUrl: string;
  authToken: string;
  /** `set_webhook`, `send_message`, … */
  method: string;
  body: object;
  /** Whether doing it twice is the same as doing it once, so that it may be retried. */
  repeatable: boolean;
  /** What to tell the developer about a refusal, but for that of the token. */
  hintFor?: (status: number, statusMessage: string | undefined) => string | undefined;
}

/** An answer with `status` 0. Its `message_token` is a decimal string. */
export type ApiAnswer = Record<string, unknown> & { status: 0 };

let sharedAxios: AxiosInstance | undefined;

// axios takes longer to load than the rest of this package; an application that only receives never needs it.
function axiosInstance(): AxiosInstance {
  return (sharedAxios ??= createAxios());
}

function createAxios(): AxiosInstance {
  /* eslint-disable @typescript-eslint/no-require-imports -- the one way to load lazily in CommonJS */
  const axios = require('axios') as typeof import('axios');
  const { default: axiosRetry, exponentialDelay } = require('axios-retry') as typeof import('axios-retry');
  /* eslint-enable @typescript-eslint/no-require-imports */
  const instance = axios.create();
  // How the application reaches the outside is kept; its headers, parameters and rules are not Viber's business.
  const kept: readonly string[] = ['adapter', 'proxy', 'httpAgent', 'httpsAgent', 'env', 'transitional'];
  for (const name of Object.keys(instance.defaults)) {
    if (!kept.includes(name)) Reflect.deleteProperty(instance.defaults, name);
  }
  Object.assign(instance.defaults, {
    headers: {},
    timeout: TIMEOUT_MS,
    maxContentLength: MAX_ANSWER_BYTES,
    // A redirect would carry the token to another host.
    maxRedirects: 0,
    responseType: 'text',
    transformRequest: (text: unknown) => text,
    // Parsed here instead: axios would round the tokens.
    transformResponse: (text: unknown) => text,
    validateStatus: (status: number) => status >= 200 && status < 300,
  });
  // The timeout of axios starts anew with each byte of an answer.
  instance.interceptors.request.use((config) => ({ ...config, signal: AbortSignal.timeout(TIMEOUT_MS) }));
  axiosRetry(instance, {
    retries: 0,
    shouldResetTimeout: true,
    retryCondition: ({ response }) => (errorStatus(response) ?? 500) >= 500,
    retryDelay: (attempt, error) =>
      Math.min(exponentialDelay(attempt, error, RETRY_BASE_MS), MAX_RETRY_DELAY_MS),
  });
  return instance;
}

/**
 * Calls Viber's API. Network errors and 5xx are retried at most three times, with backoff and jitter, if the
 * call is repeatable; what Viber itself refuses never is.
 *
 * @throws {@link ViberApiError} if Viber refuses, {@link ViberConnectionError} if no answer of Viber's comes
 */
export async function callApi(request: ApiRequest): Promise<ApiAnswer> {
  const response = await post(request);
  const answer = asRecord(parseAnswer(response, request.method));
  const status = statusOf(answer?.['status']);
  if (answer === undefined || status === undefined) {
    throw new ViberConnectionError(request.method, 'the answer has no status, so it is not from Viber', {
      httpStatus: response.status,
    });
  }
  if (status !== 0) {
    const said = answer['status_message'];
    const statusMessage = typeof said === 'string' ? withoutToken(said, request.authToken) : undefined;
    const hint = status === INVALID_AUTH_TOKEN ? AUTH_TOKEN_HINT : request.hintFor?.(status, statusMessage);
    throw new ViberApiError({ method: request.method, status, statusMessage, hint });
  }
  tokensToStrings(answer);
  return { ...answer, status: 0 };
}

async function post({
  apiUrl,
  authToken,
  method,
  body,
  repeatable,
}: ApiRequest): Promise<AxiosResponse<string>> {
  const json = JSON.stringify(body);
  try {
    return await axiosInstance().post<string>(`${apiUrl}/${method}`, json, {
      headers: { [AUTH_TOKEN_HEADER]: authToken, 'Content-Type': 'application/json' },
      'axios-retry': { retries: repeatable ? RETRIES : 0 },
    });
  } catch (error) {
    throw withoutSecrets(error, method, authToken);
  }
}

// One client has seen the number as a string. [seen]
function statusOf(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  return typeof status === 'number' && Number.isInteger(status) ? status : undefined;
}

// axios knows the HTTP status of an answer whose connection broke in its middle too: an error with a 2xx is one.
function errorStatus(response: AxiosError['response']): number | undefined {
  return response === undefined || response.status < 300 ? undefined : response.status;
}

// An axios error carries the request with its headers, so nothing of it is kept but what is picked here.
function withoutSecrets(error: unknown, method: string, authToken: string): ViberConnectionError {
  const { code, message, response } = error as AxiosError;
  const httpStatus = errorStatus(response);
  if (httpStatus !== undefined) {
    return new ViberConnectionError(method, `it was answered with HTTP ${String(httpStatus)}`, {
      httpStatus,
    });
  }
  const reason =
    code === 'ERR_CANCELED' ? `not within ${String(TIMEOUT_MS)} ms` : withoutToken(message, authToken);
  return new ViberConnectionError(method, reason, { networkCode: code });
}

function parseAnswer(response: AxiosResponse<string>, method: string): unknown {
  try {
    return parseExactJson(response.data);
  } catch {
    throw new ViberConnectionError(method, 'the answer is not JSON, so it is not from Viber', {
      httpStatus: response.status,
    });
  }
}

function withoutToken(text: string, authToken: string): string {
  return text.replaceAll(authToken, '[auth token]');
}
