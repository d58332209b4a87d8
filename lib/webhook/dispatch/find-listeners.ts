import type { AnyCallbackContext, ViberEmitter } from '../callback/events';
import type { ReceivedCallback } from '../callback/received-callback';
import type { AnyListener } from './emit';
import type { TextPatterns } from './text-patterns';

/** A listener that is bound to its arguments. */
export type BoundListener = () => unknown;

/**
 * Returns the listeners of a callback in the order in which they are called: those of its events, then those of the
 * `onText` patterns that match its text, or of `unmatched_text` if none matches.
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
