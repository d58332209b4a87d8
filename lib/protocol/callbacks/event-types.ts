import type { CallbackEvent } from './callbacks';

/** The events that a webhook always receives. [doc] */
export const MANDATORY_EVENT_TYPES = ['message', 'subscribed', 'unsubscribed'] as const;

/** The events that a registration may leave out. [doc] */
export const OPTIONAL_EVENT_TYPES = ['delivered', 'seen', 'failed', 'conversation_started'] as const;

/** An event that a registration may name in `event_types`. */
export type EventType = (typeof MANDATORY_EVENT_TYPES)[number] | (typeof OPTIONAL_EVENT_TYPES)[number];

const EVENTS = [
  ...MANDATORY_EVENT_TYPES,
  ...OPTIONAL_EVENT_TYPES,
] as const satisfies readonly CallbackEvent[];

/** All events that `event_types` may name. */
export const EVENT_TYPES: readonly EventType[] = EVENTS;
