import { EventEmitter } from 'node:events';
import type { Callback, ViberUser } from '../protocol/callbacks/callbacks';
import { MANDATORY_EVENT_TYPES } from '../protocol/callbacks/event-types';
import { callbackUserId, PLACEHOLDER_AVATAR, PLACEHOLDER_NAME } from '../protocol/callbacks/callbacks';
import { MessageTokens } from '../delivery/message-tokens';
import type { TextEncoding } from '../protocol/wire-json';
import { wireJson } from '../protocol/wire-json';
import type { ApiCall } from './api/api-call';
import type { BotProfile, Registration } from './api/bot-account';
import { CallbackSender } from './callback-sender';
import type { Clock } from './clock';
import type { EmulatedUser } from './chat/emulated-user';
import type { Attempt, SentCallback, TimelineEntry } from './timeline';
import { Timeline } from './timeline';
import type { Faults } from './faults';
import { changedFaults, NO_FAULTS } from './faults';

/** The `chat_hostname` of callbacks and API responses. */
export const CHAT_HOSTNAME = 'SN-CHAT-LOCAL_';

/** Events about changes of the state. */
export interface EmulatorChanges {
  timeline: [entry: TimelineEntry];
  call: [call: ApiCall];
  /** A callback or an API call was dropped from the timeline. */
  dropped: [id: number];
  /** Anything about a user except the chat. */
  user: [user: EmulatedUser];
  /** A message was added to a chat, or changed. */
  message: [user: EmulatedUser, index: number];
  registration: [];
  faults: [];
}

/** The checked options of an emulator. */
export interface EmulatorSettings {
  authToken: string;
  clock: Clock;
  bot: BotProfile;
  encoding: TextEncoding;
  webhookTimeoutMs: number;
}

/** Called once, with the attempt that got a 200. */
type OnAcknowledged = (attempt: Attempt, entry: TimelineEntry) => void;

/** The state of an emulator: the bot, its users, and the timeline. */
export class EmulatorState {
  readonly changes = new EventEmitter<EmulatorChanges>();
  readonly users = new Map<string, EmulatedUser>();
  readonly faults: Faults = { ...NO_FAULTS };
  readonly settings: EmulatorSettings;
  readonly timeline: Timeline;
  readonly sender: CallbackSender;
  readonly #tokens = new MessageTokens();
  #registration: Registration | undefined;

  constructor(settings: EmulatorSettings) {
    const { authToken, clock, webhookTimeoutMs } = settings;
    this.settings = settings;
    this.timeline = new Timeline(clock, {
      timeline: (entry) => this.changes.emit('timeline', entry),
      call: (call) => this.changes.emit('call', call),
      dropped: (id) => this.changes.emit('dropped', id),
    });
    this.sender = new CallbackSender({
      authToken,
      clock,
      timeoutMs: webhookTimeoutMs,
      faults: this.faults,
      timeline: this.timeline,
    });
  }

  get registration(): Registration | undefined {
    return this.#registration;
  }

  register(registration: Registration | undefined): void {
    this.#registration = registration;
    this.changes.emit('registration');
  }

  /** @throws `TypeError` for an unknown fault or a wrong value */
  setFaults(changes: Partial<Faults>): void {
    Object.assign(this.faults, changedFaults(this.faults, changes));
    this.changes.emit('faults');
  }

  /** The next message token. */
  nextToken(): string {
    return this.#tokens.next();
  }

  /** The fields that every callback has. @param token - of the message that the callback is about, if any */
  envelope(token = this.nextToken()): { timestamp: number; chat_hostname: string; message_token: string } {
    return { timestamp: this.settings.clock.now(), chat_hostname: CHAT_HOSTNAME, message_token: token };
  }

  /** A callback as it is sent. */
  encoded(callback: Callback): SentCallback {
    return {
      event: callback.event,
      userId: callbackUserId(callback),
      messageToken: callback.message_token,
      body: wireJson(callback, this.settings.encoding),
    };
  }

  /** Sends a callback if the webhook is registered for its event. Without a webhook only the timeline gets it. */
  sendCallback(callback: Callback, onAcknowledged?: OnAcknowledged): void {
    if (this.#registration === undefined || includesEvent(this.#registration, callback.event))
      this.sendEncoded(this.encoded(callback), onAcknowledged);
  }

  /** Sends a callback, whatever events the webhook is registered for. Without a webhook only the timeline gets it. */
  sendEncoded(callback: SentCallback, onAcknowledged?: OnAcknowledged): TimelineEntry {
    if (this.#registration === undefined)
      return this.timeline.add(callback, 'Not sent: no webhook is registered.');
    return this.sender.send(callback, () => this.#registration?.url, onAcknowledged);
  }

  /** A user as the bot sees them: with placeholders unless the bot asked for name or photo and the user allows it. [doc] */
  asSeenByBot({ profile }: EmulatedUser): ViberUser {
    const { id, name, avatar, language, country, apiVersion, personalization } = profile;
    const isNameShown = personalization && this.#registration?.sendName === true;
    const isAvatarShown = personalization && this.#registration?.sendPhoto === true;
    return {
      id,
      name: isNameShown ? name : PLACEHOLDER_NAME,
      avatar: isAvatarShown ? avatar : PLACEHOLDER_AVATAR,
      language,
      country,
      api_version: apiVersion,
    };
  }
}

function includesEvent({ eventTypes }: Registration, event: Callback['event']): boolean {
  // Every response of `set_webhook` names `client_status`, whatever was registered. [seen]
  const mandatory: readonly string[] = [...MANDATORY_EVENT_TYPES, 'webhook', 'client_status'];
  return eventTypes === undefined || mandatory.includes(event) || eventTypes.includes(event);
}
