import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

/** A certificate with its key, for serving or for issuing others. */
export interface Issued {
  /** Only this certificate. */
  certificatePem: string;
  keyPem: string;
  readonly certificate: forge.pki.Certificate;
  readonly key: forge.pki.rsa.PrivateKey;
}

interface CertificateOptions {
  /** Its common name. If empty, it has no subject at all, as with some CAs today. */
  name: string;
  /** Who signs it. @default itself */
  issuer?: Issued;
  /** The names and IP addresses it is for. Without them it is a CA certificate. */
  hosts?: readonly string[];
  validFrom?: Date;
  validTo?: Date;
  /** Where its issuer's certificate can be downloaded. */
  issuerUrl?: string;
}

const DAY_MS = 86_400_000;

/** The date this many days from now. */
export function inDays(days: number): Date {
  return new Date(Date.now() + days * DAY_MS);
}

// Node generates keys a hundred times faster than forge.
const newKeyPair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });

// Shared by all servers, since no server's certificate issues another.
const serverKeyPair = newKeyPair();

let lastSerial = 0;

/** Issues a certificate, by default valid from yesterday for a year. */
export function issue(options: CertificateOptions): Issued {
  const { name, issuer, hosts, validFrom = inDays(-1), validTo = inDays(365) } = options;
  const pair = hosts === undefined ? newKeyPair() : serverKeyPair;
  const key = forge.pki.privateKeyFromPem(pair.privateKey);
  const certificate = forge.pki.createCertificate();
  lastSerial += 1;
  certificate.serialNumber = lastSerial.toString(16).padStart(4, '0');
  certificate.publicKey = forge.pki.publicKeyFromPem(pair.publicKey);
  certificate.validity.notBefore = validFrom;
  certificate.validity.notAfter = validTo;
  const subject = name === '' ? [] : [{ name: 'commonName', value: name }];
  certificate.setSubject(subject);
  certificate.setIssuer(issuer?.certificate.subject.attributes ?? subject);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: hosts === undefined, critical: true },
    ...(hosts === undefined ? [{ name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true }] : []),
    ...(hosts === undefined ? [] : [{ name: 'subjectAltName', altNames: hosts.map(altName) }]),
    ...(options.issuerUrl === undefined ? [] : [authorityInfoAccess(options.issuerUrl)]),
  ]);
  certificate.sign(issuer?.key ?? key, forge.md.sha256.create());
  return {
    certificatePem: forge.pki.certificateToPem(certificate),
    keyPem: pair.privateKey,
    certificate,
    key,
  };
}

/** TLS options for a server: the certificates in the order it sends them, and its key. */
export function served(...chain: [Issued, ...Issued[]]): { cert: string; key: string } {
  return { cert: chain.map(({ certificatePem }) => certificatePem).join('\n'), key: chain[0].keyPem };
}

function altName(host: string) {
  return /^[\d.]+$/.test(host) ? { type: 7, ip: host } : { type: 2, value: host };
}

// forge does not support this extension, so it is encoded by hand: one accessDescription, "CA issuers", with a URI. The
// tag of the URI is 6, for which forge has only the name of the universal type.
function authorityInfoAccess(url: string) {
  const { Class, Type, create, oidToDer, toDer } = forge.asn1;
  const caIssuers = create(Class.UNIVERSAL, Type.OID, false, oidToDer('1.3.6.1.5.5.7.48.2').getBytes());
  const uri = create(Class.CONTEXT_SPECIFIC, Type.OID, false, url);
  const sequence = (...items: forge.asn1.Asn1[]) => create(Class.UNIVERSAL, Type.SEQUENCE, true, items);
  return { id: '1.3.6.1.5.5.7.1.1', value: toDer(sequence(sequence(caIssuers, uri))).getBytes() };
}
