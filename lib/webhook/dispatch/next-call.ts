import type { Failure } from './failure';
import { ObservedPromise } from './observed-promise';

/**
 * Runs what is inside of a `use` handler: the handlers that were added after it, and the listeners. Resolves once all of
 * that has succeeded. It may be called once, and takes nothing: an error is thrown, not passed to it.
 *
 * @throws {@link ViberListenerError} once all of it has settled; its `errors` are everything that was thrown
 */
export type Next = () => Promise<void>;

const CALLED_TWICE =
  'A use handler called next() twice. Listeners run once for each delivery; if one fails, let next() reject, and Viber ' +
  'redelivers the callback.';

const CALLED_LATE =
  'A use handler called next() after it had settled, so the listeners did not run. Make the handler async, and await what ' +
  'it does before it calls next().';

const CALLED_WITH_ERROR =
  'A use handler called next(error), as middleware of Express does, so the listeners did not run. Throw the error instead.';

/** What a call of `next` needs of the delivery. */
export interface NextParts {
  /** Runs what is inside of the handler. Resolves with the failures that nothing has caught, and never rejects. */
  runInside: () => Promise<readonly Failure[]>;
  /** Creates the error that `next` rejects with. */
  rejectionOf: (failures: readonly Failure[]) => unknown;
  /** Takes an error that came after the handler had settled. */
  failLate: (error: unknown) => void;
}

/** The `next` of one handler in one delivery. It finds the errors that the handler could not throw itself. */
export class NextCall {
  readonly #parts: NextParts;
  #promise: ObservedPromise<void> | undefined;
  /** The misuses of `next`, and what failed after the handler had settled. */
  readonly #missed: unknown[] = [];
  #hasHandlerSettled = false;

  constructor(parts: NextParts) {
    this.#parts = parts;
  }

  // Its type allows no argument, but JavaScript does, and `then(next)` passes one that means nothing.
  readonly next: Next = (...[argument]: unknown[]) => {
    if (this.#hasHandlerSettled) return this.#refuseLate();
    if (argument instanceof Error) return this.#refuse(new Error(CALLED_WITH_ERROR, { cause: argument }));
    if (this.#promise !== undefined) return this.#refuse(new Error(CALLED_TWICE));
    this.#promise = ObservedPromise.of((resolve, reject) => {
      void this.#parts.runInside().then((failures) => {
        if (failures.length === 0) {
          resolve();
          return;
        }
        const rejection = this.#parts.rejectionOf(failures);
        // A handler that has settled cannot have caught it, even if Promise.race handles the rejection.
        if (this.#hasHandlerSettled) this.#missed.push(rejection);
        reject(rejection);
      });
    });
    return this.#promise;
  };

  /**
   * Call it once the handler has settled. It waits for what is inside of the handler, and resolves with the errors that
   * the handler could not throw itself: what failed later, what it did not wait for, and the misuses of `next`.
   */
  async missedErrors(): Promise<readonly unknown[]> {
    this.#hasHandlerSettled = true;
    const unhandled = (await this.#promise?.unhandledRejections()) ?? [];
    return [...this.#missed, ...unhandled];
  }

  #refuse(misuse: Error): Promise<void> {
    this.#missed.push(misuse);
    return ObservedPromise.of((_resolve, reject) => {
      reject(misuse);
    });
  }

  /** Neither resolves, since nothing has run, nor rejects: nothing would catch it, and the process would end. */
  #refuseLate(): Promise<void> {
    this.#parts.failLate(new Error(this.#promise === undefined ? CALLED_LATE : CALLED_TWICE));
    return new Promise(() => undefined);
  }
}
