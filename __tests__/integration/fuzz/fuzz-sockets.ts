import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import express5 from 'express';
import express4 from 'express4';
import { pick, seededRandom } from '../queue/seeded-random';
import { nextTurn } from '../../fixtures/conditions';
import { reproduction } from './fuzz-receive';
import type { StatusCounts } from './fuzz-receive';
import { hostileCallback, isSigned } from './hostile-callbacks';
import type { HostileRequest } from './hostile-requests';
import { hostileRequest } from './hostile-requests';
import { expectedStatuses, leakIn, textOf } from './oracle';
import { WatchedWebhook } from './watched-webhook';

const AT_ONCE = 16;

const LIMIT = { limitBytes: 262_144, isKnownAccount: true };

const HOSTS: Record<string, (webhook: WatchedWebhook) => RequestListener> = {
  'Express 5': (webhook) => mounted(express5, webhook),
  'Express 4': (webhook) => mounted(express4, webhook),
  'a bare server': ({ viber }) => viber.middleware(),
};

/**
 * Sends this many random requests over sockets to a new server.
 *
 * @throws `Error` with what is wrong and how to reproduce it
 */
export async function fuzzSockets(seed: number, inputs: number): Promise<StatusCounts> {
  const random = seededRandom(seed);
  const host = pick(Object.keys(HOSTS), random);
  const webhook = new WatchedWebhook(pick(['default', 'ordered', 'all text patterns'], random), false);
  const server = createServer(HOSTS[host]?.(webhook)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const forged = new Set<string>();
  const counts: StatusCounts = {};

  const send = async (): Promise<void> => {
    const callback = hostileCallback(random);
    // Header values lose the spaces around them, so such a signature would become a valid one.
    const input = { ...callback, signature: callback.signature?.trim() };
    if (!isSigned(input.body, input.signature) && input.token !== undefined) forged.add(input.token);
    const request = hostileRequest(input, random);
    const text = await exchange(server, request);
    const statuses = Array.from(text.matchAll(/HTTP\/1\.\d (\d{3})/g), ([, status]) => Number(status));
    for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
    const errors = webhook.errors.splice(0).map(textOf);
    const heardForgery = webhook.heardTokens.splice(0).find((token) => forged.has(token));
    const expected = expectedStatuses(input, LIMIT, false);
    const leak = leakIn([text, ...errors].join('\n'), input);
    const problem =
      (statuses.some((status) => status >= 500) ? `the response is ${text.slice(0, 200)}` : undefined) ??
      (request.isFaithful && !statuses.some((status) => expected.includes(status))
        ? `${JSON.stringify(statuses)} instead of HTTP ${expected.join(' or ')}`
        : undefined) ??
      (leak === undefined ? undefined : `${leak} was in the response or an error`) ??
      (heardForgery === undefined ? undefined : `listeners got the forgery ${heardForgery}`);
    if (problem !== undefined) {
      const bytes = JSON.stringify(Buffer.concat(request.pieces).toString('latin1').slice(0, 600));
      throw new Error(`${problem}. ${reproduction(seed, host, input)}, request ${bytes}`);
    }
  };

  try {
    for (let done = 0; done < inputs; done += AT_ONCE) {
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, inputs - done) }, send));
    }
  } finally {
    server.closeAllConnections();
    server.close();
  }
  return counts;
}

function mounted(express: typeof express5, { viber }: WatchedWebhook): RequestListener {
  const app = express();
  app.set('env', 'test'); // or it would print its errors
  return app.use('/viber', viber.middleware()) as RequestListener;
}

/** Writes a request and returns the whole response, possibly none. */
async function exchange(server: Server, { pieces, ending }: HostileRequest): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => undefined); // a server may reset what it does not want to read
  const closed = new Promise((resolve) => socket.once('close', resolve));
  for (const piece of pieces) {
    socket.write(piece);
    if (pieces.length > 1) await nextTurn();
  }
  if (ending === 'end') socket.end();
  if (ending === 'destroy') socket.destroy();
  await closed;
  return Buffer.concat(chunks).toString('latin1');
}
