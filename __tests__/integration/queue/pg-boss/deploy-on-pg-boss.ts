import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { Client } from 'pg';
import type { CallbackQueue, QueuedCallback, ViberWebhookOptions } from '../../../../lib/index';
import { ViberWebhook } from '../../../../lib/index';
import { until } from '../../../fixtures/conditions';
import { AUTH_TOKEN } from '../../../fixtures/posts';
import type { Deployment, DeploymentOptions, Web } from '../bot-deployments';
import { openWeb, registered } from '../bot-deployments';

/** What the parent tells the bridge. */
export type BridgeCommand =
  | { what: 'add'; call: number; data: QueuedCallback; jobId: string }
  | { what: 'processed'; call: number; error?: { name: string; message: string } }
  | { what: 'stop' };

/** What the bridge tells its parent. */
export type BridgeReport =
  | { what: 'ready' }
  | { what: 'added'; call: number; error?: string }
  | { what: 'process'; call: number; data: QueuedCallback }
  | ({ what: 'failed' } & FailedAttempt);

/** A failure that a worker has reported. */
export interface FailedAttempt {
  attempt: number;
  message: string;
  isFinal: boolean;
}

/** A deployment whose queue is that of examples/queue-pg-boss. */
export interface PgBossDeployment extends Deployment {
  queue: CallbackQueue;
  failures: readonly FailedAttempt[];
  openWeb: (options?: Partial<ViberWebhookOptions>) => Promise<Web>;
  /** How many jobs the queue holds, finished ones included. */
  stored: () => Promise<number>;
  /** Kills a process whose worker is running a job. */
  killBusyWorker: () => Promise<void>;
}

export interface PgBossOptions extends DeploymentOptions {
  /**
   * For each process the jobs that its worker takes at a time, instead of `concurrency` in a single one. The first process
   * is also the queue for the web side. All of them run their listeners in this process.
   */
  concurrencies?: readonly number[];
  /** Changes to the options of the queue; by default, retries come after a second. */
  changes?: Record<string, unknown>;
}

/** Deploys the bot with its own queue of pg-boss. */
export async function deployOnPgBoss(
  serverUrl: string,
  nodePath: string,
  {
    webhook = {},
    tokenOf,
    concurrency = 10,
    concurrencies = [concurrency],
    changes = {},
  }: PgBossOptions = {},
): Promise<PgBossDeployment> {
  const name = `viber-${randomUUID()}`;
  const environment = {
    QUEUE_URL: serverUrl,
    QUEUE_NAME: name,
    QUEUE_CHANGES: JSON.stringify({ retryDelayMax: 1, ...changes }),
  };
  const bot = new ViberWebhook({ authToken: AUTH_TOKEN, ...webhook });
  const failures: FailedAttempt[] = [];
  const process = (data: QueuedCallback) => {
    const authToken = tokenOf?.(data.account);
    return bot.process({ data }, { ...(authToken !== undefined && { authToken }) });
  };
  const bridges = await Promise.all(
    concurrencies.map((jobs) =>
      Bridge.start(nodePath, { ...environment, CONCURRENCY: String(jobs) }, process, failures),
    ),
  );
  const [first] = bridges;
  if (first === undefined) throw new RangeError('There must be a process.');
  const queue: CallbackQueue = { add: (_event, data, { jobId }) => first.add(data, jobId) };
  const count = (states: string) => countJobs(serverUrl, name, states);
  const openQueueWeb = (options: Partial<ViberWebhookOptions> = {}) =>
    openWeb({ queue, ...webhook, ...options });
  return registered({
    bot,
    web: await openQueueWeb(),
    queue,
    failures,
    openWeb: openQueueWeb,
    idle: () => until(async () => (await count("state < 'completed'")) === 0),
    stored: () => count('true'),
    killBusyWorker: async () => bridges.find(({ isBusy }) => isBusy)?.kill(),
    async close() {
      await Promise.all(bridges.map((bridge) => bridge.stop()));
    },
  });
}

/** Counts the jobs of a queue that match a condition. Zero is certain only if the database could be reached. */
async function countJobs(serverUrl: string, queueName: string, condition: string): Promise<number> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const query = `SELECT count(*)::int AS count FROM pgboss.job WHERE name = $1 AND ${condition}`;
    const { rows } = await client.query<{ count: number }>(query, [queueName]);
    return rows[0]?.count ?? 0;
  } finally {
    await client.end();
  }
}

/** A bridge-process.mts. */
class Bridge {
  readonly #child: ChildProcess;
  readonly #adding = new Map<number, (error: string | undefined) => void>();
  #calls = 0;
  #running = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(
    nodePath: string,
    environment: Record<string, string>,
    process: (data: QueuedCallback) => Promise<void>,
    failures: FailedAttempt[],
  ): Promise<Bridge> {
    const child = fork(join(__dirname, 'bridge-process.mts'), {
      execPath: nodePath,
      execArgv: ['--import', 'tsx'],
      // Without Jest's options, which make the child report the files it loads.
      env: { ...globalThis.process.env, NODE_OPTIONS: '', ...environment },
    });
    const bridge = new Bridge(child);
    const ready = new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => {
        reject(new Error(`The process of pg-boss ended with ${String(code)} at its start.`));
      });
      child.on('message', (report: BridgeReport) => {
        if (report.what === 'ready') resolve();
        else if (report.what === 'added') bridge.#adding.get(report.call)?.(report.error);
        else if (report.what === 'process') void bridge.#process(report, process);
        else failures.push(report);
      });
    });
    await ready;
    return bridge;
  }

  async add(data: QueuedCallback, jobId: string): Promise<void> {
    const call = (this.#calls += 1);
    const settled = new Promise<string | undefined>((resolve) => this.#adding.set(call, resolve));
    this.#tell({ what: 'add', call, data, jobId });
    const error = await settled;
    this.#adding.delete(call);
    if (error !== undefined) throw new Error(error);
  }

  async stop(): Promise<void> {
    if (this.#hasEnded) return;
    const exited = once(this.#child, 'exit');
    this.#tell({ what: 'stop' });
    await exited;
  }

  async kill(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }

  get isBusy(): boolean {
    return this.#running > 0;
  }

  get #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  async #process(
    { call, data }: { call: number; data: QueuedCallback },
    process: (data: QueuedCallback) => Promise<void>,
  ): Promise<void> {
    this.#running += 1;
    try {
      await process(data);
      this.#tell({ what: 'processed', call });
    } catch (error) {
      const { name, message } = error as Error;
      this.#tell({ what: 'processed', call, error: { name, message } });
    } finally {
      this.#running -= 1;
    }
  }

  /** A bridge that was killed is told nothing. */
  #tell(command: BridgeCommand): void {
    if (this.#child.connected) this.#child.send(command, () => undefined);
  }
}
