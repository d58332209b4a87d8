import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { compiledPath } from './compile';
import { Load } from './load';
import { pinTo, SERVER_PROCESSOR } from './processor';
import type { ServerReport } from './servers/serve';

const REPORT_TIMEOUT_MS = 10_000;

/** A contender's server in its own process. */
export class ServerProcess {
  readonly #name: string;
  readonly #child: ChildProcess;
  #load: Load | undefined;

  constructor(serverName: string) {
    this.#name = serverName;
    this.#child = fork(compiledPath(`servers/${serverName}`), {
      // Without the options of this process, which load a compiler.
      execArgv: [],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    pinTo(SERVER_PROCESSOR, this.#child.pid);
  }

  /** Waits until the server listens, and connects to it. */
  async start(): Promise<void> {
    const { port } = await this.#nextReport();
    this.#load = new Load(port);
  }

  /**
   * Sends the requests and returns the average cost of one.
   *
   * @throws `Error` if one of them was not acknowledged or did not reach the application
   */
  async cpuMicrosecondsPerRequest(requests: readonly Buffer[]): Promise<number> {
    const before = await this.#report();
    await this.#load?.sendAll(requests).catch((cause: unknown) => {
      throw new Error(`The server ${this.#name} failed.`, { cause });
    });
    const after = await this.#report();
    const handledCount = after.handledCount - before.handledCount;
    if (handledCount !== requests.length) {
      throw new Error(
        `The server ${this.#name} handled ${String(handledCount)} of ${String(requests.length)} messages.`,
      );
    }
    return (after.cpuMicroseconds - before.cpuMicroseconds) / requests.length;
  }

  /** Ends the process. */
  async stop(): Promise<void> {
    this.#load?.close();
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    if (this.#child.connected) this.#child.disconnect();
    const killTimer = setTimeout(() => this.#child.kill('SIGKILL'), 2000);
    await exited;
    clearTimeout(killTimer);
  }

  async #report(): Promise<ServerReport> {
    const report = this.#nextReport();
    this.#child.send('report');
    return report;
  }

  async #nextReport(): Promise<ServerReport> {
    const settled = new AbortController();
    const signal = AbortSignal.any([settled.signal, AbortSignal.timeout(REPORT_TIMEOUT_MS)]);
    const exited = once(this.#child, 'exit', { signal }).then(() => {
      throw new Error(`The server ${this.#name} ended unexpectedly.`);
    });
    try {
      const reported = once(this.#child, 'message', { signal }) as Promise<[ServerReport]>;
      return (await Promise.race([reported, exited]))[0];
    } finally {
      // Removes the listener that lost the race.
      settled.abort();
    }
  }
}
