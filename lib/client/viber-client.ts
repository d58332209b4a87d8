import { MAX_ONLINE_IDS } from '../protocol/api/api-limits';
import type {
  AccountInfo,
  BroadcastResponse,
  OnlineResponse,
  OnlineStatus,
  SendMessageResponse,
  SetWebhookResponse,
  UserDetailsResponse,
} from '../protocol/api/api-responses';
import { asRecord } from '../protocol/exact-json';
import type { OutgoingMessage } from '../protocol/messages/outgoing-messages';
import { RateLimiter } from '../shared/rate-limiter';
import { setWebhookHint } from './api-hints';
import { isViberApi } from './api-url';
import type { BroadcastOptions, BroadcastRequest } from './broadcast';
import { broadcast, BROADCAST_LIMIT, parseBroadcastOptions } from './broadcast';
import type { ApiAccess, ApiRequest, ApiResponse } from './call-api';
import { callApi, notFromViber } from './call-api';
import type { CallOptions } from './call-options';
import { checkedSignal } from './call-options';
import type { ClientSettings, ViberClientOptions } from './client-options';
import { parseClientOptions } from './client-options';
import type { MessageAddress } from './request-checks';
import {
  checkedAddress,
  checkedMessage,
  checkedUserId,
  checkRequestBytes,
  jsonBytes,
  messageObject,
  uniqueUserIds,
} from './request-checks';
import type { SetWebhookOptions } from './set-webhook-options';
import { setWebhookBody } from './set-webhook-options';
import { splitReceivers } from './split-receivers';

/** A message with its receiver, or with the `chat_id` of an inline bot: the body of `send_message`. */
export type SendMessageRequest = OutgoingMessage & MessageAddress;

/**
 * A client of Viber's REST API for one bot.
 *
 * Failed calls are retried up to three times with backoff and jitter where that is safe. Idempotent calls, which are all
 * but those that send messages, are retried after network errors, HTTP 5xx, HTTP 429 and status 12. A message is retried
 * only if Viber certainly did not process it: if no connection was made, and after HTTP 429 and status 12. A
 * `Retry-After` of up to 10 seconds is observed; after a longer one the call fails at once.
 *
 * Every method takes an `AbortSignal` in its last argument and rejects with the signal's reason if it is aborted. It
 * rejects with a {@link ViberApiError} if Viber refuses, and with a {@link ViberConnectionError} if no usable response
 * arrives.
 *
 * @example
 * ```ts
 * const client = new ViberClient({ authToken: process.env.VIBER_AUTH_TOKEN, sender: { name: 'News' } });
 * await client.sendMessage({ receiver: userId, type: 'text', text: 'Hello' });
 * ```
 */
export class ViberClient {
  readonly #settings: ClientSettings;
  // One for all broadcasts, because Viber's limit is on the broadcasts of a bot together.
  readonly #broadcastLimiter = new RateLimiter(BROADCAST_LIMIT);

  /** @throws `TypeError` that names an invalid option and says what it must be */
  constructor(options: ViberClientOptions) {
    this.#settings = parseClientOptions(options);
  }

  /**
   * Registers the webhook. Viber calls it before it responds, so the server must be listening.
   *
   * @throws `TypeError` for an invalid option, {@link ViberWebhookUrlError} for an invalid URL, before anything is sent;
   * {@link ViberApiError}, {@link ViberConnectionError}
   */
  async setWebhook(options: SetWebhookOptions, callOptions: CallOptions = {}): Promise<SetWebhookResponse> {
    const body = setWebhookBody(options, isViberApi(this.#settings.apiUrl));
    return this.#callIdempotent('set_webhook', body, callOptions, { hintFor: setWebhookHint });
  }

  /**
   * Removes the webhook, after which users can no longer write to the bot.
   *
   * @throws {@link ViberApiError}, {@link ViberConnectionError}
   */
  async removeWebhook(callOptions: CallOptions = {}): Promise<SetWebhookResponse> {
    return this.#callIdempotent('set_webhook', { url: '' }, callOptions);
  }

  /**
   * Sends a message to one user, or to the chat of an inline bot.
   *
   * @throws {@link ViberMessageError} for an invalid message, `TypeError` without a receiver and a `chat_id`, before anything is sent;
   * {@link ViberApiError}; {@link ViberConnectionError}, after which the message may still have been delivered
   */
  async sendMessage(
    message: SendMessageRequest,
    callOptions: CallOptions = {},
  ): Promise<SendMessageResponse> {
    const { receiver, chat_id, ...content } = messageObject(message);
    const address = checkedAddress(receiver, chat_id);
    const body = { ...address, ...checkedMessage(content, this.#settings) };
    checkRequestBytes(jsonBytes(body), this.#settings.messageChecks);
    const signal = checkedSignal(callOptions);
    const response = await this.#call({ method: 'send_message', body, idempotent: false, signal });
    // The message_token is documented [doc] but not checked: a message that was sent must not fail for the lack of it.
    return response as unknown as SendMessageResponse;
  }

  /**
   * Sends a message to any number of users, in requests of up to 300 receivers and 30 KB, one after another. All
   * broadcasts of this client together stay below 500 requests in any 10 seconds.
   *
   * All receivers of a request share one message token, and `message_tokens` has one for each request, in order. The
   * `delivered`, `seen` and `failed` callbacks of a receiver carry the token of their request, so a receipt is identified
   * by `message_token` and `user_id` together. To count receipts, keep the tokens and count each user once:
   *
   * - each device of a user sends its own `delivered`;
   * - `seen` comes once and stands for all earlier messages, so it may carry the token of a later message;
   * - receipts may come for 14 days, and the first ones before this call resolves;
   * - receivers in `failed_list` were not sent the message.
   *
   * Do not await a broadcast in a listener that may fail afterwards: the redelivery would send it to everybody again.
   *
   * @returns the message tokens, and the receivers whom Viber reported as failed
   * @throws {@link ViberMessageError} for an invalid message, `TypeError` for an invalid list or option, before anything
   * is sent; {@link ViberBroadcastError} for any later failure, including an aborted signal: it lists who was not sent
   * the message and who may have been
   * @example
   * ```ts
   * const { failed_list } = await client.broadcastMessage(
   *   { broadcast_list: userIds, type: 'text', text: 'News for everybody' },
   *   { onProgress: ({ sent, total }) => console.log(`${sent} of ${total}`) },
   * );
   * ```
   */
  async broadcastMessage(
    message: BroadcastRequest,
    options: BroadcastOptions = {},
  ): Promise<BroadcastResponse> {
    const { broadcast_list, ...content } = messageObject(message);
    const receivers = uniqueUserIds(broadcast_list, 'broadcast_list');
    const checked = checkedMessage(content, this.#settings);
    const { signal, onProgress } = parseBroadcastOptions(options);
    return broadcast({
      batches: splitReceivers(checked, receivers, this.#settings.messageChecks),
      send: (batch, wrapAttempt) => {
        const body = { broadcast_list: batch, ...checked };
        return this.#call({ method: 'broadcast_message', body, idempotent: false, signal, wrapAttempt });
      },
      waitForTurn: () => this.#broadcastLimiter.take(signal),
      signal,
      onProgress,
    });
  }

  /**
   * Returns what Viber knows about the bot: its webhook, event types, members, and number of subscribers.
   *
   * @throws {@link ViberApiError}, {@link ViberConnectionError}
   */
  async getAccountInfo(callOptions: CallOptions = {}): Promise<AccountInfo> {
    // The id is documented to be there. [doc]
    return (await this.#callIdempotent('get_account_info', {}, callOptions)) as unknown as AccountInfo;
  }

  /**
   * Returns a user and their device. Viber allows two calls in 12 hours for each user; a further one is not retried.
   *
   * @throws `TypeError` without an id; {@link ViberApiError}, {@link ViberConnectionError}
   */
  async getUserDetails(userId: string, callOptions: CallOptions = {}): Promise<UserDetailsResponse> {
    const body = { id: checkedUserId(userId, 'userId') };
    const rules = { limitLastsHours: true };
    const response = await this.#callIdempotent('get_user_details', body, callOptions, rules);
    if (asRecord(response['user']) === undefined) throw notFromViber('get_user_details', 'has no user');
    return response as unknown as UserDetailsResponse;
  }

  /**
   * Returns who is online, for any number of users: 100 in each request, one request after another.
   *
   * @throws `TypeError` for an invalid list; {@link ViberApiError}, {@link ViberConnectionError}
   */
  async getOnline(userIds: readonly string[], callOptions: CallOptions = {}): Promise<OnlineResponse> {
    const ids = uniqueUserIds(userIds, 'userIds');
    let users: OnlineStatus[] = [];
    for (let start = 0; start < ids.length; start += MAX_ONLINE_IDS) {
      const body = { ids: ids.slice(start, start + MAX_ONLINE_IDS) };
      const response = await this.#callIdempotent('get_online', body, callOptions);
      if (!Array.isArray(response['users'])) throw notFromViber('get_online', 'has no users');
      users = users.concat(response['users'] as OnlineStatus[]);
    }
    return { status: 0, users };
  }

  async #callIdempotent(
    method: string,
    body: object,
    callOptions: CallOptions,
    rules: Pick<ApiRequest, 'hintFor' | 'limitLastsHours'> = {},
  ): Promise<ApiResponse> {
    return this.#call({ method, body, idempotent: true, signal: checkedSignal(callOptions), ...rules });
  }

  #call(request: Omit<ApiRequest, keyof ApiAccess>): Promise<ApiResponse> {
    return callApi({ ...this.#settings, ...request });
  }
}
