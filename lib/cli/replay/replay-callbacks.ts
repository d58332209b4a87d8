import { setTimeout as sleep } from 'node:timers/promises';
import { callWebhook } from '../../delivery/call-webhook';
import { signedRequest } from '../../delivery/signed-request';
import type { RecordedCallback } from './recording';

/** How to replay. */
export interface ReplayOptions {
  url: string;
  authToken: string;
  /** Milliseconds the webhook has for each answer. */
  timeoutMs: number;
  /** Milliseconds from the start of the request before to the start of each, at least; see {@link pausesBetween}. */
  pausesMs: readonly number[];
  signal: AbortSignal;
  /** Called with each answer as it comes. */
  answered: (answer: ReplayResponse) => void;
}

/** A callback that was posted. */
export interface ReplayedCallback {
  /** Line of the recording. */
  line: number;
  event: string;
  latencyMs: number;
}

/** What it was answered with: an HTTP status and a body; or why no answer came. */
export type ReplayResponse = ReplayedCallback &
  ({ status: number; answer: string } | { status: null; failure: string });

/**
 * Posts recorded callbacks one after another, signed anew, whatever they are answered with. Never rejects: aborted, it
 * resolves to the answers there are, and what was under way is one without an answer.
 */
export async function replayCallbacks(
  callbacks: readonly RecordedCallback[],
  options: ReplayOptions,
): Promise<ReplayResponse[]> {
  const { pausesMs, signal, answered } = options;
  const answers: ReplayResponse[] = [];
  let startedAt = performance.now();
  for (const [index, callback] of callbacks.entries()) {
    await sleepUntil(startedAt + (pausesMs[index] ?? 0), signal);
    if (signal.aborted) break;
    startedAt = performance.now();
    const answer = await send(callback, options);
    answers.push(answer);
    answered(answer);
  }
  return answers;
}

/**
 * The pause before each callback, as recorded. Callbacks whose time is unknown, or before that of one already sent,
 * follow at once.
 *
 * @param speed - 2 halves the pauses; 0 leaves them out
 * @param maxPauseMs - no pause is longer
 */
export function pausesBetween(
  callbacks: readonly Pick<RecordedCallback, 'recordedAt'>[],
  speed: number,
  maxPauseMs: number,
): number[] {
  let latest: number | undefined;
  return callbacks.map(({ recordedAt }) => {
    const recordedMs = Math.max((recordedAt ?? 0) - (latest ?? Infinity), 0);
    if (recordedAt !== undefined) latest = Math.max(recordedAt, latest ?? 0);
    return speed === 0 ? 0 : Math.min(recordedMs / speed, maxPauseMs);
  });
}

async function sleepUntil(time: number, signal: AbortSignal): Promise<void> {
  const ms = time - performance.now();
  // Aborted, it rejects, which the caller sees by the signal.
  if (ms > 0) await sleep(ms, undefined, { signal }).catch(() => undefined);
}

async function send(
  { body, event, line }: RecordedCallback,
  { url, authToken, timeoutMs, signal }: ReplayOptions,
): Promise<ReplayResponse> {
  const request = signedRequest(url, body, authToken, { userAgent: 'express-viber replay' });
  const result = await callWebhook({ ...request, body, timeoutMs, signal });
  const callback = { line, event, latencyMs: result.latencyMs };
  if ('body' in result) return { ...callback, status: result.status, answer: result.body };
  // The webhook may have read all of it, and be at work on it.
  if (signal.aborted) return { ...callback, status: null, failure: 'interrupted; it may have arrived' };
  const why = result.kind === 'late' ? `within ${String(timeoutMs)} ms` : `(${result.code})`;
  return { ...callback, status: null, failure: `no answer ${why}` };
}
