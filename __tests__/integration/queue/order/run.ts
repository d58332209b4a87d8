/**
 * The long form of the order test: `npm run order -- [seed]`. Sends the same load to ordered queues and to a single unordered
 * one, and prints its progress and a table of both. Exits with 1 if the order was broken or a callback was lost.
 *
 * CALLBACKS   how many, 6000 by default
 */
import { randomInt } from 'node:crypto';
import { launchRedis } from '../../../fixtures/queue-servers';
import { orderedOnRedis, unorderedOnRedis } from './redis-backends';
import { runOrder } from './run-order';

const PER_SECOND = 60;

async function main(): Promise<void> {
  const seed = Number(process.argv[2] ?? randomInt(2 ** 31));
  const callbacks = Number(process.env['CALLBACKS'] ?? 6000);
  console.log(`Seed ${String(seed)}`);
  const table: Record<string, Record<string, number>> = {};
  for (const backend of [orderedOnRedis, unorderedOnRedis]) {
    console.log(`${backend.title}:`);
    const server = await launchRedis();
    const result = await runOrder({
      backend,
      server,
      seed,
      callbacks,
      perSecond: PER_SECOND,
      hasFaults: true,
      timeoutMs: 120_000 + callbacks * 60,
      onProgress: console.log,
    }).finally(() => server.close());
    console.log(result.faults);
    for (const [figure, value] of Object.entries(result.figures)) {
      (table[figure] ??= {})[backend.title] = value;
    }
    if (result.lost.length > 0) process.exitCode = 1;
    if (backend === orderedOnRedis && result.overtakings.length > 0) {
      console.log(result.overtakings);
      process.exitCode = 1;
    }
  }
  console.log(`Seed ${String(seed)}`);
  console.table(table);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
