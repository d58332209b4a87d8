import type { EventEmitter } from 'node:events';
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
import type {
  AsReceived,
  ReceivedMessage,
  ReceivedMessageType,
} from '../../protocol/callbacks/received-messages';
import type { UnrecognizedCallback } from '../../protocol/callbacks/recognize';
import type { WebhookRequest } from '../account';

/** The second argument of a listener. */
export interface CallbackContext {
  /** The bot the callback is for: `default`, or the name that the `authToken` function gave it. */
  account: string;
  /** When the request arrived at this process. */
  receivedAt: Date;
}

/**
 * Sends a message to the user the callback came from, with the token of the bot it is for. Each attempt may take 15
 * seconds, and a message that Viber certainly did not take is sent again, so a reply may outlast the acknowledgement.
 *
 * @throws {@link ViberMessageError} before anything is sent, {@link ViberApiError} if Viber refuses,
 * {@link ViberConnectionError} if no response comes
 */
export interface Reply {
  /**
   * Sends on a message as it was received. Fields that exist only when receiving are left out. Where something is missing
   * that sending needs, such as the size of a file, the error names it.
   */
  <Message extends ReceivedMessage>(
    message: AsReceived<Message>,
    callOptions?: CallOptions,
  ): Promise<SendMessageResponse>;
  (message: OutgoingMessage, callOptions?: CallOptions): Promise<SendMessageResponse>;
}

/** The context of a callback that came from a user. */
export interface ReplyContext extends CallbackContext {
  reply: Reply;
}

/** The context of a callback that may come from a user. */
export interface AnyCallbackContext extends CallbackContext {
  /** Absent for `webhook`, which has no user. */
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

/** An error of the `error` event: it came too late to change the response, or no error handler could get it. */
export type ReportedError = ViberBodyParsedError | ViberListenerError | ViberQueueError | ViberWelcomeError;

/** The arguments of each event's listeners. */
export interface ViberEvents extends CallbackEventArguments, MessageEventArguments {
  /** Each recognised callback, before the listeners of its own event. */
  callback: [callback: Callback, context: AnyCallbackContext];
  /** A text that matched no pattern of `onText`, or for which there is no pattern; after `message:text`. */
  unmatched_text: [callback: MessageCallbackOf<'text'>, context: ReplyContext];
  /** A signed callback of an unknown event, message type or shape; acknowledged like any other. */
  unrecognized: [callback: UnrecognizedCallback, context: CallbackContext];
  /** A redelivery of a callback that was handled or is in flight; no other listener runs. */
  duplicate: [callback: Callback | UnrecognizedCallback, context: CallbackContext];
  /** A request that was rejected, for metrics; `error.hint` may say why its signature does not match. */
  rejected: [error: ViberRequestError, request: WebhookRequest | undefined];
  /**
   * A failure that came too late to change the response; without Express, whose error handler gets the others, any
   * failure. Without a listener it becomes a process warning.
   */
  error: [error: ReportedError];
}

/** The name of an event. */
export type ViberEvent = keyof ViberEvents;

/** A listener; what it returns is awaited before the callback is acknowledged. */
export type ViberListener<Event extends ViberEvent> = (...args: Merged<ViberEvents[Event]>) => unknown;

// Without this, a listener for several events that leaves the context out would not fit.
type Merged<Arguments extends readonly unknown[]> = [Arguments] extends [readonly [unknown, unknown]]
  ? [callback: Arguments[0], context: Arguments[1]]
  : Arguments;

/**
 * Node's emitter with types: a misspelled event does not compile. Its listeners may return a promise without complaints
 * of a linter; those of `EventEmitter<ViberEvents>` return `void`.
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
