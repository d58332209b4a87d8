import type { Request, RequestHandler } from 'express';
import { isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Rejects requests for a host that is not the emulator's, and requests that a page of another site makes. Otherwise any
 * web page could drive the emulator, by a form or by a host name that resolves to this machine. A request without an
 * `Origin`, such as that of an image or a script, is known by its `Sec-Fetch-Site`.
 *
 * @param names - further host names, as {@link hostInUrl} returns them
 */
export function ownHostsOnly(names: readonly string[]): RequestHandler {
  const ownNames = new Set([...LOOPBACK_NAMES, ...names]);
  return (req, res, next) => {
    const { host = '', origin } = req.headers;
    const isCrossSite = req.get('Sec-Fetch-Site') === 'cross-site' && !isPageNavigation(req);
    const name = host.toLowerCase().replace(/:\d+$/, '');
    if (!ownNames.has(name)) {
      const message = `The emulator does not serve the host "${name}". Use localhost, or add the name to allowedHosts.`;
      res.status(403).json({ error: 'unknown_host', message });
    } else if (
      isCrossSite ||
      (origin !== undefined && !isOwnOrigin(origin, host, LOOPBACK_NAMES.includes(name)))
    ) {
      const message = "Only the emulator's own page may call it from a browser.";
      res.status(403).json({ error: 'foreign_origin', message });
    } else {
      next();
    }
  };
}

/** Whether somebody follows a link to the chat page, as from a terminal in a browser, which is on another site. */
function isPageNavigation(req: Request): boolean {
  return req.method === 'GET' && req.path === '/' && req.get('Sec-Fetch-Mode') === 'navigate';
}

// https comes from a tunnel or a container in front; the emulator itself speaks http only.
function isOwnOrigin(origin: string, host: string, isLoopback: boolean): boolean {
  return origin === `http://${host}` || (!isLoopback && origin === `https://${host}`);
}

/**
 * A host as it is written in a URL and in the `Host` header: lower case, an IPv6 address in brackets.
 *
 * @throws `TypeError` if it is not a host
 */
export function hostInUrl(host: string): string {
  const name = domainToASCII(isIPv6(host) ? `[${host}]` : host);
  if (name !== '') return name;
  throw new TypeError(
    `"${host}" is not a host name or IP address. Pass it without scheme, port, path and zone.`,
  );
}
