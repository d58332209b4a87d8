import { once } from 'node:events';
import { connect } from 'node:net';
import type { Limits } from '../../shared/timing';
import { runWithin } from '../../shared/timing';
import { formatDuration } from '../output';
import type { CheckResult } from './check-result';
import { failed, passed } from './check-result';
import type { Target } from './url-check';

/** Checks whether the port is open. Returns the first address where it is, for the checks that follow. */
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
    const detail = `cannot connect to port ${String(port)}: ${problems}`;
    return {
      result: failed('connection', detail, connectionFix(closed[0]?.problem, isLocal)),
      address: undefined,
    };
  }
  // Not a failure: which address Viber uses is unknown, and the network of this machine may be the cause.
  const note = closed.length === 0 || isLocal ? '' : `; but not ${problems}, which Viber may try`;
  const detail = `port ${String(port)} of ${open.map(({ address }) => address).join(', ')} is open${note}`;
  return { result: passed('connection', detail), address: first.address };
}

async function tryToConnect(host: string, port: number, limits: Limits): Promise<string | undefined> {
  const socket = connect({ host, port });
  try {
    const connected = await runWithin(limits, (signal) => once(socket, 'connect', { signal }));
    return connected === undefined ? `(no response within ${formatDuration(limits.timeoutMs)})` : undefined;
  } catch (error) {
    limits.signal.throwIfAborted();
    return `(${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`;
  } finally {
    // Errors after this point do not matter, but would crash the process without a listener.
    socket.on('error', () => undefined).destroy();
  }
}

function connectionFix(problem: string | undefined, isLocal: boolean): string {
  if (problem === '(ECONNREFUSED)') {
    if (isLocal) return 'Nothing listens there: start the server, and check that it uses this port.';
    return 'Nothing listens there: start the server, check that it listens on this port and not only on 127.0.0.1, and open the port in the firewall.';
  }
  return 'Packets are lost on the way: open the port in the firewall or security group of the host, and check that the address is right.';
}
