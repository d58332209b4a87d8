import { ViberBodyParsedError, ViberListenerError, ViberQueueError } from '../../errors';
import type { ReportedError, ViberEmitter, ViberEvent, ViberEvents } from '../callback/events';

/** A listener as an emitter stores it: the compiler has checked it against its event. */
export type AnyListener = (this: ViberEmitter, ...args: unknown[]) => unknown;

/**
 * Emits an event whose listeners only observe: a failure of theirs changes no response and is emitted as `error` instead.
 */
export function emit<Event extends ViberEvent>(
  emitter: ViberEmitter,
  event: Event,
  ...args: ViberEvents[Event]
): void {
  for (const listener of emitter.rawListeners(event) as AnyListener[]) {
    call(emitter, listener, args).catch((error: unknown) => {
      const failure = new ViberListenerError(event, [error], 'no_effect');
      if (event === 'error')
        warn(failure, 'Catch the error inside the listener: nothing else can report it.');
      else emitError(emitter, failure);
    });
  }
}

/** Emits `error`; without a listener it becomes a process warning, never a crash. */
export function emitError(emitter: ViberEmitter, error: ReportedError): void {
  if (emitter.listenerCount('error') > 0) emit(emitter, 'error', error);
  else warn(error, 'Listen to the "error" event of the webhook to see the cause.');
}

/**
 * Emits as `error` what no error handler of an application gets.
 *
 * @param isAcknowledged - whether the application has responded with 200 by itself
 */
export function emitFailure(emitter: ViberEmitter, error: unknown, isAcknowledged: boolean): void {
  emitError(emitter, toReportedError(error, isAcknowledged));
}

function toReportedError(error: unknown, isAcknowledged: boolean): ReportedError {
  if (error instanceof ViberBodyParsedError || error instanceof ViberQueueError) return error;
  const outcome = isAcknowledged ? 'late' : 'redelivered';
  if (!(error instanceof ViberListenerError)) return new ViberListenerError('request', [error], outcome);
  return isAcknowledged && !error.acknowledged
    ? new ViberListenerError(error.event, error.errors, outcome)
    : error;
}

async function call(emitter: ViberEmitter, listener: AnyListener, args: readonly unknown[]): Promise<void> {
  await listener.apply(emitter, args as unknown[]);
}

// Without the causes: an error that a listener throws may quote a message.
function warn({ code, message }: ReportedError, advice: string): void {
  process.emitWarning(`${message} ${advice}`, {
    type: 'ViberWarning',
    code: `VIBER_${code.toUpperCase()}`,
  });
}
