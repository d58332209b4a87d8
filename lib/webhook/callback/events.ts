import type { EventEmitter } from 'node:events';
import type { Callback, Callbacks, MessageCallbackOf } from '../../protocol/callbacks/callbacks';
import type {
  ViberBodyParsedError,
  ViberListenerError,
  ViberQueueError,
  ViberRequestError,
  ViberWelcomeError,
} from '../../errors';
import type { ReceivedMessageType } from '../../protocol/callbacks/received-messages';
import type { UnrecognizedCallback } from '../../protocol/callbacks/recognize';
import type { WebhookRequest } from '../account';
import type { AnyCallbackContext, BaseContext, CallbackContext, ReplyContext } from './contexts';

type CallbackEventArguments<State extends object> = {
  [Event in keyof Callbacks]: [
    callback: Callbacks[Event],
    context: Event extends 'webhook' ? CallbackContext<State> : ReplyContext<State>,
  ];
};

type MessageEventArguments<State extends object> = {
  [Type in ReceivedMessageType as `message:${Type}`]: [
    callback: MessageCallbackOf<Type>,
    context: ReplyContext<State>,
  ];
};

/**
 * An error of the `error` event: a failure that did not change the response, or that no error handler can get. Its `kind`
 * says what follows from it.
 */
export type ReportedError = ViberBodyParsedError | ViberListenerError | ViberQueueError | ViberWelcomeError;

/** The arguments of each event's listeners. `State` is the type of `context.state`. */
export interface ViberEvents<State extends object = object>
  extends CallbackEventArguments<State>, MessageEventArguments<State> {
  /** Each recognized callback, before the listeners of its own event. */
  callback: [callback: Callback, context: AnyCallbackContext<State>];
  /** A text that matches no pattern of `onText`, even if there are no patterns; emitted after `message:text`. */
  unmatched_text: [callback: MessageCallbackOf<'text'>, context: ReplyContext<State>];
  /** A signed callback with an unknown event, message type or shape; acknowledged like any other. */
  unrecognized: [callback: UnrecognizedCallback, context: CallbackContext<State>];
  /** A redelivery of a callback that was handled before or still awaits its response; no other listener runs. */
  duplicate: [callback: Callback | UnrecognizedCallback, context: BaseContext];
  /** A request that was rejected; `error.hint` may say why its signature is missing or does not match. */
  rejected: [error: ViberRequestError, request: WebhookRequest | undefined];
  /**
   * A failure that did not change the response: it was permanent, it came too late, or it left out the welcome message.
   * With `fetch`, and where the middleware has no `next`, it is any failure, since there is no error handler to pass it to.
   * If `error` has no listener, the failure becomes a process warning.
   */
  error: [error: ReportedError];
}

/** The name of an event. */
export type ViberEvent = keyof ViberEvents;

/** A listener. If it returns a promise, the acknowledgement waits for it, up to `ackTimeoutMs`. */
export type ViberListener<Event extends ViberEvent, State extends object = object> = (
  ...args: Merged<ViberEvents<State>[Event]>
) => unknown;

// One tuple in place of a union of tuples, so that a listener for several events may leave out the context.
type Merged<Arguments extends readonly unknown[]> = [Arguments] extends [readonly [unknown, unknown]]
  ? [callback: Arguments[0], context: Arguments[1]]
  : Arguments;

/**
 * Node's emitter with typed events: a misspelled event does not compile. Its listeners may return a promise; with
 * `EventEmitter<ViberEvents>`, where they return `void`, a linter would object.
 */
export interface ViberEmitter<State extends object = object> extends EventEmitter {
  on<Event extends ViberEvent>(event: Event, listener: ViberListener<Event, State>): this;
  once<Event extends ViberEvent>(event: Event, listener: ViberListener<Event, State>): this;
  addListener<Event extends ViberEvent>(event: Event, listener: ViberListener<Event, State>): this;
  prependListener<Event extends ViberEvent>(event: Event, listener: ViberListener<Event, State>): this;
  prependOnceListener<Event extends ViberEvent>(event: Event, listener: ViberListener<Event, State>): this;
  off<Event extends ViberEvent>(event: Event, listener: ViberListener<Event, State>): this;
  removeListener<Event extends ViberEvent>(event: Event, listener: ViberListener<Event, State>): this;
  removeAllListeners(event?: ViberEvent): this;
  emit<Event extends ViberEvent>(event: Event, ...args: ViberEvents<State>[Event]): boolean;
  listenerCount(event: ViberEvent): number;
}
