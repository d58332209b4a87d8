import ipaddr from 'ipaddr.js';
import { isIP } from 'node:net';
import { ViberWebhookUrlError } from '../errors';

// Names that public DNS does not resolve (RFC 6761, 6762, 8375, and ICANN's reservation of .internal).
const PRIVATE_NAME = /(?:^|\.)(?:localhost|local|internal|home\.arpa|test|example|invalid|onion)$/;

const SEE_PAGE = 'See docs/getting-started.md#public-address.';

/**
 * Checks that Viber would accept a webhook URL and could reach it.
 *
 * @param mustBePublic - whether the URL must be https on a public host, as Viber requires; the emulator accepts any host
 * @throws {@link ViberWebhookUrlError} that says what is wrong and what to do
 */
export function checkWebhookUrl(url: string, mustBePublic: boolean): void {
  const parsed = parseUrl(url);
  if (parsed.username !== '' || parsed.password !== '' || url.split('/')[2]?.includes('@') === true) {
    throw new ViberWebhookUrlError(
      'The webhook URL contains a user name or password. Viber cannot log in. Remove them.',
    );
  }
  if (parsed.search !== '' || parsed.hash !== '' || url.endsWith('?') || url.endsWith('#')) {
    throw new ViberWebhookUrlError(
      'The webhook URL has a query string or fragment, which Viber drops. Use the path to tell bots apart.',
    );
  }
  if (mustBePublic) checkReachableByViber(parsed);
}

function parseUrl(url: unknown): URL {
  // URL.canParse tolerates white space and missing slashes. Viber gets the text unchanged and may not.
  const isFull = typeof url === 'string' && /^https?:\/\/[^\s\\]+$/i.test(url) && URL.canParse(url);
  if (!isFull) {
    throw new ViberWebhookUrlError(
      'The webhook URL is not a full URL such as https://bot.example.com/viber.',
    );
  }
  return new URL(url);
}

function checkReachableByViber({ protocol, hostname }: URL): void {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '');
  const isPublic =
    isIP(host) === 0
      ? /^[^.]+(?:\.[^.]+)+$/.test(host) && !PRIVATE_NAME.test(host)
      : ipaddr.process(host).range() === 'unicast';
  if (!isPublic) {
    throw new ViberWebhookUrlError(
      `Viber cannot reach "${hostname}": the webhook URL needs a public host. For a bot on this machine, use a tunnel, or ` +
        `the emulator with its address, which ends in /pa, as apiUrl or --api-url. ${SEE_PAGE}`,
    );
  }
  if (protocol !== 'https:') {
    throw new ViberWebhookUrlError(
      `The webhook URL must be https, with a certificate from a publicly trusted CA. ${SEE_PAGE}`,
    );
  }
}
