import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, RequestListener } from 'node:http';
import type { ServerOptions } from 'node:https';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { CheckId, CheckResult } from '../../../lib/cli/doctor/check-result';
import type { DiagnosisOptions } from '../../../lib/cli/doctor/diagnose';
import { diagnose } from '../../../lib/cli/doctor/diagnose';
import { AUTH_TOKEN } from '../../fixtures/posts';

const servers: { server: Server; sockets: Set<Socket> }[] = [];

/** Lets any server listen on a free port of 127.0.0.1, and gives the port. */
export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  servers.push({ server: server.listen(0, '127.0.0.1'), sockets });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Starts an https server with the certificates it sends, and gives its origin under the name `localhost`. */
export async function serveTls(certificates: ServerOptions, listener: RequestListener): Promise<string> {
  return `https://localhost:${String(await listen(createHttpsServer(certificates, listener)))}`;
}

/** For `afterEach`: closes all that {@link listen} and {@link serveTls} have started. */
export async function closeListening(): Promise<void> {
  await Promise.all(
    servers.splice(0).map(async ({ server, sockets }) => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    }),
  );
}

/** What {@link diagnose} says, in its order. */
export async function resultsFor(
  url: string,
  options: Partial<DiagnosisOptions> = {},
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for await (const result of diagnose({ url, authToken: AUTH_TOKEN, ...options })) results.push(result);
  return results;
}

/** The same by the id of each check. */
export async function examine(
  url: string,
  options: Partial<DiagnosisOptions> = {},
): Promise<Record<CheckId, CheckResult>> {
  const results = await resultsFor(url, options);
  return Object.fromEntries(results.map((result) => [result.check, result])) as Record<CheckId, CheckResult>;
}

/** The ids of the checks with an outcome. */
export function idsOf(results: Record<CheckId, CheckResult>, outcome: CheckResult['outcome']): string[] {
  return Object.values(results)
    .filter((result) => result.outcome === outcome)
    .map(({ check }) => check);
}

/** What a failure looks like whose detail and fix hold these words. */
export function failure(detail: string | RegExp, fix: string | RegExp): unknown {
  return expect.objectContaining({
    outcome: 'fail',
    detail: expect.stringMatching(detail) as unknown,
    fix: expect.stringMatching(fix) as unknown,
  }) as unknown;
}

/** A callback as a webhook sees it. */
export interface Received {
  method: string;
  body: string;
  /** The signature in each of its places, `undefined` where there is none. */
  header: string | undefined;
  query: string | undefined;
  /** Whether at least one is there, and every one is that of the body. */
  isSigned: boolean;
  event: string;
}

/** A webhook without Express that reads each request and answers with a status, an answer of its own, or never. */
export function webhook(
  answer: (received: Received) => number | 'never' | 'close' | { status: number; location: string },
): RequestListener {
  return (req, res) => {
    void receive(req).then((received) => {
      const what = answer(received);
      if (what === 'never') return;
      if (what === 'close') req.socket.destroy();
      else if (typeof what === 'number') res.writeHead(what).end();
      else res.writeHead(what.status, { Location: what.location }).end();
    });
  };
}

async function receive(req: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const body = bytes.toString();
  const header = req.headers['x-viber-content-signature'] as string | undefined;
  const query = new URL(req.url ?? '', 'http://localhost').searchParams.get('sig') ?? undefined;
  const right = createHmac('sha256', AUTH_TOKEN).update(bytes).digest('hex');
  const given = [header, query].filter((signature) => signature !== undefined);
  return {
    method: req.method ?? '',
    body,
    header,
    query,
    isSigned: given.length > 0 && given.every((signature) => signature === right),
    event: body === '' ? '' : (JSON.parse(body) as { event: string }).event,
  };
}
