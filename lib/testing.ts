import type {
  ConversationStartedCallback,
  DeliveredCallback,
  FailedCallback,
  MessageCallback,
  SeenCallback,
  SubscribedCallback,
  UnsubscribedCallback,
  ViberUser,
  WebhookCallback,
} from './protocol/callbacks/callbacks';
import type { ReceivedMessage, ReceivedText } from './protocol/callbacks/received-messages';
import { signedParts } from './delivery/signed-request';
import { MessageTokens } from './delivery/message-tokens';
import { wireJson } from './protocol/wire-json';

/** A request as Viber makes it: `request(app).post('/viber').set(headers).query(query).send(body)`. */
export interface SignedCallback {
  /** Compact JSON on one line, the very text that was signed; 64-bit fields are numbers in it, as on the wire. */
  body: string;
  headers: { 'Content-Type': string; 'X-Viber-Content-Signature': string };
  /** The same signature once more. Leave either out to see that the other is enough. */
  query: { sig: string };
}

/**
 * Signs a callback with a bot's token, for tests of applications.
 *
 * @param callback - one made by a builder of this module, any other object, or the exact text to sign
 * @throws `TypeError` if the token is empty
 */
export function signCallback(callback: object | string, authToken: string): SignedCallback {
  const body = typeof callback === 'string' ? callback : wireJson(callback);
  const { headers, query } = signedParts(body, authToken);
  return { body, headers: { 'Content-Type': 'application/json', ...headers }, query };
}

/** The check call of a registration. */
export function webhookCallback(fields: Partial<WebhookCallback> = {}): WebhookCallback {
  return { ...envelope(), event: 'webhook', ...fields };
}

/** A user tapped subscribe. */
export function subscribedCallback(fields: Partial<SubscribedCallback> = {}): SubscribedCallback {
  return { ...envelope(), event: 'subscribed', user: testUser(), ...fields };
}

/** A user turned messages off. */
export function unsubscribedCallback(fields: Partial<UnsubscribedCallback> = {}): UnsubscribedCallback {
  return { ...envelope(), event: 'unsubscribed', user_id: testUser().id, ...fields };
}

/** A user who is not subscribed opened the chat. */
export function conversationStartedCallback(
  fields: Partial<ConversationStartedCallback> = {},
): ConversationStartedCallback {
  return {
    ...envelope(),
    event: 'conversation_started',
    type: 'open',
    user: testUser(),
    subscribed: false,
    ...fields,
  };
}

/** A message of the bot reached a device. */
export function deliveredCallback(fields: Partial<DeliveredCallback> = {}): DeliveredCallback {
  return { ...envelope(), event: 'delivered', user_id: testUser().id, ...fields };
}

/** A message of the bot was seen. */
export function seenCallback(fields: Partial<SeenCallback> = {}): SeenCallback {
  return { ...envelope(), event: 'seen', user_id: testUser().id, ...fields };
}

/** A message of the bot was refused by the user's client. */
export function failedCallback(fields: Partial<FailedCallback> = {}): FailedCallback {
  return { ...envelope(), event: 'failed', user_id: testUser().id, desc: 'failure description', ...fields };
}

/** A user sent a message, by default the text `Hello`. */
export function messageCallback(
  message?: undefined,
  fields?: Partial<Omit<MessageCallback<ReceivedText>, 'message'>>,
): MessageCallback<ReceivedText>;
export function messageCallback<Message extends ReceivedMessage>(
  message: Message,
  fields?: Partial<Omit<MessageCallback<Message>, 'message'>>,
): MessageCallback<Message>;
export function messageCallback(
  message: ReceivedMessage = { type: 'text', text: 'Hello' },
  fields: Partial<Omit<MessageCallback, 'message'>> = {},
): MessageCallback {
  return { ...envelope(), event: 'message', sender: testUser(), message, silent: false, ...fields };
}

/** The user of every builder, with the fields given changed. */
export function testUser(fields: Partial<ViberUser> = {}): ViberUser {
  return {
    id: 'dGVzdC11c2VyLTAwMDAxAA==',
    name: 'Test user',
    avatar: 'https://example.com/avatar.jpg',
    country: 'GB',
    language: 'en',
    api_version: 10,
    ...fields,
  };
}

// Each callback gets a token of its own, or the second of a test would be the duplicate of the first. As long as
// Viber's, so that a test fails where one is rounded.
const tokens = new MessageTokens();

function envelope() {
  return { timestamp: Date.now(), chat_hostname: 'SN-CHAT-TEST_', message_token: tokens.next() };
}
