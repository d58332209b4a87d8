import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { DiagnosticsMessages } from '../../lib/index';

/** The channels of callbacks. */
type CallbackChannel = Exclude<keyof DiagnosticsMessages, 'express-viber:api-call'>;

/** A message and the channel that it was published on. */
export type Published = {
  [Name in CallbackChannel]: { channel: Name; message: DiagnosticsMessages[Name] };
}[CallbackChannel];

const CHANNELS: Record<CallbackChannel, true> = {
  'express-viber:received': true,
  'express-viber:verified': true,
  'express-viber:duplicate': true,
  'express-viber:dispatched': true,
  'express-viber:acknowledged': true,
  'express-viber:failed': true,
};

let subscriptions: (() => void)[] = [];

/** Collects the messages published from now on, on all channels or one, until {@link unsubscribeAll} is called. */
export function collectPublished(only?: CallbackChannel): Published[] {
  const published: Published[] = [];
  for (const channel of Object.keys(CHANNELS) as CallbackChannel[]) {
    if (only !== undefined && only !== channel) continue;
    const listener = (message: unknown) => {
      published.push({ channel, message } as Published);
    };
    subscribe(channel, listener);
    subscriptions.push(() => {
      unsubscribe(channel, listener);
    });
  }
  return published;
}

/** Removes all subscriptions. Call it in `afterEach`. */
export function unsubscribeAll(): void {
  for (const undo of subscriptions) undo();
  subscriptions = [];
}
