import type { ReceivedMessage } from '../../protocol/callbacks/received-messages';
import type { Button, Keyboard } from '../../protocol/messages/keyboard';
import type { BotMessage, ChatMessage } from './conversation';
import type { UserProfile } from './user-profile';
import { changedProfile } from './user-profile';

/** What an {@link EmulatedUser} calls on the emulator. */
export interface UserActions {
  openChat(user: EmulatedUser, context: string | undefined): Promise<void>;
  openLink(user: EmulatedUser, link: string): Promise<void>;
  send(user: EmulatedUser, message: ReceivedMessage, silent: boolean): Promise<void>;
  subscribe(user: EmulatedUser): Promise<void>;
  unsubscribe(user: EmulatedUser): Promise<void>;
  see(user: EmulatedUser): Promise<void>;
  /** @param payment - the message that has the Pay button; `undefined` for a `buy` button */
  pay(user: EmulatedUser, payment: BotMessage | undefined): Promise<void>;
  /** To be called when anything about a user except the chat has changed. */
  changed(user: EmulatedUser): void;
}

/**
 * A person with Viber on their phone. Each action resolves when no callback is in flight any more; it does not wait for
 * redeliveries or for callbacks that are held back.
 */
export class EmulatedUser {
  /** All messages of both sides, oldest first. */
  readonly chat: ChatMessage[] = [];
  /** Whether the bot may send messages to the user. */
  subscribed = false;
  #profile: UserProfile;
  readonly #actions: UserActions;

  /** @internal Use {@link ViberEmulator.addUser}. */
  constructor(profile: UserProfile, actions: UserActions) {
    this.#profile = profile;
    this.#actions = actions;
  }

  /** The user id that callbacks contain. */
  get id(): string {
    return this.#profile.id;
  }

  /** The current profile. */
  get profile(): Readonly<UserProfile> {
    return this.#profile;
  }

  /** The bot's messages, oldest first. */
  get inbox(): BotMessage[] {
    return this.chat.filter((message) => message.from === 'bot');
  }

  /** The keyboard under the chat, which is that of the bot's last message; `undefined` if that had none. */
  get keyboard(): Keyboard | undefined {
    return this.inbox.findLast(({ status }) => status !== 'failed')?.message.keyboard;
  }

  /**
   * Changes the given fields of the profile, such as `personalization`.
   *
   * @throws `TypeError` for an unknown field, a wrong value, or an id
   */
  update(changes: Partial<Omit<UserProfile, 'id'>>): void {
    const profile = changedProfile(this.#profile, changes);
    if ('id' in changes) throw new TypeError('The id of a user cannot be changed. Add another user instead.');
    this.#profile = profile;
    this.#actions.changed(this);
  }

  /** Opens the chat. `context` is that of the deep link, if the user followed one. */
  async openChat({ context }: { context?: string } = {}): Promise<void> {
    await this.#actions.openChat(this, context);
  }

  /**
   * Opens the chat by a deep link such as `viber://pa?chatURI=localbot&context=poster`.
   *
   * @throws `TypeError` if it is not a deep link to the bot, whose URI is the `bot.uri` of the emulator
   */
  async openLink(link: string): Promise<void> {
    await this.#actions.openLink(this, link);
  }

  /**
   * Sends a message, or a string as a text. The first message subscribes the user without a callback.
   *
   * @throws `TypeError` for a message that no Viber client sends
   */
  async send(message: ReceivedMessage | string): Promise<void> {
    await this.#actions.send(
      this,
      typeof message === 'string' ? { type: 'text', text: message } : message,
      false,
    );
  }

  /** Subscribes to the bot with the button for it. */
  async subscribe(): Promise<void> {
    await this.#actions.subscribe(this);
  }

  /** Turns the bot's messages off. */
  async unsubscribe(): Promise<void> {
    await this.#actions.unsubscribe(this);
  }

  /** Looks at the chat, so that all messages in it are seen. */
  async see(): Promise<void> {
    await this.#actions.see(this);
  }

  /**
   * Taps a button: `reply` and `open-url` send their `ActionBody` as a text, `share-phone` a contact, `location-picker` a
   * location, and `buy` causes a `client_status` callback. Nothing is sent for other types.
   */
  async tap(button: Button): Promise<void> {
    const { ActionType: type, Silent: silent }: { ActionType?: string; Silent?: unknown } = button;
    const message = this.#messageOf(button);
    if (type === 'buy') await this.#actions.pay(this, undefined);
    else if (message !== undefined) {
      await this.#actions.send(this, message, silent === true || silent === 'true');
    }
  }

  /**
   * Taps Pay in the checkout of a payment, which causes a `client_status` callback.
   *
   * @param token - of the message with the payment; by default the last one
   * @throws `Error` if the bot has sent no such payment
   */
  async pay(token?: string): Promise<void> {
    const payment = this.inbox.findLast((sent) => {
      const { type }: { type?: string } = sent.message;
      return type === 'payment' && sent.status !== 'failed' && (token === undefined || token === sent.token);
    });
    if (payment === undefined) throw new Error('The bot has sent no such payment to this user.');
    await this.#actions.pay(this, payment);
  }

  #messageOf({ ActionType: type = 'reply', ActionBody }: Button): ReceivedMessage | undefined {
    // Bots also send numbers. [code]
    const body = ActionBody as string | number | undefined;
    const { name, phoneNumber, location } = this.#profile;
    switch (type as string) {
      case 'reply':
        return { type: 'text', text: String(body ?? '') };
      case 'open-url':
        return body === undefined ? undefined : { type: 'text', text: String(body) };
      case 'share-phone':
        return { type: 'contact', contact: { name, phone_number: phoneNumber } };
      case 'location-picker':
        return { type: 'location', location };
      default:
        return undefined;
    }
  }
}
