import type { ErrorOrigin } from '../../errors';
import {
  ViberBodyParsedError,
  ViberError,
  ViberListenerError,
  ViberRequestError,
  withOrigin,
} from '../../errors';
import { decodeCallback, decodeUtf8 } from '../../protocol/callbacks/decode-callback';
import { findSigningToken } from '../../protocol/signature';
import { LATE, remainingMs, withinTime } from '../../shared/timing';
import type { Account, WebhookRequest } from '../account';
import { CallbackTrace } from '../callback/diagnostics';
import { ReceivedCallback } from '../callback/received-callback';
import { emit, emitFailure } from '../dispatch/emit';
import type { WebhookParts } from './acknowledge';
import { Acknowledger } from './acknowledge';
import type { WebhookResponse } from './response';
import { acknowledgementResponse, failureResponse, rejectionResponse } from './response';
import type { InvalidRequest } from './signature-hints';
import { SignatureHints } from './signature-hints';

/** A body as a host hands it over. */
export type RequestBody = Uint8Array | ArrayBuffer | string | null | undefined;

/** The request of a callback, on a host that uses neither `node:http` nor the Fetch API. */
export interface ReceivedRequest {
  /** The exact bytes of the body, or a string whose UTF-8 encoding is those bytes. A missing body is empty. */
  body: RequestBody;
  /** The signature from the header or the `sig` parameter, as {@link readSignature} returns it. */
  signature: string | undefined;
  /** Passed to the `authToken` function; required if `authToken` is a function. */
  request?: WebhookRequest | undefined;
}

/** A request, independent of the transport that it arrived by. */
export interface IncomingRequest {
  /**
   * The exact bytes, the text they encode, or a function that reads them, which may fail with {@link
   * ViberRequestError}.
   */
  body: RequestBody | ((timeoutMs: number) => Uint8Array | Promise<Uint8Array>);
  signature: string | undefined;
  /** The `Content-Length` header, to explain a signature that does not match. */
  contentLength?: string | undefined;
  /** Passed to the `authToken` function. */
  request: WebhookRequest | undefined;
}

/** Verifies and decodes requests, and passes each new callback to the dispatcher. */
export class Receiver {
  readonly #parts: WebhookParts;
  readonly #acknowledger: Acknowledger;
  readonly #hints = new SignatureHints();

  constructor(parts: WebhookParts) {
    this.#parts = parts;
    this.#acknowledger = new Acknowledger(parts);
  }

  /** Whether the webhook is closing, or closed. */
  get isClosing(): boolean {
    return this.#parts.inFlight.isClosing;
  }

  /** Receives one request. Never rejects: every failure becomes a response. */
  async receive(incoming: IncomingRequest): Promise<WebhookResponse> {
    const trace = new CallbackTrace();
    const receivedAt = new Date();
    const dueAtMs = performance.now() + this.#parts.settings.ackTimeoutMs;
    trace.publish('express-viber:received', {});
    let callback: ReceivedCallback | undefined;
    try {
      if (this.#parts.inFlight.isClosing) throw new ViberRequestError('closing');
      // Awaited only if it is a promise: an await costs as much as recognizing a callback. `instanceof Promise` is not
      // reliable, since zone.js and others replace the global Promise, while async functions still return the original.
      const reading = bytesOf(incoming.body, this.#parts.settings.bodyLimitBytes, remainingMs(dueAtMs));
      const bytes = reading instanceof Uint8Array ? reading : await reading;
      const { signature } = incoming;
      // Checked before the account is looked up: a request that cannot be Viber's must not cost the application a query.
      if (signature === undefined) {
        throw new ViberRequestError('missing_signature', { hint: this.#hints.ofMissing() });
      }
      const finding = this.#parts.settings.findAccount(incoming.request);
      const account = 'then' in finding ? await this.#accountFrom(finding, dueAtMs) : finding;
      const tokenIndex = this.#verify({
        body: bytes,
        signature,
        contentLength: incoming.contentLength,
        account,
      });
      trace.account = account.name;
      trace.publish('express-viber:verified', { tokenIndex, bodyBytes: bytes.byteLength });
      const body = decodeUtf8(bytes);
      callback = new ReceivedCallback({
        account: account.name,
        authToken: account.authTokens[0],
        receivedAt,
        body,
        recognition: decodeCallback(body),
      });
      trace.event = callback.event;
      const acknowledging = this.#acknowledger.acknowledge(callback, dueAtMs, trace);
      const acknowledgement = 'then' in acknowledging ? await acknowledging : acknowledging;
      trace.publish('express-viber:acknowledged', {});
      return acknowledgementResponse(acknowledgement);
    } catch (error) {
      trace.failed(error);
      const origin = callback?.origin ?? { account: trace.account };
      return this.#errorResponse(error, incoming.request, origin);
    }
  }

  /** Reports a failure that the application's error handler does not get, or can no longer respond to. */
  reportFailure(error: unknown, isAcknowledged: boolean): void {
    emitFailure(this.#parts.emitter, error, isAcknowledged);
  }

  /** @throws {@link ViberRequestError} if the request is for no known bot */
  async #accountFrom(finding: Promise<Account | undefined>, dueAtMs: number): Promise<Account> {
    const found = await this.#awaitLookup(finding, remainingMs(dueAtMs));
    if (found === undefined) throw new ViberRequestError('unknown_account');
    this.#hints.remember(found);
    return found;
  }

  /** @throws {@link ViberListenerError}, never the error itself: Express would respond with its `status` and `headers` */
  async #awaitLookup(finding: Promise<Account | undefined>, timeoutMs: number): Promise<Account | undefined> {
    try {
      const found = await withinTime(finding, timeoutMs);
      if (found !== LATE) return found;
      throw new Error('The authToken function did not resolve within ackTimeoutMs.');
    } catch (error) {
      throw new ViberListenerError('request', [error], 'redelivered');
    }
  }

  /**
   * Returns the index of the token that signed the body.
   *
   * @throws {@link ViberRequestError} if none did
   */
  #verify({ body, signature, contentLength, account }: InvalidRequest): number {
    const index = findSigningToken(body, signature, account.authTokens);
    if (index !== -1) return index;
    const hint = this.#hints.ofInvalid({ body, signature, contentLength, account });
    throw new ViberRequestError('invalid_signature', { hint });
  }

  #errorResponse(error: unknown, request: WebhookRequest | undefined, origin: ErrorOrigin): WebhookResponse {
    const { emitter, checkCall } = this.#parts;
    if (error instanceof ViberError) {
      // The rejection of a request has no kind, unless its callback was already decoded.
      const hasKind = origin.event !== undefined || !(error instanceof ViberRequestError);
      withOrigin(error, hasKind ? { ...origin, kind: 'retryable' } : origin);
    }
    if (error instanceof ViberRequestError) {
      checkCall.noteRejection(error);
      emit(emitter, 'rejected', error, request);
      return rejectionResponse(error);
    }
    checkCall.noteFailure(error);
    // For Express, next(undefined) and next('route') are no errors: it would pass on the unverified request.
    return failureResponse(
      error instanceof Error ? error : new Error('The request could not be handled.', { cause: error }),
    );
  }
}

function bytesOf(
  body: IncomingRequest['body'],
  limitBytes: number,
  timeoutMs: number,
): Uint8Array | Promise<Uint8Array> {
  if (typeof body === 'function') return body(timeoutMs);
  if (body === null || body === undefined) return new Uint8Array();
  const bytes = typeof body === 'string' ? Buffer.from(body) : asByteArray(body);
  if (bytes.byteLength > limitBytes) throw new ViberRequestError('body_too_large');
  return bytes;
}

function asByteArray(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  throw new ViberBodyParsedError(
    'Pass receive the exact bytes or their text, not a parsed object. Platforms have them as req.rawBody (Google Cloud ' +
      'Functions, Firebase) or event.body (AWS Lambda, where isBase64Encoded may hold).',
  );
}
