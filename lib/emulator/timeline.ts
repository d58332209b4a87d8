import type { Callback, CallbackEvent } from '../protocol/callbacks/callbacks';
import { callbackUserId } from '../protocol/callbacks/callbacks';
import type { TextEncoding } from '../protocol/wire-json';
import { wireJson } from '../protocol/wire-json';
import type { Clock } from './clock';

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
  /** The response body, cut off after 64 KB; empty if no response came. */
  responseBody: string;
  /** The headers sent. */
  headers: Record<string, string>;
  /** The URL posted to, with `sig` unless it was dropped. */
  url: string;
}

/**
 * How a delivery stands: being sent or held back, waiting for its next attempt, answered with 200, given up, or not sent
 * at all, because there is no webhook. Given up is what has failed for an hour, what was due after the webhook had been
 * removed, what was on its way at close, and a check call that failed.
 */
export type DeliveryState = 'sending' | 'waiting' | 'acknowledged' | 'given_up' | 'not_sent';

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
  /** What became of the welcome message in the answer, or why it was not sent, where that needs saying. */
  note: string | undefined;
  /** When the next attempt is due, by the emulator's clock. */
  nextAttemptAt: number | undefined;
}

/** Entries that are kept; the oldest go first. */
const MAX_ENTRIES = 20_000;

/** The callbacks of an emulator and all that came of them, oldest first. */
export class Timeline {
  readonly entries: TimelineEntry[] = [];
  /** Tells whoever shows it that something about an entry has changed. */
  readonly changed: (entry: TimelineEntry) => void;
  readonly #clock: Clock;
  readonly #encoding: TextEncoding;
  #lastId = 0;

  constructor(clock: Clock, encoding: TextEncoding, changed: (entry: TimelineEntry) => void) {
    this.#clock = clock;
    this.#encoding = encoding;
    this.changed = changed;
  }

  /** Adds a callback that is about to be sent; or one that is not, with the reason. */
  add(callback: Callback, whyNotSent?: string): TimelineEntry {
    this.#lastId += 1;
    const entry: TimelineEntry = {
      id: this.#lastId,
      event: callback.event,
      userId: callbackUserId(callback),
      body: wireJson(callback, this.#encoding),
      createdAt: this.#clock.now(),
      state: whyNotSent === undefined ? 'sending' : 'not_sent',
      attempts: [],
      note: whyNotSent,
      nextAttemptAt: undefined,
    };
    this.entries.push(entry);
    if (this.entries.length > MAX_ENTRIES) this.entries.shift();
    this.changed(entry);
    return entry;
  }
}
