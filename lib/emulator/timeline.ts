import type { Callback, CallbackEvent } from '../protocol/callbacks/callbacks';
import { callbackUserId } from '../protocol/callbacks/callbacks';
import type { TextEncoding } from '../protocol/wire-json';
import { wireJson } from '../protocol/wire-json';
import type { Clock } from './clock';

/** One request that was made to deliver a callback. */
export interface Attempt {
  /** When it was made, in milliseconds since the epoch by the emulator's clock. */
  at: number;
  /** HTTP status of the response; `undefined` if there was no complete one. */
  status: number | undefined;
  /** Real milliseconds until the response was complete or the attempt failed. */
  latencyMs: number;
  /** Why there was no complete response, worded as Viber does. */
  error: string | undefined;
  /** The first 64 KB of the response body; empty if there was no complete response. */
  responseBody: string;
  /** The headers sent. */
  headers: Record<string, string>;
  /** The URL posted to, with `sig` unless it was dropped. */
  url: string;
}

/**
 * The state of a delivery:
 *
 * - `sending`: a request is in flight, or the callback is held back by the `reordered` fault;
 * - `waiting`: it failed, and is redelivered at `nextAttemptAt`;
 * - `acknowledged`: the webhook responded with 200;
 * - `given_up`: it failed for an hour, or the webhook was removed or the emulator closed before it was acknowledged, or
 *   it was a check call, which is sent only once;
 * - `not_sent`: no webhook was registered.
 */
export type DeliveryState = 'sending' | 'waiting' | 'acknowledged' | 'given_up' | 'not_sent';

/** One callback and the attempts to deliver it. */
export interface TimelineEntry {
  /** Counts from 1. */
  id: number;
  event: CallbackEvent;
  /** The user the callback is about; `undefined` for the check call. */
  userId: string | undefined;
  /** The exact text that was signed and sent. */
  body: string;
  /** When the callback was created, in milliseconds since the epoch by the emulator's clock. */
  createdAt: number;
  state: DeliveryState;
  attempts: Attempt[];
  /** Whether the welcome message was shown and if not why, or why the callback was not sent. */
  note: string | undefined;
  /** When the next attempt is due, in milliseconds since the epoch by the emulator's clock. */
  nextAttemptAt: number | undefined;
}

/** The number of entries kept; the oldest are dropped first. */
const MAX_ENTRIES = 20_000;

/** The callbacks of an emulator and the attempts to deliver them, oldest first. */
export class Timeline {
  readonly entries: TimelineEntry[] = [];
  /** To be called when anything about an entry has changed. */
  readonly changed: (entry: TimelineEntry) => void;
  readonly #clock: Clock;
  readonly #encoding: TextEncoding;
  #lastId = 0;

  constructor(clock: Clock, encoding: TextEncoding, changed: (entry: TimelineEntry) => void) {
    this.#clock = clock;
    this.#encoding = encoding;
    this.changed = changed;
  }

  /** Adds a callback that is about to be sent, or that is not sent for the given reason. */
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
