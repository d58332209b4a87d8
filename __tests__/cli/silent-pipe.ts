import { execFileSync } from 'node:child_process';
import { open } from 'node:fs/promises';

/**
 * Makes a named pipe that nobody writes to.
 *
 * @returns a function that ends the pending read, which Node cannot cancel
 */
export function makeSilentPipe(path: string): () => Promise<void> {
  execFileSync('mkfifo', [path]);
  return async () => {
    // Opened for reading as well, since opening it only for writing would wait for a reader.
    const pipe = await open(path, 'r+');
    await pipe.write('-');
    await pipe.close();
  };
}
