import type { OptionCheck } from '../shared/options';
import { optional, parseOptions } from '../shared/options';

/** Options of {@link deepLink}. */
export interface DeepLinkOptions {
  /** Comes back as `context` of `conversation_started`, for example to tell one poster from another. @default none */
  context?: string;
  /** The text that the user finds in the input field, ready to be sent. @default none */
  text?: string;
}

const CHECKS = {
  context: optional(encodable),
  text: optional(encodable),
} satisfies Record<keyof DeepLinkOptions, OptionCheck<unknown>>;

/**
 * Makes a link that opens the chat with a bot, where Viber is installed.
 *
 * @param uri - the URI of the bot, which `getAccountInfo` returns as `uri`
 * @throws `TypeError` for anything but a URI, an unknown option, or text that cannot be encoded
 * @example
 * deepLink('my-bot', { context: 'poster 7' }); // viber://pa?chatURI=my-bot&context=poster%207
 */
export function deepLink(uri: string, options: DeepLinkOptions = {}): string {
  if (typeof uri !== 'string' || !/^[^\s:/?#&=@]+$/.test(uri)) {
    throw new TypeError(
      'uri must be the URI of a bot, such as my-bot, not a link. getAccountInfo returns it as uri.',
    );
  }
  const { context, text } = parseOptions('deepLink', CHECKS, options);
  // In the order of Viber's documentation [hub]; the text comes from links in use [code].
  const parameters = Object.entries({ chatURI: encodable(uri, 'uri'), context, text })
    .filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '')
    // Not URLSearchParams, which writes a space as a plus.
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `viber://pa?${parameters.join('&')}`;
}

function encodable(value: unknown, name: string): string {
  // encodeURIComponent rejects half an emoji.
  if (typeof value === 'string' && !/\p{Surrogate}/u.test(value)) return value;
  throw new TypeError(`${name} must be a string without unpaired surrogates.`);
}
