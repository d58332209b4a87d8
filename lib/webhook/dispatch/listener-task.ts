import type { AnyCallbackContext } from '../callback/contexts';
import type { ViberEmitter } from '../callback/events';
import type { ReceivedCallback } from '../callback/received-callback';
import { withMatch } from './callback-context';
import type { AnyListener } from './emit';
import { Failure, settle } from './failure';

/** A delivery that waits for listeners. */
export interface Delivery {
  /** Whether its response is decided, so that a failure cannot be part of it any more. */
  readonly isDecided: boolean;
  /** @param mustReport - whether this delivery must report the failure, in its response or as an event */
  fail(failure: Failure, mustReport: boolean): void;
}

/** The listeners of one delivery, and what they are called with. */
export interface DeliveredListeners {
  readonly tasks: readonly ListenerTask[];
  readonly emitter: ViberEmitter;
  readonly callback: ReceivedCallback;
  readonly context: AnyCallbackContext;
}

/** Starts the listeners for a delivery. Returns a promise for each that has not settled, which resolves when it has. */
export function startListeners(listeners: DeliveredListeners, delivery: Delivery): Promise<void>[] {
  const running: Promise<void>[] = [];
  for (const task of listeners.tasks) {
    const work = task.start(delivery, listeners);
    if (work !== undefined) running.push(work);
  }
  return running;
}

/**
 * A listener of one callback, over all deliveries of that callback. It runs until it has succeeded or permanently failed.
 * A delivery that finds it running joins it.
 */
export class ListenerTask {
  readonly #listener: AnyListener;
  readonly #match: unknown;
  #hasStarted = false;
  #isDone = false;
  #running: Promise<void> | undefined;
  /** The deliveries that wait for the current run. */
  #deliveries: Delivery[] = [];

  /** @param match - the match of its text pattern, for a listener of `onText` */
  constructor(listener: AnyListener, match?: unknown) {
    this.#listener = listener;
    this.#match = match;
  }

  /** Whether it has succeeded or permanently failed. */
  get isFinished(): boolean {
    return this.#isDone && this.#running === undefined;
  }

  /** Leaves nothing to run, because a `use` handler has settled the callback. A run that has started continues. */
  finish(): void {
    this.#isDone = true;
  }

  /**
   * Runs the listener for a delivery, unless it is finished.
   *
   * @returns a promise that resolves when the listener has settled; `undefined` if there is nothing to wait for
   */
  start(delivery: Delivery, listeners: DeliveredListeners): Promise<void> | undefined {
    if (this.isFinished) return undefined;
    this.#deliveries.push(delivery);
    if (this.#running !== undefined) return this.#running;
    this.#isDone = true;
    this.#running = settle(
      () => this.#call(listeners),
      (error) => {
        this.#fail(error);
      },
      `A listener of "${listeners.callback.event}"`,
      () => {
        this.#running = undefined;
        this.#deliveries = [];
      },
    );
    return this.#running;
  }

  #call({ emitter, callback, context }: DeliveredListeners): unknown {
    // A `once` listener is wrapped, and its wrapper calls it only one time.
    const listener = this.#hasStarted ? unwrapped(this.#listener) : this.#listener;
    this.#hasStarted = true;
    const match = this.#match;
    return listener.call(
      emitter,
      callback.payload,
      match === undefined ? context : withMatch(context, match),
    );
  }

  /** Deliveries that can still respond with the failure report it; if there are none, the first one does. */
  #fail(error: unknown): void {
    const failure = new Failure(error);
    this.#isDone = failure.isPermanent;
    const undecided = this.#deliveries.filter(({ isDecided }) => !isDecided);
    const reporters = undecided.length > 0 ? undecided : this.#deliveries.slice(0, 1);
    for (const delivery of this.#deliveries) delivery.fail(failure, reporters.includes(delivery));
  }
}

/** Node stores a `once` listener as a function with the listener as its property. */
function unwrapped(raw: AnyListener & { listener?: AnyListener }): AnyListener {
  return typeof raw.listener === 'function' ? raw.listener : raw;
}
