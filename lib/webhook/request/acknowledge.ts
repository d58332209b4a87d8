import { ViberRequestError } from '../../errors';
import { remainingMs } from '../../shared/timing';
import type { CallbackTrace } from '../callback/diagnostics';
import type { ViberEmitter } from '../callback/events';
import type { InFlight } from '../callback/in-flight';
import type { ReceivedCallback } from '../callback/received-callback';
import type { Dispatcher, PendingWork } from '../dispatch/dispatcher';
import { emit } from '../dispatch/emit';
import type { Acknowledgement } from '../dispatch/welcome';
import { EMPTY_ACKNOWLEDGEMENT } from '../dispatch/welcome';
import type { WebhookSettings } from '../options';
import type { CheckCall } from '../registration/check-call';
import { Duplicates } from './duplicates';

/** The parts of a webhook that receiving needs. */
export interface WebhookParts {
  settings: WebhookSettings;
  emitter: ViberEmitter;
  inFlight: InFlight;
  dispatcher: Dispatcher;
  checkCall: CheckCall;
}

/** Dispatches each delivery of a callback, unless the callback was handled or is in flight, and acknowledges all of them. */
export class Acknowledger {
  readonly #parts: WebhookParts;
  readonly #duplicates: Duplicates | undefined;

  constructor(parts: WebhookParts) {
    this.#parts = parts;
    const { duplicates } = parts.settings;
    this.#duplicates = duplicates === false ? undefined : new Duplicates(duplicates);
  }

  /** Returns the acknowledgement of an earlier delivery of the callback; if there is none, dispatches it. */
  acknowledge(
    callback: ReceivedCallback,
    dueAtMs: number,
    trace: CallbackTrace,
  ): Acknowledgement | Promise<Acknowledgement> {
    const { inFlight, dispatcher, emitter, checkCall } = this.#parts;
    const { key } = callback;
    const earlier = this.#duplicates?.find(key);
    if (earlier !== undefined) {
      trace.publish('express-viber:duplicate', {});
      checkCall.noteAcknowledgement(callback, earlier);
      emit(emitter, 'duplicate', callback.payload, dispatcher.contextOf(callback));
      return earlier;
    }
    // The webhook was closed while the body was being read, so `close` may have stopped waiting for new work.
    if (inFlight.isClosing) throw new ViberRequestError('closing');
    if (!inFlight.hasRoomFor(callback.event) || !dispatcher.hasRoomFor(callback)) {
      throw new ViberRequestError('overloaded');
    }
    trace.publish('express-viber:dispatched', { to: dispatcher.destination });
    const pending = dispatcher.dispatch(callback, key, remainingMs(dueAtMs));
    const acknowledgement = pending?.acknowledgement ?? EMPTY_ACKNOWLEDGEMENT;
    checkCall.noteAcknowledgement(callback, acknowledgement);
    if (pending === undefined) {
      this.#duplicates?.rememberHandled(key, callback.account);
    } else {
      // Added only now: dispatch may throw, and a callback that is already done takes no place.
      const remove = inFlight.add(callback, key);
      void this.#duplicates?.remember(key, callback.account, pending);
      void this.#follow(pending, trace, remove);
    }
    return acknowledgement;
  }

  /** Waits until the work for a callback has settled, which may be long after its acknowledgement. */
  async #follow(
    { acknowledgement, succeeded, hasFailed }: PendingWork,
    trace: CallbackTrace,
    remove: () => void,
  ): Promise<void> {
    let wasAcknowledged = true;
    try {
      await acknowledgement;
    } catch {
      wasAcknowledged = false;
    }
    await succeeded;
    if (wasAcknowledged && hasFailed()) trace.publish('express-viber:failed', { code: 'listener_failed' });
    remove();
  }
}
