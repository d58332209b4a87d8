import type { AnyCallbackContext, ViberEmitter } from '../callback/events';
import type { ReceivedCallback } from '../callback/received-callback';
import type { AnyListener } from './emit';

/**
 * A listener of one callback, over all deliveries of that callback. A redelivery runs it again only if it has failed, and
 * joins it if it is still running.
 */
export class ListenerTask {
  /** Whether it has succeeded or permanently failed, so that it never runs again. */
  isDone = false;
  /** Resolves when the listener has settled; `undefined` if it is not running. */
  running: Promise<void> | undefined;
  readonly #listener: AnyListener;
  readonly #match: unknown;
  #hasStarted = false;

  /** @param match - the match of its text pattern, for a listener of `onText` */
  constructor(listener: AnyListener, match?: unknown) {
    this.#listener = listener;
    this.#match = match;
  }

  /** Calls the listener. */
  call(emitter: ViberEmitter, { payload }: ReceivedCallback, context: AnyCallbackContext): unknown {
    // A `once` listener is wrapped, and its wrapper calls it only one time.
    const listener = this.#hasStarted ? unwrapped(this.#listener) : this.#listener;
    this.#hasStarted = true;
    const match = this.#match;
    return listener.call(emitter, payload, match === undefined ? context : { ...context, match });
  }
}

/** Node stores a `once` listener as a function with the listener as its property. */
function unwrapped(raw: AnyListener & { listener?: AnyListener }): AnyListener {
  return typeof raw.listener === 'function' ? raw.listener : raw;
}
