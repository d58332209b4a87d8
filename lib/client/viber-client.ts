import { checkedAuthToken } from '../protocol/auth-token';
import type { EventType } from '../protocol/event-types';
import { EVENT_TYPES } from '../protocol/event-types';
import { didYouMean, refuseUnknownNames } from '../protocol/known-names';
import type { OutgoingMessage, Sender } from '../protocol/outgoing-messages';
import type { ApiRequest } from './api-request';
import { callApi } from './api-request';
import { checkedSender } from './sender';
import { checkedApiUrl, isViberApi, VIBER_API_URL } from './api-url';
import { setWebhookHint } from './set-webhook-hint';
import { checkWebhookUrl } from './webhook-url';

/** Options of {@link ViberClient}. */
export interface ViberClientOptions {
  /** The bot's token. */
  authToken: string | undefined;
  /** Put on outgoing messages that have none. @default none */
  sender?: Sender;
  /** Base URL of the API. @default 'https://chatapi.viber.com/pa' */
  apiUrl?: string;
}

/** What to register. */
export interface SetWebhookOptions {
  /** https, a public host, no query string. */
  url: string;
  /** The optional events to receive besides the mandatory ones; `[]` for none. @default all events */
  eventTypes?: readonly EventType[];
  /** Ask for users' names; users who hide theirs still come as `Subscriber`. @default false */
  sendName?: boolean;
  /** Ask for users' photos; users who hide theirs still come with a placeholder. @default false */
  sendPhoto?: boolean;
}

/** Viber's answer to a registration. */
export interface SetWebhookAnswer {
  status: 0;
  status_message?: string;
  /** Reordered, and possibly with events Viber has never documented: not an echo of the request. [seen] */
  event_types?: string[];
}

/** Viber's answer to a message. */
export interface SendMessageAnswer {
  status: 0;
  status_message?: string;
  /** 64-bit, so a decimal string. Later `delivered`, `seen` and `failed` callbacks carry it. */
  message_token: string;
  chat_hostname?: string;
  billing_status?: number;
}

/** A message and who gets it, as `send_message` wants it. */
export type MessageTo = OutgoingMessage & {
  /** A user's id. */
  receiver: string;
};

/** Viber's REST API for one bot. */
export class ViberClient {
  readonly #authToken: string;
  readonly #sender: Sender | undefined;
  readonly #apiUrl: string;

  /** @throws `TypeError` if the token or the API URL cannot be used */
  constructor(options: ViberClientOptions) {
    refuseUnknownNames(options, CLIENT_OPTIONS, 'ViberClient');
    const { authToken, sender, apiUrl = VIBER_API_URL } = options;
    this.#authToken = checkedAuthToken(authToken);
    this.#sender = sender === undefined ? undefined : checkedSender(sender);
    this.#apiUrl = checkedApiUrl(apiUrl);
  }

  /**
   * Registers the webhook. Viber calls it while it answers, so the server must be listening.
   *
   * @throws {@link ViberWebhookUrlError} before anything is sent, `TypeError` for an unknown event,
   * {@link ViberApiError} if Viber refuses, {@link ViberConnectionError} after three retries
   */
  async setWebhook(options: SetWebhookOptions): Promise<SetWebhookAnswer> {
    checkSetWebhookOptions(options);
    checkWebhookUrl(options.url, isViberApi(this.#apiUrl));
    const body = setWebhookBody(options);
    return this.#call({ method: 'set_webhook', body, repeatable: true, hintFor: setWebhookHint });
  }

  /**
   * Removes the webhook; users can no longer write to the bot.
   *
   * @throws {@link ViberApiError} if Viber refuses, {@link ViberConnectionError} after three retries
   */
  async removeWebhook(): Promise<SetWebhookAnswer> {
    return this.#call({ method: 'set_webhook', body: { url: '' }, repeatable: true });
  }

  /**
   * Sends a message to one user. Never retried: a message whose answer was lost may have been delivered. Gives up
   * after 15 seconds.
   *
   * @throws {@link ViberApiError} if Viber refuses, {@link ViberConnectionError} if no answer comes
   */
  async sendMessage(message: MessageTo): Promise<SendMessageAnswer> {
    const body = { ...message, sender: message.sender ?? this.#sender };
    const answer = await this.#call({ method: 'send_message', body, repeatable: false });
    // Its token is documented to be there [doc]; a message that was sent is not failed for the lack of it.
    return answer as unknown as SendMessageAnswer;
  }

  #call(request: Omit<ApiRequest, 'apiUrl' | 'authToken'>) {
    return callApi({ apiUrl: this.#apiUrl, authToken: this.#authToken, ...request });
  }
}

const CLIENT_OPTIONS: Record<keyof ViberClientOptions, true> = {
  authToken: true,
  sender: true,
  apiUrl: true,
};

/** The options of `setWebhook` by name. */
export const SET_WEBHOOK_OPTIONS: Record<keyof SetWebhookOptions, true> = {
  url: true,
  eventTypes: true,
  sendName: true,
  sendPhoto: true,
};

const knownEventTypes: readonly string[] = EVENT_TYPES;

function setWebhookBody({ url, eventTypes, sendName = false, sendPhoto = false }: SetWebhookOptions): object {
  return {
    url,
    ...(eventTypes !== undefined && { event_types: eventTypes }),
    send_name: sendName,
    send_photo: sendPhoto,
  };
}

// A filter lost through a misspelled name would register every event without a word.
function checkSetWebhookOptions(options: SetWebhookOptions): void {
  refuseUnknownNames(options, SET_WEBHOOK_OPTIONS, 'setWebhook');
  const { eventTypes, sendName = false, sendPhoto = false } = options;
  if (typeof sendName !== 'boolean' || typeof sendPhoto !== 'boolean') {
    throw new TypeError('sendName and sendPhoto must be true or false.');
  }
  if (eventTypes === undefined) return;
  if (!Array.isArray(eventTypes)) {
    throw new TypeError(
      `eventTypes must be a list of ${EVENT_TYPES.join(', ')}, or 'listeners' for a ViberWebhook.`,
    );
  }
  for (const name of eventTypes as unknown[]) {
    if (typeof name === 'string' && knownEventTypes.includes(name)) continue;
    throw new TypeError(
      `${JSON.stringify(name)} is not an event type.${didYouMean(String(name), knownEventTypes)}`,
    );
  }
}
