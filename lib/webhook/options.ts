import { SENDING_OPTIONS } from '../client/client-options';
import type { Sender } from '../protocol/messages/outgoing-messages';
import type { MessageChecks } from '../protocol/messages/validate-message';
import type { OptionCheck, ParsedOptions } from '../shared/options';
import { group, MAX_TIMER_MS, oneOf, optional, parseOptions, wholeNumber } from '../shared/options';
import type { AccountSource, AuthTokenResolver } from './account';
import { accountSource, warningOfRotation } from './account';
import type { TextMatching } from './dispatch/text-patterns';
import type { CallbackQueue } from './queue/callback-queue';
import type { CallbackQueues } from './queue/choose-queue';

/** How long and how many handled callbacks are remembered. */
export interface DuplicatesOptions {
  /** Milliseconds. Viber redelivers a callback for an hour, so keep it above that. @default 7200000 (2 hours) */
  ttlMs?: number;
  /**
   * Number of callbacks, up to 1000000, and as many again that were acknowledged with a welcome message. One takes less
   * than 400 bytes, whatever it contains, apart from the messages, which may have 32 Mi characters in total. When there
   * are more, the bot with the most forgets the one that was not seen for longest, so that a flood of callbacks for one
   * bot does not affect the others. @default 50000
   */
  max?: number;
}

/** Options for `ordered`. */
export interface OrderedOptions {
  /**
   * Milliseconds that the listeners of one callback may delay the user's next callback. After that the callback counts
   * as failed and the next one starts, although the listeners may still be running. In a worker, the failed job is
   * attempted again. A redelivery or another attempt joins those listeners and does not restart them. Keep it above your
   * slowest listener and above `ackTimeoutMs`; otherwise Viber redelivers a callback whose listeners are still running.
   * @default 60000
   */
  giveUpAfterMs?: number;
}

/** Options of {@link ViberWebhook}. */
export interface ViberWebhookOptions {
  /**
   * The bot's token; an array of tokens during a rotation, with the current one first; or a function that finds the
   * bot, if the webhook serves many. `undefined` throws; the type allows it so that a variable of `process.env` fits.
   */
  authToken: string | readonly string[] | AuthTokenResolver | undefined;
  /** The sender of outgoing messages that do not have one. @default none */
  sender?: Sender;
  /** Maximum size of a body in bytes; a larger one is rejected with 413. @default 262144 */
  bodyLimitBytes?: number;
  /**
   * Milliseconds after which the response is sent even if listeners are still running; they continue. Viber waits 5000
   * milliseconds. @default 4000
   */
  ackTimeoutMs?: number;
  /**
   * The memory for handled callbacks, so that a redelivery of one runs nothing and gets the same response. `false` turns it
   * off: then a callback that has succeeded runs again if it is delivered again. What has failed is remembered in either
   * case. @default { ttlMs: 7200000, max: 50000 }
   */
  duplicates?: DuplicatesOptions | false;
  /**
   * The queue that callbacks are added to before they are acknowledged, for example a `Queue` of BullMQ. Listeners then
   * run in workers, which call {@link ViberWebhook.process}.
   *
   * With several queues, all callbacks of a user go to the same one, so workers can keep the user's order with
   * {@link orderedProcessor}. It is chosen by a hash of the user's id and the account, which is the same in every version.
   * Every process must list the same queues in the same order. An `authToken` function must name its accounts: one without
   * a name is known by its token, so its users change queues with the token.
   * @default none: listeners run in this process
   */
  queue?: CallbackQueue | readonly CallbackQueue[];
  /**
   * Whether one user's callbacks run one after another, in the order in which their requests were verified. Callbacks
   * of different users run in parallel. If an `authToken` function takes longer for one request than for the next, the
   * next one runs first. The welcome handler does not wait, because its message is the response.
   *
   * Up to 100 callbacks of one user and 10,000 of all users can wait; above that the response is 503. The order holds
   * within one process; for several workers, use several queues and {@link orderedProcessor}. In a worker, a waiting
   * callback occupies one of the `concurrency` slots. @default false
   */
  ordered?: boolean | OrderedOptions;
  /**
   * Maximum number of callbacks in flight, including acknowledged ones whose listeners are still running. Above it the
   * response is 503 with `Retry-After`, so that Viber redelivers the callback; `delivered` and `seen` are rejected
   * above half of it. A listener, a welcome handler or an `add` of the queue that never settles keeps its place; only
   * `ordered` gives up on listeners. Jobs do not count, because the worker's `concurrency` limits them. @default none
   */
  maxInFlight?: number;
  /** Which listeners run if several `onText` patterns match: only the first, or all. @default 'first' */
  textMatching?: TextMatching;
  /**
   * `errors` refuses messages that Viber is known to refuse, and warns once a process of each other rule that one breaks.
   * `strict` refuses those too, which suits tests. `off` sends every object as it is. @default 'errors'
   */
  messageChecks?: MessageChecks;
  /**
   * Base URL of the API, such as an emulator's. `undefined` stands for Viber, so that a variable of `process.env` fits.
   * @default 'https://chatapi.viber.com/pa'
   */
  apiUrl?: string | undefined;
}

/** Options for {@link ViberWebhook.close}. */
export interface CloseOptions {
  /** Milliseconds to wait for callbacks in flight, from 0 to 2147483647. @default 10000 */
  timeoutMs?: number;
}

/** The result of {@link ViberWebhook.close}. */
export interface CloseResult {
  /** The callbacks that were still in flight after `timeoutMs`. */
  unfinished: readonly {
    /** The bot that the callback is for. */
    account: string;
    /** Its event, or `unrecognized`. */
    event: string;
    /** When its request arrived. */
    receivedAt: Date;
  }[];
}

const duplicatesGroup = group({
  ttlMs: wholeNumber({ default: 7_200_000 }),
  // Beyond this limit, a queue is the better solution.
  max: wholeNumber({ default: 50_000, max: 1_000_000 }),
} satisfies Record<keyof DuplicatesOptions, OptionCheck<unknown>>);

const orderedGroup = group({
  giveUpAfterMs: wholeNumber({ default: 60_000, max: MAX_TIMER_MS }),
} satisfies Record<keyof OrderedOptions, OptionCheck<unknown>>);

const WEBHOOK_OPTIONS = {
  authToken: (authToken) => ({
    findAccount: accountSource(authToken),
    tokenToSendWith: firstToken(authToken),
  }),
  ...SENDING_OPTIONS,
  bodyLimitBytes: wholeNumber({ default: 262_144 }),
  ackTimeoutMs: wholeNumber({ default: 4000, max: MAX_TIMER_MS }),
  duplicates: checkedDuplicates,
  queue: optional(checkedQueues),
  ordered: checkedOrdered,
  maxInFlight: wholeNumber({ default: Infinity }),
  textMatching: oneOf('first', 'all'),
} satisfies Record<keyof ViberWebhookOptions, OptionCheck<unknown>>;

const CLOSE_OPTIONS = {
  timeoutMs: wholeNumber({ default: 10_000, min: 0, max: MAX_TIMER_MS }),
} satisfies Record<keyof CloseOptions, OptionCheck<unknown>>;

/** The checked `duplicates` option. */
export type DuplicatesSettings = ReturnType<typeof duplicatesGroup>;

/** The checked options, with every default in place. `maxInFlight` is Infinity if there is no limit. */
export interface WebhookSettings extends Omit<ParsedOptions<typeof WEBHOOK_OPTIONS>, 'authToken' | 'queue'> {
  readonly findAccount: AccountSource;
  /** The token to call the API with; `undefined` if it depends on the request. */
  readonly authToken: string | undefined;
  /** `undefined` if listeners run in this process. */
  readonly queues: CallbackQueues | undefined;
}

/** @throws `TypeError` that names the option and says what it must be */
export function parseWebhookOptions(options: ViberWebhookOptions): WebhookSettings {
  const { authToken, queue: queues, ...settings } = parseOptions('ViberWebhook', WEBHOOK_OPTIONS, options);
  const { findAccount, tokenToSendWith } = authToken;
  return {
    ...settings,
    findAccount: queues === undefined || queues.length === 1 ? findAccount : warningOfRotation(findAccount),
    authToken: tokenToSendWith,
    queues,
  };
}

/** @throws `TypeError` that says what the option must be */
export function parseCloseOptions(options: CloseOptions): ParsedOptions<typeof CLOSE_OPTIONS> {
  return parseOptions('close', CLOSE_OPTIONS, options);
}

function firstToken(authToken: unknown): string | undefined {
  const first: unknown = Array.isArray(authToken) ? authToken[0] : authToken;
  return typeof first === 'string' ? first : undefined;
}

function checkedDuplicates(duplicates: unknown = {}, name: string): DuplicatesSettings | false {
  if (duplicates === false) return false;
  if (typeof duplicates !== 'object') throw new TypeError(`${name} must be false or { ttlMs, max }.`);
  return duplicatesGroup(duplicates, name);
}

function checkedOrdered(ordered: unknown, name: string): ReturnType<typeof orderedGroup> | false {
  if (ordered === undefined || ordered === false) return false;
  if (ordered === true) return orderedGroup({}, name);
  if (typeof ordered !== 'object' || ordered === null) {
    throw new TypeError(`${name} must be true, false or { giveUpAfterMs }.`);
  }
  return orderedGroup(ordered, name);
}

function checkedQueues(queue: unknown): CallbackQueues {
  const queues: readonly unknown[] = Array.isArray(queue) ? queue : [queue];
  const [first, ...others] = queues.map(checkedQueue);
  if (first === undefined)
    throw new TypeError(
      'queue must not be an empty list. Leave it out to run the listeners in this process.',
    );
  if (new Set(queues).size < queues.length) {
    throw new TypeError(
      'queue lists the same queue twice. List it once, or it gets the callbacks of more users than the others.',
    );
  }
  return [first, ...others];
}

function checkedQueue(queue: unknown): CallbackQueue {
  if (typeof (queue as Partial<CallbackQueue> | null | undefined)?.add === 'function')
    return queue as CallbackQueue;
  throw new TypeError(
    "queue must have an add(name, data, { jobId }) method, like BullMQ's Queue, or be a list of such queues.",
  );
}
