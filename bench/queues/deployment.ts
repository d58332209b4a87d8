import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import path from 'node:path';
import { startProcess } from '../../__tests__/fixtures/processes';
import { Load } from '../http/load';
import { newMessages } from '../common/messages';
import { ReportingProcess } from '../common/reporting-process';
import { SHARED_SECRET } from '../common/shared-secret';
import { viberRequest } from '../http/signed-requests';
import type { WorkerResult } from './worker-task';

const WARM_UP_CALLBACKS = 500;

/** Requests in flight at a time, each on its own connection. */
const CONNECTIONS = 8;

/** A bound on each step, for a busy machine. */
const TIMEOUT_MS = 120_000;

/** How a bot uses examples/queue. */
export interface Setup {
  title: string;
  environment: Record<string, string>;
  /** The names of its queues, made from QUEUE_NAME. */
  queueNames: (name: string) => string[];
}

export const UNORDERED: Setup = {
  title: '1 unordered, 20 at a time',
  environment: { QUEUE_ORDERED: 'false' },
  queueNames: (name) => [name],
};

export function ordered(count: number): Setup {
  return {
    title: `${String(count)} ordered`,
    environment: { QUEUE_ORDERED: 'true', QUEUE_COUNT: String(count) },
    queueNames: (name) => Array.from({ length: count }, (_, index) => `${name}-${String(index)}`),
  };
}

/** A web process and a worker process of examples/queue, with queues of their own on a shared Redis. */
export interface Deployment {
  title: string;
  port: number;
  queues: readonly Queue[];
  /** How many connections to Redis each process holds. */
  connections: { web: number; worker: number };
  /** Runs callbacks that `send` sends, and resolves when the worker has completed all of them. */
  run: (task: { callbacks: number; listenerMs: number }, send: () => Promise<void>) => Promise<WorkerResult>;
  stop: () => Promise<void>;
}

/** Starts both processes and sends callbacks that are not measured, while Node's compiler optimizes them. */
export async function deploy(setup: Setup, redis: Redis, url: string): Promise<Deployment> {
  const name = setup.title.replaceAll(' ', '-');
  const environment = { ...setup.environment, QUEUE_URL: url, QUEUE_NAME: name };
  const queues = setup.queueNames(name).map((queue) => new Queue(queue, { connection: redis }));
  const atStart = await countConnections(redis);

  const webEnvironment = { ...environment, VIBER_AUTH_TOKEN: SHARED_SECRET, PORT: '0' };
  const web = startProcess('examples/queue/web.ts', [], webEnvironment);
  const port = Number(new URL((await web.printed(/listens on/)).replace(/^.*on /, '')).port);
  const withWeb = await countConnections(redis);

  const worker = new ReportingProcess<WorkerResult>(
    `The worker of ${setup.title}`,
    path.join(__dirname, 'worker.ts'),
    { execArgv: ['--import', 'tsx'], env: { ...process.env, ...environment } },
  );
  await worker.nextReport(TIMEOUT_MS);

  const run: Deployment['run'] = async (task, send) => {
    const [result] = await Promise.all([worker.ask(task, TIMEOUT_MS), send()]);
    return result;
  };
  const warmUp = newMessages(WARM_UP_CALLBACKS).map(viberRequest);
  await run({ callbacks: WARM_UP_CALLBACKS, listenerMs: 0 }, () => sendAll(port, warmUp));
  const withWorker = await countConnections(redis);
  return {
    title: setup.title,
    port,
    queues,
    connections: { web: withWeb - atStart, worker: withWorker - withWeb },
    run,
    stop: () => worker.stop(),
  };
}

/** Sends requests to a web process as fast as it acknowledges them. */
export async function sendAll(port: number, requests: readonly Buffer[]): Promise<void> {
  const load = new Load(port, CONNECTIONS);
  try {
    await load.sendAll(requests);
  } finally {
    load.close();
  }
}

async function countConnections(redis: Redis): Promise<number> {
  const list = String(await redis.client('LIST'));
  return list.split('\n').filter((line) => line !== '').length;
}
