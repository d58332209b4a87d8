/**
 * Resolves once a piece of work is done, and rejects as it does.
 *
 * @throws the signal's reason as soon as it is aborted; the work goes on, and what comes of it is nobody's business
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
