import type { Response } from 'express';
import type { StatusName } from '../../errors/status-codes';
import { STATUS_NAMES, statusName } from '../../errors/status-codes';
import { wireJson } from '../../protocol/wire-json';
import type { RecordResponse } from './record-call';

/** A response of Viber's REST API. */
export type ApiResponse = Record<string, unknown> & { status: number; status_message: string };

/** A successful response. */
export function ok(fields: Record<string, unknown> = {}): ApiResponse {
  return { status: statusNumber('ok'), status_message: 'ok', ...fields };
}

/** Viber's number for errors that have none of their own. [seen] */
const GENERAL_ERROR = 999;

/** Texts of Viber that differ from the name of their status. [seen, hub] */
const TEXTS: ReadonlyMap<number, string> = new Map([
  [statusNumber('receiverNotSubscribed'), 'notSubscribed'],
  [statusNumber('tooManyRequests'), 'Too many requests'],
  [GENERAL_ERROR, 'Bad receiver ID'],
]);

/** A response that refuses a request. */
export function refusal(name: StatusName, message?: string): ApiResponse {
  const response = refusalByNumber(statusNumber(name));
  return message === undefined ? response : { ...response, status_message: message };
}

/** A response that refuses a request with any number, as a fault may. */
export function refusalByNumber(status: number): ApiResponse {
  return { status, status_message: TEXTS.get(status) ?? statusName(status) };
}

/** A response that refuses a field which is missing or wrong. */
export function fieldRefusal(value: unknown, message: string): ApiResponse {
  return refusal(value === undefined ? 'missingData' : 'badData', message);
}

function statusNumber(name: StatusName): number {
  const status = (STATUS_NAMES as readonly StatusName[]).indexOf(name);
  return status === -1 ? GENERAL_ERROR : status;
}

/** Sends a response with HTTP 200, which Viber's API has whatever the status is. [doc] */
export function sendApiResponse(res: Response, record: RecordResponse, response: ApiResponse): void {
  const body = wireJson(response);
  // Before it is sent, so that it is in the timeline once the bot has it.
  record(body, response);
  res.status(200).type('json').send(body);
}
