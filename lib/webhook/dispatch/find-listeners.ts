import type { ViberEmitter } from '../callback/events';
import type { ReceivedCallback } from '../callback/received-callback';
import type { AnyListener } from './emit';
import { ListenerTask } from './listener-task';
import type { TextPatterns } from './text-patterns';

/**
 * Returns the listeners of a callback in the order in which they are called: those of its events, then those of the
 * `onText` patterns that match its text, or of `unmatched_text` if none matches.
 */
export function findListeners(
  emitter: ViberEmitter,
  patterns: TextPatterns,
  callback: ReceivedCallback,
): ListenerTask[] {
  const matched = patterns.matching(callback);
  const events = matched?.length === 0 ? [...callback.events, 'unmatched_text' as const] : callback.events;
  const tasks: ListenerTask[] = [];
  for (const name of events) {
    if (emitter.listenerCount(name) === 0) continue;
    for (const listener of emitter.rawListeners(name) as AnyListener[])
      tasks.push(new ListenerTask(listener));
  }
  for (const { listener, match } of matched ?? []) tasks.push(new ListenerTask(listener, match));
  return tasks;
}
