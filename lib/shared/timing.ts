/** The result of {@link withinTime} if the work takes too long. */
export const LATE = Symbol('late');

/** The milliseconds until a time of `performance.now()`, at least 0. */
export function remainingMs(dueAtMs: number): number {
  return Math.max(0, dueAtMs - performance.now());
}

/**
 * Resolves with the result of `work`, or with {@link LATE} after `timeoutMs`. The work is not stopped.
 *
 * @throws the rejection of `work`, if it comes in time
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
 * Resolves after `ms` milliseconds. Unlike `setTimeout` of node:timers/promises, it throws the signal's own reason.
 *
 * @throws the signal's reason as soon as it is aborted
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
 * @throws the rejection of `work`, or the signal's reason as soon as it is aborted. The work then continues, and its
 * result is ignored.
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

/** The limits of {@link runWithin}. */
export interface Limits {
  timeoutMs: number;
  signal: AbortSignal;
}

/**
 * Runs abortable work until it settles, its time is up, or `limits.signal` is aborted. The signal passed to `run` is
 * aborted in every case, so that nothing the work has opened keeps the process alive.
 *
 * @returns the result, or `undefined` if the time was up first
 * @throws the rejection of `run` if it comes in time, or the reason of `limits.signal`
 */
export async function runWithin<Result>(
  { timeoutMs, signal }: Limits,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | undefined> {
  signal.throwIfAborted();
  const ending = new AbortController();
  // AbortSignal.any is missing in Node 20.0 to 20.2.
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
  running.catch(() => undefined); // A rejection after the end is ignored.
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
