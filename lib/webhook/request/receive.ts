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
import type { InvalidRequest } from './signature-hints';
import { SignatureHints } from './signature-hints';

/** A body as a host hands it over. */
export type RequestBody = Uint8Array | ArrayBuffer | string | null | undefined;

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
    let callback: ReceivedCallback | undefined;
    try {
      if (this.#parts.inFlight.isClosing) throw new ViberRequestError('closing');
      const bytes = await bytesOf(incoming.body, this.#parts.settings.bodyLimitBytes, remainingMs(dueAtMs));
      const { signature } = incoming;
      // Before the account is looked up: a request that cannot be Viber's must not cost the application a query.
      if (signature === undefined) {
        throw new ViberRequestError('missing_signature', { hint: this.#hints.ofMissing() });
      }
      const account = await this.#findAccount(incoming.request, dueAtMs);
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
      const acknowledgement = await this.#acknowledge(callback, dueAtMs, trace);
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
  async #findAccount(request: WebhookRequest | undefined, dueAtMs: number): Promise<Account> {
    const finding = this.#parts.settings.findAccount(request);
    if (!(finding instanceof Promise)) return finding;
    const found = await this.#lookUp(finding, remainingMs(dueAtMs));
    if (found === undefined) throw new ViberRequestError('unknown_account');
    this.#hints.remember(found);
    return found;
  }

  /** @throws {@link ViberListenerError}, never the error itself: Express would forward its `status` and `headers` */
  async #lookUp(finding: Promise<Account | undefined>, timeoutMs: number): Promise<Account | undefined> {
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
    const remove = inFlight.add(callback, key);
    let dispatch: Dispatch;
    try {
      dispatch = dispatcher.dispatch(callback, key, remainingMs(dueAtMs));
    } catch (error) {
      // An emitter method that the application has overridden may throw.
      remove();
      throw error;
    }
    checkCall.noteAcknowledgement(callback, dispatch.acknowledgement);
    if (dispatch === DONE) {
      this.#duplicates?.rememberHandled(key, callback.account);
      remove();
    } else {
      void this.#duplicates?.remember(key, callback.account, dispatch);
      void this.#follow(dispatch, trace, remove);
    }
    return dispatch.acknowledgement;
  }

  /** Waits until the work for a callback has settled, which may be long after its acknowledgement. */
  async #follow(
    { acknowledgement, succeeded, hasFailed }: Dispatch,
    trace: CallbackTrace,
    remove: () => void,
  ): Promise<void> {
    const wasAcknowledged = await acknowledgement.then(
      () => true,
      () => false,
    );
    await succeeded;
    if (wasAcknowledged && hasFailed()) trace.publish('express-viber:failed', { code: 'listener_failed' });
    remove();
  }

  #errorResponse(error: unknown, request: WebhookRequest | undefined, origin: ErrorOrigin): WebhookResponse {
    const { emitter, checkCall } = this.#parts;
    if (error instanceof ViberError) {
      // A request that is not a callback has no kind.
      const hasKind = origin.event !== undefined || !(error instanceof ViberRequestError);
      withOrigin(error, hasKind ? { ...origin, kind: 'retryable' } : origin);
    }
    if (error instanceof ViberRequestError) {
      checkCall.noteRejection(error);
      emit(emitter, 'rejected', error, request);
      return rejectionResponse(error);
    }
    checkCall.noteFailure(error);
    // Express treats next(undefined) and next('route') as no error and would pass on the unverified request.
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
    'Pass receive the exact bytes or their text, not a parsed object; many platforms have them as a raw body.',
  );
}

function remainingMs(dueAtMs: number): number {
  return Math.max(0, dueAtMs - performance.now());
}
