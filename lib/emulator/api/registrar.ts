import type { WebhookCallback } from '../../protocol/callbacks/callbacks';
import { OPTIONAL_EVENT_TYPES } from '../../protocol/callbacks/event-types';
import type { EmulatorState } from '../emulator-state';
import type { ApiResponse } from './api-response';
import { fieldRefusal, ok, refusal } from './api-response';
import type { Registration } from './bot-account';

/** Registers the webhook of the bot after it has acknowledged the check call. */
export class Registrar {
  readonly #state: EmulatorState;
  /** Numbers the calls of `set_webhook`. */
  #lastCall = 0;
  #registeredCall = 0;

  constructor(state: EmulatorState) {
    this.#state = state;
  }

  /** Handles `set_webhook`. */
  async setWebhook({
    url,
    event_types,
    send_name,
    send_photo,
  }: Record<string, unknown>): Promise<ApiResponse> {
    if (typeof url !== 'string') return fieldRefusal(url, 'url must be a string');
    const call = (this.#lastCall += 1);
    if (url === '') {
      this.#register(undefined, call);
      // The official Python SDK reads the list after a removal too. [sdk]
      return ok({ event_types: [] });
    }
    const eventTypes = parseEventTypes(event_types);
    if (eventTypes === 'invalid') return refusal('badData', 'event_types must be an array of strings');
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return refusal('invalidUrl');
    const registration: Registration = {
      url: withoutQuery(url),
      eventTypes,
      sendName: isTrue(send_name),
      sendPhoto: isTrue(send_photo),
    };
    const response = await this.#check(registration);
    if (response.status === 0) this.#register(registration, call);
    return response;
  }

  /** Sends the check call to the registered webhook again. @returns what `set_webhook` would respond */
  async recheck(): Promise<ApiResponse> {
    const { registration } = this.#state;
    if (registration === undefined) return refusal('webhookNotSet');
    return this.#check(registration);
  }

  /** Registers, unless a later call has done so while the webhook of this one was slow. */
  #register(registration: Registration | undefined, call: number): void {
    if (call < this.#registeredCall) return;
    this.#registeredCall = call;
    this.#state.register(registration);
  }

  async #check(registration: Registration): Promise<ApiResponse> {
    const callback: WebhookCallback = { event: 'webhook', ...this.#state.envelope() };
    const { status, error } = await this.#state.sender.check(this.#state.encoded(callback), registration.url);
    if (error !== undefined) return refusal('invalidUrl', `Result: ${error}`);
    if (status !== 200) return refusal('invalidUrl', `Result: HTTP/1.1 ${String(status)}`);
    return ok({ event_types: registeredEventTypes(registration) });
  }
}

/** The events of a registration as Viber's API returns them: reordered, and with some that are not documented. [seen] */
export function registeredEventTypes({ eventTypes = OPTIONAL_EVENT_TYPES }: Registration): string[] {
  const chosen = OPTIONAL_EVENT_TYPES.filter((event) => eventTypes.includes(event));
  return [
    'subscribed',
    'unsubscribed',
    'webhook',
    'message',
    'client_status',
    ...chosen.toReversed(),
    'action',
  ];
}

// Unknown events are ignored: whether Viber refuses them is open, and it has added some over the years. [hub]
function parseEventTypes(value: unknown): readonly string[] | undefined | 'invalid' {
  if (value === undefined) return undefined;
  return Array.isArray(value) && value.every((name) => typeof name === 'string') ? value : 'invalid';
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
