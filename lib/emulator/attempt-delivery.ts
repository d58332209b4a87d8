import type { WebhookCall } from '../delivery/call-webhook';
import { callWebhook } from '../delivery/call-webhook';
import { signedRequest } from '../delivery/signed-request';
import { pause } from '../shared/timing';
import type { Faults } from './faults';
import type { Attempt } from './timeline';

/** A callback to post to a webhook. */
export interface AttemptOptions {
  webhookUrl: string;
  body: string;
  authToken: string;
  /** Real milliseconds until the response must be complete, any delay included. */
  timeoutMs: number;
  signal: AbortSignal;
}

/** The faults that affect a single attempt. */
export type AttemptFaults = Omit<Faults, 'duplicated' | 'reordered' | 'apiStatus'>;

type Outcome = Pick<Attempt, 'status' | 'latencyMs' | 'error' | 'responseBody'>;

/** Signs and posts a callback once under the given faults. Never rejects. */
export async function attemptDelivery(
  { webhookUrl, authToken, ...post }: AttemptOptions,
  { headerDropped, sigDropped, ...faults }: AttemptFaults,
): Promise<Omit<Attempt, 'at'>> {
  const signing = { userAgent: 'express-viber emulator', headerDropped, sigDropped };
  const request = signedRequest(webhookUrl, post.body, authToken, signing);
  return { ...(await callWithFaults({ ...request, ...post }, faults)), ...request };
}

async function callWithFaults(
  call: WebhookCall,
  { offline, slowMs }: Pick<Faults, 'offline' | 'slowMs'>,
): Promise<Outcome> {
  if (offline) return failure(0, 'java.net.ConnectException: Connection refused');
  const { timeoutMs, signal } = call;
  const delayMs = Math.min(slowMs, timeoutMs);
  const startedAt = performance.now();
  try {
    if (delayMs > 0) await pause(delayMs, signal);
  } catch (error) {
    return failure(Math.round(performance.now() - startedAt), exceptionText(error as Error));
  }
  if (delayMs === timeoutMs) return failure(timeoutMs, timeoutText(timeoutMs));
  const result = await callWebhook({ ...call, timeoutMs: timeoutMs - delayMs });
  const latencyMs = delayMs + result.latencyMs;
  if (result.kind === 'late') return failure(latencyMs, timeoutText(timeoutMs));
  if (result.kind === 'broken') return failure(latencyMs, exceptionText(result));
  return { status: result.status, latencyMs, error: undefined, responseBody: result.body };
}

function failure(latencyMs: number, error: string): Outcome {
  return { status: undefined, latencyMs, error, responseBody: '' };
}

// Viber reports failures of a webhook as Java exceptions. [seen]
function timeoutText(timeoutMs: number): string {
  return `java.util.concurrent.TimeoutException: Total timeout ${String(timeoutMs)} ms elapsed`;
}

const EXCEPTIONS: readonly (readonly [code: RegExp, name: string])[] = [
  [/^ECONNREFUSED$/, 'java.net.ConnectException: Connection refused'],
  [/^ENOTFOUND$|^EAI_/, 'java.net.UnknownHostException'],
  [/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/, 'javax.net.ssl.SSLHandshakeException'],
];

function exceptionText({ code = '', message }: { code?: string; message: string }): string {
  const known = EXCEPTIONS.find(([pattern]) => pattern.test(code));
  return known === undefined ? `java.io.IOException: ${message}` : `${known[1]} (${code})`;
}
