import type { CallOptions } from '../../client/call-options';
import type { ViberClient } from '../../client/viber-client';
import type { SendMessageResponse } from '../../protocol/api/api-responses';
import type { AsReceived, ReceivedMessage } from '../../protocol/callbacks/received-messages';
import type { OutgoingMessage } from '../../protocol/messages/outgoing-messages';

/** What every handler of a callback gets. */
export interface BaseContext {
  /**
   * The bot that the callback is for: `default`; with an `authToken` function, the name that it returned, or a fingerprint
   * of the first token if it returned no name.
   */
  account: string;
  /** When the request arrived; for a job, when it arrived at the process that queued it. */
  receivedAt: Date;
  /**
   * The client of the bot that the callback is for. The same token has the same client, as long as the webhook serves no
   * more than 10,000 bots. In a worker of a webhook that serves many bots, reading it throws a `TypeError` unless `process`
   * was given the token.
   */
  readonly client: ViberClient;
}

/**
 * The second argument of a listener.
 *
 * @typeParam State - the type of `state`, as the webhook declares it. The default fits a listener of any webhook.
 */
export interface CallbackContext<State extends object = object> extends BaseContext {
  /**
   * What handlers of `use` have put there; empty without them. The handlers and listeners of one delivery share it. A
   * redelivery begins with an empty one.
   */
  readonly state: State;
}

/**
 * Sends messages to the user that the callback came from, with the token of the bot that it is for. A string is sent as a
 * text message. Each attempt may take 15 seconds, and a message that Viber certainly did not accept is retried, so a reply
 * may outlast the acknowledgement.
 *
 * @throws {@link ViberMessageError} for an invalid message, before it is sent; {@link ViberApiError} if Viber refuses;
 * {@link ViberConnectionError} if there is no usable response
 */
export interface Reply {
  /**
   * Sends on the message of the callback. Pass `callback.message` itself, not a copy: fields that exist only when
   * receiving are left out of it. If it lacks something that sending needs, such as the size of a file, the error names
   * what is missing.
   */
  <Message extends ReceivedMessage>(
    message: AsReceived<Message>,
    callOptions?: CallOptions,
  ): Promise<SendMessageResponse>;
  /**
   * Sends several messages in order, each after Viber has accepted the one before. Resolves with their responses, in the
   * same order; an empty array sends nothing and resolves with an empty array.
   *
   * @throws {@link ViberMessageError} if one of them is invalid, before any is sent; {@link ViberReplyError} for any later
   * failure: it lists the messages that were sent
   */
  <Message extends ReceivedMessage>(
    // Twice, because the type of a received message cannot be inferred from AsReceived in a union.
    messages: readonly (string | OutgoingMessage | Message)[] &
      readonly (string | OutgoingMessage | AsReceived<Message>)[],
    callOptions?: CallOptions,
  ): Promise<SendMessageResponse[]>;
  (message: string | OutgoingMessage, callOptions?: CallOptions): Promise<SendMessageResponse>;
}

/** The context of a callback that came from a user. */
export interface ReplyContext<State extends object = object> extends CallbackContext<State> {
  reply: Reply;
}

/** The second argument of the welcome handler. It has no `state`, since no handler of `use` runs around it. */
export interface WelcomeContext extends BaseContext {
  reply: Reply;
}

/** The context of a callback that may come from a user. */
export interface AnyCallbackContext<State extends object = object> extends CallbackContext<State> {
  /** Absent for `webhook`, which has no user. */
  reply?: Reply;
}
