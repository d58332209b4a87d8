import { once } from 'node:events';
import { connect } from 'node:net';
import type { Limits } from '../../shared/timing';
import { runWithin } from '../../shared/timing';
import { formatDuration } from '../output';
import type { CheckResult, Explanation } from './check-result';
import { failed, passed } from './check-result';
import type { Target } from './url-check';

/** Checks whether the port is open. Returns the first address where it is, for the checks that follow. */
export async function checkConnection(
  addresses: readonly string[],
  target: Target,
  limits: Limits,
): Promise<{ result: CheckResult; address: string | undefined }> {
  const { port, isLocal } = target;
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
      result: failed('connection', { detail, ...explainClosed(closed[0]?.problem, target) }),
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

function explainClosed(
  problem: string | undefined,
  { port, isLocal, url }: Target,
): Omit<Explanation, 'detail'> {
  if (problem !== '(ECONNREFUSED)') {
    return {
      cause: 'Packets are lost on the way: a firewall drops them, or the address is wrong.',
      fix: 'Open the port in the firewall or security group of the host, and check that the address is right.',
    };
  }
  const cause = `Nothing listens on port ${String(port)}.`;
  if (!isLocal) {
    return {
      cause,
      fix: 'Start the server, check that it listens on this port and not only on 127.0.0.1, and open the port in the firewall.',
    };
  }
  if (url.port === '') {
    const example = `http://${url.hostname}:3000${url.pathname}`;
    return {
      cause,
      fix: `Name the port of the bot in the URL, with http unless it has TLS itself: ${example}, for example.`,
    };
  }
  return { cause, fix: 'Start the server, and check that it uses this port.' };
}
