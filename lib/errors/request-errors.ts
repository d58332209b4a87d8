import { named, ViberError } from './viber-error';

const REQUEST_ERRORS = {
  missing_signature: {
    status: 401,
    message: 'The request has neither an X-Viber-Content-Signature header nor a sig query parameter.',
  },
  invalid_signature: { status: 401, message: 'The signature does not match the body.' },
  unknown_account: { status: 404, message: 'No bot is served at this address.' },
  body_too_large: { status: 413, message: 'The body is larger than this webhook accepts.' },
  incomplete_body: { status: 400, message: 'The body is incomplete or does not have the announced length.' },
  unsupported_encoding: {
    status: 415,
    message: 'A body with a Content-Encoding is not accepted. Send the signed bytes as they are.',
  },
  invalid_utf8: { status: 400, message: 'The body is not valid UTF-8.' },
  invalid_json: { status: 400, message: 'The body is not valid JSON.' },
  overloaded: { status: 503, message: 'Too many callbacks are in flight. Send this one again later.' },
  closing: { status: 503, message: 'This process is shutting down. Send the callback again later.' },
} as const;

/** Why a request was rejected. */
export type RequestErrorCode = keyof typeof REQUEST_ERRORS;

/** The constructor options of {@link ViberRequestError}. */
export interface RequestErrorOptions extends ErrorOptions {
  hint?: string | undefined;
}

/**
 * A request was rejected with `status`, and no listener was called: it is not a valid callback signed by Viber, or the
 * webhook is overloaded or closing.
 */
export class ViberRequestError extends ViberError {
  readonly code: RequestErrorCode;
  /** The HTTP status of the response. */
  readonly status: 400 | 401 | 404 | 413 | 415 | 503;
  /**
   * The likely reason why a signature is missing or does not match, and what to do. It is meant for the developer only,
   * so neither the message nor the response contains it.
   */
  declare readonly hint: string | undefined;

  constructor(code: RequestErrorCode, options: RequestErrorOptions = {}) {
    super(REQUEST_ERRORS[code].message, options);
    this.code = code;
    this.status = REQUEST_ERRORS[code].status;
    // Set only if present, so that logs do not show an empty field.
    if (options.hint !== undefined) this.hint = options.hint;
  }
}
named(ViberRequestError, 'ViberRequestError');

/** The application read the request body before the webhook did, so the signed bytes are lost. */
export class ViberBodyParsedError extends ViberError {
  readonly code = 'body_already_parsed';
  /** The HTTP status that Express responds with. */
  readonly status = 500;

  /** @param advice - what to do on the host at hand */
  constructor(advice: string) {
    super(
      `The request body was read before express-viber saw it, so its signature cannot be verified. ${advice}`,
    );
  }
}
named(ViberBodyParsedError, 'ViberBodyParsedError');
