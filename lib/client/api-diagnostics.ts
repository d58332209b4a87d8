import { channel } from 'node:diagnostics_channel';
import { codeOf, ViberApiError } from '../errors';

/** A message about a finished call of Viber's API. It names no user and contains no token and no text. */
export interface ApiCallDiagnostics {
  /** `send_message`, `set_webhook`, … A broadcast makes one call of `broadcast_message` for each 300 receivers. */
  method: string;
  /**
   * `ok`; `aborted` by the signal; or the `code` of the error, such as `api_error` if Viber refused and
   * `connection_failed` without a usable response.
   */
  outcome: string;
  /** Viber's status number, 0 for success; `undefined` if the last attempt got no response from Viber. */
  viberStatus: number | undefined;
  /** The HTTP status of the last attempt, which is 200 for a refusal too; `undefined` without a response. */
  httpStatus: number | undefined;
  /** Milliseconds from the call to its end, with all attempts and the waiting between them. */
  durationMs: number;
  /** The requests that were sent: 1 without a retry, 0 if the call was aborted before. */
  attempts: number;
  /** Bytes of the body of each request. */
  requestBytes: number;
  /** Bytes of the body of the last response; 0 without one. */
  responseBytes: number;
}

const apiCalls = channel('express-viber:api-call');

/** Publishes one API call when it ends. */
export class ApiCallTrace {
  readonly #method: string;
  readonly #startedAt = performance.now();
  #attempts = 0;
  #requestBytes = 0;
  #responseBytes = 0;
  #httpStatus: number | undefined;

  private constructor(method: string) {
    this.#method = method;
  }

  /** Returns `undefined` where nobody subscribes, so that nothing is counted. */
  static start(method: string): ApiCallTrace | undefined {
    return apiCalls.hasSubscribers ? new ApiCallTrace(method) : undefined;
  }

  /** An attempt begins with this body. */
  sent(body: string): void {
    this.#attempts += 1;
    this.#requestBytes = Buffer.byteLength(body);
    this.#httpStatus = undefined;
    this.#responseBytes = 0;
  }

  /** @param body - not a string if its connection broke */
  received(httpStatus: number, body: unknown): void {
    this.#httpStatus = httpStatus;
    this.#responseBytes = typeof body === 'string' ? Buffer.byteLength(body) : 0;
  }

  succeeded(): void {
    this.#publish('ok', 0);
  }

  failed(error: unknown, isAborted: boolean): void {
    const viberStatus = error instanceof ViberApiError ? error.viberStatus : undefined;
    this.#publish(isAborted ? 'aborted' : codeOf(error), viberStatus);
  }

  #publish(outcome: string, viberStatus: number | undefined): void {
    const message: ApiCallDiagnostics = {
      method: this.#method,
      outcome,
      viberStatus,
      httpStatus: this.#httpStatus,
      durationMs: performance.now() - this.#startedAt,
      attempts: this.#attempts,
      requestBytes: this.#requestBytes,
      responseBytes: this.#responseBytes,
    };
    apiCalls.publish(message);
  }
}
