import { MAX_ONLINE_IDS, MAX_RECEIVERS } from '../../protocol/api/api-limits';
import type { OutgoingMessage } from '../../protocol/messages/outgoing-messages';
import type { ApiResponse } from './api-response';
import { ok, refusal } from './api-response';
import type { EmulatedUser } from '../chat/emulated-user';
import type { EmulatorState } from '../emulator-state';
import { CHAT_HOSTNAME } from '../emulator-state';
import { checkMessage, messageFields } from '../message-check';
import type { ChatActions } from '../chat/chat-actions';
import type { Registrar } from './registrar';
import { registeredEventTypes } from './registrar';

/** How often the details of one user can be requested in {@link DETAILS_WINDOW_MS}. [doc] */
const MAX_DETAILS = 2;
const DETAILS_WINDOW_MS = 12 * 3_600_000;

type Fields = Record<string, unknown>;

/** The methods of Viber's REST API. */
export class BotApi {
  readonly #state: EmulatorState;
  readonly #chats: ChatActions;
  readonly #registrar: Registrar;
  readonly #detailsRequestedAt = new Map<string, number[]>();

  constructor(state: EmulatorState, chats: ChatActions, registrar: Registrar) {
    this.#state = state;
    this.#chats = chats;
    this.#registrar = registrar;
  }

  /** Each method by its name in the URL: takes the fields of a request and returns the response. */
  readonly methods: Readonly<Record<string, (fields: Fields) => ApiResponse | Promise<ApiResponse>>> = {
    set_webhook: (fields) => this.#registrar.setWebhook(fields),
    send_message: (fields) => this.#sendMessage(fields),
    broadcast_message: (fields) => this.#broadcastMessage(fields),
    get_account_info: () => this.#getAccountInfo(),
    get_user_details: (fields) => this.#getUserDetails(fields),
    get_online: (fields) => this.#getOnline(fields),
  };

  #sendMessage({ receiver, ...message }: Fields): ApiResponse {
    if (this.#state.registration === undefined) return refusal(10);
    if (typeof receiver !== 'string')
      return refusal(receiver === undefined ? 4 : 3, 'receiver must be a string');
    const user = this.#state.users.get(receiver);
    if (user === undefined) return refusal(5);
    if (!user.subscribed) return refusal(6);
    const prepared = this.#prepare(message);
    if ('refusal' in prepared) return prepared.refusal;
    prepared.deliver(user);
    return ok({ message_token: prepared.token, chat_hostname: CHAT_HOSTNAME, billing_status: 1 });
  }

  #broadcastMessage({ broadcast_list, ...message }: Fields): ApiResponse {
    if (this.#state.registration === undefined) return refusal(10);
    if (!isStrings(broadcast_list)) {
      return refusal(broadcast_list === undefined ? 4 : 3, 'broadcast_list must be an array of user ids');
    }
    if (broadcast_list.length > MAX_RECEIVERS)
      return refusal(3, `more than ${String(MAX_RECEIVERS)} receivers`);
    const prepared = this.#prepare(message);
    if ('refusal' in prepared) return prepared.refusal;
    const failed = broadcast_list.flatMap((receiver) => {
      const user = this.#state.users.get(receiver);
      if (user?.subscribed === true) {
        prepared.deliver(user);
        return [];
      }
      return [{ receiver, ...refusal(user === undefined ? 5 : 6) }];
    });
    return ok({ message_token: prepared.token, chat_hostname: CHAT_HOSTNAME, failed_list: failed });
  }

  /** Checks a message and gives it a token, which all receivers of a broadcast share. [doc] */
  #prepare(
    request: Fields,
  ): { refusal: ApiResponse } | { token: string; deliver: (user: EmulatedUser) => void } {
    const fields = messageFields(request);
    const sender = fields['sender'] as { name?: unknown } | undefined;
    if (typeof sender?.name !== 'string') return { refusal: refusal(4, 'sender.name is missing') };
    const result = checkMessage(fields);
    if (result.kind === 'refused') return { refusal: refusal(result.status, result.text) };
    const token = this.#state.nextToken();
    const message = fields as unknown as OutgoingMessage;
    const deliver = (user: EmulatedUser) => {
      if (result.kind === 'accepted') this.#chats.deliver(user, message, token, false);
      else this.#chats.fail(user, message, token, result.desc);
    };
    return { token, deliver };
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
    if (typeof id !== 'string') return refusal(id === undefined ? 4 : 3, 'id must be a string');
    const user = this.#state.users.get(id);
    if (user === undefined) return refusal(5);
    const now = this.#state.settings.clock.now();
    const recent = (this.#detailsRequestedAt.get(id) ?? []).filter((at) => now - at < DETAILS_WINDOW_MS);
    if (recent.length >= MAX_DETAILS)
      return refusal(12, 'the details of a user can be requested twice in 12 hours');
    this.#detailsRequestedAt.set(id, [...recent, now]);
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
    if (!isStrings(ids)) return refusal(ids === undefined ? 4 : 3, 'ids must be an array of user ids');
    if (ids.length > MAX_ONLINE_IDS) return refusal(3, `more than ${String(MAX_ONLINE_IDS)} ids`);
    return ok({
      users: ids.map((id) => {
        const isKnown = this.#state.users.has(id);
        return {
          id,
          online_status: isKnown ? 0 : 4,
          online_status_message: isKnown ? 'online' : 'unavailable',
        };
      }),
    });
  }
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
