import type { Contender } from './contenders';
import { makeMessages } from './messages';
import { ServerProcess } from './server-process';

/** The serial number of the next message. A queue would drop messages of an earlier start as duplicates. */
let nextSerial = 0;

/** The cost of a contender, one value for each round. */
export interface RequestCost {
  contender: Contender;
  cpuMicroseconds: number[];
}

/** How much is measured. */
export interface RequestLoad {
  rounds: number;
  requestsPerRound: number;
  /**
   * How often all servers are restarted: the same code is some percent faster or slower after each start. @default 6
   */
  starts?: number;
  /** Requests to each new server that are not counted, while Node's compiler optimises it. @default 5000 */
  warmUpRequests?: number;
}

/** Measures the contenders in turns, so that other load on the machine affects all of them alike. */
export async function measureRequestCost(
  contenders: readonly Contender[],
  { rounds, starts = 6, ...load }: RequestLoad,
): Promise<RequestCost[]> {
  const costs = contenders.map((contender): RequestCost => ({ contender, cpuMicroseconds: [] }));
  for (let start = 0; start < starts; start += 1) {
    await measureOneStart(costs, { ...load, rounds: Math.ceil(rounds / starts) });
  }
  return costs;
}

async function measureOneStart(costs: readonly RequestCost[], load: RequestLoad): Promise<void> {
  const entrants = costs.map((cost) => ({ ...cost, server: new ServerProcess(cost.contender) }));
  const warmUpRounds = Math.ceil((load.warmUpRequests ?? 5000) / load.requestsPerRound);
  try {
    await Promise.all(entrants.map(({ server }) => server.start()));
    for (let round = 0; round < warmUpRounds + load.rounds; round += 1) {
      const messages = makeMessages(nextSerial, load.requestsPerRound);
      nextSerial += load.requestsPerRound;
      for (const { contender, server, cpuMicroseconds } of rotated(entrants, round)) {
        const cost = await server.cpuMicrosecondsPerRequest(messages.map(contender.requestOf));
        if (round >= warmUpRounds) cpuMicroseconds.push(cost);
      }
    }
  } finally {
    await Promise.all(entrants.map(({ server }) => server.stop()));
  }
}

// In each round another contender goes first.
function rotated<Value>(values: readonly Value[], by: number): Value[] {
  const start = by % values.length;
  return [...values.slice(start), ...values.slice(0, start)];
}
