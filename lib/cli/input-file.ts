import { readFile } from 'node:fs/promises';
import { unlessAborted } from '../shared/timing';
import type { CommandError } from './command-error';

/**
 * Reads a file or pipe to its end.
 *
 * @param failure - makes the error to throw from Node's code, such as `ENOENT`
 * @throws the reason of `signal` as soon as it aborts, even while a pipe is silent: Node would wait for it
 */
export async function readInputFile(
  path: string,
  signal: AbortSignal,
  failure: (code: string) => CommandError,
): Promise<Buffer> {
  signal.throwIfAborted();
  try {
    const reading = readFile(path, { signal });
    await unlessAborted(reading, signal);
    return await reading;
  } catch (error) {
    signal.throwIfAborted();
    throw failure(String((error as NodeJS.ErrnoException).code));
  }
}
