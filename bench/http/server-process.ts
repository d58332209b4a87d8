import { pinTo, SERVER_PROCESSOR } from '../common/processor';
import { programPath } from '../common/programs';
import { ReportingProcess } from '../common/reporting-process';
import type { Contender } from './contenders';
import { Load } from './load';
import type { ServerReport } from './servers/serve';

/** Requests in flight at a time, unless something else is said. */
const CONNECTIONS = 8;

/** A contender's server in its own process. */
export class ServerProcess {
  readonly contender: Contender;
  readonly #name: string;
  readonly #process: ReportingProcess<ServerReport>;
  readonly #loads: Load[] = [];
  #port = 0;

  private constructor(contender: Contender) {
    this.contender = contender;
    this.#name = `The server ${contender.serverName}`;
    this.#process = new ReportingProcess(this.#name, programPath(`http/servers/${contender.serverName}`), {
      // Without the options of this process, which load a compiler.
      execArgv: [],
      env: { ...process.env, NODE_ENV: 'production', ...contender.environment },
    });
    pinTo(SERVER_PROCESSOR, this.#process.pid);
  }

  /** Starts the server, and resolves when it listens. */
  static async start(contender: Contender): Promise<ServerProcess> {
    const server = new ServerProcess(contender);
    try {
      server.#port = (await server.#process.nextReport()).port;
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** Opens connections to the server, which stay open until it is stopped. */
  connect(connections = CONNECTIONS): Load {
    const load = new Load(this.#port, connections);
    this.#loads.push(load);
    return load;
  }

  /**
   * Returns the processor time of a request, in microseconds.
   *
   * @param send - sends requests, and returns their number
   * @throws `Error` if one of them was not acknowledged or did not reach the application
   */
  async cpuPerRequest(send: () => Promise<number>): Promise<number> {
    const before = await this.#process.ask('report');
    const count = await send().catch((cause: unknown) => {
      throw new Error(`${this.#name} failed.`, { cause });
    });
    const after = await this.#process.ask('report');
    const handledCount = after.handledCount - before.handledCount;
    if (handledCount !== count) {
      throw new Error(`${this.#name} handled ${String(handledCount)} of ${String(count)} messages.`);
    }
    return (after.cpuMicroseconds - before.cpuMicroseconds) / count;
  }

  /** Returns the processor time of a request while the load is sent for a time, in microseconds. */
  async cpuUnder(load: Load, milliseconds: number): Promise<number> {
    return this.cpuPerRequest(async () => (await load.sendFor(milliseconds, this.contender.requestOf)).count);
  }

  /** The cost of the first request, in the server's process. */
  async firstRequest(): Promise<NonNullable<ServerReport['firstRequest']>> {
    const { firstRequest } = await this.#process.ask('report');
    if (firstRequest === undefined) throw new Error(`${this.#name} has not responded to any request.`);
    return firstRequest;
  }

  /** Ends the process. */
  async stop(): Promise<void> {
    for (const load of this.#loads) load.close();
    await this.#process.stop();
  }
}

/** Starts servers one after another, and ends them when they have been measured. */
export async function withServers<Result>(
  contenders: readonly Contender[],
  measure: (servers: readonly ServerProcess[]) => Promise<Result>,
): Promise<Result> {
  const servers: ServerProcess[] = [];
  try {
    for (const contender of contenders) servers.push(await ServerProcess.start(contender));
    return await measure(servers);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}
