import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

/**
 * The bytes of a file or pipe.
 *
 * @throws what Node fails with; the reason of `signal` as soon as it aborts, even while a pipe is silent, which Node
 * itself waits for
 */
export async function readWhole(path: string, signal: AbortSignal): Promise<Buffer> {
  signal.throwIfAborted();
  const ending = new AbortController();
  const aborted = once(signal, 'abort', { signal: ending.signal }).then(() => {
    throw signal.reason;
  });
  try {
    return await Promise.race([readFile(path, { signal }), aborted]);
  } finally {
    ending.abort();
  }
}
