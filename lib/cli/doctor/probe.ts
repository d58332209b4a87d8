import type { IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { responseTo } from '../../delivery/response-to';
import type { Limits } from '../../shared/timing';
import { runWithin } from '../../shared/timing';
import type { Target } from './url-check';

/** One request to the webhook. */
export interface Probe {
  target: Target;
  /** Where the host was found to listen. */
  address: string;
  method: 'GET' | 'POST';
  /** What stands behind the path, with its question mark. */
  query?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

/** What came of it. */
export type ProbeResult =
  | { kind: 'answered'; status: number; location: string | undefined; body: string; tookMs: number }
  /** No answer, or no end of it, in the time Viber gives; `status` if it had begun. */
  | { kind: 'late'; status: number | undefined; timeoutMs: number }
  /** It had no end within {@link MAX_READ_BYTES}. */
  | { kind: 'endless'; status: number }
  | { kind: 'broken'; code: string };

/** Bytes of an answer that are read; a welcome message has 30 KB at most. [doc] */
export const MAX_READ_BYTES = 1024 * 1024;

/** Bytes that are kept, to see which error an application answers with. */
const MAX_KEPT_BYTES = 16 * 1024;

/** Makes a request, once, on a connection of its own. Redirects are not followed: they are not 200. */
export async function sendProbe(probe: Probe, limits: Limits): Promise<ProbeResult> {
  const started = performance.now();
  let status: number | undefined;
  try {
    const answer = await runWithin(limits, async (signal): Promise<ProbeResult> => {
      const response = await respond(probe, signal);
      status = response.statusCode ?? 0;
      const body = await readBody(response);
      if (body === undefined) return { kind: 'endless', status };
      const tookMs = Math.round(performance.now() - started);
      return { kind: 'answered', status, location: response.headers.location, body, tookMs };
    });
    return answer ?? { kind: 'late', status, timeoutMs: limits.timeoutMs };
  } catch (error) {
    limits.signal.throwIfAborted();
    return { kind: 'broken', code: (error as NodeJS.ErrnoException).code ?? 'unknown error' };
  }
}

async function respond(
  { target, address, method, query = '', headers, body }: Probe,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { url, hostname, port, isHttps } = target;
  const request = isHttps ? httpsRequest : httpRequest;
  const req = request({
    host: address,
    port,
    method,
    path: `${url.pathname}${query}`,
    headers: {
      Host: url.host,
      'User-Agent': 'express-viber doctor',
      ...headers,
      ...(body !== undefined && { 'Content-Length': Buffer.byteLength(body) }),
    },
    // One that the webhook closes just then would look like a webhook that fails.
    agent: false,
    signal,
    ...(isIP(hostname) === 0 && { servername: hostname }),
    // The certificate has its own checks, and the others should find what else is wrong. Nothing secret is sent: the
    // token never is, and a signature opens only the harmless body it belongs to.
    rejectUnauthorized: false,
  });
  return responseTo(req.end(body), signal);
}

/** The beginning of a body; `undefined` if it is too long to be read to its end. */
async function readBody(response: IncomingMessage): Promise<string | undefined> {
  const kept: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (size < MAX_KEPT_BYTES) kept.push(chunk.subarray(0, MAX_KEPT_BYTES - size));
    size += chunk.length;
    if (size > MAX_READ_BYTES) return undefined; // which destroys the response
  }
  return Buffer.concat(kept).toString();
}
