import { inspect } from 'node:util';
import type { ErrorOrigin } from '../../errors';
import { ViberBodyParsedError, ViberError, ViberListenerError, ViberQueueError } from '../../errors';
import type { ReportedError, ViberEmitter, ViberEvent, ViberEvents } from '../callback/events';

/** A listener as an emitter stores it. The compiler checked it against its event when it was added. */
export type AnyListener = (this: ViberEmitter, ...args: unknown[]) => unknown;

/** Emits an event whose listeners do not affect the response. A failure of one is emitted as `error`. */
export function emit<Event extends ViberEvent>(
  emitter: ViberEmitter,
  event: Event,
  ...args: ViberEvents[Event]
): void {
  for (const listener of emitter.rawListeners(event) as AnyListener[]) {
    call(emitter, listener, args).catch((error: unknown) => {
      const failure = new ViberListenerError(event, [error], 'no_effect', originOf(args));
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
 * Emits a failure that the application's error handler does not get.
 *
 * @param isAcknowledged - whether the application itself has already sent a 200
 */
export function emitFailure(emitter: ViberEmitter, error: unknown, isAcknowledged: boolean): void {
  emitError(emitter, toReportedError(error, isAcknowledged));
}

function toReportedError(error: unknown, isAcknowledged: boolean): ReportedError {
  if (error instanceof ViberBodyParsedError || error instanceof ViberQueueError) return error;
  const outcome = isAcknowledged ? 'late' : 'redelivered';
  if (!(error instanceof ViberListenerError)) return new ViberListenerError('request', [error], outcome);
  return isAcknowledged && !error.acknowledged
    ? new ViberListenerError(error.event, error.errors, outcome, error)
    : error;
}

async function call(emitter: ViberEmitter, listener: AnyListener, args: readonly unknown[]): Promise<void> {
  await listener.apply(emitter, args as unknown[]);
}

// Without the causes, because an error that a listener throws may quote a user's message. A text rather than an error, since
// Jest's errors are not those that `emitWarning` accepts.
function warn(error: ReportedError, advice: string): void {
  const { code, message, account, event, messageToken, kind } = error;
  process.emitWarning(`${message} ${advice}`, {
    type: 'ViberWarning',
    code: `VIBER_${code.toUpperCase()}`,
    detail: inspect({ account, event, messageToken, kind }),
  });
}

/** The callback that the arguments of a listener are about, as far as they tell. */
function originOf([payload, context]: readonly unknown[]): Pick<ErrorOrigin, 'account' | 'messageToken'> {
  if (payload instanceof ViberError) return payload;
  const { message_token } = (payload ?? {}) as { message_token?: unknown };
  const { account } = (context ?? {}) as { account?: unknown };
  return {
    account: typeof account === 'string' ? account : undefined,
    messageToken: typeof message_token === 'string' ? message_token : undefined,
  };
}
