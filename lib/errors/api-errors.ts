import type { StatusName } from './status-codes';
import { statusName } from './status-codes';
import { joined, named, ViberError } from './viber-error';

/**
 * The message is not valid, so it was not sent. Viber would refuse it, or accept it and then fail to show it on the
 * user's phone.
 */
export class ViberMessageError extends ViberError {
  readonly code = 'invalid_message';
  /** The path, the size and the broken rule of each problem. Values are never quoted. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The message is not valid and was not sent: ${joined(problems)}`);
    this.problems = problems;
  }
}
named(ViberMessageError, 'ViberMessageError');

/** Viber would refuse the webhook's URL, so the request was not sent. */
export class ViberWebhookUrlError extends ViberError {
  readonly code = 'invalid_webhook_url';
}
named(ViberWebhookUrlError, 'ViberWebhookUrlError');

/** The constructor options of {@link ViberApiError}. */
export interface ApiErrorDetails {
  method: string;
  viberStatus: number;
  statusMessage: string | undefined;
  hint: string | undefined;
  retryAfterMs?: number | undefined;
}

/** Viber refused an API call: it responded with HTTP 200 and a `status` other than 0. */
export class ViberApiError extends ViberError {
  readonly code = 'api_error';
  /** The API method, such as `set_webhook` or `send_message`. */
  readonly method: string;
  /** Viber's status number, the only part of its response to rely on. */
  readonly viberStatus: number; // [doc]
  /** Viber's name for the status number. */
  readonly statusName: StatusName;
  /** Viber's free text; `undefined` where the response has none. */
  readonly statusMessage: string | undefined;
  /** The likely cause and what to do, where they are known. The message contains it. */
  declare readonly hint: string | undefined;
  /** Milliseconds to wait, from the response's `Retry-After` header; `undefined` without one. */
  readonly retryAfterMs: number | undefined;

  constructor({ method, viberStatus, statusMessage, hint, retryAfterMs }: ApiErrorDetails) {
    const name = statusName(viberStatus);
    const text = statusMessage === undefined ? 'without a message' : `"${statusMessage}"`;
    super(
      `Viber refused ${method}: status ${String(viberStatus)} (${name}), ${text}.` +
        `${hint === undefined ? '' : ` ${hint}`}${whenToRetry(retryAfterMs)}`,
    );
    this.method = method;
    this.viberStatus = viberStatus;
    this.statusName = name;
    this.statusMessage = statusMessage;
    // Not enumerable, so that a log that prints the message and the fields has it once.
    Object.defineProperty(this, 'hint', { value: hint });
    this.retryAfterMs = retryAfterMs;
  }
}
named(ViberApiError, 'ViberApiError');

function whenToRetry(retryAfterMs: number | undefined): string {
  return retryAfterMs === undefined
    ? ''
    : ` The response asks to wait ${String(Math.ceil(retryAfterMs / 1000))} s.`;
}

/** The constructor options of {@link ViberConnectionError}. */
export interface ConnectionErrorDetails {
  networkCode?: string | undefined;
  httpStatus?: number | undefined;
  retryAfterMs?: number | undefined;
}

/**
 * An API call got no usable response: the connection failed, the call timed out, or something other than Viber's API
 * responded.
 */
export class ViberConnectionError extends ViberError {
  readonly code = 'connection_failed';
  /** The API method, such as `set_webhook` or `send_message`. */
  readonly method: string;
  /** The code from Node or axios, such as `ECONNREFUSED`; `undefined` if there was a response. */
  readonly networkCode: string | undefined;
  /** The HTTP status of a response that did not come from Viber's API; `undefined` if there was no response. */
  readonly httpStatus: number | undefined;
  /** Milliseconds to wait, from the response's `Retry-After` header; `undefined` without one. */
  readonly retryAfterMs: number | undefined;

  constructor(method: string, reason: string, details: ConnectionErrorDetails = {}) {
    super(
      `${method} got no usable response from Viber's API: ${reason}.${whenToRetry(details.retryAfterMs)}`,
    );
    this.method = method;
    this.networkCode = details.networkCode;
    this.httpStatus = details.httpStatus;
    this.retryAfterMs = details.retryAfterMs;
  }
}
named(ViberConnectionError, 'ViberConnectionError');

/** A receiver that Viber did not send a broadcast to. */
export interface BroadcastFailure {
  /** The user's id. */
  receiver: string;
  /** Viber's status number for this receiver, such as 5 (not registered) or 6 (not subscribed). */
  status: number;
  status_message?: string;
}

/** The combined result of the requests of a broadcast. */
export interface BroadcastResult {
  /** One token for each request, in order. All receivers of a request, up to 300, share its token. */
  message_tokens: string[];
  /** The receivers Viber refused. Every other receiver of these requests was sent the message. */
  failed_list: BroadcastFailure[];
}

/** The constructor options of {@link ViberBroadcastError}. */
export interface BroadcastErrorDetails {
  /** The number of all receivers. */
  total: number;
  result: BroadcastResult;
  uncertain: readonly string[];
  notSent: readonly string[];
  cause: unknown;
}

/**
 * A broadcast stopped early: Viber refused a request, a request got no response, the signal was aborted, or `onProgress`
 * threw. `cause` is that error, or the signal's reason.
 *
 * A receiver is in at most one of `result.failed_list`, `uncertain` and `notSent`; a receiver in none of them was sent
 * the message. To continue, broadcast to `notSent`.
 */
export class ViberBroadcastError extends ViberError {
  readonly code = 'broadcast_stopped';
  /** The result of the requests before it stopped. It has no `status`, since the broadcast did not succeed. */
  readonly result: BroadcastResult;
  /** The receivers of the request that got no response. They may have been sent the message. */
  readonly uncertain: readonly string[];
  /** The receivers that were not sent the message. */
  readonly notSent: readonly string[];

  constructor({ total, result, uncertain, notSent, cause }: BroadcastErrorDetails) {
    const done = total - uncertain.length - notSent.length;
    const reason = cause instanceof ViberError ? ` ${cause.message}` : '';
    super(
      `The broadcast stopped after ${String(done)} of ${String(total)} receivers: ` +
        `${String(uncertain.length)} may have been sent the message (uncertain), ${String(notSent.length)} were not (notSent). ` +
        `To continue, broadcast to notSent.${reason}`,
      { cause },
    );
    this.result = result;
    this.uncertain = uncertain;
    this.notSent = notSent;
  }
}
named(ViberBroadcastError, 'ViberBroadcastError');
