import type { ServerResponse } from 'node:http';
import type { ViberError } from '../../errors';
import { ViberQueueError } from '../../errors';

/** The acknowledgement of a callback: always HTTP 200, for no other status is known to count. [doc] */
export interface Answer {
  /** The welcome message as JSON; left out, the body is empty. */
  welcome?: string;
}

/** What is refused for now may be welcome a moment later. */
const RETRY_AFTER_S = 1;

/** Acknowledges a callback. Does nothing if the request has been answered already, by a timeout of the app say. */
export function sendAnswer(res: ServerResponse, { welcome }: Answer): void {
  if (welcome !== undefined) {
    sendJson(res, 200, welcome);
  } else if (!res.headersSent) {
    // Node adds the Content-Length of 0; a writeHead with it would have to merge it with Express's own headers.
    res.statusCode = 200;
    res.end();
  }
}

/** The HTTP status an error of the application is answered with. */
export function statusOf(error: unknown): 500 | 503 {
  return error instanceof ViberQueueError ? error.status : 500;
}

/** Answers with small JSON: the error's code and its one sentence, which never hold anything secret. */
export function sendError(
  res: ServerResponse,
  status: number,
  { code, message }: Pick<ViberError, 'code' | 'message'>,
): void {
  if (status === 503 && !res.headersSent) res.setHeader('Retry-After', RETRY_AFTER_S);
  sendJson(res, status, JSON.stringify({ error: code, message }));
}

function sendJson(res: ServerResponse, status: number, json: string): void {
  if (res.headersSent) return;
  const contentLength = Buffer.byteLength(json);
  res.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': contentLength,
  });
  res.end(json);
}
