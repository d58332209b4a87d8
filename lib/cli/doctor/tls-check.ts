import type { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { Limits } from '../../shared/timing';
import { runWithin } from '../../shared/timing';
import { formatDuration } from '../output';
import type { CheckResult, Explanation } from './check-result';
import { failed, passed } from './check-result';
import type { Target } from './url-check';

/** What the server presented in the TLS handshake. */
export interface Handshake {
  /** OpenSSL's code for the problem with the chain, host names aside; `undefined` if the chain is trusted. */
  chainError: string | undefined;
  /** The certificates as sent, not completed from the store of this machine. */
  presented: readonly [X509Certificate, ...X509Certificate[]];
}

/**
 * Checks whether a TLS handshake succeeds, whatever its certificates. Returns what the server presented.
 *
 * @param trustedRoots - as PEM, instead of those of Node and of `NODE_EXTRA_CA_CERTS`
 */
export async function checkTls(
  target: Target,
  address: string,
  trustedRoots: readonly string[] | undefined,
  limits: Limits,
): Promise<{ result: CheckResult; handshake: Handshake | undefined }> {
  const { hostname, port } = target;
  const socket = connect({
    host: address,
    port,
    ...(isIP(hostname) === 0 && { servername: hostname }),
    ...(trustedRoots !== undefined && { ca: [...trustedRoots] }),
    // A bad certificate must not end the connection: the certificate checks need to see it.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  });
  try {
    const connected = await runWithin(limits, (signal) => once(socket, 'secureConnect', { signal }));
    if (connected === undefined) {
      return noHandshake(`did not finish within ${formatDuration(limits.timeoutMs)}`, 'TIMEOUT', target);
    }
    const presented = presentedChain(socket.getPeerX509Certificate());
    if (presented === undefined) return noHandshake('presented no certificate', 'NO_CERTIFICATE', target);
    const protocol = socket.getProtocol() ?? 'TLS';
    // It is a string at run time, although its type says Error.
    const chainError = socket.authorized ? undefined : String(socket.authorizationError);
    return { result: passed('tls', protocol), handshake: { chainError, presented } };
  } catch (error) {
    limits.signal.throwIfAborted();
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    return noHandshake(`failed (${code})`, code, target);
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

function noHandshake(
  problem: string,
  code: string,
  target: Target,
): { result: CheckResult; handshake: undefined } {
  const explanation = { detail: `the TLS handshake ${problem}`, ...explainHandshake(code, target) };
  return { result: failed('tls', explanation), handshake: undefined };
}

function explainHandshake(code: string, { url, isLocal }: Target): Omit<Explanation, 'detail'> {
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG') {
    return {
      cause: 'The server does not speak TLS on this port; it may be plain HTTP.',
      fix: isLocal
        ? `Use ${url.href.replace(/^https:/, 'http:')}: a local address needs no TLS.`
        : 'Install the certificate there, or put a proxy that has it in front.',
    };
  }
  if (/PROTOCOL|VERSION/.test(code)) {
    return {
      cause: 'The server offers only versions of TLS that are obsolete.',
      fix: 'Enable TLS 1.2 or 1.3 on the server.',
    };
  }
  return {
    cause: 'The server, or the proxy in front of it, does not complete a TLS connection for this host.',
    fix: 'Check its TLS settings: there must be a certificate for this host name, and TLS 1.2 or 1.3 must be enabled.',
  };
}
