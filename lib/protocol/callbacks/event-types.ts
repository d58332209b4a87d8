import type { CallbackEvent } from './callbacks';

/** Events a webhook always receives. [doc] */
export const MANDATORY_EVENT_TYPES = ['message', 'subscribed', 'unsubscribed'] as const;

/** Events a webhook receives unless its filter leaves them out. [doc] */
export const OPTIONAL_EVENT_TYPES = ['delivered', 'seen', 'failed', 'conversation_started'] as const;

/** An event that `event_types` may name. [doc] */
export type EventType = (typeof MANDATORY_EVENT_TYPES)[number] | (typeof OPTIONAL_EVENT_TYPES)[number];

const EVENTS = [
  ...MANDATORY_EVENT_TYPES,
  ...OPTIONAL_EVENT_TYPES,
] as const satisfies readonly CallbackEvent[];

/** Every name `event_types` may hold. */
export const EVENT_TYPES: readonly EventType[] = EVENTS;
