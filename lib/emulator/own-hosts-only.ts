import type { RequestHandler } from 'express';
import { isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Refuses requests under any other name than the emulator's own, and those that a page from elsewhere makes. Without
 * it a web page could drive the emulator: by a form, or by a name of its own that resolves to this machine.
 *
 * @param names - as {@link hostInUrl} gives them
 */
export function ownHostsOnly(names: readonly string[]): RequestHandler {
  const own = new Set([...LOOPBACK_NAMES, ...names]);
  return (req, res, next) => {
    const { host = '', origin } = req.headers;
    const name = host.toLowerCase().replace(/:\d+$/, '');
    if (!own.has(name)) {
      const message = `This emulator is not known as "${name}". Call it localhost, or allow the name with allowedHosts.`;
      res.status(403).json({ error: 'unknown_host', message });
    } else if (origin !== undefined && !isOwnOrigin(origin, host, LOOPBACK_NAMES.includes(name))) {
      res
        .status(403)
        .json({ error: 'foreign_origin', message: 'Only the page of the emulator itself may call it.' });
    } else {
      next();
    }
  };
}

// A tunnel or a container in front speaks https; this machine itself never does.
function isOwnOrigin(origin: string, host: string, isLoopback: boolean): boolean {
  return origin === `http://${host}` || (!isLoopback && origin === `https://${host}`);
}

/**
 * A host as it stands in a URL and in the `Host` header: in lower case, an IPv6 address in brackets.
 *
 * @throws `TypeError` if it is none
 */
export function hostInUrl(host: string): string {
  const name = domainToASCII(isIPv6(host) ? `[${host}]` : host);
  if (name !== '') return name;
  throw new TypeError(`"${host}" is no host name or address. Give it without scheme, port and path.`);
}
