import { ViberError, ViberListenerError, withOrigin } from '../../errors';
import { decodeCallback } from '../../protocol/callbacks/decode-callback';
import { CallbackTrace } from '../callback/diagnostics';
import type { InFlight } from '../callback/in-flight';
import { ReceivedCallback } from '../callback/received-callback';
import type { Dispatcher } from '../dispatch/dispatcher';
import type { QueuedCallback } from './callback-queue';
import { checkedJobData } from './callback-queue';

/** A job of the queue, for example BullMQ's `Job`. */
export interface CallbackJob {
  data: QueuedCallback;
}

/** Options for `process`. */
export interface ProcessOptions {
  /** The token for `context.reply` and `context.client` if the webhook serves many bots; `job.data.account` names the bot. */
  authToken?: string;
}

/**
 * Runs the listeners of a callback from the queue.
 *
 * @throws `TypeError` if the data is not a callback, {@link ViberRequestError} if its body is not JSON,
 * {@link ViberListenerError} if a listener fails
 */
export async function processJob(
  data: unknown,
  authToken: string | undefined,
  inFlight: InFlight,
  dispatcher: Dispatcher,
): Promise<void> {
  const trace = new CallbackTrace();
  try {
    const jobData = checkedJobData(data);
    trace.account = jobData.account;
    const callback = callbackOf(jobData, authToken);
    trace.event = callback.event;
    trace.publish('express-viber:dispatched', { to: 'listeners' });
    const remove = inFlight.addJob(callback, callback.key);
    try {
      await dispatcher.process(callback);
    } finally {
      remove();
    }
    trace.publish('express-viber:acknowledged', {});
  } catch (error) {
    trace.failed(error);
    throw attributed(error, trace.account);
  }
}

/** A job that is not a callback's fails the same at each attempt, so BullMQ is told by name that none is to follow. */
function attributed(error: unknown, account: string | undefined): unknown {
  if (error instanceof ViberListenerError || !(error instanceof Error)) return error;
  if (error instanceof ViberError) withOrigin(error, { account, kind: 'permanent' });
  return Object.defineProperty(error, 'name', { value: 'UnrecoverableError' });
}

function callbackOf({ account, receivedAt, body }: QueuedCallback, authToken: string | undefined) {
  return new ReceivedCallback({
    account,
    authToken,
    receivedAt: new Date(receivedAt),
    body,
    recognition: decodeCallback(body),
  });
}
