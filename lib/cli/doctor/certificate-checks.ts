import type { X509Certificate } from 'node:crypto';
import { checkServerIdentity } from 'node:tls';
import { hostsOf, isSelfSigned, issuerOf, nameOf } from './certificate-names';
import type { CheckResult } from './check-result';
import { failed, passed, skipped, warned } from './check-result';
import type { Handshake } from './tls-check';

const DAY_MS = 86_400_000;

/** A certificate that expires within this many days is reported as expiring soon. */
const SOON_DAYS = 14;

const GET_PUBLIC_CERTIFICATE = "Get a certificate from a CA in Java's root list, such as Let's Encrypt.";

const DATE_ERRORS = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'];
const MISSING_ISSUER_ERRORS = [
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_GET_ISSUER_CERT',
];

/** Checks whether the certificates lead to a trusted root, are valid today, and are for this host. */
export function checkCertificates(handshake: Handshake, hostname: string): CheckResult[] {
  const chain = linkedChain(handshake.presented);
  return [
    checkChain(handshake, chain),
    checkDates(handshake, chain, Date.now()),
    checkName(handshake.presented[0], hostname),
  ];
}

/** The server's own certificate, followed by its issuers as far as they were sent. Unrelated certificates are left out. */
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
      `${names}: trusted by Node; Viber uses Java's roots, which may differ`,
    );
  }
  if (DATE_ERRORS.includes(chainError)) {
    return skipped('certificate-chain', 'it cannot be checked while one of its certificates is out of date');
  }
  if (chain.length === 1 && isSelfSigned(last)) {
    return failed('certificate-chain', {
      detail: `the certificate ${names} is self-signed: its issuer is "${issuerOf(last)}" itself`,
      cause: 'The certificate is self-signed, and Viber accepts only those of public CAs.',
      fix: GET_PUBLIC_CERTIFICATE,
    });
  }
  if (isSelfSigned(last)) {
    return failed('certificate-chain', {
      detail: `${names}: Node does not trust the root "${nameOf(last)}"`,
      cause: 'The certificate is from a private CA, which Viber does not trust.',
      fix: GET_PUBLIC_CERTIFICATE,
    });
  }
  if (MISSING_ISSUER_ERRORS.includes(chainError)) return missingIssuer(chain, last);
  return failed('certificate-chain', {
    detail: `${names}: not trusted (${chainError})`,
    cause: 'The certificates do not form a valid chain.',
    fix: 'Renew the certificate at its CA, and install the whole chain that the CA provides.',
  });
}

function missingIssuer(chain: X509Certificate[], last: X509Certificate): CheckResult {
  const issuer = issuerOf(last);
  const [, url] = /CA Issuers - URI:(\S+)/.exec(last.infoAccess ?? '') ?? [];
  const where = url === undefined ? '' : ` The missing certificate is at ${url}`;
  if (chain.length === 1) {
    return failed('certificate-chain', {
      detail: `the intermediate certificate "${issuer}", which issued "${nameOf(last)}", is missing: the server sends only its own`,
      cause: 'The server does not send the intermediate certificate, so Viber cannot verify its own.',
      fix: `Make the server send the full chain, for example fullchain.pem instead of cert.pem. That browsers accept it proves nothing: they find the missing certificate themselves.${where}`,
    });
  }
  return failed('certificate-chain', {
    detail: `"${issuer}", which issued "${nameOf(last)}", was not sent and is not a root that Node trusts`,
    cause: 'The chain of certificates is incomplete, or ends in a root that is not trusted.',
    fix: `If "${issuer}" is an intermediate certificate, make the server send the full chain, for example fullchain.pem. If it is the root, get a certificate from a CA in Java's root list.${where}`,
  });
}

function checkDates(
  { chainError, presented }: Handshake,
  chain: X509Certificate[],
  now: number,
): CheckResult {
  // The issuers' dates matter only after a date error: a server may send an old issuer besides the one that is used.
  const hasDateError = DATE_ERRORS.includes(String(chainError));
  const checked = hasDateError ? chain : [presented[0]];
  const expired = checked.find(({ validTo }) => Date.parse(validTo) < now);
  if (expired !== undefined) {
    return failed('certificate-dates', {
      detail: `"${nameOf(expired)}", issued by "${issuerOf(expired)}", expired on ${day(expired.validTo)}`,
      ...(expired === presented[0]
        ? {
            cause: 'The certificate has expired.',
            fix: 'Renew it, and reload the server so that it sends the new one. Then automate the renewal.',
          }
        : {
            cause: 'An intermediate certificate has expired, and has been replaced by its CA.',
            fix: 'Install the chain that the CA provides today.',
          }),
    });
  }
  const early = checked.find(({ validFrom }) => Date.parse(validFrom) > now);
  if (early !== undefined) {
    return failed('certificate-dates', {
      detail: `"${nameOf(early)}", issued by "${issuerOf(early)}", is not valid before ${day(early.validFrom)}`,
      cause: 'The certificate is not valid yet, or the clock of this machine is wrong.',
      fix: 'Use a certificate that is already valid, and check the clocks of this machine and of the one that issued it.',
    });
  }
  if (hasDateError) {
    return failed('certificate-dates', {
      detail: `the root of the chain is out of date (${String(chainError)})`,
      cause: 'The root certificate of the chain is out of date.',
      fix: 'Get a certificate whose chain leads to a current root.',
    });
  }
  const { validTo } = presented[0];
  const daysLeft = Math.floor((Date.parse(validTo) - now) / DAY_MS);
  if (daysLeft >= SOON_DAYS) return passed('certificate-dates', `valid until ${day(validTo)}`);
  return warned('certificate-dates', {
    detail: `valid until ${day(validTo)}`,
    cause: `The certificate expires in ${String(daysLeft)} days.`,
    fix: 'Renew it, and reload the server so that it sends the new one. If its renewal is automatic, check why it has not happened.',
  });
}

function checkName(leaf: X509Certificate, hostname: string): CheckResult {
  // Node's own rule, which covers wildcards and IP addresses.
  if (checkServerIdentity(hostname, leaf.toLegacyObject()) === undefined) {
    return passed('certificate-name', `it is for "${hostname}"`);
  }
  return failed('certificate-name', {
    detail: `the certificate is for ${hostsOf(leaf)}, not for "${hostname}"`,
    cause: 'The certificate is for another host.',
    fix: 'Get a certificate that names this host, or use a host that it names. If the server has several certificates, make sure that it selects them by host name (SNI).',
  });
}

function day(date: string): string {
  const time = Date.parse(date);
  return Number.isNaN(time) ? date : new Date(time).toISOString().slice(0, 10);
}
