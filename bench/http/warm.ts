import type { Costs } from '../common/comparison';
import { interleave, joinRounds } from '../common/comparison';
import type { Contender } from './contenders';
import { withServers } from './server-process';

/** How much is measured. */
export interface WarmAmount {
  /** How often all servers are restarted: the same code is some percent faster or slower after each start. */
  starts: number;
  /** Sending to each new server that is not counted, while Node's compiler optimizes it. */
  warmUpMs: number;
  /** Rounds after each start. */
  rounds: number;
  /** Sending to one server in one round. */
  roundMs: number;
}

/** Measures the processor time of a request to servers that have been running for a while, in microseconds. */
export async function measureWarm(
  contenders: readonly Contender[],
  amount: WarmAmount,
  onStart: (start: number) => void,
): Promise<Costs[]> {
  const measurements: Costs[][] = [];
  for (let start = 0; start < amount.starts; start += 1) {
    onStart(start + 1);
    measurements.push(await measureOneStart(contenders, amount));
  }
  return joinRounds(measurements);
}

async function measureOneStart(contenders: readonly Contender[], amount: WarmAmount): Promise<Costs[]> {
  return withServers(contenders, async (servers) => {
    const entrants = servers.map((server) => ({ server, load: server.connect() }));
    for (const { server, load } of entrants) {
      await load.sendFor(amount.warmUpMs, server.contender.requestOf);
    }
    const subjects = entrants.map(({ server, load }) => ({
      name: server.contender.name,
      measure: () => server.cpuUnder(load, amount.roundMs),
    }));
    return interleave(subjects, amount.rounds);
  });
}
