import { ViberListenerError } from '../../errors';
import type { LateError, ViberEmitter, ViberEvent, ViberEvents } from '../callback/events';

/** What an emitter holds, once the compiler has checked it against its event. */
export type AnyListener = (this: ViberEmitter, ...args: unknown[]) => unknown;

/**
 * Emits an event whose listeners only look on: what they throw or reject with changes no answer and is reported
 * as an error instead.
 */
export function notify<Event extends ViberEvent>(
  emitter: ViberEmitter,
  event: Event,
  ...args: ViberEvents[Event]
): void {
  for (const listener of emitter.rawListeners(event) as AnyListener[]) {
    call(emitter, listener, args).catch((error: unknown) => {
      const failure = new ViberListenerError(event, [error], 'no_effect');
      if (event === 'error') warn(failure, 'Catch what it throws: nobody else hears of it.');
      else reportError(emitter, failure);
    });
  }
}

/** Emits `error`; where nobody listens, a process warning takes its place, never a crash. */
export function reportError(emitter: ViberEmitter, error: LateError): void {
  if (emitter.listenerCount('error') > 0) notify(emitter, 'error', error);
  else warn(error, 'Listen to the "error" event of the webhook to see the cause.');
}

async function call(emitter: ViberEmitter, listener: AnyListener, args: readonly unknown[]): Promise<void> {
  await listener.apply(emitter, args as unknown[]);
}

// The causes stay out of it: what a listener throws may quote a message.
function warn({ code, message }: LateError, advice: string): void {
  process.emitWarning(`${message} ${advice}`, {
    type: 'ViberWarning',
    code: `VIBER_${code.toUpperCase()}`,
  });
}
