/** How long a check may take, and what ends it early. */
export interface Limits {
  /** Milliseconds for one request in all. [seen: 5000] */
  timeoutMs: number;
  /** Ends everything. */
  signal: AbortSignal;
}

/**
 * Runs something that a signal ends, until it is done, its time is up, or everything is ended.
 *
 * @returns what it resolves to; `undefined` if its time was up first
 * @throws whatever it rejects with before that, and the reason of `limits.signal`
 */
export async function withinLimits<Result>(
  { timeoutMs, signal }: Limits,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | undefined> {
  signal.throwIfAborted();
  const ending = new AbortController();
  // Not AbortSignal.any: Node 20.0 to 20.2 have none.
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
  running.catch(() => undefined); // what it says after it was ended is of no interest
  try {
    const result = await Promise.race([running, ended]);
    signal.throwIfAborted();
    return result;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    // What it holds open would keep the process alive, such as an upload that was answered before its end.
    end();
  }
}

/** `5 s`, or `300 ms` where it is less than a second. */
export function duration(ms: number): string {
  return ms < 1000 ? `${String(Math.round(ms))} ms` : `${String(Math.round(ms / 100) / 10)} s`;
}
