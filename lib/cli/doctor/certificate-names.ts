import type { X509Certificate } from 'node:crypto';

/** How many names are listed: the certificate of a large host can have a hundred. */
const MAX_NAMES = 6;

/** Lists the hosts a certificate is valid for. */
export function hostsOf(leaf: X509Certificate): string {
  const names = alternativeNames(leaf);
  if (names.length === 0) return `"${nameOf(leaf)}"`;
  const shown = names.slice(0, MAX_NAMES).map((name) => `"${name}"`);
  const more = names.length > MAX_NAMES ? ` and ${String(names.length - MAX_NAMES)} more` : '';
  return shown.join(', ') + more;
}

function alternativeNames({ subjectAltName = '' }: X509Certificate): string[] {
  return Array.from(subjectAltName.matchAll(/(?:DNS|IP Address):([^,\s]+)/g), ([, name]) => String(name));
}

/** The name of a certificate's subject, or else its first host. */
export function nameOf(certificate: X509Certificate): string {
  return nameIn(certificate.subject) ?? alternativeNames(certificate)[0] ?? 'a certificate without a name';
}

/** The name of a certificate's issuer. */
export function issuerOf({ issuer }: X509Certificate): string {
  return nameIn(issuer) ?? 'an issuer without a name';
}

// Node puts one attribute on each line, and gives undefined for an empty subject, which some certificates have.
function nameIn(distinguishedName: string | undefined): string | undefined {
  for (const attribute of ['CN', 'OU', 'O']) {
    const [, value] = new RegExp(`^${attribute}=(.+)$`, 'm').exec(distinguishedName ?? '') ?? [];
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Whether a certificate was issued by itself, as a root is. */
export function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.checkIssued(certificate);
}
