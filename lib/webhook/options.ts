import type { Sender } from '../protocol/messages/outgoing-messages';
import { checkedSender } from '../client/client-options';
import { checkedApiUrl, VIBER_API_URL } from '../client/api-url';
import { rejectUnknownOptions } from '../shared/nearest-name';
import { checkedBoolean, MAX_TIMER_MS, positiveInteger } from '../shared/options';
import type { AccountSource, AuthTokenResolver } from './account';
import { accountSource } from './account';
import type { CallbackQueue } from './queue/callback-queue';
import type { TextMatching } from './dispatch/text-patterns';

/** How long and how many handled callbacks are remembered. */
export interface DuplicatesOptions {
  /** Milliseconds; keep it above the hour Viber repeats for. @default 7200000 (2 hours) */
  ttlMs?: number;
  /** Callbacks, up to 1000000; the least recently seen are forgotten first. @default 50000 */
  max?: number;
}

/** How one user's callbacks follow each other. */
export interface OrderedOptions {
  /**
   * Milliseconds that the listeners of one callback may hold up the next one of its user; after that it counts as failed,
   * and the next goes ahead. In a worker the job is then tried again while the first run may still go on: keep it above
   * your slowest listener, and above `ackTimeoutMs`, or Viber repeats what still runs. @default 60000
   */
  giveUpAfterMs?: number;
}

/** Options of {@link ViberWebhook}. */
export interface ViberWebhookOptions {
  /**
   * The bot's token; an array while it is being rotated, the current one first; or a function for many bots
   * behind one app. Required: `undefined` is allowed here only so that `process.env` fits, and throws.
   */
  authToken: string | readonly string[] | AuthTokenResolver | undefined;
  /** Put on outgoing messages that have none. @default none */
  sender?: Sender;
  /** Bytes; a larger body is answered with 413. @default 262144 */
  bodyLimitBytes?: number;
  /**
   * Milliseconds from the request to the reply at most; listeners that are still running go on. Viber gives up
   * at 5000. @default 4000
   */
  ackTimeoutMs?: number;
  /** Memory for callbacks already handled; `false` turns it off. @default { ttlMs: 7200000, max: 50000 } */
  duplicates?: DuplicatesOptions | false;
  /**
   * Where callbacks go before they are acknowledged, such as a `Queue` of BullMQ: listeners then run in workers, which
   * call {@link ViberWebhook.process}. @default none: listeners run in this process
   */
  queue?: CallbackQueue;
  /**
   * Run one user's callbacks one after another in order of arrival, different users in parallel. Arrived is what was read
   * and verified: where an `authToken` function takes longer for one than for the next, the next goes first. The welcome
   * handler, being the HTTP reply, does not wait its turn.
   *
   * Behind a running callback 100 of its user may wait, 10,000 in all; above it the answer is 503. With a `queue` it counts
   * in workers only, each by itself: two workers know nothing of each other, and what waits for its user takes a place of
   * the worker's `concurrency`; see {@link fetchInOrder}. @default false
   */
  ordered?: boolean | OrderedOptions;
  /**
   * Callbacks at a time, those that are acknowledged but still run included; above it the answer is 503 with
   * `Retry-After`, so that Viber repeats. `delivered` and `seen` are refused above half of it. A listener that never
   * settles keeps its place, unless `ordered` gives it up, and so do a welcome handler and an `add` of the queue that never
   * settle. Not for jobs: that is the worker's `concurrency`. @default none
   */
  maxInFlight?: number;
  /** Of several `onText` patterns that match one text: call the first one's listener, or those of all. @default 'first' */
  textMatching?: TextMatching;
  /**
   * Whether a message may have fields this package does not know, such as one Viber has added since. Otherwise they are
   * refused with the nearest known name. @default false
   */
  allowUnknownFields?: boolean;
  /** Base URL of the API. @default 'https://chatapi.viber.com/pa' */
  apiUrl?: string;
}

/** The options with every default in place. */
export interface WebhookSettings {
  findAccount: AccountSource;
  /** The token to call the API with; `undefined` if it depends on the request. */
  authToken: string | undefined;
  sender: Sender | undefined;
  bodyLimitBytes: number;
  ackTimeoutMs: number;
  duplicates: Required<DuplicatesOptions> | false;
  queue: CallbackQueue | undefined;
  ordered: Required<OrderedOptions> | false;
  /** Infinity where there is no limit. */
  maxInFlight: number;
  textMatching: TextMatching;
  allowUnknownFields: boolean;
  apiUrl: string;
}

const OPTIONS: Record<keyof ViberWebhookOptions, true> = {
  authToken: true,
  sender: true,
  bodyLimitBytes: true,
  ackTimeoutMs: true,
  duplicates: true,
  queue: true,
  ordered: true,
  maxInFlight: true,
  textMatching: true,
  allowUnknownFields: true,
  apiUrl: true,
};

const DUPLICATES_OPTIONS: Record<keyof DuplicatesOptions, true> = { ttlMs: true, max: true };

const ORDERED_OPTIONS: Record<keyof OrderedOptions, true> = { giveUpAfterMs: true };

/** What the memory for more would cost at construction alone is better spent on a queue. */
const MAX_DUPLICATES = 1_000_000;

/**
 * The one place with defaults.
 *
 * @throws `TypeError` that names the option and says what it must be
 */
export function parseOptions(options: ViberWebhookOptions): WebhookSettings {
  rejectUnknownOptions(options, OPTIONS, 'ViberWebhook');
  const { authToken, sender, duplicates = {} } = options;
  return {
    findAccount: accountSource(authToken),
    authToken: tokenToSendWith(authToken),
    sender: sender === undefined ? undefined : checkedSender(sender),
    bodyLimitBytes: positiveInteger('bodyLimitBytes', options.bodyLimitBytes ?? 262_144),
    ackTimeoutMs: positiveInteger('ackTimeoutMs', options.ackTimeoutMs ?? 4000, MAX_TIMER_MS),
    duplicates: duplicates === false ? false : parseDuplicates(duplicates),
    queue: checkedQueue(options.queue),
    ordered: parseOrdered(options.ordered),
    maxInFlight:
      options.maxInFlight === undefined ? Infinity : positiveInteger('maxInFlight', options.maxInFlight),
    textMatching: checkedTextMatching(options.textMatching ?? 'first'),
    allowUnknownFields: checkedBoolean('allowUnknownFields', options.allowUnknownFields ?? false),
    apiUrl: checkedApiUrl(options.apiUrl ?? VIBER_API_URL),
  };
}

function tokenToSendWith(authToken: ViberWebhookOptions['authToken']): string | undefined {
  if (typeof authToken === 'function') return undefined;
  return typeof authToken === 'string' ? authToken : authToken?.[0];
}

function parseDuplicates(duplicates: unknown): Required<DuplicatesOptions> {
  if (typeof duplicates !== 'object') throw new TypeError('duplicates must be false or { ttlMs, max }.');
  rejectUnknownOptions(duplicates, DUPLICATES_OPTIONS, 'duplicates');
  const { ttlMs = 7_200_000, max = 50_000 } = duplicates as DuplicatesOptions;
  return {
    ttlMs: positiveInteger('duplicates.ttlMs', ttlMs),
    max: positiveInteger('duplicates.max', max, MAX_DUPLICATES),
  };
}

function checkedQueue(queue: Partial<CallbackQueue> | null | undefined): CallbackQueue | undefined {
  if (queue === undefined || typeof queue?.add === 'function') return queue as CallbackQueue | undefined;
  throw new TypeError("queue must have an add(name, data, { jobId }) method, as BullMQ's Queue has.");
}

function parseOrdered(ordered: unknown): Required<OrderedOptions> | false {
  if (ordered === undefined || ordered === false) return false;
  if (ordered !== true && (typeof ordered !== 'object' || ordered === null)) {
    throw new TypeError('ordered must be true, false or { giveUpAfterMs }.');
  }
  const order = ordered === true ? {} : ordered;
  rejectUnknownOptions(order, ORDERED_OPTIONS, 'ordered');
  const { giveUpAfterMs = 60_000 } = order as OrderedOptions;
  return { giveUpAfterMs: positiveInteger('ordered.giveUpAfterMs', giveUpAfterMs, MAX_TIMER_MS) };
}

function checkedTextMatching(textMatching: unknown): TextMatching {
  if (textMatching === 'first' || textMatching === 'all') return textMatching;
  throw new TypeError("textMatching must be 'first' or 'all'.");
}
