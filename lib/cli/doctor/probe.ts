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
  /** The IP address that accepted a connection. */
  address: string;
  method: 'GET' | 'POST';
  /** With its question mark. */
  query?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

/** The result of a {@link Probe}. */
export type ProbeResult =
  | { kind: 'complete'; status: number; location: string | undefined; body: string; tookMs: number }
  /** The response did not begin, or did not end, within the time Viber allows; `status` is set if it began. */
  | { kind: 'late'; status: number | undefined; timeoutMs: number }
  /** The body is longer than {@link MAX_READ_BYTES}. */
  | { kind: 'endless'; status: number }
  | { kind: 'broken'; code: string };

/** How many bytes of a response are read; a welcome message has 30 KB at most. [doc] */
export const MAX_READ_BYTES = 1024 * 1024;

/** How many bytes are kept, to recognise the error an application responds with. */
const MAX_KEPT_BYTES = 16 * 1024;

/** Makes one request on a new connection. Redirects are not followed, because only 200 counts. */
export async function sendProbe(probe: Probe, limits: Limits): Promise<ProbeResult> {
  const started = performance.now();
  let status: number | undefined;
  try {
    const result = await runWithin(limits, async (signal): Promise<ProbeResult> => {
      const response = await respond(probe, signal);
      status = response.statusCode ?? 0;
      const body = await readBody(response);
      if (body === undefined) return { kind: 'endless', status };
      const tookMs = Math.round(performance.now() - started);
      return { kind: 'complete', status, location: response.headers.location, body, tookMs };
    });
    return result ?? { kind: 'late', status, timeoutMs: limits.timeoutMs };
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
    // No connection is reused: one that the webhook happens to close would look like a failure of the webhook.
    agent: false,
    signal,
    ...(isIP(hostname) === 0 && { servername: hostname }),
    // The certificate has its own checks, and a bad one must not hide other problems. This sends no secret: the token
    // never leaves this process, and a signature is only good for the harmless body it was made for.
    rejectUnauthorized: false,
  });
  return responseTo(req.end(body), signal);
}

/** Returns the beginning of the body, or `undefined` if the body is longer than {@link MAX_READ_BYTES}. */
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
