import { EventEmitter } from 'node:events';
import type { Callback, ViberUser } from '../protocol/callbacks/callbacks';
import type { EventType } from '../protocol/callbacks/event-types';
import { MANDATORY_EVENT_TYPES } from '../protocol/callbacks/event-types';
import { PLACEHOLDER_AVATAR, PLACEHOLDER_NAME } from '../protocol/callbacks/placeholders';
import { MessageTokens } from '../delivery/message-tokens';
import type { TextEncoding } from '../protocol/wire-json';
import type { BotProfile, Registration } from './api/bot-account';
import { CallbackSender } from './callback-sender';
import type { Clock } from './clock';
import type { EmulatedUser } from './chat/emulated-user';
import type { Attempt, TimelineEntry } from './timeline';
import { Timeline } from './timeline';
import type { Faults } from './faults';
import { checkFaults, NO_FAULTS } from './faults';

/** The `chat_hostname` of everything this Viber says. */
export const CHAT_HOSTNAME = 'SN-CHAT-LOCAL_';

/** What has changed, for whoever shows it. */
export interface EmulatorChanges {
  timeline: [entry: TimelineEntry];
  /** Anything about a user but the chat. */
  user: [user: EmulatedUser];
  /** One message of a chat, by its place. */
  message: [user: EmulatedUser, index: number];
  registration: [];
  faults: [];
}

/** What the state starts from, with every default in place. */
export interface EmulatorSettings {
  authToken: string;
  clock: Clock;
  bot: BotProfile;
  encoding: TextEncoding;
  webhookTimeoutMs: number;
}

/** All that this Viber knows: its bot, its people, and what is on its way between them. */
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
    const { authToken, clock, encoding, webhookTimeoutMs } = settings;
    this.settings = settings;
    this.timeline = new Timeline(clock, encoding, (entry) => this.changes.emit('timeline', entry));
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

  /** @throws `TypeError` for a trouble nobody knows, or one of another type */
  setFaults(trouble: Partial<Faults>): void {
    checkFaults(trouble);
    Object.assign(this.faults, trouble);
    this.changes.emit('faults');
  }

  /** The next message token. */
  nextToken(): string {
    return this.#tokens.next();
  }

  /** What each callback starts with. `token` is that of the message it is about, if it is about one. */
  envelope(token = this.nextToken()): { timestamp: number; chat_hostname: string; message_token: string } {
    return { timestamp: this.settings.clock.now(), chat_hostname: CHAT_HOSTNAME, message_token: token };
  }

  /** Sends a callback to the webhook, if its filter lets the event through. Without a webhook the timeline says so. */
  sendCallback(callback: Callback, accepted?: (attempt: Attempt, entry: TimelineEntry) => void): void {
    if (this.#registration === undefined) {
      this.timeline.add(callback, 'Not sent: no webhook is registered.');
    } else if (isWanted(callback.event, this.#registration)) {
      this.sender.send(callback, () => this.#registration?.url, accepted);
    }
  }

  /** A user as the bot may see them: by placeholders, unless it asked and they allow it. [doc] */
  asSeenByBot({ profile }: EmulatedUser): ViberUser {
    const { id, name, avatar, language, country, apiVersion, personalization } = profile;
    const showsName = personalization && this.#registration?.sendName === true;
    const showsAvatar = personalization && this.#registration?.sendPhoto === true;
    return {
      id,
      name: showsName ? name : PLACEHOLDER_NAME,
      avatar: showsAvatar ? avatar : PLACEHOLDER_AVATAR,
      language,
      country,
      api_version: apiVersion,
    };
  }
}

function isWanted(event: Callback['event'], { eventTypes }: Registration): boolean {
  const mandatory: readonly string[] = [...MANDATORY_EVENT_TYPES, 'webhook'];
  return eventTypes === undefined || mandatory.includes(event) || eventTypes.includes(event as EventType);
}
