import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

/** Why no curl command can be run here; `undefined` if it can. */
export const MISSING_CURL =
  spawnSync('curl', ['--version']).status === 0 ? undefined : 'curl is not installed (apt-get install curl)';

const run = promisify(execFile);

/** Runs a command in a shell. */
export function runInShell(command: string): Promise<{ stdout: string; stderr: string }> {
  return run('sh', ['-c', command]);
}
