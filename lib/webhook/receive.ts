import type { IncomingMessage, ServerResponse } from 'node:http';
import { decodeCallback } from '../protocol/decode-callback';
import { ViberRequestError } from '../protocol/errors';
import { findSigningToken } from '../protocol/signature';
import type { Account } from './account';
import type { Answer } from './answer';
import { callbackKey } from './callback-key';
import { LATE, withinTime } from './deadline';
import type { Delivery } from './delivery';
import { eventNameOf } from './delivery';
import { CallbackTrace } from './diagnostics';
import type { Arrival } from './dispatcher';
import type { Handling } from './handle';
import { HandledCallbacks } from './handled-callbacks';
import type { InFlight, UnfinishedCallback } from './in-flight';
import type { WebhookSettings } from './options';
import { presentedSignature } from './presented-signature';
import { rawBodyReader } from './raw-body';
import { SignatureHints } from './signature-hint';

/** What is done with a delivery. */
export interface DeliveryHooks {
  /** Whether a new callback may wait for those of its user. */
  hasRoomFor: (delivery: Delivery) => boolean;
  /** Starts the work for a new callback. */
  handle: (delivery: Delivery, arrival: Arrival) => Handling;
  /** Told of a callback that was handled before or is being handled, and of its answer; it runs nothing. */
  duplicate: (delivery: Delivery, answer: Answer | Promise<Answer>) => void;
}

/** A request on its way. */
interface IncomingRequest {
  req: IncomingMessage;
  res: ServerResponse;
  receivedAt: Date;
  trace: CallbackTrace;
  /** When the acknowledgement is due, by `performance.now()`. */
  deadline: number;
  /** What has begun for it. */
  working: UnfinishedCallback | undefined;
}

interface Authenticated {
  delivery: Delivery;
  body: Uint8Array;
}

interface Begun {
  answer: Answer | Promise<Answer>;
  /** Whether all went well in the end; `undefined` where nothing is running. */
  succeeded: Promise<boolean> | undefined;
}

/**
 * The way of a callback from its request to its acknowledgement: bytes, signature, decoding, duplicates, work.
 *
 * What it returns rejects with {@link ViberRequestError} where the request is to be refused, and otherwise with
 * whatever the application did wrong.
 */
export function createReceiver(
  settings: WebhookSettings,
  inFlight: InFlight,
  hooks: DeliveryHooks,
): (req: IncomingMessage, res: ServerResponse) => Promise<Answer> {
  const readRawBody = rawBodyReader(settings.bodyLimitBytes);
  const handled = settings.duplicates === false ? undefined : new HandledCallbacks(settings.duplicates);
  const hints = new SignatureHints();

  /** The callback of a request and the exact bytes of its body. */
  async function authenticate(request: IncomingRequest): Promise<Authenticated> {
    const { req, res, receivedAt, trace, deadline } = request;
    const body = await readRawBody(req, res);
    const finding = settings.findAccount(req);
    // Not awaited where it is there at once, as it is for a fixed token.
    const found = finding instanceof Promise ? await inTime(finding, deadline) : finding;
    if (found === undefined) throw new ViberRequestError('unknown_account');
    // Not where there is but one account.
    if (finding instanceof Promise) hints.remember(found);
    const tokenIndex = signingToken(req, body, found, hints);
    const { account, authTokens } = found;
    trace.account = account;
    trace.publish('express-viber:verified', { tokenIndex, bodyBytes: body.byteLength });
    const recognition = decodeCallback(body);
    const delivery = { account, authToken: authTokens[0], recognition, receivedAt };
    trace.event = eventNameOf(delivery);
    return { delivery, body };
  }

  /** What is being done or was done for a callback; begun here if it is new. */
  function begin({ delivery, body }: Authenticated, request: IncomingRequest): Begun {
    const { receivedAt, trace, deadline } = request;
    const { account } = delivery;
    const event = eventNameOf(delivery);
    const key = callbackKey(account, delivery.recognition, body);
    const earlier = handled?.find(key);
    if (earlier !== undefined) {
      trace.publish('express-viber:duplicate', {});
      hooks.duplicate(delivery, earlier);
      return { answer: earlier, succeeded: undefined };
    }
    // It was on its way when the process began to shut down; nobody waits for what would start now.
    if (inFlight.isClosing) throw new ViberRequestError('closing');
    if (!inFlight.hasRoomFor(event) || !hooks.hasRoomFor(delivery)) {
      throw new ViberRequestError('overloaded');
    }
    request.working = { receivedAt, account, event };
    inFlight.begin(request.working);
    trace.publish('express-viber:dispatched', { to: settings.queue === undefined ? 'listeners' : 'queue' });
    const timeoutMs = Math.max(0, deadline - performance.now());
    const handling = hooks.handle(delivery, { key, body, timeoutMs });
    void handled?.remember(key, handling);
    return { answer: handling.answer, succeeded: handling.finished ? undefined : handling.succeeded };
  }

  /** Notes the end of a callback that went on after its answer, or whose answer waited for it. */
  async function finish(
    { trace, working }: IncomingRequest,
    succeeded?: Promise<boolean>,
    acknowledged = false,
  ) {
    const isLateFailure = succeeded !== undefined && !(await succeeded) && acknowledged;
    if (isLateFailure) trace.publish('express-viber:failed', { code: 'listener_failed' });
    if (working !== undefined) inFlight.finish(working);
  }

  return async function receive(req, res) {
    const deadline = performance.now() + settings.ackTimeoutMs;
    const trace = new CallbackTrace();
    const request: IncomingRequest = {
      req,
      res,
      receivedAt: new Date(),
      trace,
      deadline,
      working: undefined,
    };
    let begun: Begun | undefined;
    let acknowledged = false;
    trace.publish('express-viber:received', {});
    try {
      if (inFlight.isClosing) throw new ViberRequestError('closing');
      begun = begin(await authenticate(request), request);
      const answer = await begun.answer;
      acknowledged = true;
      trace.publish('express-viber:acknowledged', {});
      return answer;
    } catch (error) {
      trace.failed(error);
      throw error;
    } finally {
      void finish(request, begun?.succeeded, acknowledged);
    }
  };
}

async function inTime(finding: Promise<Account | undefined>, deadline: number): Promise<Account | undefined> {
  const account = await withinTime(finding, Math.max(0, deadline - performance.now()));
  if (account === LATE) throw new Error('The authToken function did not answer within ackTimeoutMs.');
  return account;
}

/** The index of the token that signed the body. */
function signingToken(
  req: IncomingMessage,
  body: Uint8Array,
  account: Account,
  hints: SignatureHints,
): number {
  const signature = presentedSignature(req);
  if (signature === undefined) throw new ViberRequestError('missing_signature', { hint: hints.ofMissing() });
  const index = findSigningToken(body, signature, account.authTokens);
  if (index !== -1) return index;
  const contentLength = req.headers['content-length'];
  const hint = hints.ofInvalid({ body, signature, contentLength, account });
  throw new ViberRequestError('invalid_signature', { hint });
}
