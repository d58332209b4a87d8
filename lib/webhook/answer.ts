import type { ServerResponse } from 'node:http';
import type { ViberError } from '../protocol/errors';

/** The acknowledgement of a callback: always HTTP 200, for no other status is known to count. [doc] */
export interface Answer {
  /** The welcome message as JSON; left out, the body is empty. */
  welcome?: string;
}

/** Acknowledges a callback. Does nothing if the request has been answered already, by a timeout of the app say. */
export function sendAnswer(res: ServerResponse, { welcome }: Answer): void {
  if (welcome === undefined) send(res, 200, {}, '');
  else send(res, 200, { 'Content-Type': 'application/json; charset=utf-8' }, welcome);
}

/** Answers with small JSON: the error's code and its one sentence, which never hold anything secret. */
export function sendError(
  res: ServerResponse,
  status: number,
  { code, message }: Pick<ViberError, 'code' | 'message'>,
): void {
  const body = JSON.stringify({ error: code, message });
  send(res, status, { 'Content-Type': 'application/json; charset=utf-8' }, body);
}

function send(res: ServerResponse, status: number, headers: Record<string, string>, body: string): void {
  if (res.headersSent) return;
  res.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  res.end(body);
}
