import type { CallbackEvent } from '../protocol/callbacks';

/** One request that a delivery made. */
export interface Attempt {
  /** When it was made, in milliseconds since the epoch by the emulator's clock. */
  at: number;
  /** HTTP status of the answer; `undefined` if none came. */
  status: number | undefined;
  /** Real milliseconds until the answer or the failure. */
  latencyMs: number;
  /** Why there was no answer, in Viber's kind of text. */
  error: string | undefined;
  /** The body of the answer. */
  answer: string;
  /** The headers sent. */
  headers: Record<string, string>;
  /** The URL posted to, with `sig` unless it was dropped. */
  url: string;
}

/**
 * How a delivery stands: being sent, waiting for its next attempt, answered with 200, given up after an hour, or not
 * sent at all, because there is no webhook.
 */
export type DeliveryState = 'sending' | 'waiting' | 'delivered' | 'given_up' | 'not_sent';

/** One callback and all that came of it. */
export interface TimelineEntry {
  /** Counts from 1. */
  id: number;
  event: CallbackEvent;
  /** The user it is about; `undefined` for the check call. */
  userId: string | undefined;
  /** The exact text that was signed and sent. */
  body: string;
  /** When it came to be, in milliseconds since the epoch by the emulator's clock. */
  createdAt: number;
  state: DeliveryState;
  attempts: Attempt[];
  /** What became of the welcome message in the answer, where that needs saying. */
  note: string | undefined;
  /** When the next attempt is due, by the emulator's clock. */
  nextAttemptAt: number | undefined;
}
