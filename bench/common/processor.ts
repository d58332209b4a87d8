import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';

/** The processor of the process that sends the load, and of Redis. */
export const LOAD_PROCESSOR = 1;

/** The processor of what is measured: one process after another. */
export const SERVER_PROCESSOR = 0;

/**
 * Pins a process to one processor. Without it, the cost varies by some tenths from one second to the next, as the process
 * moves between processors.
 *
 * @returns whether it worked, which takes Linux with `taskset` and two processors
 */
export function pinTo(processor: number, pid: number | undefined): boolean {
  if (pid === undefined || cpus().length < 2) return false;
  const args = ['--all-tasks', '--cpu-list', '--pid', String(processor), String(pid)];
  return spawnSync('taskset', args).status === 0;
}

/** Pins this process, which sends the load, and returns a sentence on whether that worked. */
export function pinLoad(): string {
  return pinTo(LOAD_PROCESSOR, process.pid)
    ? 'What is measured runs on one processor, the load on another.'
    : 'Not pinned to processors, which takes Linux with taskset and two of them: expect more noise.';
}
