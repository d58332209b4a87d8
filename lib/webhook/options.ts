import type { Sender } from '../protocol/outgoing-messages';
import { checkedSender } from '../client/sender';
import { checkedApiUrl, VIBER_API_URL } from '../client/api-url';
import { refuseUnknownNames } from '../protocol/known-names';
import type { AccountSource, AuthTokenResolver } from './account';
import { accountSource } from './account';
import type { TextMatching } from './text-patterns';

/** How long and how many handled callbacks are remembered. */
export interface DuplicateMemory {
  /** Milliseconds; keep it above the hour Viber repeats for. @default 7200000 (2 hours) */
  ttlMs?: number;
  /** Callbacks, up to 1000000; the least recently seen are forgotten first. @default 50000 */
  max?: number;
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
  duplicates?: DuplicateMemory | false;
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
  duplicates: Required<DuplicateMemory> | false;
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
  textMatching: true,
  allowUnknownFields: true,
  apiUrl: true,
};

const DUPLICATES_OPTIONS: Record<keyof DuplicateMemory, true> = { ttlMs: true, max: true };

/** What the memory for more would cost at construction alone is better spent on a queue. */
const MAX_DUPLICATES = 1_000_000;

/** setTimeout fires at once for anything longer. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/**
 * The one place with defaults.
 *
 * @throws `TypeError` that names the option and says what it must be
 */
export function parseOptions(options: ViberWebhookOptions): WebhookSettings {
  refuseUnknownNames(options, OPTIONS, 'ViberWebhook');
  const { authToken, sender, duplicates = {} } = options;
  return {
    findAccount: accountSource(authToken),
    authToken: tokenToSendWith(authToken),
    sender: sender === undefined ? undefined : checkedSender(sender),
    bodyLimitBytes: positiveInteger('bodyLimitBytes', options.bodyLimitBytes ?? 262_144),
    ackTimeoutMs: positiveInteger('ackTimeoutMs', options.ackTimeoutMs ?? 4000, MAX_TIMEOUT_MS),
    duplicates: duplicates === false ? false : parseDuplicates(duplicates),
    textMatching: checkedTextMatching(options.textMatching ?? 'first'),
    allowUnknownFields: checkedBoolean('allowUnknownFields', options.allowUnknownFields ?? false),
    apiUrl: checkedApiUrl(options.apiUrl ?? VIBER_API_URL),
  };
}

function tokenToSendWith(authToken: ViberWebhookOptions['authToken']): string | undefined {
  if (typeof authToken === 'function') return undefined;
  return typeof authToken === 'string' ? authToken : authToken?.[0];
}

function parseDuplicates(duplicates: unknown): Required<DuplicateMemory> {
  if (typeof duplicates !== 'object') throw new TypeError('duplicates must be false or { ttlMs, max }.');
  refuseUnknownNames(duplicates, DUPLICATES_OPTIONS, 'duplicates');
  const { ttlMs = 7_200_000, max = 50_000 } = duplicates as DuplicateMemory;
  return {
    ttlMs: positiveInteger('duplicates.ttlMs', ttlMs),
    max: positiveInteger('duplicates.max', max, MAX_DUPLICATES),
  };
}

function checkedTextMatching(textMatching: unknown): TextMatching {
  if (textMatching === 'first' || textMatching === 'all') return textMatching;
  throw new TypeError("textMatching must be 'first' or 'all'.");
}

function checkedBoolean(name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new TypeError(`${name} must be true or false.`);
}

function positiveInteger(name: string, value: unknown, max = Number.MAX_SAFE_INTEGER): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= max) return value;
  throw new TypeError(`${name} must be a whole number from 1 to ${String(max)}.`);
}
