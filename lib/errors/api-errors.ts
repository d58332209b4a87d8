import type { StatusName } from './status-codes';
import { statusName } from './status-codes';
import { joined, named, ViberError } from './viber-error';

/** A message Viber would refuse, or answer with 0 and fail on the user's phone; thrown before anything is sent. */
export class ViberMessageError extends ViberError {
  readonly code = 'invalid_message';
  /** Path, size and rule of each fault; values are never quoted. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The message is not valid and was not sent: ${joined(problems)}`);
    this.problems = problems;
  }
}
named(ViberMessageError, 'ViberMessageError');

/** The webhook's URL is one Viber would refuse; thrown before anything is sent. */
export class ViberWebhookUrlError extends ViberError {
  readonly code = 'invalid_webhook_url';
}
named(ViberWebhookUrlError, 'ViberWebhookUrlError');

/** What {@link ViberApiError} is made of. */
export interface ApiErrorDetails {
  method: string;
  status: number;
  statusMessage: string | undefined;
  hint: string | undefined;
  retryAfterMs?: number | undefined;
}

/** Viber answered, and refused: HTTP 200 with a `status` other than 0. [doc] */
export class ViberApiError extends ViberError {
  readonly code = 'api_error';
  /** The API method: `set_webhook`, `send_message`, … */
  readonly method: string;
  /** Viber's number for the refusal, the only part of its answer to rely on. [doc] */
  readonly status: number;
  /** Viber's name for the number. */
  readonly statusName: StatusName;
  /** Viber's free text; it may be missing. [seen] */
  readonly statusMessage: string | undefined;
  /** The likely cause and what to do, where it is known. */
  readonly hint: string | undefined;
  /** How long the `Retry-After` of the answer asked to wait, in milliseconds; `undefined` without one. */
  readonly retryAfterMs: number | undefined;

  constructor({ method, status, statusMessage, hint, retryAfterMs }: ApiErrorDetails) {
    const name = statusName(status);
    const said = statusMessage === undefined ? 'without a message' : `"${statusMessage}"`;
    super(
      `Viber refused ${method}: status ${String(status)} (${name}), ${said}.` +
        `${hint === undefined ? '' : ` ${hint}`}${whenToRetry(retryAfterMs)}`,
    );
    this.method = method;
    this.status = status;
    this.statusName = name;
    this.statusMessage = statusMessage;
    this.hint = hint;
    this.retryAfterMs = retryAfterMs;
  }
}
named(ViberApiError, 'ViberApiError');

function whenToRetry(retryAfterMs: number | undefined): string {
  return retryAfterMs === undefined ? '' : ` It asks to wait ${String(Math.ceil(retryAfterMs / 1000))} s.`;
}

/** What is known of an answer that was not Viber's, or did not come. */
export interface ConnectionErrorDetails {
  networkCode?: string | undefined;
  httpStatus?: number | undefined;
  retryAfterMs?: number | undefined;
}

/** No usable answer came from Viber's API: the connection failed, it took too long, or it was not the API that answered. */
export class ViberConnectionError extends ViberError {
  readonly code = 'connection_failed';
  /** The API method: `set_webhook`, `send_message`, … */
  readonly method: string;
  /** Node's or axios's code, such as `ECONNREFUSED`; `undefined` if an answer came but was not Viber's. */
  readonly networkCode: string | undefined;
  /** The HTTP status of an answer that was not Viber's. */
  readonly httpStatus: number | undefined;
  /** How long the `Retry-After` of the answer asked to wait, in milliseconds; `undefined` without one. */
  readonly retryAfterMs: number | undefined;

  constructor(method: string, reason: string, details: ConnectionErrorDetails = {}) {
    super(`${method} got no usable answer from Viber's API: ${reason}.${whenToRetry(details.retryAfterMs)}`);
    this.method = method;
    this.networkCode = details.networkCode;
    this.httpStatus = details.httpStatus;
    this.retryAfterMs = details.retryAfterMs;
  }
}
named(ViberConnectionError, 'ViberConnectionError');

/** A receiver who did not get a broadcast, as Viber lists them. [doc] */
export interface BroadcastFailure {
  /** The user's id. */
  receiver: string;
  /** Viber's status number for this receiver: 5 not registered, 6 not subscribed, … */
  status: number;
  status_message?: string;
}

/** What the requests of a broadcast achieved. */
export interface BroadcastResult {
  /** One for each request, in order: a request of up to 300 receivers has one token for all of them. */
  message_tokens: string[];
  /** The receivers Viber refused; every other receiver of these requests was sent the message. */
  failed_list: BroadcastFailure[];
}

/** What {@link ViberBroadcastError} is made of. */
export interface BroadcastErrorDetails {
  /** All receivers, in number. */
  total: number;
  result: BroadcastResult;
  uncertain: readonly string[];
  notSent: readonly string[];
  cause: unknown;
}

/**
 * A broadcast stopped before its end: Viber refused a request, no answer came, the signal was aborted, or `onProgress`
 * threw; `cause` is the error, or the signal's reason. Each receiver is in one place: `result.failed_list`, `uncertain`,
 * `notSent`, and whoever is in none of them was sent the message. Broadcast to `notSent` to go on.
 */
export class ViberBroadcastError extends ViberError {
  readonly code = 'broadcast_stopped';
  /** What Viber answered until then; without a status, since it did not end well. */
  readonly result: BroadcastResult;
  /** The receivers of the request that got no answer: they may have been sent the message. */
  readonly uncertain: readonly string[];
  /** The receivers who were not sent the message. */
  readonly notSent: readonly string[];

  constructor({ total, result, uncertain, notSent, cause }: BroadcastErrorDetails) {
    const answered = total - uncertain.length - notSent.length;
    const why = cause instanceof ViberError ? ` ${cause.message}` : '';
    super(
      `The broadcast stopped after ${String(answered)} of ${String(total)} receivers: ` +
        `${String(uncertain.length)} may have been sent the message (uncertain), ${String(notSent.length)} were not (notSent). ` +
        `Broadcast to notSent to go on.${why}`,
      { cause },
    );
    this.result = result;
    this.uncertain = uncertain;
    this.notSent = notSent;
  }
}
named(ViberBroadcastError, 'ViberBroadcastError');
