/**
 * Measures callbacks over several queues on Redis, as examples/queue uses them: `npm run bench:queues`, three to four minutes.
 * `--quick` only shows that it works; its figures mean nothing.
 */
import { Redis } from 'ioredis';
import { parseArgs } from 'node:util';
import { endProcesses } from '../../__tests__/fixtures/processes';
import { REDIS } from '../../__tests__/fixtures/queue-servers';
import { costTable, ratioOf } from '../common/comparison';
import { BODY_BYTES } from '../common/messages';
import { pinLoad } from '../common/processor';
import { buildPrograms } from '../common/programs';
import type { Contender } from '../http/contenders';
import { viberRequest } from '../http/signed-requests';
import { measureWarm } from '../http/warm';
import type { Deployment } from './deployment';
import { deploy, ordered, UNORDERED } from './deployment';
import type { RedisMemory } from './redis-memory';
import { measureRedisMemory } from './redis-memory';
import type { SpeedLoad } from './speed';
import { CALLBACKS_PER_SECOND, LATENCY_LISTENER_MS, measureSpeed } from './speed';
import { connectionsTable, latencyTable, memoryTable, throughputTable } from './tables';

/** What a web process with 32 queues may cost, against one with a single queue. */
const WEB_COST_LIMIT = 1.05;

const FULL = {
  speed: { rounds: 8, budgetMs: 75_000, callbacks: 600, pacedCallbacks: 100 },
  // With fewer requests to warm up, 32 queues look dearer than they are once the compiler is done.
  web: { starts: 3, warmUpMs: 2000, rounds: 40, roundMs: 100 },
  memory: { callbacks: 5000 },
};

const QUICK: typeof FULL = {
  speed: { rounds: 1, budgetMs: 1000, callbacks: 100, pacedCallbacks: 20 },
  web: { starts: 1, warmUpMs: 100, rounds: 2, roundMs: 50 },
  memory: { callbacks: 500 },
};

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
  const load = values.quick ? QUICK : FULL;
  if (REDIS.missing !== undefined) throw new Error(REDIS.missing);
  buildPrograms();
  print(
    `Node ${process.version}, Redis with appendfsync always, text messages of ${String(BODY_BYTES)} bytes`,
  );
  if (values.quick) print('quick: the figures mean nothing');

  const server = await REDIS.launch();
  try {
    await printSpeed(server.url, load.speed);
  } finally {
    await server.close();
  }
  await printMemory(load.memory.callbacks);
  await printWebCost(load.web);
}

async function printSpeed(url: string, load: SpeedLoad): Promise<void> {
  const redis = new Redis(url);
  const deployments: Deployment[] = [];
  try {
    for (const setup of [UNORDERED, ordered(1), ordered(8), ordered(32)]) {
      deployments.push(await deploy(setup, redis, url));
    }
    const speeds = await measureSpeed(deployments, load);
    const rounds = speeds[0]?.throughputs[0]?.length ?? 0;
    const { callbacks, pacedCallbacks } = load;
    print(`\nCallbacks a second of one worker process, ${String(callbacks)} callbacks each time,`);
    print(`median (lowest to highest) of ${String(rounds)}`);
    print(throughputTable(speeds));
    print(
      `\nStart of the listener in ms, at ${String(CALLBACKS_PER_SECOND)} callbacks a second at random times,`,
    );
    print(`a listener of ${String(LATENCY_LISTENER_MS)} ms, ${String(rounds * pacedCallbacks)} callbacks`);
    print(latencyTable(speeds));
    print('\nConnections to Redis of each process, counted with CLIENT LIST');
    print(connectionsTable(speeds));
  } finally {
    await Promise.all(deployments.map((deployment) => deployment.stop()));
    await endProcesses();
    redis.disconnect();
  }
}

async function printMemory(callbacks: number): Promise<void> {
  const memories: RedisMemory[] = [];
  for (const isDeduplicated of [false, true]) {
    for (const queueCount of [8, 32]) {
      memories.push(await measureRedisMemory({ queueCount, isDeduplicated, callbacks }));
    }
  }
  print(
    `\nMemory of Redis: bytes measured over ${String(callbacks)} completed callbacks, the rest computed from them`,
  );
  print(memoryTable(memories));
}

/** Compares web processes as in examples/queue, with all queues of one over a single connection. */
async function printWebCost(load: typeof FULL.web): Promise<void> {
  const pinning = pinLoad();
  const server = await REDIS.launch();
  const [one, many] = ['1', '32'].map((count) => webOver(count, server.url)) as [Contender, Contender];
  try {
    const costs = await measureWarm([one, many], load, () => undefined);
    print(`\nWeb process, one message over HTTP. ${pinning}`);
    print(costTable(costs, one.name));
    const ratio = ratioOf(costs, many.name, one.name)?.median ?? NaN;
    const outcome = ratio <= WEB_COST_LIMIT ? 'met' : 'missed';
    print(`32 queues: ${ratio.toFixed(2)} of 1 queue (target ${WEB_COST_LIMIT.toFixed(2)}): ${outcome}`);
  } finally {
    await server.close();
  }
}

function webOver(count: string, url: string): Contender {
  return {
    name: count === '1' ? '1 queue' : `${count} queues`,
    serverName: 'express-viber-queues',
    requestOf: viberRequest,
    environment: { QUEUE_URL: url, QUEUE_COUNT: count },
  };
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
