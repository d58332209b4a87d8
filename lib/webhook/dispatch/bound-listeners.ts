import type { Delivery } from '../callback/received-callback';
import { eventsOf, payloadOf } from '../callback/received-callback';
import type { AnyCallbackContext, ViberEmitter } from '../callback/events';
import type { AnyListener } from './emit';
import type { TextPatterns } from './text-patterns';

/**
 * Everything that is to hear of a delivery, in this order: the listeners of its events, then those of the patterns its text
 * matches, or of `unmatched_text` where it matches none.
 */
export function boundListeners(
  emitter: ViberEmitter,
  patterns: TextPatterns,
  delivery: Delivery,
  context: AnyCallbackContext,
): (() => unknown)[] {
  const payload = payloadOf(delivery);
  const bound: (() => unknown)[] = [];
  const events = eventsOf(delivery);
  const matched = patterns.matching(delivery);
  if (matched?.length === 0) events.push('unmatched_text');
  for (const name of events) {
    if (emitter.listenerCount(name) === 0) continue;
    for (const listener of emitter.rawListeners(name) as AnyListener[]) {
      bound.push(() => listener.call(emitter, payload, context));
    }
  }
  for (const { listener, match } of matched ?? []) {
    bound.push(() => listener.call(emitter, payload, { ...context, match }));
  }
  return bound;
}
