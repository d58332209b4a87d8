import { newMessages } from '../common/messages';
import type { Run } from '../common/options';
import { amountOf } from '../common/options';
import { quantile } from '../common/statistics';
import { rangeText, table } from '../common/tables';
import { BY_HAND, EXPRESS_VIBER } from './contenders';
import type { ServerProcess } from './server-process';
import { withServers } from './server-process';

/** Far more than are busy at half load, so that a request waits for the server and not for a connection. */
const CONNECTIONS = 64;

const QUANTILES = [0.5, 0.99, 0.999] as const;

const AMOUNTS = {
  full: { warmUpMs: 3000, rounds: 5, seconds: 4 },
  quick: { warmUpMs: 500, rounds: 1, seconds: 1 },
};

/** The latencies of one server, in milliseconds. */
interface Latencies {
  name: string;
  /** The rate at which they were measured. */
  perSecond: number;
  /** One list for each round. */
  rounds: number[][];
}

/** Measures how long a response takes at half of the rate that each server can do. */
export async function measureLatency(run: Run): Promise<void> {
  const latencies = await withServers([BY_HAND, EXPRESS_VIBER], (servers) => measureServers(run, servers));
  const rows = latencies.map(({ name, perSecond, rounds }) => [
    name,
    String(perSecond),
    ...QUANTILES.map((fraction) =>
      rangeText(
        rounds.map((values) => quantile(values, fraction)),
        2,
      ),
    ),
  ]);
  run.print(
    '\nLatency in ms at half load, from the moment a request was due: median of the rounds (lowest to highest)',
  );
  run.print(table(['', 'requests a second', 'p50', 'p99', 'p99.9'], rows));
}

async function measureServers(run: Run, servers: readonly ServerProcess[]): Promise<Latencies[]> {
  const amount = amountOf(AMOUNTS, run.size);
  const entrants = [];
  for (const server of servers) {
    const { name, requestOf } = server.contender;
    run.progress(`latency: the most that ${name} can do`);
    const load = server.connect(CONNECTIONS);
    await load.sendFor(amount.warmUpMs, requestOf);
    const { count, elapsedMs } = await load.sendFor(amount.warmUpMs / 2, requestOf);
    const perSecond = Math.floor((count / elapsedMs) * 500);
    entrants.push({ name, requestOf, load, perSecond, rounds: [] as number[][] });
  }
  for (let round = 1; round <= amount.rounds; round += 1) {
    run.progress(`latency: round ${String(round)} of ${String(amount.rounds)}`);
    for (const { requestOf, load, perSecond, rounds } of entrants) {
      const requests = newMessages(perSecond * amount.seconds).map(requestOf);
      rounds.push(await load.sendAtRate(requests, perSecond));
    }
  }
  return entrants;
}
