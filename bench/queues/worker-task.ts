/** What a worker process is told before callbacks are sent. */
export interface WorkerTask {
  /** How long each listener waits, in milliseconds; 0 for one that returns at once. */
  listenerMs: number;
  /** How many callbacks will be sent. */
  callbacks: number;
}

/** What it reports when it has completed them. The times are those of {@link monotonicMs}. */
export interface WorkerResult {
  /** When the listener of each callback began, with the token of the message. */
  starts: [token: string, startedAt: number][];
  lastCompletedAt: number;
}

/** Milliseconds on a clock that all processes of the machine share and that is never set. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
