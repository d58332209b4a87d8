import type { Button, Keyboard } from '../../protocol/messages/keyboard';
import type { ReceivedMessage } from '../../protocol/callbacks/received-messages';
import type { BotMessage, ChatMessage } from './conversation';
import type { UserProfile } from './user-profile';
import { checkProfile } from './user-profile';

/** What a user can do to the bot. Implemented by the emulator. */
export interface UserActions {
  openChat(user: EmulatedUser, context: string | undefined): Promise<void>;
  send(user: EmulatedUser, message: ReceivedMessage, silent: boolean): Promise<void>;
  subscribe(user: EmulatedUser): Promise<void>;
  unsubscribe(user: EmulatedUser): Promise<void>;
  see(user: EmulatedUser): Promise<void>;
  changed(user: EmulatedUser): void;
}

/**
 * A person with Viber on their phone. Each action resolves once its callbacks have been answered, or have failed
 * and wait to be repeated; those that are held back, where callbacks are reordered, it does not wait for.
 */
export class EmulatedUser {
  /** Everything said, oldest first. */
  readonly chat: ChatMessage[] = [];
  /** Whether the bot may write to them. */
  subscribed = false;
  readonly #profile: UserProfile;
  readonly #actions: UserActions;

  /** @internal Made by {@link ViberEmulator.addUser}. */
  constructor(profile: UserProfile, actions: UserActions) {
    this.#profile = profile;
    this.#actions = actions;
  }

  get id(): string {
    return this.#profile.id;
  }

  get profile(): Readonly<UserProfile> {
    return this.#profile;
  }

  /** The bot's messages, oldest first. */
  get inbox(): BotMessage[] {
    return this.chat.filter((message) => message.from === 'bot');
  }

  /** The keyboard under the chat: that of the bot's last message, none if it had none. */
  get keyboard(): Keyboard | undefined {
    return this.inbox.findLast(({ status }) => status !== 'failed')?.message.keyboard;
  }

  /**
   * Changes what is given, such as `personalization`.
   *
   * @throws `TypeError` for an unknown name or a wrong value
   */
  update(changes: Partial<Omit<UserProfile, 'id'>>): void {
    checkProfile(changes);
    if ('id' in changes) throw new TypeError('The id of a user does not change.');
    Object.assign(this.#profile, changes);
    this.#actions.changed(this);
  }

  /** Opens the chat; `context` is that of the deep link, if there was one. */
  async openChat({ context }: { context?: string } = {}): Promise<void> {
    await this.#actions.openChat(this, context);
  }

  /** Sends a message, or text; the first one subscribes without a callback. */
  async send(message: ReceivedMessage | string): Promise<void> {
    await this.#actions.send(
      this,
      typeof message === 'string' ? { type: 'text', text: message } : message,
      false,
    );
  }

  /** Taps subscribe. */
  async subscribe(): Promise<void> {
    await this.#actions.subscribe(this);
  }

  /** Turns the bot's messages off. */
  async unsubscribe(): Promise<void> {
    await this.#actions.unsubscribe(this);
  }

  /** Looks at the chat; everything in it is seen. */
  async see(): Promise<void> {
    await this.#actions.see(this);
  }

  /**
   * Taps a button: a reply is sent as text, a phone number as a contact, a location as one. `open-url` opens a
   * browser and `none` does nothing, so neither tells the bot.
   */
  async tap(button: Button): Promise<void> {
    const message = this.#tapped(button);
    if (message !== undefined) await this.#actions.send(this, message, button.Silent === true);
  }

  #tapped({ ActionType = 'reply', ActionBody = '' }: Button): ReceivedMessage | undefined {
    const { name, phoneNumber, location } = this.#profile;
    switch (ActionType) {
      case 'reply':
        return { type: 'text', text: ActionBody };
      case 'share-phone':
        return { type: 'contact', contact: { name, phone_number: phoneNumber } };
      case 'location-picker':
        return { type: 'location', location };
      case 'open-url':
      case 'none':
        return undefined;
    }
  }
}
