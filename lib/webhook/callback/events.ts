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
import type { AnyCallbackContext, CallbackContext, ReplyContext } from './contexts';

type CallbackEventArguments = {
  [Event in keyof Callbacks]: [
    callback: Callbacks[Event],
    context: Event extends 'webhook' ? CallbackContext : ReplyContext,
  ];
};

type MessageEventArguments = {
  [Type in ReceivedMessageType as `message:${Type}`]: [
    callback: MessageCallbackOf<Type>,
    context: ReplyContext,
  ];
};

/**
 * An error of the `error` event: a failure that did not change the response, or that there was no error handler for. Its
 * `kind` says which.
 */
export type ReportedError = ViberBodyParsedError | ViberListenerError | ViberQueueError | ViberWelcomeError;

/** The arguments of each event's listeners. */
export interface ViberEvents extends CallbackEventArguments, MessageEventArguments {
  /** Each recognised callback, before the listeners of its own event. */
  callback: [callback: Callback, context: AnyCallbackContext];
  /** A text that matches no pattern of `onText`, even if there are no patterns; emitted after `message:text`. */
  unmatched_text: [callback: MessageCallbackOf<'text'>, context: ReplyContext];
  /** A signed callback with an unknown event, message type or shape; acknowledged like any other. */
  unrecognized: [callback: UnrecognizedCallback, context: CallbackContext];
  /** A redelivery of a callback that was handled before or awaits its response; no other listener runs. */
  duplicate: [callback: Callback | UnrecognizedCallback, context: CallbackContext];
  /** A request that was rejected; `error.hint` may say why its signature is missing or does not match. */
  rejected: [error: ViberRequestError, request: WebhookRequest | undefined];
  /**
   * A failure that did not change the response: it was permanent, it came too late, or it left out the welcome message.
   * With `fetch`, and without a `next`, any failure, since there is no error handler to pass it to. Without a listener
   * it becomes a process warning.
   */
  error: [error: ReportedError];
}

/** The name of an event. */
export type ViberEvent = keyof ViberEvents;

/** A listener. If it returns a promise, the acknowledgement waits for it, up to `ackTimeoutMs`. */
export type ViberListener<Event extends ViberEvent> = (...args: Merged<ViberEvents[Event]>) => unknown;

// One tuple in place of a union of tuples, so that a listener for several events may leave out the context.
type Merged<Arguments extends readonly unknown[]> = [Arguments] extends [readonly [unknown, unknown]]
  ? [callback: Arguments[0], context: Arguments[1]]
  : Arguments;

/**
 * Node's emitter with typed events: a misspelled event does not compile. Its listeners may return a promise; with
 * `EventEmitter<ViberEvents>`, where they return `void`, a linter would object.
 */
export interface ViberEmitter extends EventEmitter {
  on<Event extends ViberEvent>(event: Event, listener: ViberListener<Event>): this;
  once<Event extends ViberEvent>(event: Event, listener: ViberListener<Event>): this;
  addListener<Event extends ViberEvent>(event: Event, listener: ViberListener<Event>): this;
  prependListener<Event extends ViberEvent>(event: Event, listener: ViberListener<Event>): this;
  prependOnceListener<Event extends ViberEvent>(event: Event, listener: ViberListener<Event>): this;
  off<Event extends ViberEvent>(event: Event, listener: ViberListener<Event>): this;
  removeListener<Event extends ViberEvent>(event: Event, listener: ViberListener<Event>): this;
  removeAllListeners(event?: ViberEvent): this;
  emit<Event extends ViberEvent>(event: Event, ...args: ViberEvents[Event]): boolean;
  listenerCount(event: ViberEvent): number;
}
