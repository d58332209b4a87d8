import type { AnyCallbackContext, ViberEmitter } from '../callback/events';
import type { ReceivedCallback } from '../callback/received-callback';
import type { AnyListener } from './emit';
import type { TextPatterns } from './text-patterns';

/** A listener with its arguments. */
export type BoundListener = () => unknown;

/**
 * The listeners of a callback, in the order they are called: those of its events, then those of the patterns its text
 * matches, or of `unmatched_text` if it matches none.
 */
export function findListeners(
  emitter: ViberEmitter,
  patterns: TextPatterns,
  callback: ReceivedCallback,
  context: AnyCallbackContext,
): BoundListener[] {
  const { payload, events } = callback;
  const matched = patterns.matching(callback);
  if (matched?.length === 0) events.push('unmatched_text');
  const bound: BoundListener[] = [];
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
