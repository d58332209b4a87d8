import type { ServerResponse } from 'node:http';
import { codeOf, ViberQueueError } from '../../errors';
import type { ViberRequestError } from '../../errors';
import type { Acknowledgement } from '../dispatch/welcome';

/** The HTTP response to a request. */
export interface WebhookResponse {
  /** 200 acknowledges the callback. Viber is not known to accept any other status. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty, the welcome message as JSON, or a small JSON object with the code and message of an error. */
  readonly body: string;
  /** The failure of the application behind a 500, or behind a 503 if its queue was too slow. */
  readonly error?: Error;
}

const JSON_HEADERS = { 'Content-Type': 'application/json; charset=utf-8' };

/** The seconds after which a request that got a 503 may be sent again. */
const RETRY_AFTER_S = '1';

const EMPTY_200: WebhookResponse = Object.freeze({ status: 200, headers: Object.freeze({}), body: '' });

/** The 200 that acknowledges a callback. */
export function acknowledgementResponse({ welcome }: Acknowledgement): WebhookResponse {
  return welcome === undefined ? EMPTY_200 : { status: 200, headers: JSON_HEADERS, body: welcome };
}

/** The response to a rejected request. */
export function rejectionResponse({ status, code, message }: ViberRequestError): WebhookResponse {
  return errorResponse(status, code, message);
}

/** The response to a failure of the application. It leaves out the error's message, which may contain anything. */
export function failureResponse(error: Error): WebhookResponse {
  const status = failureStatus(error);
  const headers = error instanceof ViberQueueError ? error.headers : {};
  return {
    ...errorResponse(status, codeOf(error), 'The callback could not be handled.', headers),
    error,
  };
}

/** The response to a request other than POST, if no other middleware can handle it. */
export function methodNotAllowedResponse(): WebhookResponse {
  return errorResponse(405, 'method_not_allowed', 'Viber sends its callbacks by POST.', { Allow: 'POST' });
}

/** The HTTP status of a failure of the application. */
export function failureStatus(error: unknown): 500 | 503 {
  return error instanceof ViberQueueError ? error.status : 500;
}

function errorResponse(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): WebhookResponse {
  const retryAfter = status === 503 ? { 'Retry-After': RETRY_AFTER_S } : {};
  return {
    status,
    headers: { ...JSON_HEADERS, ...retryAfter, ...headers },
    body: JSON.stringify({ error: code, message }),
  };
}

/** Writes a response, unless the application has already sent one, for example from its own timeout. */
export function writeResponse(res: ServerResponse, { status, headers, body }: WebhookResponse): void {
  if (res.headersSent) return;
  // 200 is the default on the prototype. Assigning it adds an own property, which is slow on Express's response.
  if (res.statusCode !== status) res.statusCode = status;
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  res.end(body);
}
