import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

/** A certificate with its key, to serve with or to issue others with. */
export interface Issued {
  /** This certificate alone. */
  certificatePem: string;
  keyPem: string;
  readonly certificate: forge.pki.Certificate;
  readonly key: forge.pki.rsa.PrivateKey;
}

interface CertificateOptions {
  /** Its common name; empty, it has no subject at all, as those of some CAs today. */
  name: string;
  /** Who signs it; left out, it signs itself. */
  issuer?: Issued;
  /** Names and addresses it is for; left out, it may issue others instead. */
  hosts?: readonly string[];
  validFrom?: Date;
  validTo?: Date;
  /** Where its issuer's certificate can be fetched. */
  issuerUrl?: string;
}

const DAY_MS = 86_400_000;

/** A date as many days from now. */
export function inDays(days: number): Date {
  return new Date(Date.now() + days * DAY_MS);
}

// Node makes keys a hundred times as fast as forge does.
const newKeyPair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });

// That of every server, as none of them is the other's issuer.
const serverKeyPair = newKeyPair();

let lastSerial = 0;

/** Makes a certificate, valid from yesterday for a year unless told otherwise. */
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

/** What a server is given: its certificate, those after it as they are to be sent, and its key. */
export function served(...chain: [Issued, ...Issued[]]): { cert: string; key: string } {
  return { cert: chain.map(({ certificatePem }) => certificatePem).join('\n'), key: chain[0].keyPem };
}

function altName(host: string) {
  return /^[\d.]+$/.test(host) ? { type: 7, ip: host } : { type: 2, value: host };
}

// forge has no name for this extension, so it is written out: one accessDescription, "CA issuers", with a URI. Its tag
// is 6, for which forge has only the name of the universal type.
function authorityInfoAccess(url: string) {
  const { Class, Type, create, oidToDer, toDer } = forge.asn1;
  const caIssuers = create(Class.UNIVERSAL, Type.OID, false, oidToDer('1.3.6.1.5.5.7.48.2').getBytes());
  const uri = create(Class.CONTEXT_SPECIFIC, Type.OID, false, url);
  const sequence = (...items: forge.asn1.Asn1[]) => create(Class.UNIVERSAL, Type.SEQUENCE, true, items);
  return { id: '1.3.6.1.5.5.7.1.1', value: toDer(sequence(sequence(caIssuers, uri))).getBytes() };
}
