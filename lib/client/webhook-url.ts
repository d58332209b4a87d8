import ipaddr from 'ipaddr.js';
import { isIP } from 'node:net';
import { ViberWebhookUrlError } from '../errors';

// Names that no public DNS resolves (RFC 6761, 6762, 8375, and ICANN's reservation of .internal).
const PRIVATE_NAME = /(?:^|\.)(?:localhost|local|internal|home\.arpa|test|example|invalid|onion)$/;

/**
 * Refuses a webhook URL that Viber would refuse or could never reach, before anything is sent.
 *
 * @param mustBePublic - whether it has to be https on a public host, as for Viber's own API; the emulator takes any
 * @throws {@link ViberWebhookUrlError} that says what is wrong and what to do
 */
export function checkWebhookUrl(url: string, mustBePublic: boolean): void {
  const parsed = parseUrl(url);
  if (parsed.username !== '' || parsed.password !== '' || url.split('/')[2]?.includes('@') === true) {
    throw new ViberWebhookUrlError(
      'The webhook URL holds a user name or password. Viber cannot sign in: remove them.',
    );
  }
  if (parsed.search !== '' || parsed.hash !== '' || url.endsWith('?') || url.endsWith('#')) {
    throw new ViberWebhookUrlError(
      'The webhook URL has a query string or fragment, which Viber drops. Put what identifies the bot in the path.',
    );
  }
  if (mustBePublic) checkReachableByViber(parsed);
}

function parseUrl(url: unknown): URL {
  // URL.canParse forgives white space and missing slashes; Viber gets the text as it is and may not.
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
      `Viber cannot reach "${hostname}": the webhook URL needs a public host. For a bot on this machine use a tunnel, or the ` +
        'emulator: its address, which ends in /pa, as the apiUrl, on the command line --api-url.',
    );
  }
  if (protocol !== 'https:') {
    throw new ViberWebhookUrlError(
      'The webhook URL must be https, with a certificate of a publicly trusted CA.',
    );
  }
}
