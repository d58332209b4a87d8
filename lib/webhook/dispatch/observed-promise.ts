/**
 * A promise that finds out which rejections nothing has handled, so that a handler that does not await it loses no failure. It
 * covers its own rejection and those of the promises that `then`, `catch`, `finally` and `await` make from it. None of them
 * ends the process.
 */
export class ObservedPromise<Value> extends Promise<Value> {
  readonly #derived: ObservedPromise<unknown>[] = [];

  // Not in the constructor: `then` calls that too, for the promise that it returns.
  static of<Value>(executor: ConstructorParameters<typeof Promise<Value>>[0]): ObservedPromise<Value> {
    return new ObservedPromise(executor).#silenced();
  }

  // `await`, `catch` and `finally` call it too.
  override then<Fulfilled = Value, Rejected = never>(
    onFulfilled?: ((value: Value) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- made with this constructor
    const derived = super.then(onFulfilled, onRejected) as ObservedPromise<Fulfilled | Rejected>;
    this.#derived.push(derived);
    return derived.#silenced();
  }

  /** Resolves with the reasons, once this promise and all that were made from it have settled. */
  async unhandledRejections(): Promise<readonly unknown[]> {
    if (this.#derived.length === 0) return this.#ownRejection();
    const unhandled: unknown[] = [];
    for (const derived of this.#derived) unhandled.push(...(await derived.unhandledRejections()));
    return unhandled;
  }

  #ownRejection(): Promise<readonly unknown[]> {
    return new Promise((resolve) => {
      const handled = () => {
        resolve([]);
      };
      void super.then(handled, (reason: unknown) => {
        resolve([reason]);
      });
    });
  }

  #silenced(): this {
    void super.then(undefined, () => undefined);
    return this;
  }
}
