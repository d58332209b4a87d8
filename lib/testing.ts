import type {
  ClientStatusCallback,
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

/** The parts of a signed request, as Viber sends it. */
export interface SignedCallback {
  /** The signed text: compact JSON on one line, with 64-bit fields as numbers, as Viber sends them. */
  body: string;
  /** The content type and the signature. */
  headers: { 'Content-Type': string; 'X-Viber-Content-Signature': string };
  /** The same signature as in the headers. Either one is enough. */
  query: { sig: string };
}

/**
 * Signs a callback with a bot's token, so that a test can post it to the application.
 *
 * @example
 * const { headers, query, body } = signCallback(messageCallback(), authToken);
 * await request(app).post('/viber').set(headers).query(query).send(body).expect(200);
 *
 * @param callback - a callback from a builder of this module, any other object, or the exact text to sign
 * @throws `TypeError` if the token is empty
 */
export function signCallback(callback: object | string, authToken: string): SignedCallback {
  const body = typeof callback === 'string' ? callback : wireJson(callback);
  const { headers, query } = signedParts(body, authToken);
  return { body, headers: { 'Content-Type': 'application/json', ...headers }, query };
}

/**
 * Builds the check call that Viber makes during registration.
 *
 * @example
 * signCallback(webhookCallback(), authToken);
 */
export function webhookCallback(fields: Partial<WebhookCallback> = {}): WebhookCallback {
  return { ...envelope(), event: 'webhook', ...fields };
}

/**
 * Builds the callback of a user who tapped the subscribe button.
 *
 * @example
 * subscribedCallback({ user: testUser({ name: 'Ann' }) });
 */
export function subscribedCallback(fields: Partial<SubscribedCallback> = {}): SubscribedCallback {
  return { ...envelope(), event: 'subscribed', user: testUser(), ...fields };
}

/**
 * Builds the callback of a user who turned off messages from the bot.
 *
 * @example
 * unsubscribedCallback({ user_id: 'ann' });
 */
export function unsubscribedCallback(fields: Partial<UnsubscribedCallback> = {}): UnsubscribedCallback {
  return { ...envelope(), event: 'unsubscribed', user_id: testUser().id, ...fields };
}

/**
 * Builds the callback of a user who opened the chat. By default, they are not subscribed.
 *
 * @example
 * conversationStartedCallback({ context: 'ad-7', subscribed: true });
 */
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

/**
 * Builds the callback of a message from the bot that reached a device.
 *
 * @example
 * deliveredCallback({ message_token: response.message_token });
 */
export function deliveredCallback(fields: Partial<DeliveredCallback> = {}): DeliveredCallback {
  return { ...envelope(), event: 'delivered', user_id: testUser().id, ...fields };
}

/**
 * Builds the callback of a message from the bot that the user saw.
 *
 * @example
 * seenCallback({ message_token: response.message_token });
 */
export function seenCallback(fields: Partial<SeenCallback> = {}): SeenCallback {
  return { ...envelope(), event: 'seen', user_id: testUser().id, ...fields };
}

/**
 * Builds the callback of a message from the bot that the user's client could not show.
 *
 * @example
 * failedCallback({ desc: 'keyboard is not valid' });
 */
export function failedCallback(fields: Partial<FailedCallback> = {}): FailedCallback {
  return { ...envelope(), event: 'failed', user_id: testUser().id, desc: 'failure description', ...fields };
}

/**
 * Builds the callback of a user who tapped Pay on the checkout page.
 *
 * @example
 * clientStatusCallback({ status: { type: 'payment', code: 0, tracking_data: 'order-7' } });
 */
export function clientStatusCallback(fields: Partial<ClientStatusCallback> = {}): ClientStatusCallback {
  const status = { type: 'payment', code: 0, supported_psps: ['LiqPay'] };
  return { ...envelope(), event: 'client_status', user: testUser(), status, ...fields };
}

/**
 * Builds the callback of a message from a user, by default the text `Hello`.
 *
 * @example
 * messageCallback({ type: 'picture', media: 'https://example.com/cat.jpg' }, { sender: testUser({ name: 'Ann' }) });
 */
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

/**
 * Builds the user that all builders have by default.
 *
 * @example
 * testUser({ name: 'Ann', language: 'uk' });
 */
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

// Each callback gets a different token. Otherwise the second callback of a test would be a duplicate of the first. The
// tokens are as long as Viber's, so that a test fails if the application rounds one.
const tokens = new MessageTokens();

function envelope() {
  return { timestamp: Date.now(), chat_hostname: 'SN-CHAT-TEST_', message_token: tokens.next() };
}
