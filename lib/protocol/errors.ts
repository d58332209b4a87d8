import type { InspectOptions } from 'node:util';
import { inspect } from 'node:util';
import type {
  ViberApiError,
  ViberBroadcastError,
  ViberConnectionError,
  ViberMessageError,
  ViberWebhookUrlError,
} from './api-errors';
import { joined, named, ViberError } from './viber-error';

export {
  ViberApiError,
  ViberBroadcastError,
  ViberConnectionError,
  ViberMessageError,
  ViberWebhookUrlError,
} from './api-errors';
export type { ApiErrorDetails, BroadcastErrorDetails, ConnectionErrorDetails } from './api-errors';
export { ViberError } from './viber-error';

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
  overloaded: { status: 503, message: 'Too many callbacks are being handled. Repeat it later.' },
  closing: { status: 503, message: 'This process is shutting down. Repeat it later.' },
} as const;

/** Why a request was refused. */
export type RequestErrorCode = keyof typeof REQUEST_ERRORS;

/** What a {@link ViberRequestError} may be given besides its code. */
export interface RequestErrorOptions extends ErrorOptions {
  hint?: string | undefined;
}

/** A request that is no readable callback signed by Viber, or comes at a bad moment; answered with `status`, never dispatched. */
export class ViberRequestError extends ViberError {
  readonly code: RequestErrorCode;
  /** The HTTP status of the answer: 400, 401, 404, 413, 415 or 503. */
  readonly status: 400 | 401 | 404 | 413 | 415 | 503;
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

/**
 * What a failure of listeners leads to: Viber repeats the callback; it does not, since the answer had been given; the job
 * fails, and the queue's attempts apply; or nothing, since those listeners only look on, as that of `rejected` does.
 */
export type ListenerFailureOutcome = 'repeated' | 'too_late' | 'job_failed' | 'no_change';

const LISTENER_FAILURES: Record<ListenerFailureOutcome, string> = {
  repeated: 'so the callback is not acknowledged and Viber will repeat it',
  too_late: 'too late to change the answer, so Viber will not repeat the callback',
  job_failed: "so the job fails and the queue's attempts apply",
  no_change: 'which does not change the answer',
};

/** One or more listeners, the welcome handler, or where there is no application to tell an `authToken` function, threw or rejected. */
export class ViberListenerError extends ViberError {
  readonly code = 'listener_failed';
  /** The HTTP status Express answers with. */
  readonly status = 500;
  /** The event whose listeners failed; `request` where it was the `authToken` function. */
  readonly event: string;
  /** What was thrown, in the order of failing; `cause` is the first. */
  declare readonly errors: readonly unknown[];
  /** `false` where Viber will repeat the callback for it; always `true` in a worker, where Viber had its answer before. */
  readonly acknowledged: boolean;
  readonly #ownStack: string;

  constructor(event: string, errors: readonly unknown[], outcome: ListenerFailureOutcome) {
    const [first] = errors;
    const who = errors.length === 1 ? 'A handler' : `${String(errors.length)} handlers`;
    super(`${who} of "${event}" failed, ${LISTENER_FAILURES[outcome]}.`, { cause: first });
    // Not enumerable, like cause, so that a log that lists fields does not print the first of them twice.
    Object.defineProperty(this, 'errors', { value: errors });
    this.event = event;
    this.acknowledged = outcome !== 'repeated';
    this.#ownStack = String(this.stack);
    // Express's own handler prints the stack alone, and a queue keeps nothing else: the listeners' are those that are needed.
    for (const [index, error] of errors.entries()) {
      const stack = stackOf(error);
      const label = index === 0 ? 'cause' : `error ${String(index + 1)}`;
      if (stack !== undefined) this.stack = `${String(this.stack)}\n  [${label}]: ${storable(stack)}`;
    }
  }

  /** What Node prints: all that was thrown, once. By itself it would print `cause` and `errors` beside a stack with both. */
  [inspect.custom](_depth: number, options: InspectOptions): string {
    const { code, event, acknowledged, errors } = this;
    // The depth is for causes of causes, and for those that hold several.
    return `${this.#ownStack} ${inspect({ code, event, acknowledged, errors }, { ...options, depth: 5 })}`;
  }
}

// PostgreSQL takes neither U+0000 nor half a surrogate pair, and a job that cannot be failed would run again for ever.
function storable(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
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

const QUEUE_ERRORS = {
  queue_failed: {
    status: 500,
    message: 'The queue did not take the callback. Is its server up, and does it have room?',
  },
  queue_late: { status: 503, message: 'The queue did not take the callback within ackTimeoutMs.' },
} as const;

/** A callback could not be put into the queue, so it is not acknowledged and Viber will repeat it; `cause` says why. */
export class ViberQueueError extends ViberError {
  /** `queue_failed`: its `add` threw or rejected. `queue_late`: it took longer than `ackTimeoutMs`. */
  readonly code: 'queue_failed' | 'queue_late';
  /** The HTTP status Express answers with. */
  readonly status: 500 | 503;
  /** The headers Express answers with. */
  readonly headers = { 'Retry-After': '1' };

  constructor(code: 'queue_failed' | 'queue_late', options?: ErrorOptions) {
    super(`${QUEUE_ERRORS[code].message} Viber will repeat it.`, options);
    this.code = code;
    this.status = QUEUE_ERRORS[code].status;
  }
}
named(ViberQueueError, 'ViberQueueError');

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

/** Every error of this package; narrows in a `switch` on `code`. */
export type AnyViberError =
  | ViberRequestError
  | ViberBodyParsedError
  | ViberListenerError
  | ViberQueueError
  | ViberWelcomeError
  | ViberMessageError
  | ViberWebhookUrlError
  | ViberApiError
  | ViberConnectionError
  | ViberBroadcastError;
