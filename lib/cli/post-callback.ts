import { callWebhook } from '../delivery/call-webhook';
import { signedRequest } from '../delivery/signed-request';

/** Where and how to post a callback. */
export interface PostOptions {
  url: string;
  authToken: string;
  userAgent: string;
  /** Milliseconds the webhook has for its response. */
  timeoutMs: number;
  signal: AbortSignal;
}

/** The HTTP status and body of the response, or why there is none. */
export type PostResponse = { latencyMs: number } & (
  { status: number; body: string } | { status: null; failure: string }
);

/** Signs a callback and posts it once. Never rejects: an aborted request counts as failed. */
export async function postCallback(
  body: string,
  { url, authToken, userAgent, timeoutMs, signal }: PostOptions,
): Promise<PostResponse> {
  const request = signedRequest(url, body, authToken, { userAgent });
  const result = await callWebhook({ ...request, body, timeoutMs, signal });
  const { latencyMs } = result;
  if ('body' in result) return { latencyMs, status: result.status, body: result.body };
  // The webhook may have received all of it.
  if (signal.aborted) return { latencyMs, status: null, failure: 'interrupted; it may have arrived' };
  const why = result.kind === 'late' ? `within ${String(timeoutMs)} ms` : `(${result.code})`;
  return { latencyMs, status: null, failure: `no response ${why}` };
}
