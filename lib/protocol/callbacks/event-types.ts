import type { CallbackEvent } from './callbacks';

/** The events that a webhook always receives. [doc] */
export const MANDATORY_EVENT_TYPES = ['message', 'subscribed', 'unsubscribed'] as const;

/** The events that a registration may leave out. [doc] */
export const OPTIONAL_EVENT_TYPES = ['delivered', 'seen', 'failed', 'conversation_started'] as const;

// Viber returns both in event_types. [seen] Some clients send `webhook` [sdk], others `client_status` [hub].
const FURTHER_EVENT_TYPES = ['client_status', 'webhook'] as const;

const EVENTS = [
  ...MANDATORY_EVENT_TYPES,
  ...OPTIONAL_EVENT_TYPES,
  ...FURTHER_EVENT_TYPES,
] as const satisfies readonly CallbackEvent[];

/** An event that a registration may name in `event_types`. */
export type EventType = (typeof EVENTS)[number];

/** All events that `event_types` may name. */
export const EVENT_TYPES: readonly EventType[] = EVENTS;
