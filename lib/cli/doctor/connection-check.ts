import { once } from 'node:events';
import { connect } from 'node:net';
import type { CheckResult } from './check-result';
import { failed, passed } from './check-result';
import type { Limits } from '../../shared/timing';
import { duration } from './duration';
import { runWithin } from '../../shared/timing';
import type { Target } from './url-check';

/** Whether the port is open; and the first address where it is, which the other checks call. */
export async function checkConnection(
  addresses: readonly string[],
  { port, isLocal }: Target,
  limits: Limits,
): Promise<{ result: CheckResult; address: string | undefined }> {
  const attempts = await Promise.all(
    addresses.map(async (address) => ({ address, problem: await tryToConnect(address, port, limits) })),
  );
  const open = attempts.filter(({ problem }) => problem === undefined);
  const closed = attempts.filter(({ problem }) => problem !== undefined);
  const problems = closed.map(({ address, problem }) => `${address} ${String(problem)}`).join(', ');
  const [first] = open;
  if (first === undefined) {
    const detail = `no connection to port ${String(port)}: ${problems}`;
    return {
      result: failed('connection', detail, connectionFix(closed[0]?.problem, isLocal)),
      address: undefined,
    };
  }
  // Which of them Viber takes is not known, and the network of this machine may be the reason.
  const note = closed.length === 0 || isLocal ? '' : `; but not ${problems}, which Viber may try`;
  const detail = `port ${String(port)} of ${open.map(({ address }) => address).join(', ')} is open${note}`;
  return { result: passed('connection', detail), address: first.address };
}

async function tryToConnect(host: string, port: number, limits: Limits): Promise<string | undefined> {
  const socket = connect({ host, port });
  try {
    const connected = await runWithin(limits, (signal) => once(socket, 'connect', { signal }));
    return connected === undefined ? `(nothing within ${duration(limits.timeoutMs)})` : undefined;
  } catch (error) {
    limits.signal.throwIfAborted();
    return `(${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`;
  } finally {
    // What comes of it from here on is nobody's concern.
    socket.on('error', () => undefined).destroy();
  }
}

function connectionFix(problem: string | undefined, isLocal: boolean): string {
  if (problem === '(ECONNREFUSED)') {
    if (isLocal) return 'Nothing listens there: start the server, and see that this is its port.';
    return 'Nothing listens there: start the server, see that it listens on this port and not on 127.0.0.1 alone, and open the port in the firewall.';
  }
  return 'The packets are dropped on the way: open the port in the firewall or security group of the host, and see that the address is right.';
}
