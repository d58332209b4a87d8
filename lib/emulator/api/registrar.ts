import type { WebhookCallback } from '../../protocol/callbacks/callbacks';
import type { EventType } from '../../protocol/callbacks/event-types';
import { EVENT_TYPES, OPTIONAL_EVENT_TYPES } from '../../protocol/callbacks/event-types';
import type { ApiResponse } from './api-response';
import { ok, refusal } from './api-response';
import type { Registration } from './bot-account';
import type { EmulatorState } from '../emulator-state';

/** Registers the webhook of the bot, once it has answered the check call. */
export class Registrar {
  readonly #state: EmulatorState;
  #lastTurn = 0;
  #turnRegistered = 0;

  constructor(state: EmulatorState) {
    this.#state = state;
  }

  /** What `set_webhook` does, from the fields of its request to its answer. */
  async setWebhook({
    url,
    event_types,
    send_name,
    send_photo,
  }: Record<string, unknown>): Promise<ApiResponse> {
    if (typeof url !== 'string') return refusal(url === undefined ? 4 : 3, 'url must be a string');
    const turn = (this.#lastTurn += 1);
    if (url === '') {
      this.#register(undefined, turn);
      return ok();
    }
    const eventTypes = parseEventTypes(event_types);
    if (eventTypes === 'invalid')
      return refusal(3, `event_types must be a list of ${EVENT_TYPES.join(', ')}`);
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return refusal(1, 'invalidUrl');
    const registration: Registration = {
      url: withoutQuery(url),
      eventTypes,
      sendName: send_name === true,
      sendPhoto: send_photo === true,
    };
    const answer = await this.#check(registration);
    if (answer.status === 0) this.#register(registration, turn);
    return answer;
  }

  /** Makes the check call again for what is registered; what Viber would say of it is the answer. */
  async recheck(): Promise<ApiResponse> {
    const { registration } = this.#state;
    if (registration === undefined) return refusal(10, 'webhookNotSet');
    return this.#check(registration);
  }

  /** Registers, unless a later call has done so while the webhook of this one was slow. */
  #register(registration: Registration | undefined, turn: number): void {
    if (turn < this.#turnRegistered) return;
    this.#turnRegistered = turn;
    this.#state.register(registration);
  }

  async #check(registration: Registration): Promise<ApiResponse> {
    const callback: WebhookCallback = { event: 'webhook', ...this.#state.envelope() };
    const { status, error } = await this.#state.sender.check(callback, registration.url);
    if (error !== undefined) return refusal(1, `Result: ${error}`);
    if (status !== 200) return refusal(1, `Result: HTTP/1.1 ${String(status)}`);
    return ok({ event_types: registeredEventTypes(registration) });
  }
}

/** The events of a registration as Viber answers them: reordered, and with some that are nowhere documented. [seen] */
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

function parseEventTypes(value: unknown): readonly EventType[] | undefined | 'invalid' {
  if (value === undefined || value === null) return undefined;
  const known: readonly unknown[] = EVENT_TYPES;
  return Array.isArray(value) && value.every((name) => known.includes(name))
    ? (value as EventType[])
    : 'invalid';
}

function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
