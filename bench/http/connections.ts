import { interleave, costCells, ratioOf } from '../common/comparison';
import type { Run } from '../common/options';
import { spreadText, table } from '../common/tables';
import { BY_HAND, EXPRESS_VIBER } from './contenders';
import { ServerProcess } from './server-process';

const CONNECTIONS = [1, 10, 100, 1000] as const;

const AMOUNTS = {
  full: { warmUpMs: 3000, rounds: 12, roundMs: 400 },
  quick: { warmUpMs: 300, rounds: 2, roundMs: 100 },
};

/** Measures the cost of a message while 1 to 1,000 requests are in flight, each on its own connection. */
export async function measureConnections(run: Run): Promise<void> {
  const amount = AMOUNTS[run.size];
  const servers: ServerProcess[] = [];
  try {
    for (const contender of [BY_HAND, EXPRESS_VIBER]) servers.push(await ServerProcess.start(contender));
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
      measure: () =>
        server.cpuPerRequest(
          async () => (await load.sendFor(amount.roundMs, server.contender.requestOf)).count,
        ),
    }));
    const costs = await interleave(subjects, amount.rounds);
    const rows = CONNECTIONS.map((count) => {
      const [byHand, viber] = [subjectName(BY_HAND.name, count), subjectName(EXPRESS_VIBER.name, count)];
      const ratio = ratioOf(costs, viber, byHand);
      return [
        String(count),
        costCells(costs, byHand, byHand)[0] ?? '',
        costCells(costs, viber, byHand)[0] ?? '',
        ratio === undefined ? '' : spreadText(ratio),
      ];
    });
    run.print('\nOne message over HTTP with this many connections, CPU us');
    run.print(table(['connections', 'by hand', 'express-viber', 'ratio (middle half)'], rows));
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

function subjectName(name: string, count: number): string {
  return `${name}, ${String(count)} connections`;
}
