import type { Costs, Subject } from '../common/comparison';
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
  return interleave(
    newServers(contenders, onStart, (server) => {
      const requests = newMessages(seconds * REQUESTS_PER_SECOND).map(server.contender.requestOf);
      return server.cpuPerRequest(async () => {
        await server.connect(CONNECTIONS).sendAtRate(requests, REQUESTS_PER_SECOND);
        return requests.length;
      });
    }),
    starts,
  );
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
  const requests = await interleave(
    newServers(contenders, onStart, async (server) => {
      await server.connect(1).sendAll(newMessages(1).map(server.contender.requestOf));
      return server.firstRequest();
    }),
    starts,
  );
  return {
    cpuMs: requests.map(({ name, values }) => ({
      name,
      values: values.map(({ cpuMicroseconds }) => cpuMicroseconds / 1000),
    })),
    wallMs: requests.map(({ name, values }) => ({ name, values: values.map(({ wallMs }) => wallMs) })),
  };
}

/** The contenders as subjects, with a new process in each round. */
function newServers<Value>(
  contenders: readonly Contender[],
  onStart: (name: string) => void,
  measure: (server: ServerProcess) => Promise<Value>,
): Subject<Value>[] {
  return contenders.map((contender) => ({
    name: contender.name,
    measure: async () => {
      onStart(contender.name);
      const server = await ServerProcess.start(contender);
      try {
        return await measure(server);
      } finally {
        await server.stop();
      }
    },
  }));
}
