import type { ReceivedMessage, ReceivedMessages, ReceivedMessageType } from './received-messages';

/** Fields every callback carries. Fields not named here are kept as they arrived. */
export interface CallbackEnvelope {
  /** Unsigned 64-bit, so always a decimal string: `JSON.parse` would round it. [seen] */
  message_token: string;
  /**
   * Milliseconds since the epoch. A string in some captures, absent in one, and a 64-bit token in the
   * `webhook` calls of 2016, so neither type nor range is certain. [seen]
   */
  timestamp?: number | string;
  /** Undocumented; in nearly every capture since 2019. [seen] */
  chat_hostname?: string;
}

/** The person a callback is about; only `id` is certain to be there. [seen] */
export interface ViberUser {
  /** Base64 of 16 bytes, different for each bot; may hold `/`, `+` and `=`. */
  id: string;
  /** `Subscriber` while the user hides it, or unless `sendName` was set at registration. */
  name?: string;
  /** A placeholder while the user hides it, or unless `sendPhoto` was set at registration. */
  avatar?: string;
  /** ISO 3166 alpha-2, upper case. */
  country?: string;
  /** `en`, `uk-UA`. */
  language?: string;
  api_version?: number;
}

/** The check call during registration; it may come again at any time. [doc, claim] */
export interface WebhookCallback extends CallbackEnvelope {
  event: 'webhook';
}

/** The user tapped the subscribe button. A first message subscribes without this callback. [doc] */
export interface SubscribedCallback extends CallbackEnvelope {
  event: 'subscribed';
  user: ViberUser;
}

/** The user turned messages of this bot off. [doc] */
export interface UnsubscribedCallback extends CallbackEnvelope {
  event: 'unsubscribed';
  user_id: string;
}

/** The user opened the chat; the HTTP reply may hold a welcome message. [doc] */
export interface ConversationStartedCallback extends CallbackEnvelope {
  event: 'conversation_started';
  user: ViberUser;
  /** `open` so far. [doc] */
  type?: string;
  /** The `context` parameter of the deep link, only if there was one. [doc] */
  context?: string;
  /** Absent in some captures. [seen] */
  subscribed?: boolean;
}

/** A message reached one of the user's devices; also sent for the user's own messages. [doc, seen] */
export interface DeliveredCallback extends CallbackEnvelope {
  event: 'delivered';
  user_id: string;
  chat_id?: string;
}

/** The user saw a message and all before it. [doc, seen] */
export interface SeenCallback extends CallbackEnvelope {
  event: 'seen';
  user_id: string;
  chat_id?: string;
}

/** A message was accepted by the API and then refused by the user's client. [doc] */
export interface FailedCallback extends CallbackEnvelope {
  event: 'failed';
  user_id: string;
  desc?: string;
}

/** The user sent a message. [doc] */
export interface MessageCallback<Message extends ReceivedMessage = ReceivedMessage> extends CallbackEnvelope {
  event: 'message';
  sender: ViberUser;
  message: Message;
  silent?: boolean;
  /** Inline bots only. [sdk] */
  reply_type?: string;
  /** Inline bots only. 64-bit, so always a decimal string. [sdk] */
  chat_id?: string;
}

/** Every callback by the value of its `event`. */
export interface Callbacks {
  webhook: WebhookCallback;
  subscribed: SubscribedCallback;
  unsubscribed: UnsubscribedCallback;
  conversation_started: ConversationStartedCallback;
  delivered: DeliveredCallback;
  seen: SeenCallback;
  failed: FailedCallback;
  message: MessageCallback;
}

/** The `event` of a callback this package knows. */
export type CallbackEvent = keyof Callbacks;

/** A recognised callback, discriminated on `event`. */
export type Callback = Callbacks[CallbackEvent];

/** A `message` callback that carries a message of the one type. */
export type MessageCallbackOf<Type extends ReceivedMessageType> = MessageCallback<ReceivedMessages[Type]>;

/** The id of the user a callback is about; `undefined` for `webhook`, which is about nobody. */
export function callbackUserId(callback: Callback): string | undefined {
  switch (callback.event) {
    case 'webhook':
      return undefined;
    case 'message':
      return callback.sender.id;
    case 'subscribed':
    case 'conversation_started':
      return callback.user.id;
    default:
      return callback.user_id;
  }
}
