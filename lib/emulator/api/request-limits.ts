import type { EmulatedUser } from '../chat/emulated-user';
import type { Clock } from '../clock';

const HOUR_MS = 3_600_000;

/** How often the details of one user can be requested in {@link DETAILS_WINDOW_MS}. [doc] */
const MAX_DETAILS = 2;
const DETAILS_WINDOW_MS = 12 * HOUR_MS;

/** How many messages `send_message` may send to one user in an hour while the user does not reply. [hub] */
const MAX_WITHOUT_REPLY = 100;

/** Counts the requests of the bot for which Viber has a limit for each user. */
export class RequestLimits {
  readonly #clock: Clock;
  readonly #detailsRequestedAt = new Map<string, number[]>();
  /** For each user, the messages sent in the last hour that the user has not replied to. */
  readonly #withoutReply = new Map<string, { at: number; index: number }[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts a request for the details of a user. @returns whether it is allowed */
  takeDetails(userId: string): boolean {
    const now = this.#clock.now();
    const recent = (this.#detailsRequestedAt.get(userId) ?? []).filter((at) => now - at < DETAILS_WINDOW_MS);
    if (recent.length >= MAX_DETAILS) return false;
    this.#detailsRequestedAt.set(userId, [...recent, now]);
    return true;
  }

  /** Counts a message that is about to be added to the chat of a user. @returns whether it is allowed */
  takeMessage({ id, chat }: EmulatedUser): boolean {
    const now = this.#clock.now();
    const lastReply = chat.findLastIndex(({ from }) => from === 'user');
    const sentWithoutReply = (this.#withoutReply.get(id) ?? []).filter(
      ({ at, index }) => index > lastReply && now - at < HOUR_MS,
    );
    if (sentWithoutReply.length >= MAX_WITHOUT_REPLY) return false;
    this.#withoutReply.set(id, [...sentWithoutReply, { at: now, index: chat.length }]);
    return true;
  }
}
