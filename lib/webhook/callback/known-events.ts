import { didYouMean } from '../../shared/nearest-name';
import type { ViberEvent } from './events';

/** Exactly the events of {@link ViberEvent}: with one missing or one too many, this does not compile. */
const EVENTS: Record<ViberEvent, true> = {
  webhook: true,
  subscribed: true,
  unsubscribed: true,
  conversation_started: true,
  delivered: true,
  seen: true,
  failed: true,
  message: true,
  client_status: true,
  'message:text': true,
  'message:picture': true,
  'message:video': true,
  'message:file': true,
  'message:sticker': true,
  'message:contact': true,
  'message:url': true,
  'message:location': true,
  'message:rich_media': true,
  callback: true,
  unmatched_text: true,
  unrecognized: true,
  duplicate: true,
  rejected: true,
  error: true,
};

/** Events that Node's emitters emit themselves. */
const EMITTER_EVENTS = ['newListener', 'removeListener'];

/**
 * Warns of a listener for an unknown event. TypeScript rejects it; in JavaScript it would silently never be called.
 */
export function warnOfUnknownEvent(event: unknown): void {
  if (typeof event === 'symbol') return;
  // It need not be a string: a misspelled constant is undefined.
  const name = String(event);
  if (Object.hasOwn(EVENTS, name) || EMITTER_EVENTS.includes(name)) return;
  process.emitWarning(
    `"${name}" is an unknown event, so its listener will never be called.${didYouMean(name, Object.keys(EVENTS))}`,
    { type: 'ViberWarning', code: 'VIBER_UNKNOWN_EVENT' },
  );
}
