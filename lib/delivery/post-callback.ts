import type { IncomingMessage } from 'node:http';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { responseTo } from './response-to';

/** What came of one request to a webhook. */
export interface WebhookResponse {
  /** HTTP status; `undefined` if none came. */
  status: number | undefined;
  /** The body of the answer, as far as it is kept; empty if none came. */
  body: string;
  /** Real milliseconds until the answer or the failure. */
  latencyMs: number;
  /** Why there is no answer, in Viber's kind of text. [seen] */
  error: string | undefined;
  /** Node's code for why there is none, such as `ECONNREFUSED`; `TIMEOUT` if its time was up. */
  code: string | undefined;
}

/** One callback on its way to a webhook. */
export interface CallbackPost {
  url: string;
  body: string;
  headers: Record<string, string>;
  /** Real milliseconds for the whole of it. [seen: 5000] */
  timeoutMs: number;
  /** Real milliseconds that it is held up on its way, as part of its time. */
  slowMs: number;
  /** Takes the request back. */
  signal: AbortSignal;
}

/** Bytes of an answer that are kept; a welcome message has 30 KB at most. [doc] */
const MAX_ANSWER_BYTES = 64 * 1024;

// No connection is kept: one that the webhook closes just then would look like a webhook that fails.
const connections = {
  'http:': { request: httpRequest, agent: new HttpAgent({ maxSockets: 32 }) },
  'https:': { request: httpsRequest, agent: new HttpsAgent({ maxSockets: 32 }) },
};

/** Posts a callback, once. Redirects are not followed: they are not 200. Never rejects. */
export async function postCallback(webhook: CallbackPost): Promise<WebhookResponse> {
  const { signal, timeoutMs } = webhook;
  const aborter = new AbortController();
  const stop = () => {
    aborter.abort();
  };
  signal.addEventListener('abort', stop);
  const late = timeoutText(timeoutMs);
  const heldMs = Math.min(webhook.slowMs, timeoutMs);
  let started = performance.now();
  let timer: NodeJS.Timeout | undefined;
  // The time of the webhook runs from when it is called, not from when the call waits for its turn.
  const called = () => {
    started = performance.now() - heldMs;
    timer = setTimeout(() => {
      aborter.abort(late);
    }, timeoutMs - heldMs);
  };
  const took = () => Math.round(performance.now() - started);
  try {
    signal.throwIfAborted();
    await heldUp(heldMs, aborter.signal);
    if (heldMs === timeoutMs) aborter.abort(late);
    aborter.signal.throwIfAborted();
    const response = await post(webhook, aborter.signal, called);
    const body = await textOf(response);
    return { status: response.statusCode, body, latencyMs: took(), error: undefined, code: undefined };
  } catch (error) {
    const isLate = aborter.signal.reason === late;
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    return {
      status: undefined,
      body: '',
      latencyMs: took(),
      error: isLate ? late : failureText(error),
      code: isLate ? 'TIMEOUT' : code,
    };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

async function heldUp(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0) return;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new Error('aborted'));
    });
  });
}

async function post(
  { url, body, headers }: CallbackPost,
  signal: AbortSignal,
  called: () => void,
): Promise<IncomingMessage> {
  const { protocol } = new URL(url);
  const { request, agent } = connections[protocol === 'https:' ? 'https:' : 'http:'];
  const req = request(url, {
    method: 'POST',
    agent,
    signal,
    headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
  });
  req.once('socket', called);
  return responseTo(req.end(body), signal);
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_ANSWER_BYTES) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function timeoutText(timeoutMs: number): string {
  return `java.util.concurrent.TimeoutException: Total timeout ${String(timeoutMs)} ms elapsed`;
}

const CAUSES: readonly (readonly [code: RegExp, text: string])[] = [
  [/^ECONNREFUSED$/, 'java.net.ConnectException: Connection refused'],
  [/^ENOTFOUND$|^EAI_/, 'java.net.UnknownHostException'],
  [/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/, 'javax.net.ssl.SSLHandshakeException'],
];

function failureText(error: unknown): string {
  const { code = '', message } = error as { code?: string; message: string };
  const known = CAUSES.find(([pattern]) => pattern.test(code));
  return known === undefined ? `java.io.IOException: ${message}` : `${known[1]} (${code})`;
}

/** What an unreachable webhook looks like. */
export const CONNECTION_REFUSED: WebhookResponse = {
  status: undefined,
  body: '',
  latencyMs: 0,
  error: 'java.net.ConnectException: Connection refused',
  code: 'ECONNREFUSED',
};
