import type { ConversationStartedCallback } from '../../protocol/callbacks/callbacks';
import type { OutgoingMessage } from '../../protocol/messages/outgoing-messages';
import type { ReceivedMessage } from '../../protocol/callbacks/received-messages';
import { recognize } from '../../protocol/callbacks/recognize';
import { BILLING_STATUS } from '../../protocol/api/api-responses';
import { billingStatus } from './billing';
import { clientStatus } from './client-status';
import type { BotMessage, ChatMessage } from './conversation';
import { contextOfDeepLink } from './deep-link';
import type { UserActions } from './emulated-user';
import { EmulatedUser } from './emulated-user';
import type { EmulatorState } from '../emulator-state';
import { isTooDeep } from '../message-check';
import type { Attempt, TimelineEntry } from '../timeline';
import type { UserProfile } from './user-profile';
import { newProfile } from './user-profile';
import { parseWelcome } from './welcome';

/** The actions of users, and of their phones when the bot sends a message, with the callbacks they cause. */
export class ChatActions implements UserActions {
  readonly #state: EmulatorState;
  /** The tracking data of the last message of the bot, by the id of the user. */
  readonly #trackingData = new Map<string, string | undefined>();

  constructor(state: EmulatorState) {
    this.#state = state;
  }

  /** Adds a user. @throws `TypeError` for a wrong profile, `Error` if the id is already taken */
  addUser(profile: Partial<UserProfile> = {}): EmulatedUser {
    const user = new EmulatedUser(newProfile(profile, this.#state.users.size + 1), this);
    if (this.#state.users.has(user.id)) throw new Error(`A user with the id ${user.id} already exists.`);
    this.#state.users.set(user.id, user);
    this.changed(user);
    return user;
  }

  async openLink(user: EmulatedUser, link: string): Promise<void> {
    await this.openChat(user, contextOfDeepLink(link, this.#state.settings.bot.uri));
  }

  async openChat(user: EmulatedUser, context: string | undefined): Promise<void> {
    const callback: ConversationStartedCallback = {
      event: 'conversation_started',
      ...this.#state.envelope(),
      type: 'open',
      ...(context !== undefined && { context }),
      user: this.#state.asSeenByBot(user),
      subscribed: user.subscribed,
    };
    this.#state.sendCallback(callback, (attempt, entry) => {
      this.showWelcome(user, callback.message_token, attempt, entry);
    });
    await this.#state.sender.settled();
  }

  async send(user: EmulatedUser, message: ReceivedMessage, silent: boolean): Promise<void> {
    checkReceivedMessage(message);
    const wasSubscribed = user.subscribed;
    user.subscribed = true; // without a callback [doc]
    if (!wasSubscribed) this.changed(user);
    const token = this.#state.nextToken();
    const tracking_data = this.#trackingData.get(user.id);
    const sent: ReceivedMessage = tracking_data === undefined ? message : { tracking_data, ...message };
    this.addMessage(user, {
      from: 'user',
      token,
      message: sent,
      at: this.#state.settings.clock.now(),
      silent,
    });
    this.#state.sendCallback({
      event: 'message',
      ...this.#state.envelope(token),
      sender: this.#state.asSeenByBot(user),
      message: sent,
      silent,
    });
    this.#sendDelivered(user, token);
    await this.#state.sender.settled();
  }

  async subscribe(user: EmulatedUser): Promise<void> {
    user.subscribed = true;
    this.#trackingData.delete(user.id); // [hub]
    this.changed(user);
    const seen = this.#state.asSeenByBot(user);
    this.#state.sendCallback({ event: 'subscribed', ...this.#state.envelope(), user: seen });
    await this.#state.sender.settled();
  }

  async unsubscribe(user: EmulatedUser): Promise<void> {
    user.subscribed = false;
    this.changed(user);
    this.#state.sendCallback({ event: 'unsubscribed', ...this.#state.envelope(), user_id: user.id });
    await this.#state.sender.settled();
  }

  async see(user: EmulatedUser): Promise<void> {
    let last: BotMessage | undefined;
    for (const [index, message] of user.chat.entries()) {
      if (message.from !== 'bot' || message.status !== 'delivered') continue;
      message.status = 'seen';
      last = message;
      this.#state.changes.emit('message', user, index);
    }
    if (last !== undefined) {
      // One `seen` covers all earlier messages too. [seen]
      this.#state.sendCallback({ event: 'seen', ...this.#state.envelope(last.token), user_id: user.id });
    }
    await this.#state.sender.settled();
  }

  async pay(user: EmulatedUser, payment: BotMessage | undefined): Promise<void> {
    const trackingData =
      payment === undefined ? this.#trackingData.get(user.id) : payment.message.tracking_data;
    const seen = this.#state.asSeenByBot(user);
    this.#state.sendCallback(clientStatus(this.#state.envelope(), seen, trackingData));
    await this.#state.sender.settled();
  }

  changed(user: EmulatedUser): void {
    this.#state.changes.emit('user', user);
  }

  /** Delivers a message of the bot to the user's devices. */
  deliver(user: EmulatedUser, message: OutgoingMessage, token: string, isWelcome = false): BotMessage {
    const delivered = this.#addBotMessage(user, { message, token, isWelcome, status: 'delivered' });
    this.#trackingData.set(user.id, message.tracking_data);
    this.#sendDelivered(user, token);
    return delivered;
  }

  /** Lets a message that the API has accepted fail on the user's client. */
  fail(user: EmulatedUser, message: OutgoingMessage, token: string, desc: string): BotMessage {
    const failed = this.#addBotMessage(user, { message, token, isWelcome: false, status: 'failed', desc });
    this.#state.sendCallback({ event: 'failed', ...this.#state.envelope(token), user_id: user.id, desc });
    return failed;
  }

  #sendDelivered(user: EmulatedUser, token: string): void {
    for (let device = 0; device < user.profile.devices; device += 1) {
      this.#state.sendCallback({ event: 'delivered', ...this.#state.envelope(token), user_id: user.id });
    }
  }

  #addBotMessage(user: EmulatedUser, fields: Omit<BotMessage, 'from' | 'at' | 'billingStatus'>): BotMessage {
    const at = this.#state.settings.clock.now();
    const status = fields.isWelcome ? BILLING_STATUS.free : billingStatus(user.chat, at);
    const message: BotMessage = { from: 'bot', at, billingStatus: status, ...fields };
    this.addMessage(user, message);
    return message;
  }

  /** Adds a message to the chat of a user. */
  addMessage(user: EmulatedUser, message: ChatMessage): void {
    const index = user.chat.push(message) - 1;
    this.#state.changes.emit('message', user, index);
  }

  /** Shows the welcome message in the response to a `conversation_started`. @param token - of that callback */
  showWelcome(user: EmulatedUser, token: string, { responseBody }: Attempt, entry: TimelineEntry): void {
    if (responseBody === '') return;
    const { message, problem } = parseWelcome(responseBody, user.profile.apiVersion);
    if (message === undefined) {
      entry.note = `No welcome message was shown: ${problem}.`;
    } else {
      entry.note = 'The welcome message was shown.';
      this.deliver(user, message, token, true);
    }
  }
}

/** @throws `TypeError` for a message that no Viber client sends */
function checkReceivedMessage(message: ReceivedMessage): void {
  // The chat page could not be sent a chat that contains such a message.
  if (isTooDeep(message)) throw new TypeError('The message is nested too deeply.');
  const sample = recognize({ event: 'message', message_token: '1', sender: { id: 'a' }, message });
  if (sample.recognized) return;
  throw new TypeError(
    `No Viber client sends this message: ${[sample.reason, ...sample.problems].join('; ')}.`,
  );
}
