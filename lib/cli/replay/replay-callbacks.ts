import { setTimeout as sleep } from 'node:timers/promises';
import type { PostResponse } from '../post-callback';
import { postCallback } from '../post-callback';
import type { RecordedCallback } from './recording';

/** Options of {@link replayCallbacks}. */
export interface ReplayOptions {
  url: string;
  authToken: string;
  /** Milliseconds the webhook has for each response. */
  timeoutMs: number;
  /** Minimum milliseconds between the start of the previous request and the start of each; see {@link pausesBetween}. */
  pausesMs: readonly number[];
  signal: AbortSignal;
  /** Called after each request, with its response or failure. */
  onResponse: (response: ReplayResponse) => void;
}

/** A callback that was posted. */
export interface ReplayedCallback {
  /** The line of the recording on which it starts. */
  line: number;
  event: string;
  latencyMs: number;
}

/** The HTTP status and body of the response, or why there is none. */
export type ReplayResponse = ReplayedCallback & PostResponse;

/**
 * Posts recorded callbacks one after another, with new signatures, and goes on after failures. Never rejects: when
 * aborted, it resolves to the responses so far, and the request in flight counts as failed.
 */
export async function replayCallbacks(
  callbacks: readonly RecordedCallback[],
  options: ReplayOptions,
): Promise<ReplayResponse[]> {
  const { pausesMs, signal, onResponse } = options;
  const responses: ReplayResponse[] = [];
  let startedAt = performance.now();
  for (const [index, callback] of callbacks.entries()) {
    await sleepUntil(startedAt + (pausesMs[index] ?? 0), signal);
    if (signal.aborted) break;
    startedAt = performance.now();
    const response = await send(callback, options);
    responses.push(response);
    onResponse(response);
  }
  return responses;
}

/**
 * Computes the pause before each callback, as recorded. A callback without a time, or with an earlier time than one
 * before it, follows at once.
 *
 * @param speed - 2 halves the pauses; 0 removes them
 * @param maxPauseMs - upper bound of each pause
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
  // It rejects when aborted; the caller checks the signal itself.
  if (ms > 0) await sleep(ms, undefined, { signal }).catch(() => undefined);
}

async function send(
  { body, event, line }: RecordedCallback,
  options: ReplayOptions,
): Promise<ReplayResponse> {
  const response = await postCallback(body, { ...options, userAgent: 'express-viber replay' });
  return { line, event, ...response };
}
