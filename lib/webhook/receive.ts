import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { callbackUserId } from '../protocol/callbacks';
import { decodeCallback } from '../protocol/decode-callback';
import { ViberRequestError } from '../protocol/errors';
import type { Recognition } from '../protocol/recognize';
import { findSigningToken } from '../protocol/signature';
import type { Account } from './account';
import type { Answer } from './answer';
import { LATE, withinTime } from './deadline';
import type { Delivery } from './delivery';
import type { Handling } from './handle';
import { HandledCallbacks } from './handled-callbacks';
import type { WebhookSettings } from './options';
import { presentedSignature } from './presented-signature';
import { rawBodyReader } from './raw-body';
import { SignatureHints } from './signature-hint';

/** What is done with a delivery. */
export interface Dispatch {
  /** Starts the work for a new callback. `timeoutMs` is what is left until the acknowledgement is due. */
  handle: (delivery: Delivery, timeoutMs: number) => Handling;
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
  dispatch: Dispatch,
): (req: IncomingMessage, res: ServerResponse) => Promise<Answer> {
  const readRawBody = rawBodyReader(settings.bodyLimitBytes);
  const handled = settings.duplicates === false ? undefined : new HandledCallbacks(settings.duplicates);
  const hints = new SignatureHints();

  return async function receive(req, res) {
    const receivedAt = new Date();
    const deadline = performance.now() + settings.ackTimeoutMs;
    const body = await readRawBody(req, res);
    const finding = settings.findAccount(req);
    // Not awaited where it is there at once, as it is for a fixed token.
    const account = finding instanceof Promise ? await inTime(finding, deadline) : finding;
    if (account === undefined) throw new ViberRequestError('unknown_account');
    // Not where there is but one account.
    if (finding instanceof Promise) hints.remember(account);
    checkSignature(req, body, account, hints);
    const recognition = decodeCallback(body);
    const delivery: Delivery = { account, recognition, receivedAt };

    const key = callbackKey(account.account, recognition, body);
    const earlier = handled?.find(key);
    if (earlier !== undefined) {
      dispatch.duplicate(delivery, earlier);
      return earlier;
    }
    const handling = dispatch.handle(delivery, Math.max(0, deadline - performance.now()));
    void handled?.remember(key, handling);
    return handling.answer;
  };
}

async function inTime(finding: Promise<Account | undefined>, deadline: number): Promise<Account | undefined> {
  const account = await withinTime(finding, Math.max(0, deadline - performance.now()));
  if (account === LATE) throw new Error('The authToken function did not answer within ackTimeoutMs.');
  return account;
}

function checkSignature(
  req: IncomingMessage,
  body: Uint8Array,
  account: Account,
  hints: SignatureHints,
): void {
  const signature = presentedSignature(req);
  if (signature === undefined) {
    throw new ViberRequestError('missing_signature', { hint: hints.ofMissing() });
  }
  if (findSigningToken(body, signature, account.authTokens) !== -1) return;
  const contentLength = req.headers['content-length'];
  const hint = hints.ofInvalid({ body, signature, contentLength, account });
  throw new ViberRequestError('invalid_signature', { hint });
}

/**
 * What makes two deliveries the same callback. The receipts of one message share its token, and a broadcast has
 * one token for many users, so the event and the user belong to it. [doc] What has no such token, or is not
 * recognised, is the same when its bytes are.
 */
function callbackKey(account: string, recognition: Recognition, body: Uint8Array): string {
  if (!recognition.recognized || !/^\d+$/.test(recognition.callback.message_token)) {
    return `${createHash('sha256').update(body).digest('base64')}:${account}`;
  }
  const { callback } = recognition;
  const userId = callbackUserId(callback) ?? '';
  // With its length, so that no user and account together look like two others.
  return `${callback.event}:${callback.message_token}:${String(userId.length)}:${userId}:${account}`;
}
