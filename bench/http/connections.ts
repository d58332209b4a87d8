import type { Costs } from '../common/comparison';
import { costCells, interleave } from '../common/comparison';
import type { Run } from '../common/options';
import { amountOf } from '../common/options';
import { table } from '../common/tables';
import { BY_HAND, EXPRESS_VIBER } from './contenders';
import type { ServerProcess } from './server-process';
import { withServers } from './server-process';

const CONNECTIONS = [1, 10, 100, 1000] as const;

const AMOUNTS = {
  full: { warmUpMs: 3000, rounds: 12, roundMs: 400 },
  quick: { warmUpMs: 300, rounds: 2, roundMs: 100 },
};

/** Measures the cost of a message while 1 to 1,000 requests are in flight, each on its own connection. */
export async function measureConnections(run: Run): Promise<void> {
  const costs = await withServers([BY_HAND, EXPRESS_VIBER], (servers) => measureServers(run, servers));
  const rows = CONNECTIONS.map((count) => {
    const [byHand, viber] = [subjectName(BY_HAND.name, count), subjectName(EXPRESS_VIBER.name, count)];
    return [String(count), costCells(costs, byHand, byHand)[0] ?? '', ...costCells(costs, viber, byHand)];
  });
  run.print('\nOne message over HTTP with this many connections, CPU us');
  run.print(table(['connections', 'by hand', 'express-viber', 'ratio (middle half)'], rows));
}

async function measureServers(run: Run, servers: readonly ServerProcess[]): Promise<Costs[]> {
  const amount = amountOf(AMOUNTS, run.size);
  const loads = servers.flatMap((server) =>
    CONNECTIONS.map((count) => ({ server, count, load: server.connect(count) })),
  );
  for (const { server, count, load } of loads) {
    run.progress(`connections: warming ${server.contender.name} with ${String(count)}`);
    await load.sendFor(amount.warmUpMs / CONNECTIONS.length, server.contender.requestOf);
  }
  run.progress('connections: measuring');
  const subjects = loads.map(({ server, count, load }) => ({
    name: subjectName(server.contender.name, count),
    measure: () => server.cpuUnder(load, amount.roundMs),
  }));
  return interleave(subjects, amount.rounds);
}

function subjectName(name: string, count: number): string {
  return `${name}, ${String(count)} connections`;
}
