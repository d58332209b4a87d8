import type { Response } from 'express';
import { statusName } from '../../errors/status-codes';
import { wireJson } from '../../protocol/wire-json';

/** A response of Viber's REST API. */
export type ApiResponse = Record<string, unknown> & { status: number; status_message: string };

/** A successful response. */
export function ok(fields: Record<string, unknown> = {}): ApiResponse {
  return { status: 0, status_message: 'ok', ...fields };
}

/** A response that refuses a request; `message` should say what to do, since Viber's texts may be anything. */
export function refusal(status: number, message: string = statusName(status)): ApiResponse {
  return { status, status_message: message };
}

/** Sends a response with HTTP 200, which Viber's API has whatever the status is. [doc] */
export function sendApiResponse(res: Response, response: ApiResponse): void {
  res.status(200).type('json').send(wireJson(response));
}
