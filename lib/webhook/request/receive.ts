import type { IncomingMessage, ServerResponse } from 'node:http';
import { decodeCallback, decodeUtf8 } from '../../protocol/callbacks/decode-callback';
import { ViberRequestError } from '../../errors';
import { findSigningToken } from '../../protocol/signature';
import type { Account } from '../account';
import type { Answer } from './response';
import { callbackKey } from '../callback/callback-key';
import { LATE, withinTime } from '../../shared/timing';
import type { Delivery } from '../callback/received-callback';
import { eventNameOf } from '../callback/received-callback';
import { CallbackTrace } from '../callback/diagnostics';
import type { Arrival } from '../dispatch/dispatcher';
import type { Handling, Pending } from '../dispatch/run-listeners';
import { HandledCallbacks } from './duplicates';
import type { InFlight, UnfinishedCallback } from '../callback/in-flight';
import type { WebhookSettings } from '../options';
import { presentedSignature } from './read-signature';
import { rawBodyReader } from './raw-body';
import { SignatureHints } from './signature-hints';

/** What is done with a delivery. */
export interface DeliveryHooks {
  /** Whether a new callback may wait for those of its user. */
  hasRoomFor: (delivery: Delivery) => boolean;
  /** Starts the work for a new callback. */
  handle: (delivery: Delivery, arrival: Arrival) => Handling;
  /** Told of a callback that was handled before or is being handled, and of its answer; it runs nothing. */
  duplicate: (delivery: Delivery, answer: Answer | Promise<Answer>) => void;
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

  /** The bot a request is for, where the application looks it up. */
  async function lookUp(
    finding: Promise<Account | undefined>,
    deadline: number,
  ): Promise<Account | undefined> {
    const account = await withinTime(finding, Math.max(0, deadline - performance.now()));
    if (account === LATE) throw new Error('The authToken function did not answer within ackTimeoutMs.');
    // Not where there is but one account.
    if (account !== undefined) hints.remember(account);
    return account;
  }

  /** What is being done or was done for a callback; begun here if it is new. */
  function answerTo(
    delivery: Delivery,
    body: string,
    deadline: number,
    trace: CallbackTrace,
  ): Answer | Promise<Answer> {
    const { account, receivedAt, recognition } = delivery;
    const event = eventNameOf(delivery);
    const key = callbackKey(account, recognition, body);
    const earlier = handled?.find(key);
    if (earlier !== undefined) {
      trace.publish('express-viber:duplicate', {});
      hooks.duplicate(delivery, earlier);
      return earlier;
    }
    // It was on its way when the process began to shut down; nobody waits for what would start now.
    if (inFlight.isClosing) throw new ViberRequestError('closing');
    if (!inFlight.hasRoomFor(event) || !hooks.hasRoomFor(delivery)) {
      throw new ViberRequestError('overloaded');
    }
    const working = { receivedAt, account, event };
    inFlight.begin(working);
    trace.publish('express-viber:dispatched', { to: settings.queue === undefined ? 'listeners' : 'queue' });
    const timeoutMs = Math.max(0, deadline - performance.now());
    let handling: Handling;
    try {
      handling = hooks.handle(delivery, { key, body, timeoutMs });
    } catch (error) {
      // Of what the application has put between, such as an emitter of its own: its place must not stay taken.
      inFlight.finish(working);
      throw error;
    }
    void handled?.remember(key, handling);
    if (handling.finished) inFlight.finish(working);
    else void seeToTheEnd(handling, working, trace);
    return handling.answer;
  }

  /** Notes the end of a callback, which may come long after its answer. */
  async function seeToTheEnd(
    { answer, succeeded }: Pending,
    working: UnfinishedCallback,
    trace: CallbackTrace,
  ): Promise<void> {
    const wasAcknowledged = await answer.then(
      () => true,
      () => false,
    );
    const hasFailedLate = !(await succeeded) && wasAcknowledged;
    if (hasFailedLate) trace.publish('express-viber:failed', { code: 'listener_failed' });
    inFlight.finish(working);
  }

  return async function receive(req, res) {
    const trace = new CallbackTrace();
    const receivedAt = new Date();
    const deadline = performance.now() + settings.ackTimeoutMs;
    trace.publish('express-viber:received', {});
    try {
      if (inFlight.isClosing) throw new ViberRequestError('closing');
      const body = await readRawBody(req, res);
      const finding = settings.findAccount(req);
      // Not awaited where it is there at once, as it is for a fixed token.
      const found = finding instanceof Promise ? await lookUp(finding, deadline) : finding;
      if (found === undefined) throw new ViberRequestError('unknown_account');
      const tokenIndex = signingToken(req, body, found, hints);
      const { name: account, authTokens } = found;
      trace.account = account;
      trace.publish('express-viber:verified', { tokenIndex, bodyBytes: body.byteLength });
      const text = decodeUtf8(body);
      const delivery = { account, authToken: authTokens[0], recognition: decodeCallback(text), receivedAt };
      trace.event = eventNameOf(delivery);
      const answer = await answerTo(delivery, text, deadline, trace);
      trace.publish('express-viber:acknowledged', {});
      return answer;
    } catch (error) {
      trace.failed(error);
      throw error;
    }
  };
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
