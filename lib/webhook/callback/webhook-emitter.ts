import { EventEmitter } from 'node:events';
import type { ViberEmitter, ViberEvent, ViberListener } from './events';
import { warnOfUnknownEvent } from './known-events';

const TypedEmitter = EventEmitter as new <State extends object>() => ViberEmitter<State>;

/** The emitter that `ViberWebhook` extends. It warns of events that do not exist. */
export class WebhookEmitter<State extends object> extends TypedEmitter<State> {
  /**
   * Adds a listener. An unknown event causes a process warning, here and in the other methods that add a listener. A
   * listener for several events is added to each of them. Its argument has the fields that they have in common.
   *
   * @example
   * for (const event of ['subscribed', 'conversation_started'] as const) {
   *   viber.on(event, ({ user }) => saveUser(user));
   * }
   */
  override on<Event extends ViberEvent>(event: Event, listener: ViberListener<Event, State>): this {
    warnOfUnknownEvent(event);
    return super.on(event, listener);
  }

  /** The same as {@link on}. */
  override addListener<Event extends ViberEvent>(event: Event, listener: ViberListener<Event, State>): this {
    return this.on(event, listener);
  }

  /** Adds a listener that starts before those that were added earlier. */
  override prependListener<Event extends ViberEvent>(
    event: Event,
    listener: ViberListener<Event, State>,
  ): this {
    warnOfUnknownEvent(event);
    return super.prependListener(event, listener);
  }
}
