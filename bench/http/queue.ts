import { Redis } from 'ioredis';
import type { QueueServer } from '../../__tests__/fixtures/queue-servers';
import { REDIS } from '../../__tests__/fixtures/queue-servers';
import type { Costs } from '../common/comparison';
import { costTable, joinRounds, ratioOf } from '../common/comparison';
import { LOAD_PROCESSOR, pinTo } from '../common/processor';
import type { Run } from '../common/options';
import { amountOf } from '../common/options';
import type { Contender } from './contenders';
import { viberRequest } from './signed-requests';
import { measureWarm } from './warm';

const BY_HAND_QUEUE: Contender = {
  name: 'by hand with queue.add',
  serverName: 'by-hand-queue',
  requestOf: viberRequest,
};

const EXPRESS_VIBER_QUEUE: Contender = {
  name: 'express-viber with queue',
  serverName: 'express-viber-queue',
  requestOf: viberRequest,
};

const AMOUNTS = {
  full: { starts: 4, warmUpMs: 3000, rounds: 12, roundMs: 400 },
  quick: { starts: 1, warmUpMs: 500, rounds: 4, roundMs: 150 },
};

/** Measures a message that is added to a queue of BullMQ on Redis before it is acknowledged. */
export async function measureQueue(run: Run): Promise<void> {
  if (REDIS.missing !== undefined) {
    run.print(`\nThe cost with a queue was not measured: ${REDIS.missing}`);
    return;
  }
  const { starts, ...amount } = amountOf(AMOUNTS, run.size);
  const measurements: Costs[][] = [];
  for (let start = 1; start <= starts; start += 1) {
    run.progress(`queue: start ${String(start)} of ${String(starts)}`);
    // Each with a Redis of its own, so that the jobs do not pile up.
    const server = await REDIS.launch();
    try {
      await pinRedis(server);
      const contenders = [BY_HAND_QUEUE, EXPRESS_VIBER_QUEUE].map((contender) => ({
        ...contender,
        environment: { QUEUE_URL: server.url },
      }));
      measurements.push(await measureWarm(contenders, { ...amount, starts: 1 }, () => undefined));
    } finally {
      await server.close();
    }
  }
  const costs = joinRounds(measurements);
  run.print('\nOne message over HTTP into a queue on Redis');
  run.print(costTable(costs, BY_HAND_QUEUE.name));
  run.figures.set('queue', ratioOf(costs, EXPRESS_VIBER_QUEUE.name, BY_HAND_QUEUE.name));
}

/** Puts Redis beside the load, so that it does not disturb the server. */
async function pinRedis({ url }: QueueServer): Promise<void> {
  const redis = new Redis(url);
  try {
    const pid = /^process_id:(\d+)/m.exec(await redis.info('server'))?.[1];
    pinTo(LOAD_PROCESSOR, Number(pid));
  } finally {
    redis.disconnect();
  }
}
