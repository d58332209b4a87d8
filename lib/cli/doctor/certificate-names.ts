import type { X509Certificate } from 'node:crypto';

/** Names that are listed at most: a certificate of a large host has a hundred. */
const MAX_NAMES = 6;

/** What hosts a certificate is for. */
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

/** How its owner calls itself. */
export function nameOf(certificate: X509Certificate): string {
  return nameIn(certificate.subject) ?? alternativeNames(certificate)[0] ?? 'a certificate without a name';
}

/** How the one who signed it calls itself. */
export function issuerOf({ issuer }: X509Certificate): string {
  return nameIn(issuer) ?? 'an issuer without a name';
}

// One attribute a line. Some certificates have no subject at all, and then Node gives undefined.
function nameIn(distinguishedName: string | undefined): string | undefined {
  for (const attribute of ['CN', 'OU', 'O']) {
    const [, value] = new RegExp(`^${attribute}=(.+)$`, 'm').exec(distinguishedName ?? '') ?? [];
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Whether nobody else vouches for it: a root, or one made at home. */
export function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.checkIssued(certificate);
}
