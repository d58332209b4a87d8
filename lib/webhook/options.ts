import { checkedApiUrl, VIBER_API_URL } from '../client/api-url';
import { checkedSender } from '../client/client-options';
import type { Sender } from '../protocol/messages/outgoing-messages';
import type { MessageChecks } from '../protocol/messages/validate-message';
import type { OptionCheck, ParsedOptions } from '../shared/options';
import { group, MAX_TIMER_MS, oneOf, optional, parseOptions, wholeNumber } from '../shared/options';
import type { AccountSource, AuthTokenResolver } from './account';
import { accountSource } from './account';
import type { TextMatching } from './dispatch/text-patterns';
import type { CallbackQueue } from './queue/callback-queue';

/** How long and how many handled callbacks are remembered. */
export interface DuplicatesOptions {
  /** Milliseconds. Keep it above the hour during which Viber redelivers. @default 7200000 (2 hours) */
  ttlMs?: number;
  /** Callbacks, up to 1000000; the least recently seen are forgotten first. @default 50000 */
  max?: number;
}

/** How one user's callbacks follow each other. */
export interface OrderedOptions {
  /**
   * Milliseconds for which the listeners of one callback may hold up the next callback of its user; after that it counts
   * as failed, and the next one starts. In a worker the job is then attempted again while the first run may still go on.
   * Keep it above your slowest listener, and above `ackTimeoutMs`, or Viber redelivers what is still running.
   * @default 60000
   */
  giveUpAfterMs?: number;
}

/** Options of {@link ViberWebhook}. */
export interface ViberWebhookOptions {
  /**
   * The bot's token; an array while it is being rotated, the current one first; or a function for many bots in one
   * application. Required: the type allows `undefined` only so that `process.env` fits, and `undefined` throws.
   */
  authToken: string | readonly string[] | AuthTokenResolver | undefined;
  /** Put on outgoing messages that have none. @default none */
  sender?: Sender;
  /** Bytes; a larger body is rejected with 413. @default 262144 */
  bodyLimitBytes?: number;
  /**
   * Milliseconds from the request to the response at most; listeners that are still running go on. Viber gives up at
   * 5000. @default 4000
   */
  ackTimeoutMs?: number;
  /** Memory for handled callbacks; `false` turns it off. @default { ttlMs: 7200000, max: 50000 } */
  duplicates?: DuplicatesOptions | false;
  /**
   * Where callbacks go before they are acknowledged, for example a `Queue` of BullMQ: listeners then run in workers, which
   * call {@link ViberWebhook.process}. @default none: listeners run in this process
   */
  queue?: CallbackQueue;
  /**
   * Run one user's callbacks one after another in the order of arrival, and different users in parallel. The order is that
   * in which requests are verified: where an `authToken` function takes longer for one request than for the next, the next
   * goes first. The welcome handler does not wait, since its message is the response.
   *
   * Behind a running callback 100 more of its user may wait, 10,000 of all users; above that the response is 503. With a
   * `queue` the order holds within one worker process: two workers know nothing of each other, and a callback that waits
   * for its user takes a place of the worker's `concurrency`. @default false
   */
  ordered?: boolean | OrderedOptions;
  /**
   * Callbacks in flight, including those that are acknowledged and still running; above it the response is 503 with
   * `Retry-After`, so that Viber redelivers. `delivered` and `seen` are rejected above half of it. A listener that never
   * settles keeps its place unless `ordered` gives it up; so does a welcome handler or an `add` of the queue. Jobs do not
   * count: the worker's `concurrency` limits them. @default none
   */
  maxInFlight?: number;
  /** If several `onText` patterns match a text: call the listener of the first one, or those of all. @default 'first' */
  textMatching?: TextMatching;
  /**
   * `errors` refuses messages that Viber is known to refuse, and warns once a process of each other rule that one breaks.
   * `strict` refuses those too, which suits tests. `off` sends every object as it is. @default 'errors'
   */
  messageChecks?: MessageChecks;
  /** Base URL of the API. @default 'https://chatapi.viber.com/pa' */
  apiUrl?: string;
}

/** Options for {@link ViberWebhook.close}. */
export interface CloseOptions {
  /** Milliseconds to wait for what is in flight, from 0 to 2147483647. @default 10000 */
  timeoutMs?: number;
}

/** The result of {@link ViberWebhook.close}. */
export interface CloseResult {
  /** The callbacks that were still in flight after `timeoutMs`. */
  unfinished: readonly {
    /** The bot it is for. */
    account: string;
    /** Its event, or `unrecognized`. */
    event: string;
    /** When its request arrived. */
    receivedAt: Date;
  }[];
}

const duplicatesGroup = group({
  ttlMs: wholeNumber({ default: 7_200_000 }),
  // The memory that more would take at construction is better spent on a queue.
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
  sender: optional(checkedSender),
  bodyLimitBytes: wholeNumber({ default: 262_144 }),
  ackTimeoutMs: wholeNumber({ default: 4000, max: MAX_TIMER_MS }),
  duplicates: checkedDuplicates,
  queue: optional(checkedQueue),
  ordered: checkedOrdered,
  maxInFlight: wholeNumber({ default: Infinity }),
  textMatching: oneOf('first', 'all'),
  messageChecks: oneOf('errors', 'strict', 'off'),
  apiUrl: (apiUrl = VIBER_API_URL, name) => checkedApiUrl(apiUrl, name),
} satisfies Record<keyof ViberWebhookOptions, OptionCheck<unknown>>;

const CLOSE_OPTIONS = {
  timeoutMs: wholeNumber({ default: 10_000, min: 0, max: MAX_TIMER_MS }),
} satisfies Record<keyof CloseOptions, OptionCheck<unknown>>;

/** How long and how many handled callbacks are remembered. */
export type DuplicatesSettings = ReturnType<typeof duplicatesGroup>;

/** The checked options, with every default in place. `maxInFlight` is Infinity where there is no limit. */
export interface WebhookSettings extends Omit<ParsedOptions<typeof WEBHOOK_OPTIONS>, 'authToken'> {
  readonly findAccount: AccountSource;
  /** The token to call the API with; `undefined` if it depends on the request. */
  readonly authToken: string | undefined;
}

/** @throws `TypeError` that names the option and says what it must be */
export function parseWebhookOptions(options: ViberWebhookOptions): WebhookSettings {
  const { authToken, ...settings } = parseOptions('ViberWebhook', WEBHOOK_OPTIONS, options);
  return { ...settings, findAccount: authToken.findAccount, authToken: authToken.tokenToSendWith };
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

function checkedQueue(queue: unknown): CallbackQueue {
  if (typeof (queue as Partial<CallbackQueue> | null)?.add === 'function') return queue as CallbackQueue;
  throw new TypeError("queue must have an add(name, data, { jobId }) method, as BullMQ's Queue has.");
}
