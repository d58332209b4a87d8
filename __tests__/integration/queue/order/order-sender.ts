import { setTimeout as delay } from 'node:timers/promises';
import { signCallback } from '../../../../lib/testing';
import { AUTH_TOKEN } from '../../../fixtures/posts';
import { callbackName } from '../handling-record';
import { persistentConnections, statusOfPost } from '../persistent-sender';
import { pick } from '../seeded-random';
import type { PlannedCallback } from './order-load';
import type { Sending } from './order-record';

/** After this long without a response, as from a frozen process, a callback is delivered again. */
const RESPONSE_TIMEOUT_MS = 2000;

const REDELIVERY_DELAY_MS = 200;

/** How an {@link OrderSender} sends. */
export interface OrderSenderOptions {
  /** The URLs of the web processes, `undefined` for one that is down. */
  urls: readonly (() => string | undefined)[];
  random: () => number;
  perSecond: number;
  /** Called at the first acknowledgement of each callback. */
  onAcknowledged: () => void;
}

/**
 * Plays Viber to several web processes: sends callbacks at a rate and delivers each until it is acknowledged. Most callbacks of
 * a user wait for the acknowledgement of the one before.
 */
export class OrderSender {
  readonly sendings: Sending[] = [];
  /** How often each status or error of a connection came. */
  readonly responses: Record<string, number> = {};
  readonly #options: OrderSenderOptions;
  readonly #agent = persistentConnections();
  readonly #lastOfUser = new Map<string, Promise<void>>();
  readonly #redeliveries: Promise<void>[] = [];
  #moment = 0;
  #isClosed = false;

  constructor(options: OrderSenderOptions) {
    this.#options = options;
  }

  /** Resolves once all callbacks are acknowledged, or the sender is closed. */
  async deliver(callbacks: readonly PlannedCallback[]): Promise<void> {
    const startedAt = performance.now();
    const deliveries: Promise<void>[] = [];
    for (const [index, planned] of callbacks.entries()) {
      const dueAfterMs = (index / this.#options.perSecond) * 1000;
      const waitMs = dueAfterMs - (performance.now() - startedAt);
      if (waitMs > 0) await delay(waitMs);
      if (this.#isClosed) break;
      const before = this.#lastOfUser.get(planned.user);
      const delivery = this.#deliver(planned, planned.waits ? before : undefined);
      // The next callback that waits for its predecessor waits for all before it.
      this.#lastOfUser.set(
        planned.user,
        Promise.all([before, delivery]).then(() => undefined),
      );
      deliveries.push(delivery);
    }
    await Promise.all(deliveries);
    await Promise.all(this.#redeliveries);
  }

  /** Gives up what is not delivered. */
  close(): void {
    this.#isClosed = true;
    this.#agent.destroy();
  }

  async #deliver(planned: PlannedCallback, before: Promise<void> | undefined): Promise<void> {
    await before;
    const { user, callback, redeliveryAfterMs } = planned;
    const name = callbackName(callback);
    const { body, headers } = signCallback(callback, AUTH_TOKEN);
    const sending: Sending = { name, user, sentAt: (this.#moment += 1), acknowledgedAt: undefined };
    this.sendings.push(sending);
    await this.#untilAcknowledged(body, headers);
    if (this.#isClosed) return;
    sending.acknowledgedAt = this.#moment += 1;
    this.#options.onAcknowledged();
    if (redeliveryAfterMs === undefined) return;
    // The user's next callback does not wait for it.
    this.#redeliveries.push(delay(redeliveryAfterMs).then(() => this.#untilAcknowledged(body, headers)));
  }

  async #untilAcknowledged(body: string, headers: Record<string, string>): Promise<void> {
    while (!this.#isClosed) {
      const status = await this.#attempt(body, headers);
      this.responses[status] = (this.responses[status] ?? 0) + 1;
      if (status === '200') return;
      await delay(REDELIVERY_DELAY_MS);
    }
  }

  #attempt(body: string, headers: Record<string, string>): Promise<string> {
    const url = pick(this.#options.urls, this.#options.random)();
    const signal = AbortSignal.timeout(RESPONSE_TIMEOUT_MS);
    return statusOfPost(url, body, { agent: this.#agent, headers, signal });
  }
}
