/** What {@link withinTime} resolves with if the time is up first. */
export const LATE = Symbol('late');

/**
 * Resolves with the result of `work`, or with {@link LATE} after `timeoutMs`; the work itself is not stopped.
 *
 * @throws what `work` rejects with, if it does so in time
 */
export function withinTime<Result>(work: Promise<Result>, timeoutMs: number): Promise<Result | typeof LATE> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, timeoutMs, LATE);
    void work.then(resolve, reject).then(() => {
      clearTimeout(timer);
    });
  });
}

/**
 * Resolves after `ms` milliseconds.
 *
 * @throws the signal's reason as soon as it is aborted; `setTimeout` of node:timers/promises would throw an error of
 * its own instead
 */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    signal?.addEventListener('abort', wake);
  });
  signal?.throwIfAborted();
}

/**
 * Resolves once `work` has resolved.
 *
 * @throws what `work` rejects with, or the signal's reason as soon as it is aborted; the work then goes on, and its
 * result is ignored
 */
export async function unlessAborted(work: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  const settled = new AbortController();
  const aborted = new Promise<void>((resolve) => {
    if (signal?.aborted === true) resolve();
    const stop = () => {
      resolve();
    };
    signal?.addEventListener('abort', stop, { signal: settled.signal });
  });
  try {
    await Promise.race([work, aborted.then(() => signal?.throwIfAborted())]);
  } finally {
    settled.abort();
  }
}

/** How long an abortable piece of work may take, and what ends it early. */
export interface Limits {
  /** Milliseconds. */
  timeoutMs: number;
  signal: AbortSignal;
}

/**
 * Runs abortable work until it is done, its time is up, or `limits.signal` is aborted. The signal given to `run` is
 * aborted in each case, so that nothing it holds open keeps the process alive.
 *
 * @returns the result, or `undefined` if the time was up first
 * @throws what `run` rejects with before that, or the reason of `limits.signal`
 */
export async function runWithin<Result>(
  { timeoutMs, signal }: Limits,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | undefined> {
  signal.throwIfAborted();
  const ending = new AbortController();
  // Not AbortSignal.any, which Node 20.0 to 20.2 lack.
  const end = () => {
    ending.abort();
  };
  signal.addEventListener('abort', end);
  const timer = setTimeout(end, timeoutMs);
  const ended = new Promise<undefined>((resolve) => {
    ending.signal.addEventListener('abort', () => {
      resolve(undefined);
    });
  });
  const running = run(ending.signal);
  running.catch(() => undefined); // A rejection after the end is of no interest.
  try {
    const result = await Promise.race([running, ended]);
    signal.throwIfAborted();
    return result;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    end();
  }
}
