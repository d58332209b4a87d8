import { decodeCallback } from '../../protocol/callbacks/decode-callback';
import type { QueuedCallback } from './callback-queue';
import { checkedJobData } from './callback-queue';
import type { Delivery } from '../callback/received-callback';
import { eventNameOf } from '../callback/received-callback';
import { CallbackTrace } from '../callback/diagnostics';
import type { InFlight, UnfinishedCallback } from '../callback/in-flight';

/** A job from the queue; BullMQ's `Job` fits. */
export interface CallbackJob {
  data: QueuedCallback;
}

/** What a worker knows besides the job. */
export interface ProcessOptions {
  /** What `context.reply` sends with, for a webhook that serves many bots; `job.data.account` says for which. */
  authToken?: string;
}

/**
 * Runs a callback from the queue.
 *
 * @throws `TypeError` if the job is no callback's, {@link ViberRequestError} if its body is no JSON,
 * {@link ViberListenerError} if listeners fail
 */
export async function processJob(
  data: unknown,
  authToken: string | undefined,
  inFlight: InFlight,
  run: (delivery: Delivery) => Promise<void>,
): Promise<void> {
  const trace = new CallbackTrace();
  let working: UnfinishedCallback | undefined;
  try {
    const queued = checkedJobData(data);
    const { account } = queued;
    const receivedAt = new Date(queued.receivedAt);
    const delivery = { account, authToken, recognition: decodeCallback(queued.body), receivedAt };
    const event = eventNameOf(delivery);
    trace.account = account;
    trace.event = event;
    working = { receivedAt, account, event };
    inFlight.beginJob(working);
    trace.publish('express-viber:dispatched', { to: 'listeners' });
    await run(delivery);
    trace.publish('express-viber:acknowledged', {});
  } catch (error) {
    trace.failed(error);
    throw error;
  } finally {
    if (working !== undefined) inFlight.finish(working);
  }
}
