import ipaddr from 'ipaddr.js';
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Limits } from '../../shared/timing';
import { runWithin } from '../../shared/timing';
import { formatDuration } from '../output';
import type { CheckResult } from './check-result';
import { failed, passed, skipped } from './check-result';
import type { Target } from './url-check';

/** Finds the addresses of a host name, like `lookup` of `node:dns/promises`. */
export type Resolver = (hostname: string, options: { all: true }) => Promise<LookupAddress[]>;

/** Further addresses are not tried. */
const MAX_ADDRESSES = 8;

/** Checks whether Viber can reach the addresses of the host. Returns them for the checks that follow. */
export async function checkDns(
  { hostname, isLocal }: Target,
  limits: Limits,
  resolve: Resolver = lookup,
): Promise<{ result: CheckResult; addresses: string[] }> {
  if (isIP(hostname) !== 0) {
    return { result: skipped('dns', 'an IP address needs no DNS'), addresses: [hostname] };
  }
  const found = await findAddresses(hostname, limits, resolve);
  if (typeof found === 'string') return { result: unresolved(hostname, found), addresses: [] };
  const result = /^(?:.+\.)?localhost\.?$/.test(hostname)
    ? skipped('dns', 'localhost needs no DNS')
    : resolved(hostname, found, isLocal);
  return { result, addresses: found };
}

/** Returns the addresses, or the reason why there are none. */
async function findAddresses(
  hostname: string,
  limits: Limits,
  resolve: Resolver,
): Promise<string[] | string> {
  try {
    const found = await runWithin(limits, () => resolve(hostname, { all: true }));
    if (found === undefined)
      return `no response from the resolver within ${formatDuration(limits.timeoutMs)}`;
    const addresses = [...new Set(found.map(({ address }) => address))];
    return addresses.length === 0 ? 'it has no address' : addresses.slice(0, MAX_ADDRESSES);
  } catch (error) {
    limits.signal.throwIfAborted();
    return (error as NodeJS.ErrnoException).code ?? 'unknown error';
  }
}

function unresolved(hostname: string, reason: string): CheckResult {
  const detail = `"${hostname}" does not resolve: ${reason}`;
  if (reason === 'EAI_AGAIN') {
    return failed('dns', {
      detail,
      cause: 'The DNS server of this machine did not respond.',
      fix: 'Check the network of this machine, and run doctor again.',
    });
  }
  return failed('dns', {
    detail,
    cause: 'The host name has no address: it is misspelled, or its DNS record is missing or new.',
    fix: 'Check that the name is spelled correctly and has an A record at its DNS provider. A new record takes a while to propagate.',
  });
}

function resolved(hostname: string, addresses: string[], isLocal: boolean): CheckResult {
  const unreachable = addresses.filter((address) => !isPublic(address));
  const list = addresses.join(', ');
  if (isLocal || unreachable.length === 0) return passed('dns', `"${hostname}" resolves to ${list}`);
  return failed('dns', {
    detail: `"${hostname}" resolves to ${list} on this machine, and Viber cannot reach ${unreachable.join(', ')}`,
    cause: 'The host name leads to a private address.',
    fix: 'Give the name a public address at its DNS provider. If only this machine resolves it to a private one (hosts file, split DNS), run doctor from outside.',
  });
}

function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}
