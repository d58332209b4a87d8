import { ViberBodyParsedError, ViberRequestError } from '../../errors';
import { decodeCallback, decodeUtf8 } from '../../protocol/callbacks/decode-callback';
import { findSigningToken } from '../../protocol/signature';
import { LATE, withinTime } from '../../shared/timing';
import type { Account, WebhookRequest } from '../account';
import { CallbackTrace } from '../callback/diagnostics';
import type { ViberEmitter } from '../callback/events';
import type { InFlight } from '../callback/in-flight';
import { ReceivedCallback } from '../callback/received-callback';
import type { Dispatch, Dispatcher } from '../dispatch/dispatcher';
import { DONE } from '../dispatch/dispatcher';
import type { Acknowledgement } from '../dispatch/welcome';
import { emit, emitFailure } from '../dispatch/emit';
import type { WebhookSettings } from '../options';
import type { CheckCall } from '../registration/check-call';
import { Duplicates } from './duplicates';
import type { WebhookResponse } from './response';
import { acknowledgementResponse, failureResponse, rejectionResponse } from './response';
import { SignatureHints } from './signature-hints';

/** A request, independent of the transport that it arrived by. */
export interface IncomingRequest {
  /**
   * The exact bytes, the text they encode, or a function that reads them, which may fail with {@link
   * ViberRequestError}.
   */
  body: Uint8Array | string | (() => Uint8Array | Promise<Uint8Array>);
  signature: string | undefined;
  /** The `Content-Length` header, to explain a signature that does not match. */
  contentLength?: string | undefined;
  /** Passed to the `authToken` function. */
  request: WebhookRequest | undefined;
}

/** The parts of a webhook that a receiver needs. */
export interface ReceiverParts {
  settings: WebhookSettings;
  emitter: ViberEmitter;
  inFlight: InFlight;
  dispatcher: Dispatcher;
  checkCall: CheckCall;
}

/** Verifies and decodes requests, and passes each new callback to the dispatcher. */
export class Receiver {
  readonly #parts: ReceiverParts;
  readonly #duplicates: Duplicates | undefined;
  readonly #hints = new SignatureHints();

  constructor(parts: ReceiverParts) {
    this.#parts = parts;
    const { duplicates } = parts.settings;
    this.#duplicates = duplicates === false ? undefined : new Duplicates(duplicates);
  }

  /** Receives one request. Never rejects: every failure becomes a response. */
  async receive(incoming: IncomingRequest): Promise<WebhookResponse> {
    const trace = new CallbackTrace();
    const receivedAt = new Date();
    const dueAtMs = performance.now() + this.#parts.settings.ackTimeoutMs;
    trace.publish('express-viber:received', {});
    try {
      if (this.#parts.inFlight.isClosing) throw new ViberRequestError('closing');
      const bytes = await bytesOf(incoming.body, this.#parts.settings.bodyLimitBytes);
      const account = await this.#findAccount(incoming.request, dueAtMs);
      const tokenIndex = this.#verify(bytes, incoming, account);
      trace.account = account.name;
      trace.publish('express-viber:verified', { tokenIndex, bodyBytes: bytes.byteLength });
      const body = decodeUtf8(bytes);
      const callback = new ReceivedCallback({
        account: account.name,
        authToken: account.authTokens[0],
        receivedAt,
        body,
        recognition: decodeCallback(body),
      });
      trace.event = callback.event;
      const acknowledgement = await this.#acknowledge(callback, dueAtMs, trace);
      trace.publish('express-viber:acknowledged', {});
      return acknowledgementResponse(acknowledgement);
    } catch (error) {
      trace.failed(error);
      return this.#errorResponse(error, incoming.request);
    }
  }

  /** Reports a failure that the application's error handler does not get, or can no longer respond to. */
  reportFailure(error: unknown, isAcknowledged: boolean): void {
    emitFailure(this.#parts.emitter, error, isAcknowledged);
  }

  /** @throws {@link ViberRequestError} if the request is for no known bot */
  async #findAccount(request: WebhookRequest | undefined, dueAtMs: number): Promise<Account> {
    const finding = this.#parts.settings.findAccount(request);
    if (!(finding instanceof Promise)) return finding;
    const found = await withinTime(finding, remainingMs(dueAtMs));
    if (found === LATE) throw new Error('The authToken function did not resolve within ackTimeoutMs.');
    if (found === undefined) throw new ViberRequestError('unknown_account');
    this.#hints.remember(found);
    return found;
  }

  /**
   * Returns the index of the token that signed the body.
   *
   * @throws {@link ViberRequestError} if none did
   */
  #verify(body: Uint8Array, { signature, contentLength }: IncomingRequest, account: Account): number {
    if (signature === undefined) {
      throw new ViberRequestError('missing_signature', { hint: this.#hints.ofMissing() });
    }
    const index = findSigningToken(body, signature, account.authTokens);
    if (index !== -1) return index;
    const hint = this.#hints.ofInvalid({ body, signature, contentLength, account });
    throw new ViberRequestError('invalid_signature', { hint });
  }

  /** Returns the acknowledgement of an earlier delivery of the callback, or dispatches it. */
  #acknowledge(
    callback: ReceivedCallback,
    dueAtMs: number,
    trace: CallbackTrace,
  ): Acknowledgement | Promise<Acknowledgement> {
    const { inFlight, dispatcher, emitter, checkCall } = this.#parts;
    const { key } = callback;
    const earlier = this.#duplicates?.find(key);
    if (earlier !== undefined) {
      trace.publish('express-viber:duplicate', {});
      checkCall.noteAcknowledgement(callback, earlier);
      emit(emitter, 'duplicate', callback.payload, dispatcher.contextOf(callback));
      return earlier;
    }
    // The webhook was closed while the body was being read, so `close` may have stopped waiting for new work.
    if (inFlight.isClosing) throw new ViberRequestError('closing');
    if (!inFlight.hasRoomFor(callback.event) || !dispatcher.hasRoomFor(callback)) {
      throw new ViberRequestError('overloaded');
    }
    trace.publish('express-viber:dispatched', { to: dispatcher.destination });
    inFlight.add(callback);
    let dispatch: Dispatch;
    try {
      dispatch = dispatcher.dispatch(callback, key, remainingMs(dueAtMs));
    } catch (error) {
      // An emitter method that the application has overridden may throw.
      inFlight.remove(callback);
      throw error;
    }
    checkCall.noteAcknowledgement(callback, dispatch.acknowledgement);
    if (dispatch === DONE) {
      this.#duplicates?.rememberHandled(key, callback.account);
      inFlight.remove(callback);
    } else {
      void this.#duplicates?.remember(key, callback.account, dispatch);
      void this.#follow(callback, dispatch, trace);
    }
    return dispatch.acknowledgement;
  }

  /** Waits until the work for a callback has settled, which may be long after its acknowledgement. */
  async #follow(
    callback: ReceivedCallback,
    { acknowledgement, succeeded }: Dispatch,
    trace: CallbackTrace,
  ): Promise<void> {
    const wasAcknowledged = await acknowledgement.then(
      () => true,
      () => false,
    );
    const hasSucceeded = await succeeded;
    if (wasAcknowledged && !hasSucceeded) trace.publish('express-viber:failed', { code: 'listener_failed' });
    this.#parts.inFlight.remove(callback);
  }

  #errorResponse(error: unknown, request: WebhookRequest | undefined): WebhookResponse {
    const { emitter, checkCall } = this.#parts;
    if (error instanceof ViberRequestError) {
      checkCall.noteRejection(error);
      emit(emitter, 'rejected', error, request);
      return rejectionResponse(error);
    }
    checkCall.noteFailure(error);
    // Express treats next(undefined) and next('route') as no error and would pass on the unverified request.
    return failureResponse(
      error instanceof Error ? error : new Error('The authToken function failed.', { cause: error }),
    );
  }
}

function bytesOf(body: IncomingRequest['body'], limitBytes: number): Uint8Array | Promise<Uint8Array> {
  if (typeof body === 'function') return body();
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  if (!(bytes instanceof Uint8Array)) throw new ViberBodyParsedError();
  if (bytes.byteLength > limitBytes) throw new ViberRequestError('body_too_large');
  return bytes;
}

function remainingMs(dueAtMs: number): number {
  return Math.max(0, dueAtMs - performance.now());
}
