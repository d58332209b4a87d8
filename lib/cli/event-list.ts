import { InvalidArgumentError } from 'commander';
import type { SetWebhookOptions } from '../client/set-webhook-options';
import type { EventType } from '../protocol/callbacks/event-types';
import { EVENT_TYPES } from '../protocol/callbacks/event-types';
import { didYouMean } from '../shared/nearest-name';

/** Which events to register: `{}` for all of them, `{ eventTypes: [] }` for the mandatory ones alone. */
export type EventFilter = Pick<SetWebhookOptions, 'eventTypes'>;

/**
 * Reads `delivered,seen`, `none` or `all`.
 *
 * @throws commander's `InvalidArgumentError` that names the nearest event
 */
export function parseEventList(text: string): EventFilter {
  if (text === 'all') return {};
  if (text === 'none') return { eventTypes: [] };
  const names = text.split(',').map((name) => name.trim());
  return { eventTypes: [...new Set(names.map(eventNamed))] };
}

function eventNamed(name: string): EventType {
  const event = EVENT_TYPES.find((known) => known === name);
  if (event !== undefined) return event;
  if (name === '') throw new InvalidArgumentError('A name is missing: list events as delivered,seen.');
  if (name === 'all' || name === 'none') throw new InvalidArgumentError(`"${name}" stands alone.`);
  throw new InvalidArgumentError(
    `"${name}" is not an event.${didYouMean(name, [...EVENT_TYPES, 'none', 'all'])}`,
  );
}
