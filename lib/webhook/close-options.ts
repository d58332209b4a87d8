import { rejectUnknownOptions } from '../shared/nearest-name';
import { MAX_TIMER_MS } from '../shared/options';
import type { UnfinishedCallback } from './callback/in-flight';

/** How {@link ViberWebhook.close} goes about it. */
export interface CloseOptions {
  /** Milliseconds to wait for what is running, from 0 to 2147483647. @default 10000 */
  timeoutMs?: number;
}

/** What {@link ViberWebhook.close} leaves behind. */
export interface CloseResult {
  /** What had not finished in time; empty if all had. */
  unfinished: readonly UnfinishedCallback[];
}

const CLOSE_OPTIONS: Record<keyof CloseOptions, true> = { timeoutMs: true };

/** @throws `TypeError` that says what the option must be */
export function closeTimeoutMs(options: CloseOptions): number {
  rejectUnknownOptions(options, CLOSE_OPTIONS, 'close');
  const { timeoutMs = 10_000 } = options;
  if (Number.isSafeInteger(timeoutMs) && timeoutMs >= 0 && timeoutMs <= MAX_TIMER_MS) return timeoutMs;
  throw new TypeError(`timeoutMs must be a whole number from 0 to ${String(MAX_TIMER_MS)}.`);
}
