import type { AxiosError, AxiosInstance, AxiosResponse } from 'axios';
import { ViberApiError, ViberConnectionError } from '../protocol/errors';
import { asRecord, parseExactJson } from '../protocol/exact-json';

/** The header the auth token goes in. [doc] */
const AUTH_TOKEN_HEADER = 'X-Viber-Auth-Token';

// Viber waits 5 s for the webhook inside set_webhook, so an answer may well take longer than that.
const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 10 * 1024 * 1024;
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
  body: unknown;
  /** Whether doing it twice is the same as doing it once, so that it may be retried. */
  repeatable: boolean;
  /** What to tell the developer about a refusal. */
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
  const instance = axios.create({
    timeout: TIMEOUT_MS,
    maxContentLength: MAX_ANSWER_BYTES,
    // A redirect would carry the token to another host.
    maxRedirects: 0,
    // Parsed here instead: axios would round the tokens.
    responseType: 'text',
    transformResponse: (text: unknown) => text,
  });
  axiosRetry(instance, {
    retries: 0,
    shouldResetTimeout: true,
    retryCondition: ({ response }) => isIncomplete(response) || response.status >= 500,
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
    const hint = request.hintFor?.(status, statusMessage);
    throw new ViberApiError({ method: request.method, status, statusMessage, hint });
  }
  if (typeof answer['message_token'] === 'number') answer['message_token'] = String(answer['message_token']);
  return { ...answer, status: 0 };
}

async function post({
  apiUrl,
  authToken,
  method,
  body,
  repeatable,
}: ApiRequest): Promise<AxiosResponse<string>> {
  try {
    return await axiosInstance().post<string>(`${apiUrl}/${method}`, body, {
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

// axios knows the HTTP status of an answer whose connection broke in its middle; an error with a 2xx is one.
function isIncomplete(response: AxiosError['response']): response is undefined {
  return response === undefined || response.status < 300;
}

// An axios error carries the request with its headers, so nothing of it is kept but what is picked here.
function withoutSecrets(error: unknown, method: string, authToken: string): ViberConnectionError {
  const { code, message, response } = error as AxiosError;
  if (!isIncomplete(response)) {
    const httpStatus = response.status;
    return new ViberConnectionError(method, `it was answered with HTTP ${String(httpStatus)}`, {
      httpStatus,
    });
  }
  return new ViberConnectionError(
    method,
    withoutToken(message || (code ?? 'the request failed'), authToken),
    {
      networkCode: code,
    },
  );
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
