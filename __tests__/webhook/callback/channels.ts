import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { DiagnosticsMessages } from '../../../lib/index';

/** One message and the channel it was published on. */
export type Published = {
  [Name in keyof DiagnosticsMessages]: { channel: Name; message: DiagnosticsMessages[Name] };
}[keyof DiagnosticsMessages];

const CHANNELS: Record<keyof DiagnosticsMessages, true> = {
  'express-viber:received': true,
  'express-viber:verified': true,
  'express-viber:duplicate': true,
  'express-viber:dispatched': true,
  'express-viber:acknowledged': true,
  'express-viber:failed': true,
};

let subscriptions: (() => void)[] = [];

/** Collects what is published from now on, on all channels or one. Undone by {@link unsubscribeAll}. */
export function collectPublished(
  only?: keyof DiagnosticsMessages,
  told: (published: Published) => void = () => undefined,
): Published[] {
  const published: Published[] = [];
  for (const channel of Object.keys(CHANNELS) as (keyof DiagnosticsMessages)[]) {
    if (only !== undefined && only !== channel) continue;
    const listener = (message: unknown) => {
      const entry = { channel, message } as Published;
      published.push(entry);
      told(entry);
    };
    subscribe(channel, listener);
    subscriptions.push(() => {
      unsubscribe(channel, listener);
    });
  }
  return published;
}

/** For `afterEach`. */
export function unsubscribeAll(): void {
  for (const undo of subscriptions) undo();
  subscriptions = [];
}
