import type { CallbackEvent } from '../protocol/callbacks/callbacks';
import type { ApiCall } from './api/api-call';
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
  /** Counts from 1, together with the API calls. */
  id: number;
  /** Any name if the callback was sent with `sendCallback`. */
  event: CallbackEvent | (string & Record<never, never>);
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

/** A callback that is ready to be sent. */
export interface SentCallback extends Pick<TimelineEntry, 'event' | 'userId' | 'body'> {
  /** `undefined` if the body has none. */
  messageToken: string | undefined;
}

/** The number of callbacks and API calls kept; the oldest are dropped first. */
const MAX_ENTRIES = 20_000;

/** The number of characters that they may have in all. */
const MAX_CHARACTERS = 64 * 1024 * 1024;

/** What an attempt has besides the body of its response. */
const ATTEMPT_CHARACTERS = 500;

/** Called with what has been added or changed, or with the id of what has been dropped. */
export interface TimelineListeners {
  timeline: (entry: TimelineEntry) => void;
  call: (call: ApiCall) => void;
  dropped: (id: number) => void;
}

/** The callbacks of an emulator and the attempts to deliver them, and the API calls of the bot, each oldest first. */
export class Timeline {
  readonly entries: TimelineEntry[] = [];
  readonly calls: ApiCall[] = [];
  readonly #clock: Clock;
  readonly #listeners: TimelineListeners;
  /** The characters of everything that is kept, oldest first. */
  readonly #sizes = new Map<TimelineEntry | ApiCall, number>();
  #characters = 0;
  #lastId = 0;

  constructor(clock: Clock, listeners: TimelineListeners) {
    this.#clock = clock;
    this.#listeners = listeners;
  }

  /** Adds a callback that is about to be sent, or that is not sent for the given reason. */
  add({ event, userId, body }: SentCallback, whyNotSent?: string): TimelineEntry {
    const entry: TimelineEntry = {
      id: (this.#lastId += 1),
      event,
      userId,
      body,
      createdAt: this.#clock.now(),
      state: whyNotSent === undefined ? 'sending' : 'not_sent',
      attempts: [],
      note: whyNotSent,
      nextAttemptAt: undefined,
    };
    this.entries.push(entry);
    this.#added(entry);
    return entry;
  }

  /** Adds a call that has just arrived. */
  addCall(arrived: Pick<ApiCall, 'method' | 'userId' | 'requestBody' | 'errors' | 'warnings'>): ApiCall {
    const call: ApiCall = {
      id: (this.#lastId += 1),
      ...arrived,
      createdAt: this.#clock.now(),
      state: 'pending',
      status: undefined,
      statusMessage: undefined,
      responseBody: '',
      latencyMs: undefined,
    };
    this.calls.push(call);
    this.#added(call);
    return call;
  }

  /** To be called when anything about an entry or a call has changed. */
  changed(item: TimelineEntry | ApiCall): void {
    const before = this.#sizes.get(item);
    if (before === undefined) return; // It has been dropped.
    const size = sizeOf(item);
    this.#sizes.set(item, size);
    this.#characters += size - before;
    if (isCall(item)) this.#listeners.call(item);
    else this.#listeners.timeline(item);
    this.#dropOldest();
  }

  #added(item: TimelineEntry | ApiCall): void {
    this.#sizes.set(item, 0);
    this.changed(item);
  }

  #dropOldest(): void {
    for (const [item, size] of this.#sizes) {
      if (this.#sizes.size <= MAX_ENTRIES && this.#characters <= MAX_CHARACTERS) return;
      this.#sizes.delete(item);
      this.#characters -= size;
      (isCall(item) ? this.calls : this.entries).shift();
      this.#listeners.dropped(item.id);
    }
  }
}

function isCall(item: TimelineEntry | ApiCall): item is ApiCall {
  return 'method' in item;
}

function sizeOf(item: TimelineEntry | ApiCall): number {
  if (isCall(item)) {
    const { requestBody, responseBody, userId = '', errors, warnings } = item;
    return (
      requestBody.length + responseBody.length + userId.length + JSON.stringify([errors, warnings]).length
    );
  }
  const responses = item.attempts.map(({ responseBody }) => responseBody.length + ATTEMPT_CHARACTERS);
  return responses.reduce((sum, length) => sum + length, item.body.length);
}
