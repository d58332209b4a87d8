import { once } from 'node:events';
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { createBrotliDecompress, createUnzip } from 'node:zlib';
import { LATE } from '../shared/timing';

/** One request to a webhook. */
export interface WebhookCall {
  url: string;
  /** @default 'POST' */
  method?: 'GET' | 'POST';
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** Milliseconds until the response must be complete, from when the request gets a connection. [seen: 5000] */
  timeoutMs: number;
  signal: AbortSignal;
  /** Bytes after which the response body is not read any further. @default no limit */
  maxReadBytes?: number;
  /** IP address to connect to. @default what the host of the URL resolves to */
  address?: string;
  /** Whether an untrusted certificate fails the call. @default true */
  rejectUnauthorized?: boolean;
}

/** The result of a call. `latencyMs` is the time until the response was complete or the call failed. */
export type WebhookCallResult = { latencyMs: number } & (
  | { kind: 'complete'; status: number; headers: IncomingHttpHeaders; body: string }
  /** The response body is longer than `maxReadBytes`. */
  | { kind: 'oversized'; status: number; body: string }
  /** The response was not complete in time; `status` is known if its headers had arrived. */
  | { kind: 'late'; status: number | undefined; timeoutMs: number }
  /** The connection failed; `code` is Node's, such as `ECONNREFUSED`, or `UPGRADED` for a response of 101. */
  | { kind: 'broken'; code: string; message: string }
);

/** Bytes of a response body that are kept; a welcome message has 30 KB at most. [doc] */
const MAX_KEPT_BYTES = 64 * 1024;

// Connections are not kept alive: one that the webhook closes at the wrong moment would look like a failing webhook.
const transports = {
  'http:': { request: httpRequest, agent: new HttpAgent({ maxSockets: 32 }) },
  'https:': { request: httpsRequest, agent: new HttpsAgent({ maxSockets: 32 }) },
};

/**
 * Calls a webhook once. Does not follow redirects, which Viber counts as failures.
 *
 * Never rejects: an aborted call is `broken`.
 */
export async function callWebhook(call: WebhookCall): Promise<WebhookCallResult> {
  const { signal, timeoutMs, maxReadBytes = Infinity } = call;
  const aborter = new AbortController();
  const abort = () => {
    aborter.abort();
  };
  signal.addEventListener('abort', abort);
  let startedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let status: number | undefined;
  const latencyMs = () => Math.round(performance.now() - startedAt);
  try {
    signal.throwIfAborted();
    const req = sendRequest(call, aborter.signal);
    // The webhook's time starts here, not while the request waits for a free socket of the agent.
    req.once('socket', () => {
      startedAt = performance.now();
      timer = setTimeout(() => {
        aborter.abort(LATE);
      }, timeoutMs);
    });
    const response = await responseTo(req, aborter.signal);
    status = response.statusCode ?? 0;
    let failure: Error | undefined;
    req.on('error', (error) => {
      if (!response.complete) failure ??= error;
    });
    const { body, isWhole } = await readBody(response, maxReadBytes);
    if (!isWhole) return { kind: 'oversized', status, body, latencyMs: latencyMs() };
    // A body without a length ends when the connection does, and for Node a reset or an abort is such an end too.
    if (failure !== undefined) throw failure;
    return { kind: 'complete', status, headers: response.headers, body, latencyMs: latencyMs() };
  } catch (error) {
    if (aborter.signal.reason === LATE) return { kind: 'late', status, timeoutMs, latencyMs: latencyMs() };
    const { code, message } = error as NodeJS.ErrnoException;
    const knownCode = signal.aborted ? 'ABORT_ERR' : (code ?? 'unknown error');
    return { kind: 'broken', code: knownCode, message, latencyMs: latencyMs() };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

function sendRequest(
  { url, method = 'POST', headers, body, address, rejectUnauthorized = true }: WebhookCall,
  signal: AbortSignal,
): ClientRequest {
  const { protocol, host } = new URL(url);
  const { request, agent } = transports[protocol === 'https:' ? 'https:' : 'http:'];
  const req = request(url, {
    method,
    agent,
    signal,
    rejectUnauthorized,
    // Node takes the TLS server name from the Host header, so that it stays the host of the URL.
    ...(address !== undefined && { hostname: address }),
    headers: {
      Host: host,
      ...headers,
      ...(body !== undefined && { 'Content-Length': Buffer.byteLength(body) }),
    },
  });
  return req.end(body);
}

async function responseTo(req: ClientRequest, signal: AbortSignal): Promise<IncomingMessage> {
  // Errors after the response has begun are reported by the response too.
  req.on('error', () => undefined);
  // Without a listener, Node closes an upgraded connection without any event.
  req.on('upgrade', ({ statusCode }, socket) => {
    socket.destroy();
    req.emit('error', Object.assign(new Error(`HTTP/1.1 ${String(statusCode)}`), { code: 'UPGRADED' }));
  });
  const [response] = (await once(req, 'response', { signal })) as [IncomingMessage];
  return response;
}

async function readBody(
  response: IncomingMessage,
  maxReadBytes: number,
): Promise<{ body: string; isWhole: boolean }> {
  const kept: Buffer[] = [];
  const keptText = async () => {
    const bytes = await decompressed(Buffer.concat(kept), response.headers['content-encoding']);
    return bytes.toString();
  };
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (size < MAX_KEPT_BYTES) kept.push(chunk.subarray(0, MAX_KEPT_BYTES - size));
    size += chunk.length;
    if (size > maxReadBytes) return { body: await keptText(), isWhole: false }; // which destroys the response
  }
  return { body: await keptText(), isWhole: true };
}

/**
 * The start of what a proxy has compressed, although no request asks for that. The bytes may end early. They are returned
 * as they are if they cannot be decompressed.
 */
async function decompressed(bytes: Buffer, encoding: string | undefined): Promise<Buffer> {
  if (encoding === undefined) return bytes;
  const decompressor = encoding === 'br' ? createBrotliDecompress() : createUnzip();
  decompressor.end(bytes);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of decompressor as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= MAX_KEPT_BYTES) break;
    }
  } catch {
    if (size === 0) return bytes;
  }
  return Buffer.concat(chunks).subarray(0, MAX_KEPT_BYTES);
}
