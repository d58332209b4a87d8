import { setMaxListeners } from 'node:events';
import { attemptDelivery } from './attempt-delivery';
import type { Callback } from '../protocol/callbacks/callbacks';
import { signedRequest } from '../delivery/signed-request';
import type { Clock } from './clock';
import { nextRedeliveryMs } from './redelivery-schedule';
import { Reordering } from './reordering';
import type { Attempt, Timeline, TimelineEntry } from './timeline';
import type { Faults } from './faults';

/** What a sender is made of. */
export interface CallbackSenderOptions {
  authToken: string;
  clock: Clock;
  /** Real milliseconds the webhook has for its answer. */
  timeoutMs: number;
  faults: Readonly<Faults>;
  timeline: Timeline;
}

/** A callback on its way. */
interface Shipment {
  entry: TimelineEntry;
  /** Where it goes now; nowhere once the webhook has been removed. */
  webhookUrl: () => string | undefined;
  /** How often it was sent, both copies of a duplicate being once. */
  deliveries: number;
  accepted: (attempt: Attempt, entry: TimelineEntry) => void;
}

/** Sends callbacks to the webhook as Viber does, again until 200; the timeline has what comes of it. */
export class CallbackSender {
  readonly #options: CallbackSenderOptions;
  readonly #reordering: Reordering;
  readonly #underWay = new Set<Promise<unknown>>();
  /** What waits for its next attempt, and the way to take that back. */
  readonly #waiting = new Map<TimelineEntry, () => void>();
  readonly #closing = new AbortController();

  constructor(options: CallbackSenderOptions) {
    this.#options = options;
    this.#reordering = new Reordering(options.clock);
    setMaxListeners(0, this.#closing.signal); // as many requests as there are
  }

  /** Sends a callback until it is answered with 200. `accepted` gets that answer, once. */
  send(
    callback: Callback,
    webhookUrl: () => string | undefined,
    accepted: Shipment['accepted'] = ignore,
  ): void {
    const shipment: Shipment = {
      entry: this.#options.timeline.add(callback),
      webhookUrl,
      deliveries: 0,
      accepted,
    };
    const go = () => {
      this.#start(shipment);
    };
    if (this.#options.faults.reordered && !this.#closing.signal.aborted) this.#reordering.swap(callback, go);
    else this.#reordering.pass(callback, go);
  }

  /** Sends the check call of a registration: once, and what came of it is the answer. */
  async check(callback: Callback, webhookUrl: string): Promise<Attempt> {
    if (this.#closing.signal.aborted) throw new Error('The emulator has been closed.');
    const checking = this.#checkOnce(this.#options.timeline.add(callback), webhookUrl);
    this.#track(checking);
    return checking;
  }

  /** Resolves when no request is under way; what waits for its next attempt, or is held back, does not count. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Sends nothing from now on: takes back what is under way and what waits, so that nothing keeps the process alive. */
  close(): void {
    this.#closing.abort();
    this.#reordering.end();
    for (const [entry, cancel] of this.#waiting) {
      cancel();
      entry.nextAttemptAt = undefined;
      this.#giveUp(entry);
    }
    this.#waiting.clear();
  }

  #start(shipment: Shipment): void {
    const webhookUrl = shipment.webhookUrl();
    if (this.#closing.signal.aborted || webhookUrl === undefined) this.#giveUp(shipment.entry);
    else this.#track(this.#deliver(shipment, webhookUrl));
  }

  #track(work: Promise<unknown>): void {
    this.#underWay.add(work);
    this.#options.clock.working?.(work);
    const done = () => this.#underWay.delete(work);
    work.then(done, done);
  }

  async #checkOnce(entry: TimelineEntry, webhookUrl: string): Promise<Attempt> {
    const attempt = await this.#attempt(entry, webhookUrl);
    if (attempt.status !== 200) this.#giveUp(entry);
    return attempt;
  }

  async #deliver(shipment: Shipment, webhookUrl: string): Promise<void> {
    const { entry, accepted } = shipment;
    const { faults, timeline } = this.#options;
    entry.state = 'sending';
    entry.nextAttemptAt = undefined;
    shipment.deliveries += 1;
    const copies = Array.from({ length: faults.duplicated ? 2 : 1 }, () => this.#attempt(entry, webhookUrl));
    const accepting = (await Promise.all(copies)).find(({ status }) => status === 200);
    if (accepting === undefined) {
      this.#repeatLater(shipment);
    } else {
      accepted(accepting, entry);
      timeline.changed(entry);
    }
  }

  #repeatLater(shipment: Shipment): void {
    const { clock, timeline } = this.#options;
    const { entry } = shipment;
    const pauseMs = nextRedeliveryMs(shipment.deliveries, clock.now() - entry.createdAt);
    if (pauseMs === undefined || this.#closing.signal.aborted) {
      this.#giveUp(entry);
      return;
    }
    entry.state = 'waiting';
    entry.nextAttemptAt = clock.now() + pauseMs;
    const cancel = clock.schedule(() => {
      this.#waiting.delete(entry);
      this.#start(shipment);
    }, pauseMs);
    this.#waiting.set(entry, cancel);
    timeline.changed(entry);
  }

  #giveUp(entry: TimelineEntry): void {
    entry.state = 'given_up';
    this.#options.timeline.changed(entry);
  }

  /** Makes one request, and adds it to the entry when it has ended. */
  async #attempt(entry: TimelineEntry, webhookUrl: string): Promise<Attempt> {
    const { authToken, clock, timeline, timeoutMs, faults } = this.#options;
    const request = signedRequest(webhookUrl, entry.body, authToken, {
      userAgent: 'express-viber emulator',
      headerDropped: faults.headerDropped,
      sigDropped: faults.sigDropped,
    });
    const at = clock.now();
    const call = { ...request, body: entry.body, timeoutMs, signal: this.#closing.signal };
    const attempt: Attempt = { at, ...(await attemptDelivery(call, faults)), ...request };
    entry.attempts.push(attempt);
    if (attempt.status === 200) entry.state = 'acknowledged';
    timeline.changed(entry);
    return attempt;
  }
}

function ignore(): void {
  // Nobody waits for the answer.
}
