import type { AxiosProxyConfig } from 'axios';
import { checkedAuthToken } from '../protocol/api/auth-token';
import type { Sender } from '../protocol/messages/outgoing-messages';
import type { MessageChecks } from '../protocol/messages/validate-message';
import { MESSAGE_CHECKS } from '../protocol/messages/validate-message';
import type { OptionCheck, OptionChecks, ParsedOptions } from '../shared/options';
import { group, MAX_TIMER_MS, oneOf, optional, parseOptions, string, wholeNumber } from '../shared/options';
import { checkedApiUrl, VIBER_API_URL } from './api-url';

/** Options of {@link ViberClient}. */
export interface ViberClientOptions {
  /** The bot's token. `undefined` throws; its type allows it so that a variable of `process.env` fits. */
  authToken: string | undefined;
  /** The sender of outgoing messages that have none. @default none */
  sender?: Sender;
  /**
   * Base URL of the API, such as an emulator's. `undefined` stands for Viber, so that a variable of `process.env` fits.
   * @default 'https://chatapi.viber.com/pa'
   */
  apiUrl?: string | undefined;
  /**
   * Milliseconds that one attempt of a call may take, up to 2147483647. With a slow webhook, `set_webhook` takes more
   * than 5000. @default 15000
   */
  timeoutMs?: number;
  /** A proxy in axios's format, or `false` for none. @default taken from HTTPS_PROXY, HTTP_PROXY and NO_PROXY */
  proxy?: AxiosProxyConfig | false;
  /**
   * `errors` refuses messages that Viber is known to refuse, and warns once a process of each other rule that one breaks.
   * `strict` refuses those too, which suits tests. `off` sends every object as it is. @default 'errors'
   */
  messageChecks?: MessageChecks;
}

const checkSender = group({
  name: string({ min: 1, max: 28 }),
  avatar: optional(string()),
} satisfies Record<keyof Sender, OptionCheck<unknown>>);

const checkProxy = group({
  host: string({ min: 1 }),
  port: wholeNumber({ max: 65_535 }),
  auth: optional(group({ username: string(), password: string() })),
  protocol: optional(oneOf('http', 'https', 'http:', 'https:')),
} satisfies Record<keyof AxiosProxyConfig, OptionCheck<unknown>>);

/** The options about sending that the client and the webhook have in common. */
export const SENDING_OPTIONS = {
  sender: optional(checkedSender),
  messageChecks: oneOf(...MESSAGE_CHECKS),
  apiUrl: (value = VIBER_API_URL, name) => checkedApiUrl(value, name),
} satisfies OptionChecks;

const CLIENT_OPTIONS = {
  authToken: checkedAuthToken,
  ...SENDING_OPTIONS,
  timeoutMs: wholeNumber({ default: 15_000, max: MAX_TIMER_MS }),
  proxy: optional(checkedProxy),
} satisfies Record<keyof ViberClientOptions, OptionCheck<unknown>>;

/** Checked options, with every default in place. */
export type ClientSettings = ParsedOptions<typeof CLIENT_OPTIONS>;

/** @throws `TypeError` that names the option and says what it must be */
export function parseClientOptions(options: ViberClientOptions): ClientSettings {
  return parseOptions('ViberClient', CLIENT_OPTIONS, options);
}

function checkedSender(sender: unknown, name: string): Sender {
  checkSender(sender, name);
  return sender as Sender;
}

// No error may quote the proxy, because a password may be in it.
function checkedProxy(proxy: unknown, name: string): AxiosProxyConfig | false {
  if (proxy === false) return false;
  if (typeof proxy !== 'object') {
    throw new TypeError(`${name} must be false or { host, port, protocol?, auth?: { username, password } }.`);
  }
  checkProxy(proxy, name);
  return proxy as AxiosProxyConfig;
}
