import type { Callback } from '../protocol/callbacks';
import { callbackUserId } from '../protocol/callbacks';
import { signedRequest } from '../protocol/signed-parts';
import type { TextEncoding } from '../protocol/wire-json';
import { wireJson } from '../protocol/wire-json';
import type { Clock } from './clock';
import { nextRepeatMs } from './repeats';
import { Reordering } from './reordering';
import type { Attempt, TimelineEntry } from './timeline';
import type { Trouble } from './trouble';
import { CONNECTION_REFUSED, requestWebhook } from './webhook-request';

/** What a sender is made of. */
export interface CallbackSenderOptions {
  authToken: string;
  clock: Clock;
  encoding: TextEncoding;
  /** Real milliseconds the webhook has for its answer. */
  timeoutMs: number;
  trouble: Readonly<Trouble>;
  /** Called whenever something about an entry has changed. */
  changed: (entry: TimelineEntry) => void;
}

/** A callback on its way. */
interface Shipment {
  entry: TimelineEntry;
  /** Where it goes now; nowhere once the webhook has been removed. */
  webhookUrl: () => string | undefined;
  /** How often it was sent, both copies of a duplicate being once. */
  deliveries: number;
  /** Whether it is sent again until it is answered with 200. */
  repeats: boolean;
  accepted: (attempt: Attempt, entry: TimelineEntry) => void;
}

/** Entries of the timeline that are kept; the oldest go first. */
const MAX_ENTRIES = 20_000;

/** Sends callbacks to the webhook as Viber does, again until 200, and keeps the timeline of it. */
export class CallbackSender {
  readonly timeline: TimelineEntry[] = [];
  readonly #options: CallbackSenderOptions;
  readonly #reordering: Reordering;
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #aborters = new Set<AbortController>();
  readonly #cancelRepeats = new Set<() => void>();
  #lastId = 0;
  #closed = false;

  constructor(options: CallbackSenderOptions) {
    this.#options = options;
    this.#reordering = new Reordering(options.clock);
  }

  /** Sends a callback until it is answered with 200. `accepted` gets that answer, once. */
  send(
    callback: Callback,
    webhookUrl: () => string | undefined,
    accepted: Shipment['accepted'] = ignore,
  ): TimelineEntry {
    const entry = this.#newEntry(callback);
    const shipment: Shipment = { entry, webhookUrl, deliveries: 0, repeats: true, accepted };
    const go = () => {
      this.#start(shipment);
    };
    if (this.#options.trouble.reordered) this.#reordering.swap(callback, go);
    else this.#reordering.pass(callback, go);
    return entry;
  }

  /** Keeps a callback that goes nowhere in the timeline, with the reason. */
  leaveOut(callback: Callback, reason: string): void {
    const entry = this.#newEntry(callback);
    entry.state = 'not_sent';
    entry.note = reason;
    this.#options.changed(entry);
  }

  /** Sends the check call of a registration: once, and what came of it is the answer. */
  async check(callback: Callback, webhookUrl: string): Promise<Attempt> {
    if (this.#closed) throw new Error('The emulator has been closed.');
    const entry = this.#newEntry(callback);
    const attempting = this.#attempt(entry, webhookUrl, false);
    this.#track(attempting);
    const [attempt] = await attempting;
    return attempt;
  }

  /** Resolves when no request is under way; what waits for its next attempt, or is held back, does not count. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Sends nothing from now on: takes back what is under way and what waits, so that nothing keeps the process alive. */
  close(): void {
    this.#closed = true;
    this.#reordering.end();
    for (const cancel of this.#cancelRepeats) cancel();
    for (const aborter of this.#aborters) aborter.abort();
  }

  #newEntry(callback: Callback): TimelineEntry {
    this.#lastId += 1;
    const entry: TimelineEntry = {
      id: this.#lastId,
      event: callback.event,
      userId: callbackUserId(callback),
      body: wireJson(callback, this.#options.encoding),
      createdAt: this.#options.clock.now(),
      state: 'sending',
      attempts: [],
      note: undefined,
      nextAttemptAt: undefined,
    };
    this.timeline.push(entry);
    if (this.timeline.length > MAX_ENTRIES) this.timeline.shift();
    this.#options.changed(entry);
    return entry;
  }

  #start(shipment: Shipment): void {
    const webhookUrl = shipment.webhookUrl();
    if (this.#closed || webhookUrl === undefined) this.#giveUp(shipment);
    else this.#track(this.#deliver(shipment, webhookUrl));
  }

  #track(work: Promise<unknown>): void {
    this.#underWay.add(work);
    this.#options.clock.working?.(work);
    const done = () => this.#underWay.delete(work);
    work.then(done, done);
  }

  async #deliver(shipment: Shipment, webhookUrl: string): Promise<void> {
    const { entry, accepted } = shipment;
    entry.state = 'sending';
    entry.nextAttemptAt = undefined;
    shipment.deliveries += 1;
    const accepting = (await this.#attempt(entry, webhookUrl, true)).find(({ status }) => status === 200);
    if (accepting !== undefined) {
      accepted(accepting, entry);
      this.#options.changed(entry);
    } else {
      this.#repeatLater(shipment);
    }
  }

  #repeatLater(shipment: Shipment): void {
    const { clock, changed } = this.#options;
    const { entry } = shipment;
    const pauseMs = nextRepeatMs(shipment.deliveries, clock.now() - entry.createdAt);
    if (pauseMs === undefined || this.#closed) {
      this.#giveUp(shipment);
      return;
    }
    entry.state = 'waiting';
    entry.nextAttemptAt = clock.now() + pauseMs;
    const cancel = clock.schedule(() => {
      this.#cancelRepeats.delete(cancel);
      this.#start(shipment);
    }, pauseMs);
    this.#cancelRepeats.add(cancel);
    changed(entry);
  }

  #giveUp({ entry }: Shipment): void {
    entry.state = 'given_up';
    this.#options.changed(entry);
  }

  /** One attempt, or two at once where callbacks are duplicated; the entry knows of them when they have ended. */
  async #attempt(
    entry: TimelineEntry,
    webhookUrl: string,
    repeats: boolean,
  ): Promise<[Attempt, ...Attempt[]]> {
    const { authToken, trouble, clock, timeoutMs, changed } = this.#options;
    const { headerDropped, sigDropped } = trouble;
    const signing = { userAgent: 'express-viber emulator', headerDropped, sigDropped };
    const request = signedRequest(webhookUrl, entry.body, authToken, signing);
    const once = async (): Promise<Attempt> => {
      const at = clock.now();
      const { slowMs, offline } = trouble;
      const aborter = new AbortController();
      this.#aborters.add(aborter);
      const answer = offline
        ? CONNECTION_REFUSED
        : await requestWebhook({ ...request, body: entry.body, timeoutMs, slowMs, signal: aborter.signal });
      this.#aborters.delete(aborter);
      const { status, latencyMs, error, body } = answer;
      const attempt: Attempt = { at, status, latencyMs, error, answer: body, ...request };
      entry.attempts.push(attempt);
      if (status === 200) entry.state = 'delivered';
      else if (!repeats) entry.state = 'given_up';
      changed(entry);
      return attempt;
    };
    const first = once();
    if (trouble.duplicated && repeats) return Promise.all([first, once()]);
    return [await first];
  }
}

function ignore(): void {
  // Nobody waits for the answer.
}
