import type { ReceivedMessage, ReceivedMessages, ReceivedMessageType } from './received-messages';

// Documented events and fields [doc, hub], unless marked otherwise. Only fields that every source has are required.

/** The fields of every callback. Fields that are not listed here are kept as they arrived. */
export interface CallbackEnvelope {
  /** An unsigned 64-bit number, always as a decimal string, since `JSON.parse` would round it. */
  message_token: string;
  /**
   * Milliseconds since the epoch. Do not rely on its type or range: some callbacks have a string, some have none, and
   * the `webhook` callbacks of 2016 have a 64-bit token.
   */
  timestamp?: number | string; // [sdk, seen]
  /** Undocumented, but present in nearly every callback. */
  chat_hostname?: string; // [seen]
}

/** The user a callback is about. Only `id` is always present. */
export interface ViberUser {
  /** Base64 of 16 bytes, different for each bot. It may contain `/`, `+` and `=`. */
  id: string;
  /** `Subscriber` if the user hides it, or if `sendName` was not set at registration. */
  name?: string; // [seen]
  /** A placeholder if the user hides it, or if `sendPhoto` was not set at registration. */
  avatar?: string; // [seen]
  /** ISO 3166 alpha-2, in upper case. */
  country?: string;
  /** For example `en` or `uk-UA`. */
  language?: string;
  /** The highest API level that the user's client supports. */
  api_version?: number;
}

// That it may come again is a [claim].
/** The check call that Viber makes during registration. It may come again at any time. */
export interface WebhookCallback extends CallbackEnvelope {
  event: 'webhook';
}

/** The user tapped the subscribe button. A first message subscribes a user without this callback. */
export interface SubscribedCallback extends CallbackEnvelope {
  event: 'subscribed';
  user: ViberUser;
}

/** The user turned off messages from this bot. */
export interface UnsubscribedCallback extends CallbackEnvelope {
  event: 'unsubscribed';
  user_id: string;
}

/** The user opened the chat. The HTTP response may contain a welcome message. */
export interface ConversationStartedCallback extends CallbackEnvelope {
  event: 'conversation_started';
  user: ViberUser;
  /** `open` is the only known value. */
  type?: string;
  /** The `context` parameter of the deep link; missing if the chat was opened in another way. */
  context?: string;
  /** Whether the user is already subscribed. Some callbacks lack it. */
  subscribed?: boolean; // [seen]
}

// That it also comes for the user's own messages is [seen].
/** A message reached one of the user's devices. It also comes for messages that the user sent. */
export interface DeliveredCallback extends CallbackEnvelope {
  event: 'delivered';
  user_id: string;
  chat_id?: string; // [seen]
}

/** The user saw a message and all earlier ones. */
export interface SeenCallback extends CallbackEnvelope {
  event: 'seen';
  user_id: string;
  chat_id?: string; // [seen]
}

/** The API accepted a message, but the user's client could not show it. */
export interface FailedCallback extends CallbackEnvelope {
  event: 'failed';
  user_id: string;
  /** The reason, as free text. */
  desc?: string;
}

/** The user sent a message. */
export interface MessageCallback<Message extends ReceivedMessage = ReceivedMessage> extends CallbackEnvelope {
  event: 'message';
  sender: ViberUser;
  message: Message;
  silent?: boolean;
  /** Inline bots only. */
  reply_type?: string; // [sdk]
  /** Inline bots only. A 64-bit number, always as a decimal string. */
  chat_id?: string; // [sdk]
}

/** What happened to a payment. */
export interface ClientStatus {
  /** `payment` is the only known value. */
  type?: string;
  code?: number;
  /** The names of the payment providers that the user can pay with. */
  supported_psps?: string[];
  /** The tracking data of the bot's payment message. */
  tracking_data?: string;
}

/** The user tapped Pay on the checkout page of a payment message. */
export interface ClientStatusCallback extends CallbackEnvelope {
  event: 'client_status';
  user: ViberUser;
  status: ClientStatus;
}

/** The type of each callback, by its `event`. */
export interface Callbacks {
  webhook: WebhookCallback;
  subscribed: SubscribedCallback;
  unsubscribed: UnsubscribedCallback;
  conversation_started: ConversationStartedCallback;
  delivered: DeliveredCallback;
  seen: SeenCallback;
  failed: FailedCallback;
  message: MessageCallback;
  client_status: ClientStatusCallback;
}

/** The `event` of a recognized callback. */
export type CallbackEvent = keyof Callbacks;

/** A recognized callback, discriminated by `event`. */
export type Callback = Callbacks[CallbackEvent];

/** A `message` callback with a message of one type. */
export type MessageCallbackOf<Type extends ReceivedMessageType> = MessageCallback<ReceivedMessages[Type]>;

/**
 * Returns the id of the user a callback is about; `undefined` for `webhook`, which is not about a user, and for an
 * unrecognized callback.
 *
 * @example
 * viber.on('callback', (callback) => console.log(callback.event, callbackUserId(callback)));
 */
export function callbackUserId(callback: Callback | { recognized: false }): string | undefined {
  if ('recognized' in callback) return undefined;
  switch (callback.event) {
    case 'webhook':
      return undefined;
    case 'message':
      return callback.sender.id;
    case 'subscribed':
    case 'conversation_started':
    case 'client_status':
      return callback.user.id;
    default:
      return callback.user_id;
  }
}

/** The name of a user who hides theirs. It can also be a real name. [seen] */
export const PLACEHOLDER_NAME = 'Subscriber';

/** The avatar of a user who hides theirs. [seen] */
export const PLACEHOLDER_AVATAR = 'http://dl-media.viber.com/1/share/2/long/bots/generic-avatar%402x.png';

/**
 * Whether Viber hides a user's name and photo, which it does by sending placeholders for both. A single placeholder
 * proves nothing: a user may be called `Subscriber` or have no photo.
 *
 * It is true for every user if the webhook was registered without `sendName` and `sendPhoto`.
 *
 * @example
 * viber.on('message', ({ sender }, { reply }) =>
 *   reply({ type: 'text', text: isPersonalizationHidden(sender) ? 'Hello!' : `Hello ${sender.name ?? ''}!` }),
 * );
 *
 * @param user - the `user` or `sender` of a callback
 */
export function isPersonalizationHidden(user: {
  readonly name?: string | undefined;
  readonly avatar?: string | undefined;
}): boolean {
  return user.name === PLACEHOLDER_NAME && user.avatar === PLACEHOLDER_AVATAR;
}
