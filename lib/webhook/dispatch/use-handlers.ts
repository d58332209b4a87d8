import type { Callback } from '../../protocol/callbacks/callbacks';
import type { UnrecognizedCallback } from '../../protocol/callbacks/recognize';
import type { AnyCallbackContext } from '../callback/contexts';
import type { CallbackRun } from './callback-run';
import { Failure, settle } from './failure';
import type { DeliveredListeners, Delivery } from './listener-task';
import { startListeners } from './listener-task';
import type { Next } from './next-call';
import { NextCall } from './next-call';

/**
 * A handler that `use` adds around the listeners of every callback, `unrecognized` ones included. The welcome handler and the
 * listeners of `duplicate`, `rejected` and `error` run outside of it. With a `queue` it runs in the worker; with `ordered` it
 * waits for its turn like a listener.
 *
 * - It runs at every delivery. A redelivery runs the handlers again, but of the listeners only those that are left.
 * - The acknowledgement waits for it, up to `ackTimeoutMs`, as it does for a listener.
 * - If it throws, that is a failure like that of a listener. If `next` had resolved before, a redelivery runs the handlers
 *   again, but no listener.
 * - If it catches the rejection of `next`, the callback is settled: the response is 200, nothing is reported, and nothing
 *   runs again.
 * - If it does not call `next`, the callback is settled without running its listeners.
 * - It can only catch what fails before it settles, and before the response is due. What fails later, for example after it
 *   has stopped waiting for `next`, counts as if it had thrown it.
 * - It does not count as a listener for the `eventTypes` of `setWebhook`.
 */
export type UseHandler<State extends object = object> = (
  callback: Callback | UnrecognizedCallback,
  context: AnyCallbackContext<State>,
  next: Next,
) => Promise<unknown>;

/** @throws `TypeError` if it is not a function */
export function checkedUseHandler(handler: unknown): UseHandler {
  if (typeof handler === 'function') return handler as UseHandler;
  throw new TypeError('use takes a handler: use(async (callback, context, next) => { …; await next(); }).');
}

/** The `use` handlers of one delivery, around the listeners that are left to run. */
export class UseHandlers implements Delivery {
  readonly #handlers: readonly UseHandler[];
  readonly #listeners: DeliveredListeners;
  readonly #run: CallbackRun;
  /** The failures so far that no handler has caught. */
  #uncaught: ReadonlySet<Failure> = new Set();
  /** The failures that need no report: they are part of the response, or another delivery reports them. */
  readonly #reported = new Set<Failure>();
  /** The failures behind each error that a handler may get. Throwing it again is not a new failure. */
  readonly #failures = new WeakMap<object, readonly Failure[]>();

  constructor(handlers: readonly UseHandler[], listeners: DeliveredListeners, run: CallbackRun) {
    this.#handlers = handlers;
    this.#listeners = listeners;
    this.#run = run;
  }

  get isDecided(): boolean {
    return this.#run.isDecided;
  }

  /** Records the failure of a listener. `next` rejects with it even if another delivery reports it. */
  fail(failure: Failure, mustReport: boolean): void {
    this.#uncaught = new Set([...this.#uncaught, failure]);
    this.#know(failure.error, [failure]);
    if (!mustReport) this.#reported.add(failure);
  }

  /** Runs the handlers and the listeners, and hands the failures that no handler has caught to the run. Never rejects. */
  async start(): Promise<void> {
    this.#run.onDue(() => this.#takeUncaught());
    for (const failure of await this.#runFrom(0)) {
      if (!this.#reported.has(failure)) this.#run.fail(failure);
    }
    this.#uncaught = new Set();
  }

  /** Returns the retryable failures so far. The response is due, and cannot wait for a handler to catch them. */
  #takeUncaught(): readonly Failure[] {
    const taken = [...this.#uncaught].filter(
      (failure) => !failure.isPermanent && !this.#reported.has(failure),
    );
    for (const failure of taken) this.#reported.add(failure);
    return taken;
  }

  /** Runs a handler and what is inside of it. Resolves with the failures that are left, and never rejects. */
  async #runFrom(index: number): Promise<readonly Failure[]> {
    const handler = this.#handlers[index];
    if (handler === undefined) return this.#runListeners();
    const call = new NextCall({
      runInside: () => this.#runFrom(index + 1),
      rejectionOf: (failures) => this.#rejectionOf(failures),
      failLate: (error) => {
        this.#run.fail(new Failure(error));
      },
    });
    const { callback, context, tasks } = this.#listeners;
    const uncaught = new Set<Failure>();
    const fail = (error: unknown) => {
      for (const failure of this.#failuresIn(error)) uncaught.add(failure);
    };
    await settle(() => handler(callback.payload, context, call.next), fail, 'A handler of use');
    // Known at once, in case the response is due before what is inside of the handler has settled.
    this.#uncaught = new Set([...this.#uncaught, ...uncaught]);
    for (const error of await call.missedErrors()) fail(error);
    // The listeners have succeeded, or this handler has caught their failures or kept them from running. A failure further
    // out does not change that: its redelivery runs the handlers again, but no listener.
    const isSettled = [...uncaught].every(({ isPermanent }) => isPermanent);
    if (isSettled) for (const task of tasks) task.finish();
    this.#uncaught = uncaught;
    return [...uncaught];
  }

  async #runListeners(): Promise<readonly Failure[]> {
    await Promise.all(startListeners(this.#listeners, this));
    return [...this.#uncaught];
  }

  #rejectionOf(failures: readonly Failure[]): Error {
    const rejection = this.#run.errorOf(failures);
    this.#know(rejection, failures);
    return rejection;
  }

  #failuresIn(thrown: unknown): readonly Failure[] {
    const known = isObject(thrown) ? this.#failures.get(thrown) : undefined;
    if (known !== undefined) return known;
    const failures = [new Failure(thrown)];
    this.#know(thrown, failures);
    return failures;
  }

  #know(error: unknown, failures: readonly Failure[]): void {
    if (isObject(error)) this.#failures.set(error, failures);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
