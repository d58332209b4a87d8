import { checkedAuthToken } from '../protocol/api/auth-token';
import { rejectUnknownOptions } from '../shared/nearest-name';
import { MAX_TIMER_MS, positiveInteger } from '../shared/options';
import type { TextEncoding } from '../protocol/wire-json';
import type { ApiResponse } from './api/api-response';
import type { BotProfile, Registration } from './api/bot-account';
import { DEFAULT_BOT } from './api/bot-account';
import type { Clock } from './clock';
import { systemClock } from './clock';
import type { EmulatedUser } from './chat/emulated-user';
import type { UserProfile } from './chat/user-profile';
import { EmulatorState } from './emulator-state';
import type { ListenOptions } from './http-server';
import { EmulatorServer } from './http-server';
import type { TimelineEntry } from './timeline';
import type { Faults } from './faults';
import { ChatActions } from './chat/chat-actions';
import { Registrar } from './api/registrar';

/** Options of {@link createViberEmulator}. */
export interface ViberEmulatorOptions {
  /** The token of the bot; the bot calls the API and checks signatures with it. */
  authToken: string | undefined;
  /** Where the time of repeats comes from; a {@link VirtualClock} can be advanced. @default the machine's */
  clock?: Clock;
  /** What `get_account_info` tells. */
  bot?: Partial<BotProfile>;
  /** How text that is not ASCII is written in callbacks; both have been seen. @default 'raw' */
  encoding?: TextEncoding;
  /** Real milliseconds the webhook has for its answer. @default 5000, as Viber's */
  webhookTimeoutMs?: number;
}

const OPTIONS: Record<keyof ViberEmulatorOptions, true> = {
  authToken: true,
  clock: true,
  bot: true,
  encoding: true,
  webhookTimeoutMs: true,
};

/** A Viber on this machine, with one bot: its REST API, its users, its callbacks, and a page to chat in. */
export class ViberEmulator {
  readonly #state: EmulatorState;
  readonly #chats: ChatActions;
  readonly #registrar: Registrar;
  readonly #server: EmulatorServer;
  #isClosed = false;

  /** @internal Use {@link createViberEmulator}. */
  constructor(options: ViberEmulatorOptions) {
    rejectUnknownOptions(options, OPTIONS, 'emulator');
    const { bot = {}, encoding = 'raw', webhookTimeoutMs = 5000 } = options;
    rejectUnknownOptions(bot, DEFAULT_BOT, 'bot');
    if (!(['raw', 'escaped'] satisfies TextEncoding[]).includes(encoding))
      throw new TypeError("encoding must be 'raw' or 'escaped'.");
    this.#state = new EmulatorState({
      authToken: checkedAuthToken(options.authToken),
      clock: options.clock ?? systemClock,
      bot: { ...DEFAULT_BOT, ...bot },
      encoding,
      webhookTimeoutMs: positiveInteger('webhookTimeoutMs', webhookTimeoutMs, MAX_TIMER_MS),
    });
    this.#chats = new ChatActions(this.#state);
    this.#registrar = new Registrar(this.#state);
    this.#server = new EmulatorServer(this.#state, this.#chats, this.#registrar);
  }

  /**
   * Starts the API and the page, by default on a free port of this machine alone.
   *
   * @returns the address of the page
   * @throws `Error` if it listens already, has been closed, or cannot have the port
   */
  async listen(options: ListenOptions = {}): Promise<string> {
    if (this.#isClosed) throw new Error('The emulator has been closed: create another one.');
    return this.#server.listen(options);
  }

  /** Stops: no more callbacks, no more connections. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#state.sender.close();
    await this.#server.close();
  }

  /** The address of the page. @throws `Error` before {@link listen} */
  get url(): string {
    return this.#server.url;
  }

  /** What to give a bot as its `apiUrl`. @throws `Error` before {@link listen} */
  get apiUrl(): string {
    return `${this.#server.url}/pa`;
  }

  /** Adds somebody who has not met the bot yet. */
  addUser(profile: Partial<UserProfile> = {}): EmulatedUser {
    return this.#chats.addUser(profile);
  }

  /** Everybody, in the order of coming. */
  get users(): readonly EmulatedUser[] {
    return [...this.#state.users.values()];
  }

  /** The last 20,000 callbacks and all that came of them, oldest first; it grows as they come. */
  get timeline(): readonly TimelineEntry[] {
    return this.#state.timeline.entries;
  }

  /** What the bot has registered; `undefined` without a webhook. */
  get registration(): Registration | undefined {
    return this.#state.registration;
  }

  /** What is going wrong between Viber and the webhook. */
  get faults(): Readonly<Faults> {
    return this.#state.faults;
  }

  /** Makes things go wrong, or right again; what is not given stays as it is. */
  setFaults(trouble: Partial<Faults>): void {
    this.#state.setFaults(trouble);
  }

  /** Makes the check call again; the answer is what `set_webhook` would say. */
  async recheck(): Promise<ApiResponse> {
    return this.#registrar.recheck();
  }

  /** Resolves when no callback is being sent; what waits to be repeated, or is held back, does not count. */
  async settled(): Promise<void> {
    await this.#state.sender.settled();
  }
}

/**
 * A Viber on this machine. Call `listen()`, give the bot its `apiUrl`, and add users.
 *
 * @throws `TypeError` if the token cannot be one, or for an option that cannot be meant
 */
export function createViberEmulator(options: ViberEmulatorOptions): ViberEmulator {
  return new ViberEmulator(options);
}
