import { execFileSync } from 'node:child_process';
import { open } from 'node:fs/promises';

/**
 * Makes a named pipe that nobody writes to.
 *
 * @returns lets whoever reads it go on to its end, which a blocked read of Node's needs
 */
export function makeSilentPipe(path: string): () => Promise<void> {
  execFileSync('mkfifo', [path]);
  return async () => {
    // For reading too, so that it does not wait for a reader itself.
    const pipe = await open(path, 'r+');
    await pipe.write('-');
    await pipe.close();
  };
}
