import type { AxiosProxyConfig } from 'axios';
import { checkedAuthToken } from '../protocol/api/auth-token';
import { rejectUnknownOptions } from '../shared/nearest-name';
import { checkedBoolean, MAX_TIMER_MS, positiveInteger } from '../shared/options';
import type { Sender } from '../protocol/messages/outgoing-messages';
import type { ApiAccess } from './call-api';
import { checkedApiUrl, VIBER_API_URL } from './api-url';
import { checkedSender } from './sender';

/** Options of {@link ViberClient}. */
export interface ViberClientOptions {
  /** The bot's token. */
  authToken: string | undefined;
  /** Put on outgoing messages that have none. @default none */
  sender?: Sender;
  /** Base URL of the API. @default 'https://chatapi.viber.com/pa' */
  apiUrl?: string;
  /**
   * Milliseconds that one try of a call may take, up to 2147483647. `set_webhook` takes more than 5000 if the webhook is
   * slow. @default 15000
   */
  timeoutMs?: number;
  /** As axios has it: a proxy, or `false` for none. @default what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say */
  proxy?: AxiosProxyConfig | false;
  /**
   * Whether messages may carry fields this package does not know, such as one Viber has added since.
   * @default false
   */
  allowUnknownFields?: boolean;
}

/** The options with every default in place. */
export interface ClientSettings {
  access: ApiAccess;
  sender: Sender | undefined;
  allowUnknownFields: boolean;
}

const CLIENT_OPTIONS: Record<keyof ViberClientOptions, true> = {
  authToken: true,
  sender: true,
  apiUrl: true,
  timeoutMs: true,
  proxy: true,
  allowUnknownFields: true,
};

const PROXY_OPTIONS: Record<keyof AxiosProxyConfig, true> = {
  host: true,
  port: true,
  auth: true,
  protocol: true,
};

const PROXY_FORM = '{ host, port, protocol?, auth?: { username, password } }';

/**
 * The one place with defaults.
 *
 * @throws `TypeError` that names the option and says what it must be
 */
export function parseClientOptions(options: ViberClientOptions): ClientSettings {
  rejectUnknownOptions(options, CLIENT_OPTIONS, 'ViberClient');
  const {
    authToken,
    sender,
    apiUrl = VIBER_API_URL,
    timeoutMs = 15_000,
    allowUnknownFields = false,
  } = options;
  return {
    access: {
      authToken: checkedAuthToken(authToken),
      apiUrl: checkedApiUrl(apiUrl),
      timeoutMs: positiveInteger('timeoutMs', timeoutMs, MAX_TIMER_MS),
      proxy: checkedProxy(options.proxy),
    },
    sender: sender === undefined ? undefined : checkedSender(sender),
    allowUnknownFields: checkedBoolean('allowUnknownFields', allowUnknownFields),
  };
}

// Never quotes what it was given, since a proxy's password may be in it.
function checkedProxy(proxy: unknown): AxiosProxyConfig | false | undefined {
  if (proxy === undefined || proxy === false) return proxy;
  if (typeof proxy !== 'object') throw new TypeError(`proxy must be false or ${PROXY_FORM}.`);
  rejectUnknownOptions(proxy, PROXY_OPTIONS, 'proxy');
  const { host, port, auth, protocol } = proxy as Partial<Record<keyof AxiosProxyConfig, unknown>>;
  const { username, password } = (auth ?? {}) as Record<string, unknown>;
  const isWhole =
    typeof host === 'string' &&
    host !== '' &&
    Number.isInteger(port) &&
    (auth === undefined || (typeof username === 'string' && typeof password === 'string')) &&
    (protocol === undefined || ['http', 'https', 'http:', 'https:'].includes(protocol as string));
  if (!isWhole)
    throw new TypeError(`proxy must be false or ${PROXY_FORM}, with a protocol of http or https.`);
  return proxy as AxiosProxyConfig;
}
