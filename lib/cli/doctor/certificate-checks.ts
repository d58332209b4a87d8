import type { X509Certificate } from 'node:crypto';
import { checkServerIdentity } from 'node:tls';
import { hostsOf, isSelfSigned, issuerOf, nameOf } from './certificate-names';
import type { CheckResult } from './check-result';
import { failed, passed, skipped } from './check-result';
import type { Handshake } from './tls-handshake';

const DAY_MS = 86_400_000;

/** Days before its end from which on a certificate is said to end soon. */
const SOON_DAYS = 14;

const DATE_ERRORS = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'];
const MISSING_ISSUER_ERRORS = [
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_GET_ISSUER_CERT',
];

/** Whether the certificates lead to a root that is trusted, are in date, and are for this host. */
export function checkCertificates(handshake: Handshake, hostname: string): CheckResult[] {
  const chain = linkedChain(handshake.presented);
  return [
    checkChain(handshake, chain),
    checkDates(handshake, chain, Date.now()),
    checkName(handshake.presented[0], hostname),
  ];
}

/** From the server's own certificate to the last issuer that was sent; what belongs to neither is left out. */
function linkedChain(presented: Handshake['presented']): X509Certificate[] {
  const chain: X509Certificate[] = [];
  let current: X509Certificate | undefined = presented[0];
  while (current !== undefined) {
    const certificate: X509Certificate = current;
    chain.push(certificate);
    current = isSelfSigned(certificate)
      ? undefined
      : presented.find((other) => !chain.includes(other) && certificate.checkIssued(other));
  }
  return chain;
}

function checkChain({ chainError, presented }: Handshake, chain: X509Certificate[]): CheckResult {
  const names = chain.map((certificate) => `"${nameOf(certificate)}"`).join(', issued by ');
  const last = chain.at(-1) ?? presented[0];
  if (chainError === undefined) {
    return passed(
      'certificate-chain',
      `${names}: trusted by Node's roots. Viber uses Java's, which may differ`,
    );
  }
  if (DATE_ERRORS.includes(chainError)) {
    return skipped('certificate-chain', 'it cannot be judged while a certificate of it is out of date');
  }
  if (chain.length === 1 && isSelfSigned(last)) {
    return failed(
      'certificate-chain',
      `the certificate ${names} is self-signed: nobody but "${issuerOf(last)}" itself vouches for it`,
      "Get one from a CA in Java's root list, such as Let's Encrypt: Viber accepts no other.",
    );
  }
  if (isSelfSigned(last)) {
    return failed(
      'certificate-chain',
      `${names}: the root "${nameOf(last)}" is none that Node trusts`,
      "Get a certificate from a CA in Java's root list, such as Let's Encrypt. A CA of one's own is unknown to Viber.",
    );
  }
  if (MISSING_ISSUER_ERRORS.includes(chainError)) return missingIssuer(chain, last);
  return failed(
    'certificate-chain',
    `${names}: not trusted (${chainError})`,
    'Renew the certificate at its CA, and see that all of the chain it gives is installed.',
  );
}

function missingIssuer(chain: X509Certificate[], last: X509Certificate): CheckResult {
  const issuer = issuerOf(last);
  const [, url] = /CA Issuers - URI:(\S+)/.exec(last.infoAccess ?? '') ?? [];
  const where = url === undefined ? '' : ` The missing one is at ${url}`;
  if (chain.length === 1) {
    return failed(
      'certificate-chain',
      `the intermediate certificate "${issuer}" that issued "${nameOf(last)}" is missing: the server sends its own alone`,
      `Let the server send the full chain, e.g. fullchain.pem instead of cert.pem; that browsers find the missing one themselves proves nothing.${where}`,
    );
  }
  return failed(
    'certificate-chain',
    `"${issuer}" that issued "${nameOf(last)}" is neither sent nor a root that Node trusts`,
    `Let the server send the full chain, e.g. fullchain.pem, with "${issuer}" if it is an intermediate. If it is the root, take a CA in Java's root list.${where}`,
  );
}

function checkDates(
  { chainError, presented }: Handshake,
  chain: X509Certificate[],
  now: number,
): CheckResult {
  // Issuers only if it was the dates that were found fault with: old ones may be sent besides those that count.
  const isFaulty = DATE_ERRORS.includes(String(chainError));
  const dated = isFaulty ? chain : [presented[0]];
  const expired = dated.find(({ validTo }) => Date.parse(validTo) < now);
  if (expired !== undefined) {
    return failed(
      'certificate-dates',
      `"${nameOf(expired)}", issued by "${issuerOf(expired)}", expired on ${day(expired.validTo)}`,
      expired === presented[0]
        ? 'Renew it, and reload the server so that it sends the new one; then let renewal run by itself.'
        : 'Install the chain the CA gives today: this intermediate certificate has been replaced.',
    );
  }
  const early = dated.find(({ validFrom }) => Date.parse(validFrom) > now);
  if (early !== undefined) {
    return failed(
      'certificate-dates',
      `"${nameOf(early)}", issued by "${issuerOf(early)}", is not valid before ${day(early.validFrom)}`,
      'Use a certificate that is valid already, and see that the clock of this machine and of the one that issued it are right.',
    );
  }
  if (isFaulty) {
    return failed(
      'certificate-dates',
      `a root that the chain leads to is out of date (${String(chainError)})`,
      'Get a certificate whose chain leads to a current root.',
    );
  }
  return passed('certificate-dates', untilWhen(presented[0].validTo, now));
}

function untilWhen(validTo: string, now: number): string {
  const daysLeft = Math.floor((Date.parse(validTo) - now) / DAY_MS);
  const note = daysLeft < SOON_DAYS ? `, in ${String(daysLeft)} days: renew it soon` : '';
  return `valid until ${day(validTo)}${note}`;
}

function checkName(leaf: X509Certificate, hostname: string): CheckResult {
  // Node's own rule, with wildcards and addresses.
  if (checkServerIdentity(hostname, leaf.toLegacyObject()) === undefined) {
    return passed('certificate-name', `it is for "${hostname}"`);
  }
  return failed(
    'certificate-name',
    `the certificate is for ${hostsOf(leaf)}, not for "${hostname}"`,
    'Get one that names this host, or use a host that it names. If the server has several, see that it picks by name (SNI).',
  );
}

function day(date: string): string {
  const time = Date.parse(date);
  return Number.isNaN(time) ? date : new Date(time).toISOString().slice(0, 10);
}
