import type { Response } from 'express';
import { statusName } from '../../errors/status-codes';
import { wireJson } from '../../protocol/wire-json';

/** A response of Viber's REST API. */
export type ApiResponse = Record<string, unknown> & { status: number; status_message: string };

/** A successful response. */
export function ok(fields: Record<string, unknown> = {}): ApiResponse {
  return { status: 0, status_message: 'ok', ...fields };
}

/** Texts of Viber that differ from the name of their status. [seen, hub] */
const TEXTS: Readonly<Record<number, string>> = {
  6: 'notSubscribed',
  12: 'Too many requests',
  999: 'Bad receiver ID',
};

/** A response that refuses a request. */
export function refusal(status: number, message = TEXTS[status] ?? statusName(status)): ApiResponse {
  return { status, status_message: message };
}

/** Sends a response with HTTP 200, which Viber's API has whatever the status is. [doc] */
export function sendApiResponse(res: Response, response: ApiResponse): void {
  res.status(200).type('json').send(wireJson(response));
}
