import type { EventType } from '../protocol/callbacks/event-types';
import { EVENT_TYPES } from '../protocol/callbacks/event-types';
import { didYouMean } from '../shared/nearest-name';
import type { OptionCheck } from '../shared/options';
import { boolean, optional, parseOptions } from '../shared/options';
import { checkWebhookUrl } from './webhook-url';

/** What to register. */
export interface SetWebhookOptions {
  /** The address of the bot: https, a public host, no query string. */
  url: string;
  /**
   * The optional events to receive besides `message`, `subscribed` and `unsubscribed`, which always arrive; `[]` for
   * none of them. `'listeners'` is for `ViberWebhook.setWebhook` only: the events that have a listener at the time of
   * the call, where a welcome handler counts as a listener for `conversation_started`. @default all events
   */
  eventTypes?: readonly EventType[] | 'listeners';
  /** Asks for the names of users; those who hide theirs still arrive as `Subscriber`. @default false */
  sendName?: boolean;
  /** Asks for the photos of users; those who hide theirs still arrive with a placeholder. @default false */
  sendPhoto?: boolean;
}

/** The specification of {@link SetWebhookOptions}. */
export const SET_WEBHOOK_CHECKS = {
  // What a URL must be depends on the API, so checkWebhookUrl decides.
  url: (url) => url,
  eventTypes: optional(checkedEventTypes),
  sendName: boolean(false),
  sendPhoto: boolean(false),
} satisfies Record<keyof SetWebhookOptions, OptionCheck<unknown>>;

const knownEventTypes: readonly string[] = EVENT_TYPES;

/**
 * Builds the body of a registration.
 *
 * @param mustBePublic - whether the URL must be https on a public host
 * @throws `TypeError` that names the option: a filter lost to a misspelled name would register every event;
 * {@link ViberWebhookUrlError} for the URL
 */
export function setWebhookBody(options: SetWebhookOptions, mustBePublic: boolean): object {
  const { eventTypes, sendName, sendPhoto } = parseOptions('setWebhook', SET_WEBHOOK_CHECKS, options);
  checkWebhookUrl(options.url, mustBePublic);
  return {
    url: options.url,
    ...(eventTypes !== undefined && { event_types: eventTypes }),
    send_name: sendName,
    send_photo: sendPhoto,
  };
}

function checkedEventTypes(eventTypes: unknown, name: string): readonly EventType[] {
  if (eventTypes === 'listeners') {
    throw new TypeError(
      `${name}: 'listeners' works in ViberWebhook.setWebhook only, because a ViberClient knows no listeners. List the events instead.`,
    );
  }
  if (!Array.isArray(eventTypes)) {
    throw new TypeError(
      `${name} must be a list of ${EVENT_TYPES.join(', ')}, or 'listeners' for a ViberWebhook. Leave it out for all events.`,
    );
  }
  for (const eventType of eventTypes as unknown[]) {
    if (typeof eventType === 'string' && knownEventTypes.includes(eventType)) continue;
    throw new TypeError(
      `${JSON.stringify(eventType)} is not an event type.${didYouMean(String(eventType), knownEventTypes)}`,
    );
  }
  return eventTypes as EventType[];
}
