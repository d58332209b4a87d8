import { compiledPath } from './compile';
import type { Contender } from './contenders';
import { Load } from './load';
import { pinTo, SERVER_PROCESSOR } from './processor';
import { ReportingProcess } from './reporting-process';
import type { ServerReport } from './servers/serve';

/** A contender's server in its own process. */
export class ServerProcess {
  readonly #name: string;
  readonly #process: ReportingProcess<ServerReport>;
  #load: Load | undefined;

  constructor({ serverName, environment }: Contender) {
    this.#name = `The server ${serverName}`;
    this.#process = new ReportingProcess(this.#name, compiledPath(`servers/${serverName}`), {
      // Without the options of this process, which load a compiler.
      execArgv: [],
      env: { ...process.env, NODE_ENV: 'production', ...environment },
    });
    pinTo(SERVER_PROCESSOR, this.#process.pid);
  }

  /** Waits until the server listens, and connects to it. */
  async start(): Promise<void> {
    const { port } = await this.#process.nextReport();
    this.#load = new Load(port);
  }

  /**
   * Sends the requests and returns the average cost of one.
   *
   * @throws `Error` if one of them was not acknowledged or did not reach the application
   */
  async cpuMicrosecondsPerRequest(requests: readonly Buffer[]): Promise<number> {
    const before = await this.#process.ask('report');
    await this.#load?.sendAll(requests).catch((cause: unknown) => {
      throw new Error(`${this.#name} failed.`, { cause });
    });
    const after = await this.#process.ask('report');
    const handledCount = after.handledCount - before.handledCount;
    if (handledCount !== requests.length) {
      throw new Error(
        `${this.#name} handled ${String(handledCount)} of ${String(requests.length)} messages.`,
      );
    }
    return (after.cpuMicroseconds - before.cpuMicroseconds) / requests.length;
  }

  /** Ends the process. */
  async stop(): Promise<void> {
    this.#load?.close();
    await this.#process.stop();
  }
}
