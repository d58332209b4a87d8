import type { ChildProcess, ForkOptions } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';

const REPORT_TIMEOUT_MS = 10_000;

/** A child process that reports by messages, and ends once this process has disconnected from it: see measured-process.ts. */
export class ReportingProcess<Report> {
  readonly #name: string;
  readonly #child: ChildProcess;

  /** @param name - what its errors call it */
  constructor(
    name: string,
    file: string,
    { args = [], ...options }: ForkOptions & { args?: readonly string[] },
  ) {
    this.#name = name;
    this.#child = fork(file, args, options);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Sends it a message and waits for its next report. */
  async ask(question: object | string, timeoutMs = REPORT_TIMEOUT_MS): Promise<Report> {
    const report = this.nextReport(timeoutMs);
    this.#child.send(question);
    return report;
  }

  /** @throws `Error` if it ends, or does not report in time */
  async nextReport(timeoutMs = REPORT_TIMEOUT_MS): Promise<Report> {
    const settled = new AbortController();
    const signal = AbortSignal.any([settled.signal, AbortSignal.timeout(timeoutMs)]);
    const exited = once(this.#child, 'exit', { signal }).then(() => {
      throw new Error(`${this.#name} ended unexpectedly.`);
    });
    try {
      const reported = once(this.#child, 'message', { signal }) as Promise<[Report]>;
      return (await Promise.race([reported, exited]))[0];
    } finally {
      // Removes the listener that lost the race.
      settled.abort();
    }
  }

  /** Ends the process. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    if (this.#child.connected) this.#child.disconnect();
    const killTimer = setTimeout(() => this.#child.kill('SIGKILL'), 2000);
    await exited;
    clearTimeout(killTimer);
  }
}
