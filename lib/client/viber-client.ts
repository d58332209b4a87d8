import type {
  AccountInfo,
  BroadcastResponse,
  OnlineResponse,
  OnlineStatus,
  SendMessageResponse,
  SetWebhookResponse,
  UserDetailsResponse,
} from '../protocol/api/api-responses';
import { MAX_ONLINE_IDS } from '../protocol/api/api-limits';
import { ViberConnectionError, ViberMessageError } from '../errors';
import { asRecord } from '../protocol/exact-json';
import { examineMessage, NO_OBJECT } from '../protocol/messages/validate-message';
import type { OutgoingMessage } from '../protocol/messages/outgoing-messages';
import type { ApiAccess, ApiResponse, ApiRequest } from './call-api';
import { callApi } from './call-api';
import { RateLimiter } from '../shared/rate-limiter';
import { isViberApi } from './api-url';
import type { BroadcastOptions, BroadcastRequest } from './broadcast';
import { broadcast, checkedBroadcastSignal } from './broadcast';
import { broadcastParts } from './broadcast-parts';
import type { CallOptions } from './call-options';
import { checkedSignal } from './call-options';
import type { ClientSettings, ViberClientOptions } from './client-options';
import { parseClientOptions } from './client-options';
import { checkRequestBytes, jsonBytes } from './request-size';
import { setWebhookHint } from './set-webhook-hint';
import type { SetWebhookOptions } from './set-webhook-options';
import { setWebhookBody } from './set-webhook-options';
import { checkedUserId, uniqueUserIds } from './user-ids';
import { checkWebhookUrl } from './webhook-url';

/** One request below Viber's limit of 500 in 10 s [doc], and a second more: requests may arrive closer together than they left. */
const BROADCAST_LIMIT = { max: 499, windowMs: 11_000 };

const NO_SENDER = '/sender is required but missing: set the sender option, or give the message one';

/** A message and who gets it, as `send_message` wants it. */
export type SendMessageRequest = OutgoingMessage & {
  /** A user's id. */
  receiver: string;
};

/**
 * Viber's REST API for one bot. What fails is tried three times more, with backoff and jitter, where that is safe: what
 * only asks or registers after network errors, HTTP 5xx, HTTP 429 and status 12; a message only where Viber certainly
 * did not take it, which is when no connection was made, and after HTTP 429 and status 12. A `Retry-After` is waited
 * for, if it is 10 seconds or less.
 *
 * All methods take a last argument with an `AbortSignal`, and reject with a {@link ViberApiError} if Viber refuses, a
 * {@link ViberConnectionError} if no answer of Viber's comes, and the signal's reason if it is aborted.
 */
export class ViberClient {
  readonly #settings: ClientSettings;
  // Viber's limit is on all broadcasts of a bot together.
  readonly #broadcastLimiter = new RateLimiter(BROADCAST_LIMIT);

  /** @throws `TypeError` if an option cannot be used */
  constructor(options: ViberClientOptions) {
    this.#settings = parseClientOptions(options);
  }

  /**
   * Registers the webhook. Viber calls it while it answers, so the server must be listening.
   *
   * @throws {@link ViberWebhookUrlError} before anything is sent, `TypeError` for an unknown event
   */
  async setWebhook(options: SetWebhookOptions, callOptions: CallOptions = {}): Promise<SetWebhookResponse> {
    const body = setWebhookBody(options);
    checkWebhookUrl(options.url, isViberApi(this.#settings.access.apiUrl));
    return this.#ask('set_webhook', body, callOptions, { hintFor: setWebhookHint });
  }

  /** Removes the webhook; users can no longer write to the bot. */
  async removeWebhook(callOptions: CallOptions = {}): Promise<SetWebhookResponse> {
    return this.#ask('set_webhook', { url: '' }, callOptions);
  }

  /**
   * Sends a message to one user. After a {@link ViberConnectionError} it may have been delivered all the same.
   *
   * @throws {@link ViberMessageError} before anything is sent, `TypeError` without a receiver
   */
  async sendMessage(
    message: SendMessageRequest,
    callOptions: CallOptions = {},
  ): Promise<SendMessageResponse> {
    const { receiver, ...content } = messageObject(message);
    const body = { receiver: checkedUserId(receiver, 'receiver'), ...this.#checkedMessage(content) };
    checkRequestBytes(jsonBytes(body));
    const signal = checkedSignal(callOptions);
    const answer = await this.#call({ method: 'send_message', body, repeatable: false, signal });
    // Its token is documented to be there [doc]; a message that was sent is not failed for the lack of it.
    return answer as unknown as SendMessageResponse;
  }

  /**
   * Sends a message to any number of users: in requests of up to 300 receivers and 30 KB, one after another, and fewer
   * than 500 of them in any 10 seconds, counting all broadcasts of this client.
   *
   * @returns who did not get it, of those Viber could tell at once
   * @throws {@link ViberMessageError} before anything is sent, `TypeError` for a list that is none.
   * {@link ViberBroadcastError} for whatever stops it later, an aborted signal too: it tells who got the message, who
   * may have, and who did not
   */
  async broadcastMessage(
    message: BroadcastRequest,
    options: BroadcastOptions = {},
  ): Promise<BroadcastResponse> {
    const { broadcast_list, ...content } = messageObject(message);
    const receivers = uniqueUserIds(broadcast_list, 'broadcast_list');
    const checked = this.#checkedMessage(content);
    const signal = checkedBroadcastSignal(options);
    return broadcast({
      parts: broadcastParts(checked, receivers),
      send: (part, eachTry) => {
        const body = { broadcast_list: part, ...checked };
        return this.#call({ method: 'broadcast_message', body, repeatable: false, signal, eachTry });
      },
      turn: () => this.#broadcastLimiter.take(signal),
      signal,
      onProgress: options.onProgress,
    });
  }

  /** The bot as Viber knows it: its webhook, event types, members, and number of subscribers. */
  async getAccountInfo(callOptions: CallOptions = {}): Promise<AccountInfo> {
    // Its id is documented to be there. [doc]
    return (await this.#ask('get_account_info', {}, callOptions)) as unknown as AccountInfo;
  }

  /**
   * A user and their device. Viber answers twice in 12 hours for each user [doc], so a refusal for that is not retried.
   *
   * @throws `TypeError` without an id
   */
  async getUserDetails(userId: string, callOptions: CallOptions = {}): Promise<UserDetailsResponse> {
    const body = { id: checkedUserId(userId, 'userId') };
    const answer = await this.#ask('get_user_details', body, callOptions, { limitLastsHours: true });
    if (asRecord(answer['user']) === undefined) throw incomplete('get_user_details', 'user');
    return answer as unknown as UserDetailsResponse;
  }

  /**
   * Who is online, for any number of users: more than 100 are asked for in several requests, one after another.
   *
   * @throws `TypeError` for a list that is none
   */
  async getOnline(userIds: readonly string[], callOptions: CallOptions = {}): Promise<OnlineResponse> {
    const ids = uniqueUserIds(userIds, 'userIds');
    let users: OnlineStatus[] = [];
    for (let start = 0; start < ids.length; start += MAX_ONLINE_IDS) {
      const body = { ids: ids.slice(start, start + MAX_ONLINE_IDS) };
      const answer = await this.#ask('get_online', body, callOptions);
      if (!Array.isArray(answer['users'])) throw incomplete('get_online', 'users');
      users = users.concat(answer['users'] as OnlineStatus[]);
    }
    return { status: 0, users };
  }

  /**
   * A copy of a message, as it was checked, with the sender it has, or else that of this client. Viber refuses one
   * without. [doc]
   */
  #checkedMessage(content: { sender?: unknown }): object {
    const { sender, allowUnknownFields } = this.#settings;
    const message = content.sender === undefined ? { ...content, sender } : content;
    const { fields, problems } = examineMessage(message, { allowUnknownFields });
    const isFromNobody = fields !== undefined && fields['sender'] === undefined;
    const all = isFromNobody ? [...problems, NO_SENDER] : problems;
    if (fields === undefined || all.length > 0) throw new ViberMessageError(all);
    return fields;
  }

  /** Calls what is the same done twice as done once. */
  async #ask(
    method: string,
    body: object,
    callOptions: CallOptions,
    rules: Pick<ApiRequest, 'hintFor' | 'limitLastsHours'> = {},
  ): Promise<ApiResponse> {
    return this.#call({ method, body, repeatable: true, signal: checkedSignal(callOptions), ...rules });
  }

  #call(request: Omit<ApiRequest, keyof ApiAccess>): Promise<ApiResponse> {
    return callApi({ ...this.#settings.access, ...request });
  }
}

/** @throws {@link ViberMessageError} for what has no fields to take apart */
function messageObject<Message extends object>(message: Message): Message {
  if (asRecord(message) === undefined) throw new ViberMessageError([NO_OBJECT]);
  return message;
}

function incomplete(method: string, field: string): ViberConnectionError {
  return new ViberConnectionError(method, `the answer has no ${field}, so it is not from Viber`, {
    httpStatus: 200,
  });
}
