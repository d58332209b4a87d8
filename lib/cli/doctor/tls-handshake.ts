import type { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { CheckResult } from './check-result';
import { failed, passed } from './check-result';
import type { Limits } from '../../shared/timing';
import { duration } from './duration';
import { runWithin } from '../../shared/timing';
import type { Target } from './url-check';

/** What a server showed of itself. */
export interface Handshake {
  /** OpenSSL's name for what is wrong with the chain, names of hosts aside; `undefined` if it is trusted. */
  chainError: string | undefined;
  /** As they were sent: nothing from this machine's own store completes them. */
  presented: readonly [X509Certificate, ...X509Certificate[]];
}

/**
 * Whether TLS can be spoken at all; and what the server showed, if so.
 *
 * @param trustedRoots - roots as PEM instead of Node's and those of `NODE_EXTRA_CA_CERTS`
 */
export async function checkTls(
  { hostname, port }: Target,
  address: string,
  trustedRoots: readonly string[] | undefined,
  limits: Limits,
): Promise<{ result: CheckResult; handshake: Handshake | undefined }> {
  const socket = connect({
    host: address,
    port,
    ...(isIP(hostname) === 0 && { servername: hostname }),
    ...(trustedRoots !== undefined && { ca: [...trustedRoots] }),
    // What is wrong is to be looked at, not to end the connection. The name has a check of its own.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  });
  try {
    const connected = await runWithin(limits, (signal) => once(socket, 'secureConnect', { signal }));
    if (connected === undefined) {
      return noHandshake(`did not end within ${duration(limits.timeoutMs)}`, 'TIMEOUT');
    }
    const presented = presentedChain(socket.getPeerX509Certificate());
    if (presented === undefined) return noHandshake('showed no certificate', 'NO_CERTIFICATE');
    const protocol = socket.getProtocol() ?? 'TLS';
    // Node puts a string there, whatever its types say.
    const chainError = socket.authorized ? undefined : String(socket.authorizationError);
    return { result: passed('tls', protocol), handshake: { chainError, presented } };
  } catch (error) {
    limits.signal.throwIfAborted();
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    return noHandshake(`failed (${code})`, code);
  } finally {
    socket.on('error', () => undefined).destroy();
  }
}

function presentedChain(leaf: X509Certificate | undefined): Handshake['presented'] | undefined {
  if (leaf === undefined) return undefined;
  const chain: [X509Certificate, ...X509Certificate[]] = [leaf];
  for (let next = leaf.issuerCertificate; next !== undefined; next = next.issuerCertificate) chain.push(next);
  return chain;
}

function noHandshake(what: string, code: string): { result: CheckResult; handshake: undefined } {
  return { result: failed('tls', `the TLS handshake ${what}`, handshakeFix(code)), handshake: undefined };
}

function handshakeFix(code: string): string {
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG') {
    return 'What listens there speaks no TLS, perhaps plain HTTP: put the certificate on this port, or a proxy that has it in front.';
  }
  if (/PROTOCOL|VERSION/.test(code))
    return 'Turn on TLS 1.2 or 1.3 at the server: older ones are not used any more.';
  return 'See the TLS settings of the server or of the proxy in front: is a certificate set for this host name, and is TLS 1.2 or 1.3 on?';
}
