import type { Callback } from '../../protocol/callbacks/callbacks';
import type { UnrecognizedCallback } from '../../protocol/callbacks/recognize';
import type { AnyCallbackContext } from '../callback/contexts';
import type { CallbackRun } from './callback-run';
import { Failure, settle } from './failure';
import type { Delivery, ListenerTask } from './listener-task';
import type { Next } from './next-call';
import { NextCall } from './next-call';

/**
 * A handler that `use` adds around the listeners of each callback, whatever its event, also of `unrecognized`. It is not
 * around the welcome handler, and not around `duplicate`, `rejected` and `error`. With a `queue` it runs in the worker, and
 * with `ordered` in the user's turn.
 *
 * - It runs at every delivery, around what is left to run: a redelivery runs the handlers again, but no listener that has
 *   succeeded. The acknowledgement waits for it, up to `ackTimeoutMs`, as it does for a listener.
 * - If it catches what `next` rejects with, the callback is settled: the response is 200, nothing is reported, and no listener
 *   runs again. If it does not call `next` at all, the callback is settled without running its listeners.
 * - If it throws, that is a failure like that of a listener. If `next` had succeeded before, a redelivery runs the handlers
 *   again, but no listener.
 * - If it does not wait for `next`, a failure inside of it counts as if the handler had thrown it.
 * - If the response is due before it has settled, it can no longer catch what has failed by then: Viber redelivers the callback.
 * - It does not count as a listener for the `eventTypes` of `setWebhook`.
 */
export type UseHandler<State extends object = object> = (
  callback: Callback | UnrecognizedCallback,
  context: AnyCallbackContext<State>,
  next: Next,
) => Promise<unknown>;

/** What the handlers of one delivery are around. */
export interface HandledListeners {
  readonly payload: Callback | UnrecognizedCallback;
  readonly context: AnyCallbackContext;
  readonly tasks: readonly ListenerTask[];
  /** Starts a listener for a delivery. Returns a promise that resolves when it has settled. */
  readonly start: (task: ListenerTask, delivery: Delivery) => Promise<void> | undefined;
}

/** @throws `TypeError` if it is not a function */
export function checkedUseHandler(handler: unknown): UseHandler {
  if (typeof handler === 'function') return handler as UseHandler;
  throw new TypeError('use takes a handler: use(async (callback, context, next) => { …; await next(); }).');
}

/** The `use` handlers of one delivery, around the listeners that are left to run. */
export class UseHandlers implements Delivery {
  readonly #handlers: readonly UseHandler[];
  readonly #listeners: HandledListeners;
  readonly #run: CallbackRun;
  /** The failures that no handler has caught yet, on their way from the listeners to the outermost handler. */
  #uncaught: ReadonlySet<Failure> = new Set();
  /** Those that the response has told of, or that another delivery tells of. */
  readonly #told = new Set<Failure>();
  /** The failures that an error stands for, so that a handler that throws it again causes no other one. */
  readonly #failures = new WeakMap<object, readonly Failure[]>();

  constructor(handlers: readonly UseHandler[], listeners: HandledListeners, run: CallbackRun) {
    this.#handlers = handlers;
    this.#listeners = listeners;
    this.#run = run;
  }

  get isDecided(): boolean {
    return this.#run.isDecided;
  }

  /** Takes the failure of a listener. `next` rejects with it even if another delivery tells of it. */
  fail(failure: Failure, isTeller: boolean): void {
    this.#uncaught = new Set([...this.#uncaught, failure]);
    this.#know(failure.error, [failure]);
    if (!isTeller) this.#told.add(failure);
  }

  /** Runs the handlers and the listeners, and passes to the run what no handler has caught. Never rejects. */
  async start(): Promise<void> {
    this.#run.onDue(() => this.#takeUncaught());
    for (const failure of await this.#runFrom(0)) {
      if (!this.#told.has(failure)) this.#run.fail(failure);
    }
    this.#uncaught = new Set();
  }

  /** The response is due, and cannot wait for a handler to catch what has failed. */
  #takeUncaught(): readonly Failure[] {
    const taken = [...this.#uncaught].filter((failure) => !failure.isPermanent && !this.#told.has(failure));
    for (const failure of taken) this.#told.add(failure);
    return taken;
  }

  /** Runs a handler and what is inside of it. Resolves with what it has not caught, and never rejects. */
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
    const { payload, context, tasks } = this.#listeners;
    const uncaught = new Set<Failure>();
    const fail = (error: unknown) => {
      for (const failure of this.#failuresIn(error)) uncaught.add(failure);
    };
    await settle(() => handler(payload, context, call.next), fail, 'A handler of use');
    // Known at once, in case the response is due before what is inside of the handler has settled.
    this.#uncaught = new Set([...this.#uncaught, ...uncaught]);
    for (const error of await call.missedErrors()) fail(error);
    // Whether it has caught their failures or has not run them: a redelivery runs only what is outside of it.
    const isSettled = [...uncaught].every(({ isPermanent }) => isPermanent);
    if (isSettled) for (const task of tasks) task.finish();
    this.#uncaught = uncaught;
    return [...uncaught];
  }

  async #runListeners(): Promise<readonly Failure[]> {
    const { tasks, start } = this.#listeners;
    await Promise.all(tasks.map((task) => start(task, this)).filter((work) => work !== undefined));
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
