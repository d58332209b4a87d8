import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, RequestListener } from 'node:http';
import type { ServerOptions } from 'node:https';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { CheckId, CheckResult } from '../../../lib/cli/doctor/check-result';
import type { DiagnosisOptions } from '../../../lib/cli/doctor/diagnose';
import { CHECKS, REGISTRATION_CHECKS } from '../../../lib/cli/doctor/check-result';
import { diagnose } from '../../../lib/cli/doctor/diagnose';
import { AUTH_TOKEN } from '../../fixtures/posts';
import { serve } from '../../fixtures/servers';

const servers: { server: Server; sockets: Set<Socket> }[] = [];

/** Makes a server listen on a free port of 127.0.0.1, and returns the port. */
export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  servers.push({ server: server.listen(0, '127.0.0.1'), sockets });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Starts an https server that sends these certificates, and returns its origin with the host `localhost`. */
export async function serveTls(certificates: ServerOptions, listener: RequestListener): Promise<string> {
  return `https://localhost:${String(await listen(createHttpsServer(certificates, listener)))}`;
}

/** For `afterEach`: closes all servers started by {@link listen} and {@link serveTls}. */
export async function closeListening(): Promise<void> {
  await Promise.all(
    servers.splice(0).map(async ({ server, sockets }) => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    }),
  );
}

/** The results of {@link diagnose}, in order. */
export async function resultsFor(
  url: string,
  options: Partial<DiagnosisOptions> = {},
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for await (const result of diagnose({ url, authToken: AUTH_TOKEN, ...options })) results.push(result);
  return results;
}

/** The results of {@link diagnose} by check id. */
export async function examine(
  url: string,
  options: Partial<DiagnosisOptions> = {},
): Promise<Record<CheckId, CheckResult>> {
  const results = await resultsFor(url, options);
  return Object.fromEntries(results.map((result) => [result.check, result])) as Record<CheckId, CheckResult>;
}

/** The ids of the checks with this outcome. */
export function idsOf(results: Record<CheckId, CheckResult>, outcome: CheckResult['outcome']): string[] {
  return Object.values(results)
    .filter((result) => result.outcome === outcome)
    .map(({ check }) => check);
}

/** Matches a failed check with this detail, and with this text in its cause and fix. */
export function failure(detail: string | RegExp, advice: string | RegExp): unknown {
  return finding('fail', detail, advice);
}

/** Like {@link failure}, for a check that warns. */
export function warning(detail: string | RegExp, advice: string | RegExp): unknown {
  return finding('warning', detail, advice);
}

function finding(outcome: CheckResult['outcome'], detail: string | RegExp, advice: string | RegExp) {
  return {
    $$typeof: Symbol.for('jest.asymmetricMatcher'),
    asymmetricMatch: (result: CheckResult) =>
      result.outcome === outcome &&
      'cause' in result &&
      new RegExp(detail).test(result.detail) &&
      new RegExp(advice).test(`${result.cause} ${result.fix}`),
    toAsymmetricMatcher: () => `${outcome}<${String(detail)}, ${String(advice)}>`,
  };
}

/** A request as a webhook receives it. */
export interface Received {
  method: string;
  body: string;
  /** The signature in the header and in the query. */
  header: string | undefined;
  query: string | undefined;
  /** Whether there is at least one signature, and every one is valid. */
  isSigned: boolean;
  event: string;
}

/** How a {@link webhook} responds: with a status, a redirect, not at all, or by closing the connection. */
export type Reaction = number | 'never' | 'close' | { status: number; location: string };

/** Creates a webhook without Express that reads each request and then reacts. */
export function webhook(react: (received: Received) => Reaction): RequestListener {
  return (req, res) => {
    void receive(req).then((received) => {
      const reaction = react(received);
      if (reaction === 'never') return;
      if (reaction === 'close') req.socket.destroy();
      else if (typeof reaction === 'number') res.writeHead(reaction).end();
      else res.writeHead(reaction.status, { Location: reaction.location }).end();
    });
  };
}

/** The checks that forge callbacks. */
export const forgeries = ['tampered-body', 'tampered-header', 'tampered-query', 'unsigned'] as const;

/** The checks that are made if no registration is compared, in their order. */
export const WEBHOOK_CHECKS = (Object.keys(CHECKS) as CheckId[]).filter(
  (check) => !REGISTRATION_CHECKS.includes(check),
);

/** The checks that are skipped if the check call fails. */
export const afterCheckCall = [
  'signature-header',
  'signature-query',
  ...forgeries,
  'redelivery',
  'unknown-event',
  'text-encoding',
  'large-body',
  'compression',
  'get',
] as const;

/** What a {@link webhook} does wrong; `undefined` for a request that it handles correctly. */
export type Defect = (received: Received) => Reaction | undefined;

/** Creates a correct webhook with one defect. */
export function defectiveWebhook(defect: Defect): RequestListener {
  return webhook((received) => {
    const reaction = defect(received);
    if (reaction !== undefined) return reaction;
    if (received.method !== 'POST') return 404;
    return received.isSigned ? 200 : 401;
  });
}

/** The results for a webhook with one defect. */
export async function examineDefect(defect: Defect, timeoutMs = 2000): Promise<Record<CheckId, CheckResult>> {
  return examine(await serve(defectiveWebhook(defect)), { timeoutMs });
}

/** The result of the check call for a webhook that reacts to every callback in one way. */
export async function examineCheckCall(reaction: Reaction, timeoutMs = 2000): Promise<CheckResult> {
  const results = await examineDefect(({ method }) => (method === 'POST' ? reaction : undefined), timeoutMs);
  expect([...idsOf(results, 'fail'), ...idsOf(results, 'warning')]).toEqual(['check-call']);
  expect(idsOf(results, 'skipped')).toEqual(expect.arrayContaining([...afterCheckCall]));
  expect(results.unsigned.detail).toBe('the check call failed');
  return results['check-call'];
}

async function receive(req: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const body = bytes.toString();
  const header = req.headers['x-viber-content-signature'] as string | undefined;
  const query = new URL(req.url ?? '', 'http://localhost').searchParams.get('sig') ?? undefined;
  const valid = createHmac('sha256', AUTH_TOKEN).update(bytes).digest('hex');
  const given = [header, query].filter((signature) => signature !== undefined);
  return {
    method: req.method ?? '',
    body,
    header,
    query,
    isSigned: given.length > 0 && given.every((signature) => signature === valid),
    event: body === '' ? '' : (JSON.parse(body) as { event: string }).event,
  };
}
