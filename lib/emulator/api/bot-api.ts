import { MAX_ONLINE_IDS, MAX_RECEIVERS } from '../../protocol/api/api-limits';
import { BILLING_STATUS } from '../../protocol/api/api-responses';
import type { ChatActions } from '../chat/chat-actions';
import type { EmulatedUser } from '../chat/emulated-user';
import type { EmulatorState } from '../emulator-state';
import { CHAT_HOSTNAME } from '../emulator-state';
import type { CheckedMessage } from '../message-check';
import { apiLevel, checkMessage } from '../message-check';
import type { ApiResponse } from './api-response';
import { fieldRefusal, ok, refusal } from './api-response';
import { withoutPlaceholders } from './placeholders';
import type { Registrar } from './registrar';
import { registeredEventTypes } from './registrar';
import { RequestLimits } from './request-limits';

/** The form of a user id, which is Base64 of 16 bytes. */
const USER_ID = /^[A-Za-z0-9+/]{22}==$/;

type Fields = Record<string, unknown>;
type DeliverableMessage = Exclude<CheckedMessage, { kind: 'refused' }>;

/** The methods of Viber's REST API. */
export class BotApi {
  readonly #state: EmulatorState;
  readonly #chats: ChatActions;
  readonly #registrar: Registrar;
  readonly #limits: RequestLimits;

  constructor(state: EmulatorState, chats: ChatActions, registrar: Registrar) {
    this.#state = state;
    this.#chats = chats;
    this.#registrar = registrar;
    this.#limits = new RequestLimits(state.settings.clock);
  }

  /** Each method by its name in the URL: takes the fields of a request and returns the response. */
  readonly methods: Readonly<Record<string, (fields: Fields) => ApiResponse | Promise<ApiResponse>>> = {
    set_webhook: (fields) => this.#registrar.setWebhook(fields),
    send_message: (fields) => this.#sendMessage(fields),
    broadcast_message: (fields) => this.#broadcastMessage(fields),
    get_account_info: () => this.#getAccountInfo(),
    get_user_details: (fields) => this.#getUserDetails(fields),
    get_online: (fields) => this.#getOnline(fields),
    // Messages to a public chat, which Viber's own SDKs can still send. [sdk]
    post: () => refusal('noPublicChat'),
  };

  #sendMessage({ receiver, ...message }: Fields): ApiResponse {
    if (this.#state.registration === undefined) return refusal('webhookNotSet');
    // Viber's own SDK sends no receiver to the chat of an inline bot. [sdk]
    const isToChat = receiver === undefined && typeof message['chat_id'] === 'string';
    const id = isToChat ? message['chat_id'] : receiver;
    if (typeof id !== 'string') return fieldRefusal(id, 'receiver must be a string');
    const user = this.#state.users.get(id);
    if (user === undefined && !isToChat)
      return refusal(USER_ID.test(id) ? 'receiverNotRegistered' : 'generalError');
    if (user?.subscribed === false) return refusal('receiverNotSubscribed');
    const checked = checkMessage(message);
    if (checked.kind === 'refused') return refusal(checked.status, checked.text);
    const sent = { message_token: this.#state.nextToken(), chat_hostname: CHAT_HOSTNAME };
    // The chat of other people, in which an inline bot takes part, is not emulated.
    if (user === undefined) return ok({ ...sent, billing_status: BILLING_STATUS.free });
    if (apiLevel(checked.message) > user.profile.apiVersion) return refusal('apiVersionNotSupported');
    if (!this.#limits.takeMessage(user)) return { ...refusal('tooManyRequests'), ...sent };
    return ok({ ...sent, billing_status: this.#deliver(user, checked, sent.message_token) });
  }

  #broadcastMessage({ broadcast_list, ...message }: Fields): ApiResponse {
    if (this.#state.registration === undefined) return refusal('webhookNotSet');
    if (!isStrings(broadcast_list)) {
      return fieldRefusal(broadcast_list, 'broadcast_list must be an array of user ids');
    }
    if (broadcast_list.length > MAX_RECEIVERS)
      return refusal('badData', `more than ${String(MAX_RECEIVERS)} receivers`);
    const checked = checkMessage(message);
    if (checked.kind === 'refused') return refusal(checked.status, checked.text);
    // All receivers share the token. [doc]
    const token = this.#state.nextToken();
    const failed = broadcast_list.flatMap((receiver) => {
      const user = this.#state.users.get(receiver);
      if (user?.subscribed !== true)
        return [
          { receiver, ...refusal(user === undefined ? 'receiverNotRegistered' : 'receiverNotSubscribed') },
        ];
      if (apiLevel(checked.message) > user.profile.apiVersion)
        return [{ receiver, ...refusal('apiVersionNotSupported') }];
      const personal = withoutPlaceholders(checked.message, user.profile);
      this.#deliver(user, { ...checked, message: personal }, token);
      return [];
    });
    return ok({ message_token: token, chat_hostname: CHAT_HOSTNAME, failed_list: failed });
  }

  /** @returns the billing status */
  #deliver(user: EmulatedUser, checked: DeliverableMessage, token: string): number {
    const { billingStatus } =
      checked.kind === 'accepted'
        ? this.#chats.deliver(user, checked.message, token)
        : this.#chats.fail(user, checked.message, token, checked.desc);
    return billingStatus;
  }

  #getAccountInfo(): ApiResponse {
    const { bot } = this.#state.settings;
    const { registration, users } = this.#state;
    const allUsers = [...users.values()];
    return ok({
      ...bot,
      background: '',
      location: { lat: 0, lon: 0 },
      ...(registration !== undefined && {
        webhook: registration.url,
        event_types: registeredEventTypes(registration),
      }),
      subscribers_count: allUsers.filter(({ subscribed }) => subscribed).length,
      members: allUsers
        .slice(0, 1)
        .map(({ profile: { id, name, avatar } }) => ({ id, name, avatar, role: 'admin' })),
    });
  }

  #getUserDetails({ id }: Fields): ApiResponse {
    if (typeof id !== 'string') return fieldRefusal(id, 'id must be a string');
    const user = this.#state.users.get(id);
    if (user === undefined) return refusal('receiverNotRegistered');
    if (!this.#limits.takeDetails(id))
      return refusal('tooManyRequests', 'the details of a user can be requested twice in 12 hours');
    return ok({
      message_token: this.#state.nextToken(),
      chat_hostname: CHAT_HOSTNAME,
      user: {
        ...this.#state.asSeenByBot(user),
        primary_device_os: 'Android 14',
        viber_version: '24.0.0',
        mcc: 1,
        mnc: 1,
        device_type: 'emulated',
      },
    });
  }

  #getOnline({ ids }: Fields): ApiResponse {
    if (!isStrings(ids)) return fieldRefusal(ids, 'ids must be an array of user ids');
    if (ids.length > MAX_ONLINE_IDS) return refusal('badData', `more than ${String(MAX_ONLINE_IDS)} ids`);
    return ok({
      users: ids.map((id) => {
        // Viber does not say it of users who have not subscribed. [hub]
        const isSubscribed = this.#state.users.get(id)?.subscribed === true;
        return {
          id,
          online_status: isSubscribed ? 0 : 4,
          online_status_message: isSubscribed ? 'online' : 'unavailable',
        };
      }),
    });
  }
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
