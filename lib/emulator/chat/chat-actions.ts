import type { ConversationStartedCallback } from '../../protocol/callbacks/callbacks';
import { asRecord, parseExactJson } from '../../protocol/exact-json';
import { fieldProblems } from '../../protocol/messages/validate-message';
import type { OutgoingMessage } from '../../protocol/messages/outgoing-messages';
import type { ReceivedMessage } from '../../protocol/callbacks/received-messages';
import { recognize } from '../../protocol/callbacks/recognize';
import type { BotMessage, ChatMessage } from './conversation';
import type { UserActions } from './emulated-user';
import { EmulatedUser } from './emulated-user';
import type { EmulatorState } from '../emulator-state';
import { isTooDeep, messageIn } from '../api/message-check';
import type { Attempt, TimelineEntry } from '../timeline';
import type { UserProfile } from './user-profile';
import { checkProfile, completeProfile } from './user-profile';

/** What people do in the chat, and the callbacks that come of it. */
export class ChatActions implements UserActions {
  readonly #state: EmulatorState;

  constructor(state: EmulatorState) {
    this.#state = state;
  }

  /** Adds somebody who has not met the bot yet; what the profile leaves out has a default. */
  addUser(profile: Partial<UserProfile> = {}): EmulatedUser {
    checkProfile(profile);
    const user = new EmulatedUser(completeProfile(profile, this.#state.users.size + 1), this);
    if (this.#state.users.has(user.id)) throw new Error(`There is a user with the id ${user.id} already.`);
    this.#state.users.set(user.id, user);
    this.changed(user);
    return user;
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
      this.#takeWelcome(user, callback.message_token, attempt, entry);
    });
    await this.#state.sender.settled();
  }

  async send(user: EmulatedUser, message: ReceivedMessage, silent: boolean): Promise<void> {
    checkMessage(message);
    const wasSubscribed = user.subscribed;
    user.subscribed = true; // without a callback [doc]
    if (!wasSubscribed) this.changed(user);
    const token = this.#state.nextToken();
    const tracking_data = user.inbox.findLast(({ status }) => status !== 'failed')?.message.tracking_data;
    const sent: ReceivedMessage = tracking_data === undefined ? message : { tracking_data, ...message };
    this.#say(user, { from: 'user', token, message: sent, at: this.#state.settings.clock.now(), silent });
    this.#state.sendCallback({
      event: 'message',
      ...this.#state.envelope(token),
      sender: this.#state.asSeenByBot(user),
      message: sent,
      silent,
    });
    this.delivered(user, token);
    await this.#state.sender.settled();
  }

  async subscribe(user: EmulatedUser): Promise<void> {
    user.subscribed = true;
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
      // One stands for all before it. [seen]
      this.#state.sendCallback({ event: 'seen', ...this.#state.envelope(last.token), user_id: user.id });
    }
    await this.#state.sender.settled();
  }

  changed(user: EmulatedUser): void {
    this.#state.changes.emit('user', user);
  }

  /** Puts a message of the bot on the user's phone; each device says that it has it. */
  receive(user: EmulatedUser, message: OutgoingMessage, token: string, isWelcome: boolean): void {
    this.#take(user, { message, token, isWelcome, status: 'delivered' });
    this.delivered(user, token);
  }

  /** Lets the user's client refuse a message that the API has accepted. */
  fail(user: EmulatedUser, message: OutgoingMessage, token: string, desc: string): void {
    this.#take(user, { message, token, isWelcome: false, status: 'failed', desc });
    this.#state.sendCallback({ event: 'failed', ...this.#state.envelope(token), user_id: user.id, desc });
  }

  /** A `delivered` from each device of the user. */
  delivered(user: EmulatedUser, token: string): void {
    for (let device = 0; device < user.profile.devices; device += 1) {
      this.#state.sendCallback({ event: 'delivered', ...this.#state.envelope(token), user_id: user.id });
    }
  }

  #take(user: EmulatedUser, message: Omit<BotMessage, 'from' | 'at'>): void {
    this.#say(user, { from: 'bot', at: this.#state.settings.clock.now(), ...message });
  }

  #say(user: EmulatedUser, message: ChatMessage): void {
    const index = user.chat.push(message) - 1;
    this.#state.changes.emit('message', user, index);
  }

  #takeWelcome(user: EmulatedUser, token: string, { responseBody }: Attempt, entry: TimelineEntry): void {
    if (responseBody === '') return;
    const { message, problem } = parseWelcome(responseBody);
    if (message === undefined) {
      entry.note = `No welcome message shown: ${problem}`;
    } else {
      entry.note = 'The welcome message was shown.';
      this.receive(user, message, token, true);
    }
  }
}

type Welcome = { message: OutgoingMessage; problem?: undefined } | { message?: undefined; problem: string };

function parseWelcome(answer: string): Welcome {
  let value: unknown;
  try {
    value = parseExactJson(answer);
  } catch {
    return { problem: 'the body of the answer is not JSON' };
  }
  // A bot that answers {"status":0} and the like has sent no message, and is not to be told of its fields.
  if (asRecord(value)?.['type'] === undefined && asRecord(value)?.['keyboard'] === undefined) {
    return { problem: 'the body of the answer has no "type", so it is no message' };
  }
  if (isTooDeep(value)) return { problem: 'it is nested too deeply' };
  const message = messageIn(asRecord(value) ?? {});
  const problems = fieldProblems(message, true);
  if (problems.length > 0) return { problem: problems.map(({ text }) => text).join('; ') };
  return { message: message as unknown as OutgoingMessage };
}

/** @throws `TypeError` for a message that no client of Viber's sends */
function checkMessage(message: ReceivedMessage): void {
  const sample = recognize({ event: 'message', message_token: '1', sender: { id: 'a' }, message });
  if (sample.recognized) return;
  throw new TypeError(`This is no message of a user: ${[sample.reason, ...sample.problems].join('; ')}.`);
}
