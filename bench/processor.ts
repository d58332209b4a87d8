import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';

/** Where what sends the load runs, with everything it starts. */
export const OF_THE_LOAD = 1;

/** Where the servers run, each in its turn. */
export const OF_THE_SERVERS = 0;

/**
 * Keeps a process on one processor. One that moves between them, or is woken up on another one, costs some tenths more or
 * less from one second to the next.
 *
 * @returns whether it worked: it takes Linux with `taskset` and two processors
 */
export function keepOn(processor: number, pid: number | undefined): boolean {
  if (pid === undefined || cpus().length < 2) return false;
  const { status } = spawnSync('taskset', [
    '--all-tasks',
    '--cpu-list',
    '--pid',
    String(processor),
    String(pid),
  ]);
  return status === 0;
}
