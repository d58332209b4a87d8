import { joined, named, ViberError } from './viber-error';

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
