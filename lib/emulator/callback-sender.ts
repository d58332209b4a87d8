import { setMaxListeners } from 'node:events';
import { attemptDelivery } from './attempt-delivery';
import type { Clock } from './clock';
import type { Faults } from './faults';
import { Reordering } from './reordering';
import type { Attempt, SentCallback, Timeline, TimelineEntry } from './timeline';

/** Options of {@link CallbackSender}. */
export interface CallbackSenderOptions {
  authToken: string;
  clock: Clock;
  /** Real milliseconds until a response must be complete. */
  timeoutMs: number;
  /** Read at each attempt. */
  faults: Readonly<Faults>;
  timeline: Timeline;
}

/** Called once, with the attempt that got a 200. */
type OnAcknowledged = (attempt: Attempt, entry: TimelineEntry) => void;

/** A callback that is sent until it is acknowledged. */
interface Delivery {
  entry: TimelineEntry;
  /** The current webhook; `undefined` once it has been removed. */
  webhookUrl: () => string | undefined;
  /** How often it was sent; a duplicated callback counts once. */
  sendings: number;
  onAcknowledged: OnAcknowledged | undefined;
}

const HOUR_MS = 3_600_000;

/** Sends callbacks to the webhook as Viber does, until each is acknowledged, and records the attempts in the timeline. */
export class CallbackSender {
  readonly #options: CallbackSenderOptions;
  readonly #reordering: Reordering;
  readonly #inFlight = new Set<Promise<unknown>>();
  /** For each entry that waits for a redelivery, the function that cancels it. */
  readonly #redeliveries = new Map<TimelineEntry, () => void>();
  readonly #closing = new AbortController();

  constructor(options: CallbackSenderOptions) {
    this.#options = options;
    this.#reordering = new Reordering(options.clock);
    setMaxListeners(0, this.#closing.signal); // one for each request in flight
  }

  /** Sends a callback, and redelivers it until it is acknowledged or given up. */
  send(
    callback: SentCallback,
    webhookUrl: Delivery['webhookUrl'],
    onAcknowledged?: OnAcknowledged,
  ): TimelineEntry {
    const entry = this.#options.timeline.add(callback);
    const delivery: Delivery = { entry, webhookUrl, sendings: 0, onAcknowledged };
    const start = () => {
      this.#start(delivery);
    };
    if (this.#options.faults.reordered && !this.#isClosed) this.#reordering.hold(callback, start);
    else this.#reordering.send(callback, start);
    return entry;
  }

  /** Sends the check call of a registration once. */
  async check(callback: SentCallback, webhookUrl: string): Promise<Attempt> {
    if (this.#isClosed) throw new Error('The emulator has been closed.');
    const checking = this.#checkOnce(this.#options.timeline.add(callback), webhookUrl);
    this.#track(checking);
    return checking;
  }

  /** Resolves when no request is in flight. Does not wait for redeliveries or for callbacks that are held back. */
  async settled(): Promise<void> {
    while (this.#inFlight.size > 0) await Promise.all(this.#inFlight);
  }

  /** Aborts requests in flight, cancels redeliveries and sends nothing more, so that nothing keeps the process alive. */
  close(): void {
    this.#closing.abort();
    this.#reordering.release();
    for (const [entry, cancel] of this.#redeliveries) {
      cancel();
      entry.nextAttemptAt = undefined;
      this.#giveUp(entry);
    }
    this.#redeliveries.clear();
  }

  get #isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  #start(delivery: Delivery): void {
    const webhookUrl = delivery.webhookUrl();
    if (this.#isClosed || webhookUrl === undefined) this.#giveUp(delivery.entry);
    else this.#track(this.#deliver(delivery, webhookUrl));
  }

  #track(work: Promise<unknown>): void {
    this.#inFlight.add(work);
    this.#options.clock.track?.(work);
    const done = () => this.#inFlight.delete(work);
    work.then(done, done);
  }

  async #checkOnce(entry: TimelineEntry, webhookUrl: string): Promise<Attempt> {
    const attempt = await this.#attempt(entry, webhookUrl);
    if (attempt.status !== 200) this.#giveUp(entry);
    return attempt;
  }

  async #deliver(delivery: Delivery, webhookUrl: string): Promise<void> {
    const { entry, onAcknowledged } = delivery;
    const { faults, timeline } = this.#options;
    entry.state = 'sending';
    entry.nextAttemptAt = undefined;
    delivery.sendings += 1;
    const copies = Array.from({ length: faults.duplicated ? 2 : 1 }, () => this.#attempt(entry, webhookUrl));
    const acknowledgement = (await Promise.all(copies)).find(({ status }) => status === 200);
    if (acknowledgement === undefined) {
      this.#scheduleRedelivery(delivery);
    } else {
      onAcknowledged?.(acknowledgement, entry);
      timeline.changed(entry);
    }
  }

  #scheduleRedelivery(delivery: Delivery): void {
    const { clock, timeline } = this.#options;
    const { entry, sendings } = delivery;
    const delayMs = redeliveryDelayMs(sendings, clock.now() - entry.createdAt);
    if (delayMs === undefined || this.#isClosed) {
      this.#giveUp(entry);
      return;
    }
    entry.state = 'waiting';
    entry.nextAttemptAt = clock.now() + delayMs;
    const cancel = clock.schedule(() => {
      this.#redeliveries.delete(entry);
      this.#start(delivery);
    }, delayMs);
    this.#redeliveries.set(entry, cancel);
    timeline.changed(entry);
  }

  #giveUp(entry: TimelineEntry): void {
    entry.state = 'given_up';
    this.#options.timeline.changed(entry);
  }

  /** Makes one request, and adds it to the entry when it has ended. */
  async #attempt(entry: TimelineEntry, webhookUrl: string): Promise<Attempt> {
    const { authToken, clock, timeline, timeoutMs, faults } = this.#options;
    const at = clock.now();
    const { signal } = this.#closing;
    const options = { webhookUrl, body: entry.body, authToken, timeoutMs, signal };
    const attempt: Attempt = { at, ...(await attemptDelivery(options, faults)) };
    entry.attempts.push(attempt);
    if (attempt.status === 200) entry.state = 'acknowledged';
    timeline.changed(entry);
    return attempt;
  }
}

/**
 * Milliseconds until the next redelivery, or `undefined` if Viber gives up: about a second three times, then minutes
 * [claim], for an hour [doc]. Viber has published no exact schedule.
 */
function redeliveryDelayMs(sendings: number, ageMs: number): number | undefined {
  const delayMs = sendings <= 3 ? 1000 : Math.min(60_000 * (sendings - 3), 600_000);
  return ageMs + delayMs > HOUR_MS ? undefined : delayMs;
}
