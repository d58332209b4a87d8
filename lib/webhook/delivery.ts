import type { Callback } from '../protocol/callbacks';
import type { Recognition, UnrecognizedCallback } from '../protocol/recognize';
import type { Account } from './account';
import type { ViberEvent } from './events';

/** A callback that is certainly Viber's. */
export interface Delivery {
  account: Account;
  recognition: Recognition;
  receivedAt: Date;
}

/** What its listeners get. */
export function payloadOf({ recognition }: Delivery): Callback | UnrecognizedCallback {
  return recognition.recognized ? recognition.callback : recognition;
}

/** The events it is emitted as, in this order. */
export function eventsOf({ recognition }: Delivery): ViberEvent[] {
  if (!recognition.recognized) return ['unrecognized'];
  const { callback } = recognition;
  if (callback.event !== 'message') return ['callback', callback.event];
  return ['callback', 'message', `message:${callback.message.type}`];
}
