import type { BroadcastAnswer } from './api-answers';
import type { StatusName } from './status-codes';
import { statusName } from './status-codes';

/**
 * What every error of this package is. `code` is literal in each class, so a `switch` on the `code` of an
 * {@link AnyViberError} narrows. No error holds an auth token, a signature or a callback's body.
 */
export abstract class ViberError extends Error {
  abstract readonly code: string;
}

// On the prototype, as the built-in errors have it, so that it does not clutter what is logged.
function named(constructor: { prototype: ViberError }, name: string): void {
  Object.defineProperty(constructor.prototype, 'name', { value: name, configurable: true, writable: true });
}

const REQUEST_ERRORS = {
  missing_signature: {
    status: 401,
    message: 'The request has neither an X-Viber-Content-Signature header nor a sig query parameter.',
  },
  invalid_signature: { status: 401, message: 'The signature does not match the body.' },
  unknown_account: { status: 404, message: 'No bot is served at this address.' },
  body_too_large: { status: 413, message: 'The body is larger than this webhook accepts.' },
  incomplete_body: { status: 400, message: 'The body ended early, or its length is not the one announced.' },
  unsupported_encoding: {
    status: 415,
    message: 'A body with a Content-Encoding is not accepted: send the signed bytes as they are.',
  },
  invalid_utf8: { status: 400, message: 'The body is not valid UTF-8.' },
  invalid_json: { status: 400, message: 'The body is not valid JSON.' },
} as const;

/** Why a request was refused. */
export type RequestErrorCode = keyof typeof REQUEST_ERRORS;

/** What a {@link ViberRequestError} may be given besides its code. */
export interface RequestErrorOptions extends ErrorOptions {
  hint?: string | undefined;
}

/** A request that is not a readable callback signed by Viber; answered with `status` and never dispatched. */
export class ViberRequestError extends ViberError {
  readonly code: RequestErrorCode;
  /** The HTTP status of the answer: 400, 401, 404, 413 or 415. */
  readonly status: 400 | 401 | 404 | 413 | 415;
  /**
   * Why a signature is missing or does not match, as far as it was looked into, and what to do. For the developer
   * alone: it is not in the message and never in the answer.
   */
  declare readonly hint: string | undefined;

  constructor(code: RequestErrorCode, options: RequestErrorOptions = {}) {
    super(REQUEST_ERRORS[code].message, options);
    this.code = code;
    this.status = REQUEST_ERRORS[code].status;
    // Only where there is one, so that what is logged has no empty field.
    if (options.hint !== undefined) this.hint = options.hint;
  }
}
named(ViberRequestError, 'ViberRequestError');

/** Something read the request's body before the webhook did, so its exact bytes are gone; a fault of the application. */
export class ViberBodyParsedError extends ViberError {
  readonly code = 'body_already_parsed';
  /** The HTTP status Express answers with. */
  readonly status = 500;

  constructor() {
    super(
      'The request body was read before express-viber saw it, so its signature cannot be checked. ' +
        'Move app.use(viber.middleware()) above app.use(express.json()) and any other body parser, ' +
        'or keep the exact bytes: express.json({ verify: (req, res, bytes) => { req.rawBody = bytes } }).',
    );
  }
}
named(ViberBodyParsedError, 'ViberBodyParsedError');

/** One or more listeners, or the welcome handler, threw or rejected. */
export class ViberListenerError extends ViberError {
  readonly code = 'listener_failed';
  /** The HTTP status Express answers with. */
  readonly status = 500;
  /** What was thrown, in the order of failing; `cause` is the first. */
  declare readonly errors: readonly unknown[];
  /** Whether the answer had been given by then, so that Viber will not repeat the callback. */
  readonly acknowledged: boolean;

  /** @param event - the event whose listeners failed */
  constructor(event: string, errors: readonly unknown[], acknowledged: boolean) {
    const [first] = errors;
    const who = errors.length === 1 ? 'A handler' : `${String(errors.length)} handlers`;
    const what = acknowledged
      ? 'too late to change the answer, so Viber will not repeat the callback'
      : 'so the callback is not acknowledged and Viber will repeat it';
    super(`${who} of "${event}" failed, ${what}.`, { cause: first });
    // Not enumerable, like cause, so that a log does not print the first of them twice.
    Object.defineProperty(this, 'errors', { value: errors });
    this.acknowledged = acknowledged;
    // Express's own handler prints the stack alone, and the listener's is the one that is needed.
    const stack = stackOf(first);
    if (stack !== undefined) this.stack = `${String(this.stack)}\n  [cause]: ${stack}`;
  }
}

// Whatever was thrown, and however it is made: reading it must not throw.
function stackOf(thrown: unknown): string | undefined {
  try {
    return thrown instanceof Error && typeof thrown.stack === 'string' ? thrown.stack : undefined;
  } catch {
    return undefined;
  }
}
named(ViberListenerError, 'ViberListenerError');

/** The welcome message could not go into the HTTP reply; the callback was acknowledged without it. */
export class ViberWelcomeError extends ViberError {
  /** `welcome_late`: not there by `ackTimeoutMs`. `welcome_invalid`: not a message Viber would show. */
  readonly code: 'welcome_late' | 'welcome_invalid';
  /** Path and rule of each fault of an invalid message. */
  readonly problems: readonly string[];

  constructor(code: 'welcome_late' | 'welcome_invalid', problems: readonly string[] = []) {
    super(
      code === 'welcome_late'
        ? 'The welcome message was not ready in time and was left out. Make the handler faster, or send it later with reply.'
        : `The welcome message is not valid and was left out: ${joined(problems)}`,
    );
    this.code = code;
    this.problems = problems;
  }
}
named(ViberWelcomeError, 'ViberWelcomeError');

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

const PROBLEMS_IN_A_MESSAGE = 5;

function joined(problems: readonly string[]): string {
  const more = problems.length - PROBLEMS_IN_A_MESSAGE;
  const shown = problems.slice(0, PROBLEMS_IN_A_MESSAGE).join('; ');
  const text = more > 0 ? `${shown}; and ${String(more)} more in problems` : shown;
  return /[.?]$/.test(text) ? text : `${text}.`;
}

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
    super(`${method} got no answer from Viber's API: ${reason}.${whenToRetry(details.retryAfterMs)}`);
    this.method = method;
    this.networkCode = details.networkCode;
    this.httpStatus = details.httpStatus;
    this.retryAfterMs = details.retryAfterMs;
  }
}
named(ViberConnectionError, 'ViberConnectionError');

/** What {@link ViberBroadcastError} is made of. */
export interface BroadcastErrorDetails {
  /** All receivers, in number. */
  total: number;
  result: BroadcastAnswer;
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
  /** What Viber answered until then. */
  readonly result: BroadcastAnswer;
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

/** Every error of this package; narrows in a `switch` on `code`. */
export type AnyViberError =
  | ViberRequestError
  | ViberBodyParsedError
  | ViberListenerError
  | ViberWelcomeError
  | ViberMessageError
  | ViberWebhookUrlError
  | ViberApiError
  | ViberConnectionError
  | ViberBroadcastError;
