import { createInterface } from 'node:readline';

/** Whether somebody sits at a terminal who can read a question on stderr and answer it on stdin. */
export function canConfirm(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/**
 * Asks a question on stderr. Resolves to whether the reply on stdin is yes.
 *
 * @throws the reason of `signal` as soon as it aborts
 */
export async function confirm(question: string, signal: AbortSignal): Promise<boolean> {
  signal.throwIfAborted();
  process.stderr.write(`${question} [y/N] `);
  // Not as a terminal: readline would then take Ctrl+C for itself, and the command would not see it.
  const lines = createInterface({ input: process.stdin, terminal: false, signal });
  try {
    for await (const line of lines) return /^\s*y(?:es)?\s*$/i.test(line);
    signal.throwIfAborted();
    return false;
  } finally {
    // Otherwise stdin keeps the process alive.
    lines.close();
  }
}
