import { statusName } from '../protocol/status-codes';

/** An answer of the API; it goes out with HTTP 200 whatever it says. [doc] */
export type ApiAnswer = Record<string, unknown> & { status: number; status_message: string };

/** All is well. */
export function ok(fields: Record<string, unknown> = {}): ApiAnswer {
  return { status: 0, status_message: 'ok', ...fields };
}

/** A refusal; the text is free, so it says what to do. */
export function refused(status: number, message: string = statusName(status)): ApiAnswer {
  return { status, status_message: message };
}
