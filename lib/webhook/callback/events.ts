import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { CallOptions } from '../../client/call-options';
import type { SendMessageResponse } from '../../protocol/api/api-responses';
import type { Callback, Callbacks, MessageCallbackOf } from '../../protocol/callbacks/callbacks';
import type {
  ViberBodyParsedError,
  ViberListenerError,
  ViberQueueError,
  ViberRequestError,
  ViberWelcomeError,
} from '../../errors';
import type { OutgoingMessage } from '../../protocol/messages/outgoing-messages';
import type { ReceivedMessageType } from '../../protocol/callbacks/received-messages';
import type { UnrecognizedCallback } from '../../protocol/callbacks/recognize';

/** What a listener is told besides the callback. */
export interface CallbackContext {
  /** The bot it came for: `default`, or what the `authToken` function named it. */
  account: string;
  /** When the request arrived at this process. */
  receivedAt: Date;
}

/**
 * Sends a message to the user the callback came from, with the token of the bot it came for. Each try has
 * 15 seconds, and what Viber certainly did not take is tried again, so it may outlast the acknowledgement.
 *
 * @throws {@link ViberMessageError} before anything is sent, {@link ViberApiError} if Viber refuses,
 * {@link ViberConnectionError} if no answer comes
 */
export type Reply = (message: OutgoingMessage, callOptions?: CallOptions) => Promise<SendMessageResponse>;

/** The context of a callback that came from a user. */
export interface ReplyContext extends CallbackContext {
  reply: Reply;
}

/** The context of a callback that may have come from a user. */
export interface AnyCallbackContext extends CallbackContext {
  /** Absent for `webhook`, which comes from nobody. */
  reply?: Reply;
}

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

/** What fails too late to change the answer, or where there is no application to be told. */
export type LateError = ViberBodyParsedError | ViberListenerError | ViberQueueError | ViberWelcomeError;

/** The arguments of each event's listeners. */
export interface ViberEvents extends CallbackEventArguments, MessageEventArguments {
  /** Each recognised callback, before the listeners of its own event. */
  callback: [callback: Callback, context: AnyCallbackContext];
  /** A text that matched no pattern of `onText`, also where there is none; after `message:text`. */
  unmatched_text: [callback: MessageCallbackOf<'text'>, context: ReplyContext];
  /** A signed callback whose event, message type or shape is not known; acknowledged like any other. */
  unrecognized: [callback: UnrecognizedCallback, context: CallbackContext];
  /** A callback that was handled before, or is being handled; no other listener runs. */
  duplicate: [callback: Callback | UnrecognizedCallback, context: CallbackContext];
  /** A request that was refused, for metrics; `error.hint` may know why its signature failed. */
  rejected: [error: ViberRequestError, request: IncomingMessage];
  /**
   * What failed too late to change the answer; without Express, which hands errors to its error handler, whatever failed.
   * Without a listener: a process warning.
   */
  error: [error: LateError];
}

/** The name of an event. */
export type ViberEvent = keyof ViberEvents;

/** A listener; what it returns is awaited before the callback is acknowledged. */
export type ViberListener<Event extends ViberEvent> = (...args: Merged<ViberEvents[Event]>) => unknown;

// One listener for several events: without this, one that leaves the context out would not fit.
type Merged<Arguments extends readonly unknown[]> = [Arguments] extends [readonly [unknown, unknown]]
  ? [callback: Arguments[0], context: Arguments[1]]
  : Arguments;

/**
 * Node's emitter, typed so that a misspelled event does not compile and an async listener pleases a linter too, which
 * it would not with the listeners of `EventEmitter<ViberEvents>`: they return `void`.
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
