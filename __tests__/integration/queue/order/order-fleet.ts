import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../../../fixtures/conditions';
import { AUTH_TOKEN } from '../../../fixtures/posts';
import type { QueueServer } from '../../../fixtures/queue-servers';
import { BotProcess, endBotProcesses } from '../bot-process';
import { pick } from '../seeded-random';
import type { OrderBackend } from './order-backend';
import type { Fault } from './order-faults';

const WEBS = 2;

/** A process has to end this long after SIGTERM. */
const SHUTDOWN_MS = 30_000;

/** The web processes and workers of a run, and the faults that hit them and their server. */
export class OrderFleet {
  readonly #webs: readonly BotProcess[];
  /** How often each fault was injected. */
  readonly injected: Partial<Record<Fault, number>> = {};
  readonly #workers: readonly BotProcess[];
  readonly #backend: OrderBackend;
  readonly #server: QueueServer;
  readonly #random: () => number;
  readonly #onFailure: (error: unknown) => void;
  /** The processes that are recovering from a fault. */
  readonly #recovering = new Map<BotProcess, { fault: Fault; recovered: Promise<void> }>();
  #lastFault = Promise.resolve();
  #isClosed = false;

  /**
   * @param environment - for all processes, besides what the backend needs
   * @param onFailure - called if a process cannot be started or shut down
   */
  constructor(
    backend: OrderBackend,
    server: QueueServer,
    environment: Record<string, string>,
    random: () => number,
    onFailure: (error: unknown) => void,
  ) {
    this.#backend = backend;
    this.#server = server;
    this.#random = random;
    this.#onFailure = onFailure;
    const shared = {
      ...backend.environment,
      ...environment,
      QUEUE_URL: server.url,
      VIBER_AUTH_TOKEN: AUTH_TOKEN,
      PORT: '0',
    };
    const processes = (count: number, kind: 'web' | 'worker') =>
      Array.from({ length: count }, (_, index) => {
        const { file, readyLine } = backend[kind];
        const name = `${kind}${String(index + 1)}`;
        return new BotProcess(file, { ...shared, NAME: name }, readyLine, backend.nodePath);
      });
    this.#webs = processes(WEBS, 'web');
    this.#workers = processes(backend.workers, 'worker');
  }

  /** Where to send callbacks, like a load balancer: to no process that is down or shuts down, but to a frozen one. */
  get urls(): readonly (() => string | undefined)[] {
    return this.#webs.map(
      (web) => () => (this.#recovering.get(web)?.fault === 'web restarted' ? undefined : web.url),
    );
  }

  async start(): Promise<void> {
    await Promise.all([...this.#webs, ...this.#workers].map((process) => process.start()));
  }

  /** Injects a fault once the ones before it have been injected. Recovering from it goes on in the background. */
  inject(fault: Fault): void {
    this.injected[fault] = (this.injected[fault] ?? 0) + 1;
    this.#lastFault = this.#lastFault.then(() => this.#inject(fault)).catch(this.#onFailure);
  }

  /** Resolves once all faults have been injected and all processes have recovered. */
  async recovered(): Promise<void> {
    await this.#lastFault;
    await this.#recoveries();
  }

  /** Injects no more faults, and kills all processes. */
  async close(): Promise<void> {
    this.#isClosed = true;
    // A process that is killed while it starts has recovered, too.
    await endBotProcesses();
    await this.recovered();
  }

  async #inject(fault: Fault): Promise<void> {
    if (fault === 'server killed') {
      // A process cannot start while its server is down, but one may stand still meanwhile.
      await this.#recoveries((other) => !other.includes('frozen'));
      await this.#server.stop();
      await delay(500 + this.#random() * 2000);
      await this.#server.start();
      return;
    }
    const process = await this.#idle(fault.startsWith('web') ? this.#webs : this.#workers);
    if (this.#isClosed) return;
    const recovered = this.#hit(process, fault)
      .catch(this.#onFailure)
      .finally(() => this.#recovering.delete(process));
    this.#recovering.set(process, { fault, recovered });
  }

  async #hit(process: BotProcess, fault: Exclude<Fault, 'server killed'>): Promise<void> {
    switch (fault) {
      case 'worker killed':
      case 'web killed':
        process.signal('SIGKILL');
        return process.start();
      case 'worker restarted':
      case 'web restarted':
        await shutDown(process);
        return this.#isClosed ? undefined : process.start();
      case 'worker frozen':
      case 'web frozen':
        return freeze(process, 300 + this.#random() * 1200);
      case 'worker frozen past its lock':
        return freeze(process, this.#backend.takeoverMs + 500 + this.#random() * 2000);
    }
  }

  async #recoveries(matches: (fault: Fault) => boolean = () => true): Promise<void> {
    const recoveries = [...this.#recovering.values()];
    await Promise.all(recoveries.filter(({ fault }) => matches(fault)).map(({ recovered }) => recovered));
  }

  /** One of the processes that is not recovering. */
  async #idle(processes: readonly BotProcess[]): Promise<BotProcess> {
    const idle = () => processes.filter((process) => !this.#recovering.has(process));
    await until(() => idle().length > 0);
    return pick(idle(), this.#random);
  }
}

async function freeze(process: BotProcess, forMs: number): Promise<void> {
  process.signal('SIGSTOP');
  await delay(forMs);
  process.signal('SIGCONT');
}

async function shutDown(process: BotProcess): Promise<void> {
  process.signal('SIGTERM');
  const hasEnded = process.exited.then(() => true);
  if (!(await Promise.race([hasEnded, delay(SHUTDOWN_MS, false, { ref: false })]))) {
    throw new Error(`A process did not shut down by itself:\n${process.lines.slice(-20).join('\n')}`);
  }
}
