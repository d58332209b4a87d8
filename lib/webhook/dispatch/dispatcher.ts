import { boundListeners } from './bound-listeners';
import { enqueue, jobIdOf } from '../queue/callback-queue';
import type { Delivery } from '../callback/received-callback';
import { eventNameOf, userIdOf } from '../callback/received-callback';
import type { ClientSource } from '../client-source';
import type { AnyCallbackContext, LateError, ReplyContext, ViberEmitter } from '../callback/events';
import type { Handling } from './run-listeners';
import { handle } from './run-listeners';
import type { WebhookSettings } from '../options';
import { TextPatterns } from './text-patterns';
import { UserQueues } from './user-queues';
import type { WelcomeHandler } from './welcome';
import { welcomeBody } from './welcome';

/** How a delivery came and when it is due. */
export interface Arrival {
  /** What makes two deliveries the same callback. */
  key: string;
  /** The text of the body; as UTF-8 its exact bytes. */
  body: string;
  /** Milliseconds until the acknowledgement is due. */
  timeoutMs: number;
}

/** The one place where a delivery becomes work: for the listeners of this process, or for the queue. */
export class Dispatcher {
  readonly textPatterns: TextPatterns;
  welcomeHandler: WelcomeHandler | undefined;
  readonly #emitter: ViberEmitter;
  readonly #settings: WebhookSettings;
  readonly #clientOf: ClientSource;
  readonly #lines: UserQueues | undefined;
  readonly #reportError: (error: LateError) => void;

  constructor(
    emitter: ViberEmitter,
    settings: WebhookSettings,
    clientOf: ClientSource,
    reportError: (error: LateError) => void,
  ) {
    this.#emitter = emitter;
    this.#settings = settings;
    this.#clientOf = clientOf;
    this.#reportError = reportError;
    this.textPatterns = new TextPatterns(settings.textMatching);
    const { ordered } = settings;
    this.#lines = ordered === false ? undefined : new UserQueues(ordered.giveUpAfterMs);
  }

  /** Whether a delivery may wait for those of its user. */
  hasRoomFor(delivery: Delivery): boolean {
    const userKey = this.#userKeyOf(delivery);
    if (this.#lines === undefined || this.#settings.queue !== undefined || userKey === undefined) return true;
    return this.#lines.hasRoomFor(userKey);
  }

  /** Starts what is to be done in this process before a request is acknowledged. */
  handle(delivery: Delivery, { key, body, timeoutMs }: Arrival): Handling {
    const event = eventNameOf(delivery);
    const welcome = this.#welcomeFor(delivery);
    const { queue } = this.#settings;
    if (queue === undefined) {
      const work = { event, welcome, ...this.#listening(delivery) };
      return handle(work, timeoutMs, this.#reportError);
    }
    const data = {
      account: delivery.account,
      receivedAt: delivery.receivedAt.toISOString(),
      body,
    };
    const storing = enqueue(queue, event, data, jobIdOf(key), timeoutMs);
    if (welcome === undefined) return storing;
    return handle({ event, welcome, listeners: [], storing }, timeoutMs, this.#reportError);
  }

  /** Runs the listeners of a delivery from the queue, and settles with the last of them. */
  async process(delivery: Delivery): Promise<void> {
    const work = { event: eventNameOf(delivery), ...this.#listening(delivery) };
    await handle(work, undefined, this.#reportError).answer;
  }

  /** What the listeners of a delivery are told besides it. */
  contextOf(delivery: Delivery): AnyCallbackContext {
    const { account, authToken, receivedAt } = delivery;
    const context = { account, receivedAt };
    const receiver = userIdOf(delivery);
    if (receiver === undefined) return context;
    return {
      ...context,
      reply: async (message, callOptions) =>
        this.#clientOf(authToken).sendMessage({ ...message, receiver }, callOptions),
    };
  }

  #listening(delivery: Delivery) {
    const context = this.contextOf(delivery);
    const listeners = boundListeners(this.#emitter, this.textPatterns, delivery, context);
    const lines = this.#lines;
    const userKey = this.#userKeyOf(delivery);
    if (lines === undefined || userKey === undefined) return { listeners };
    return { listeners, inTurn: (start: () => Promise<unknown> | undefined) => lines.run(userKey, start) };
  }

  // A user's id is the same with one bot only. [doc]
  #userKeyOf(delivery: Delivery): string | undefined {
    const userId = userIdOf(delivery);
    return userId === undefined ? undefined : `${userId} ${delivery.account}`;
  }

  #welcomeFor(delivery: Delivery): (() => Promise<string | undefined>) | undefined {
    const { recognition } = delivery;
    const handler = this.welcomeHandler;
    if (handler === undefined || !recognition.recognized) return undefined;
    const { callback } = recognition;
    if (callback.event !== 'conversation_started') return undefined;
    return async () => {
      const message = await handler(callback, this.contextOf(delivery) as ReplyContext);
      return message === undefined ? undefined : welcomeBody(message, this.#settings);
    };
  }
}
