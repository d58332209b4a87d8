import type { IncomingMessage, ServerResponse } from 'node:http';
import { callbackUserId } from '../protocol/callbacks';
import { decodeCallback } from '../protocol/decode-callback';
import { ViberRequestError } from '../protocol/errors';
import type { Recognition } from '../protocol/recognize';
import { findSigningToken } from '../protocol/signature';
import type { Account, AccountSource } from './account';
import type { Answer } from './answer';
import type { Delivery } from './delivery';
import type { Handling } from './handled-callbacks';
import { HandledCallbacks } from './handled-callbacks';
import type { WebhookSettings } from './options';
import { presentedSignature } from './presented-signature';
import { rawBodyReader } from './raw-body';

/** What is done with a delivery. */
export interface Dispatch {
  /** Starts the work for a new callback. `timeoutMs` is what is left until the acknowledgement is due. */
  handle: (delivery: Delivery, timeoutMs: number) => Handling;
  /** Told of a callback that was handled before or is being handled, and of its answer; it runs nothing. */
  duplicate: (delivery: Delivery, answer: Promise<Answer>) => void;
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

  return async function receive(req, res) {
    const receivedAt = new Date();
    const deadline = performance.now() + settings.ackTimeoutMs;
    const body = await readRawBody(req, res);
    const { account, signature } = await authenticate(req, body, settings.findAccount);
    const recognition = decodeCallback(body);
    const delivery: Delivery = { account, recognition, receivedAt };

    const key = callbackKey(account.account, recognition, signature);
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

async function authenticate(
  req: IncomingMessage,
  body: Uint8Array,
  findAccount: AccountSource,
): Promise<{ account: Account; signature: string }> {
  const account = await findAccount(req);
  if (account === undefined) throw new ViberRequestError('unknown_account');
  const signature = presentedSignature(req);
  if (signature === undefined) throw new ViberRequestError('missing_signature');
  if (findSigningToken(body, signature, account.authTokens) === -1)
    throw new ViberRequestError('invalid_signature');
  return { account, signature };
}

/**
 * What makes two deliveries the same callback. The receipts of one message share its token, and a broadcast has
 * one token for many users, so the event and the user belong to it. [doc] What is not recognised may have none of
 * them; it is the same when its bytes are, which is what the signature says.
 */
function callbackKey(account: string, recognition: Recognition, signature: string): string {
  if (!recognition.recognized) return JSON.stringify([account, signature]);
  const { callback } = recognition;
  return JSON.stringify([account, callback.event, callbackUserId(callback), callback.message_token]);
}
