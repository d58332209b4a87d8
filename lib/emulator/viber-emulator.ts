import { checkedAuthToken } from '../protocol/api/auth-token';
import type { TextEncoding } from '../protocol/wire-json';
import type { OptionCheck } from '../shared/options';
import { boolean, MAX_TIMER_MS, oneOf, parseOptions, wholeNumber } from '../shared/options';
import type { ApiCall } from './api/api-call';
import type { ApiResponse } from './api/api-response';
import type { BotProfile, Registration } from './api/bot-account';
import { botProfile } from './api/bot-account';
import { Registrar } from './api/registrar';
import { ChatActions } from './chat/chat-actions';
import type { EmulatedUser } from './chat/emulated-user';
import type { SendCallbackOptions } from './chat/send-body';
import { sendBody } from './chat/send-body';
import type { UserProfile } from './chat/user-profile';
import type { Clock } from './clock';
import { systemClock } from './clock';
import { curlCommand } from './curl-command';
import { EmulatorState } from './emulator-state';
import type { Faults } from './faults';
import type { ListenOptions } from './http-server';
import { EmulatorServer } from './http-server';
import type { TimelineEntry } from './timeline';

/** Options of {@link createViberEmulator}. */
export interface ViberEmulatorOptions {
  /** The auth token of the bot, which calls the API and verifies signatures with it. */
  authToken: string | undefined;
  /** The clock that redeliveries follow; a {@link VirtualClock} can be advanced. @default the machine's clock */
  clock?: Clock;
  /** What `get_account_info` returns. @default a made-up account */
  bot?: Partial<BotProfile>;
  // Viber has sent both. [seen]
  /** How callbacks contain text that is not ASCII: as it is, or as `\uXXXX`. @default 'raw' */
  encoding?: TextEncoding;
  /** Real milliseconds until a response of the webhook must be complete. @default 5000, as Viber's */
  webhookTimeoutMs?: number;
}

const clockCheck: OptionCheck<Clock> = (value = systemClock, name) => {
  const { now, schedule } = (value ?? {}) as Partial<Clock>;
  if (typeof now === 'function' && typeof schedule === 'function') return value as Clock;
  throw new TypeError(
    `${name} must have the methods now() and schedule(). Pass a VirtualClock, or leave it out.`,
  );
};

const optionChecks = {
  authToken: checkedAuthToken,
  clock: clockCheck,
  bot: botProfile,
  encoding: oneOf('raw', 'escaped'),
  webhookTimeoutMs: wholeNumber({ default: 5000, max: MAX_TIMER_MS }),
} satisfies Record<keyof ViberEmulatorOptions, OptionCheck<unknown>>;

const sendChecks = { newToken: boolean(false) } satisfies Record<
  keyof SendCallbackOptions,
  OptionCheck<unknown>
>;

/** A local Viber with one bot: its REST API, users, callbacks, and a page to chat in. */
export class ViberEmulator {
  readonly #state: EmulatorState;
  readonly #chats: ChatActions;
  readonly #registrar: Registrar;
  readonly #server: EmulatorServer;
  #isClosed = false;

  /** @internal Use {@link createViberEmulator}. */
  constructor(options: ViberEmulatorOptions) {
    this.#state = new EmulatorState(parseOptions('emulator', optionChecks, options));
    this.#chats = new ChatActions(this.#state);
    this.#registrar = new Registrar(this.#state);
    this.#server = new EmulatorServer(this.#state, this.#chats, this.#registrar);
  }

  /**
   * Starts the API and the page, by default on a free port that only this machine can reach.
   *
   * @returns the URL of the page
   * @throws `Error` if the emulator is already listening, has been closed, or cannot use the port
   */
  async listen(options: ListenOptions = {}): Promise<string> {
    if (this.#isClosed) throw new Error('The emulator has been closed. Create a new one.');
    return this.#server.listen(options);
  }

  /** Stops sending callbacks and closes the server. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#state.sender.close();
    await this.#server.close();
  }

  /** The URL of the page. @throws `Error` before {@link listen} */
  get url(): string {
    return this.#server.url;
  }

  /** The base URL of the API, for the `apiUrl` option of a bot. @throws `Error` before {@link listen} */
  get apiUrl(): string {
    return `${this.#server.url}/pa`;
  }

  /**
   * Adds a user who has not met the bot yet.
   *
   * @param profile - what is left out has a default
   * @throws `TypeError` for an unknown field or a wrong value, `Error` if the id is already taken
   */
  addUser(profile: Partial<UserProfile> = {}): EmulatedUser {
    return this.#chats.addUser(profile);
  }

  /** All users, in the order they were added. */
  get users(): readonly EmulatedUser[] {
    return [...this.#state.users.values()];
  }

  /**
   * The callbacks and the attempts to deliver them, oldest first. The array is live. It keeps the last 20,000, together
   * with {@link apiCalls}, or fewer if their texts have more than 64 million characters.
   */
  get timeline(): readonly TimelineEntry[] {
    return this.#state.timeline.entries;
  }

  /** The bot's calls of the API with their responses, oldest first. The array is live, and limited as {@link timeline}. */
  get apiCalls(): readonly ApiCall[] {
    return this.#state.timeline.calls;
  }

  /**
   * Sends a body as a callback: one of the {@link timeline} again, an edited one, or one of another bot. It is sent
   * whatever events the webhook is registered for, and redelivered like any other. An unknown user is added, and the
   * message of a `message` callback is shown in the chat. Resolves to its entry when no callback is in flight any more.
   *
   * @param body - sent byte for byte, apart from a new token
   * @throws `TypeError` if it is not a JSON object with an `event`
   */
  async sendCallback(body: string, options: SendCallbackOptions = {}): Promise<TimelineEntry> {
    const checked = parseOptions('sendCallback', sendChecks, options);
    return sendBody(this.#state, this.#chats, body, checked);
  }

  /**
   * A curl command for a POSIX shell that posts a body to the registered webhook. It contains the signature, but not the
   * auth token.
   *
   * @throws `TypeError` if the body is not a JSON object with an `event`, `Error` if no webhook is registered
   */
  curlCommand(body: string): string {
    return curlCommand(this.#state, body);
  }

  /** The registered webhook; `undefined` if there is none. */
  get registration(): Registration | undefined {
    return this.#state.registration;
  }

  /** The faults in effect. */
  get faults(): Readonly<Faults> {
    return this.#state.faults;
  }

  /**
   * Switches faults on or off; those left out stay as they are.
   *
   * @throws `TypeError` for an unknown fault or a wrong value
   */
  setFaults(changes: Partial<Faults>): void {
    this.#state.setFaults(changes);
  }

  /** Sends the check call again. @returns what `set_webhook` would respond */
  async recheck(): Promise<ApiResponse> {
    return this.#registrar.recheck();
  }

  /** Resolves when no callback is in flight. Does not wait for redeliveries or for callbacks that are held back. */
  async settled(): Promise<void> {
    await this.#state.sender.settled();
  }
}

/**
 * Creates a local Viber. Call `listen()`, set the `apiUrl` of the bot, and add users.
 *
 * @example
 * ```ts
 * const emulator = createViberEmulator({ authToken });
 * await emulator.listen();
 * const viber = new ViberWebhook({ authToken, apiUrl: emulator.apiUrl });
 * const user = emulator.addUser();
 * await user.send('Hello');
 * ```
 * @throws `TypeError` for a missing token, an unknown option or a wrong value
 */
export function createViberEmulator(options: ViberEmulatorOptions): ViberEmulator {
  return new ViberEmulator(options);
}
