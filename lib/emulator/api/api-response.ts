import { statusName } from '../../errors/status-codes';

/** An answer of the API; it goes out with HTTP 200 whatever it says. [doc] */
export type ApiResponse = Record<string, unknown> & { status: number; status_message: string };

/** All is well. */
export function ok(fields: Record<string, unknown> = {}): ApiResponse {
  return { status: 0, status_message: 'ok', ...fields };
}

/** A refusal; the text is free, so it says what to do. */
export function refusal(status: number, message: string = statusName(status)): ApiResponse {
  return { status, status_message: message };
}
