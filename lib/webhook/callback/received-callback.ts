import type { Callback } from '../../protocol/callbacks/callbacks';
import type { Recognition, UnrecognizedCallback } from '../../protocol/callbacks/recognize';
import { callbackUserId } from '../../protocol/callbacks/callbacks';
import type { ViberEvent } from './events';

/** A callback that is certainly Viber's. */
export interface Delivery {
  /** The bot it came for. */
  account: string;
  /** What to reply with; `undefined` in a worker that was not told. */
  authToken: string | undefined;
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

/** The event it is known under: in errors and diagnostics, as a job, for its share of `maxInFlight`. */
export function eventNameOf({ recognition }: Delivery): Callback['event'] | 'unrecognized' {
  return recognition.recognized ? recognition.callback.event : 'unrecognized';
}

/** The user it is about; `undefined` where there is none, or none that is known. */
export function userIdOf({ recognition }: Delivery): string | undefined {
  return recognition.recognized ? callbackUserId(recognition.callback) : undefined;
}
