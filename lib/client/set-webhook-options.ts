import type { EventType } from '../protocol/callbacks/event-types';
import { EVENT_TYPES } from '../protocol/callbacks/event-types';
import { didYouMean, rejectUnknownOptions } from '../shared/nearest-name';
import { checkedBoolean } from '../shared/options';

/** What to register. */
export interface SetWebhookOptions {
  /** https, a public host, no query string. */
  url: string;
  /** The optional events to receive besides the mandatory ones; `[]` for none. @default all events */
  eventTypes?: readonly EventType[] | 'listeners';
  /** Ask for users' names; users who hide theirs still come as `Subscriber`. @default false */
  sendName?: boolean;
  /** Ask for users' photos; users who hide theirs still come with a placeholder. @default false */
  sendPhoto?: boolean;
}

/** The options of `setWebhook` by name. */
export const SET_WEBHOOK_OPTIONS: Record<keyof SetWebhookOptions, true> = {
  url: true,
  eventTypes: true,
  sendName: true,
  sendPhoto: true,
};

const knownEventTypes: readonly string[] = EVENT_TYPES;

/**
 * The request for a registration.
 *
 * @throws `TypeError` that names the option: a filter lost through a misspelled name would register every event
 */
export function setWebhookBody(options: SetWebhookOptions): object {
  rejectUnknownOptions(options, SET_WEBHOOK_OPTIONS, 'setWebhook');
  const { url, eventTypes, sendName = false, sendPhoto = false } = options;
  if (eventTypes !== undefined) checkEventTypes(eventTypes);
  return {
    url,
    ...(eventTypes !== undefined && { event_types: eventTypes }),
    send_name: checkedBoolean('sendName', sendName),
    send_photo: checkedBoolean('sendPhoto', sendPhoto),
  };
}

function checkEventTypes(eventTypes: unknown): void {
  if (!Array.isArray(eventTypes)) {
    throw new TypeError(
      `eventTypes must be a list of ${EVENT_TYPES.join(', ')}, or 'listeners' for a ViberWebhook. Leave it out for all events.`,
    );
  }
  for (const name of eventTypes as unknown[]) {
    if (typeof name === 'string' && knownEventTypes.includes(name)) continue;
    throw new TypeError(
      `${JSON.stringify(name)} is not an event type.${didYouMean(String(name), knownEventTypes)}`,
    );
  }
}
