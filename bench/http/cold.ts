import type { Costs } from '../common/comparison';
import { interleave } from '../common/comparison';
import { newMessages } from '../common/messages';
import type { Contender } from './contenders';
import { ServerProcess } from './server-process';

/** The load of a new process, far below what it can do. */
const REQUESTS_PER_SECOND = 2000;

/** Enough that none of them waits for another, except behind the first ones. */
const CONNECTIONS = 32;

/** Measures the processor time of a request in the first seconds of new processes under a constant rate, in microseconds. */
export async function measureCold(
  contenders: readonly Contender[],
  { starts, seconds }: { starts: number; seconds: number },
  onStart: (name: string) => void,
): Promise<Costs[]> {
  const subjects = contenders.map((contender) => ({
    name: contender.name,
    measure: () => {
      onStart(contender.name);
      const requests = newMessages(seconds * REQUESTS_PER_SECOND).map(contender.requestOf);
      return withServer(contender, (server) =>
        server.cpuPerRequest(async () => {
          await server.connect(CONNECTIONS).sendAtRate(requests, REQUESTS_PER_SECOND);
          return requests.length;
        }),
      );
    },
  }));
  return interleave(subjects, starts);
}

/** The first request of new processes. */
export interface FirstRequestCosts {
  cpuMs: Costs[];
  wallMs: Costs[];
}

/** Measures the first request of new processes, from its connection to the end of its response. */
export async function measureFirst(
  contenders: readonly Contender[],
  starts: number,
  onStart: (name: string) => void,
): Promise<FirstRequestCosts> {
  const wallMs = contenders.map(({ name }): Costs => ({ name, values: [] }));
  const subjects = contenders.map((contender, index) => ({
    name: contender.name,
    measure: () => {
      onStart(contender.name);
      return withServer(contender, async (server) => {
        await server.connect(1).sendAll(newMessages(1).map(contender.requestOf));
        const first = await server.firstRequest();
        wallMs[index]?.values.push(first.wallMs);
        return first.cpuMicroseconds / 1000;
      });
    },
  }));
  return { cpuMs: await interleave(subjects, starts), wallMs };
}

async function withServer(
  contender: Contender,
  measure: (server: ServerProcess) => Promise<number>,
): Promise<number> {
  const server = await ServerProcess.start(contender);
  try {
    return await measure(server);
  } finally {
    await server.stop();
  }
}
