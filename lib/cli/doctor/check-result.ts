/** Every check, in the order they run, under the id that `--json` has, with its title. */
export const CHECKS = {
  url: 'URL',
  dns: 'Host name',
  connection: 'Connection',
  tls: 'TLS',
  'certificate-chain': 'Certificate chain',
  'certificate-dates': 'Certificate dates',
  'certificate-name': 'Certificate name',
  get: 'GET',
  'check-call': 'Check call',
  'signature-header': 'Signature in the header alone',
  'signature-query': 'Signature in ?sig= alone',
  'tampered-body': 'Tampered body',
  'tampered-header': 'Tampered body, header alone',
  'tampered-query': 'Tampered body, ?sig= alone',
  unsigned: 'No signature',
  'repeated-callback': 'Repeated callback',
  'unknown-event': 'Unknown event',
  'text-encoding': 'Text that is not ASCII',
  'large-body': '200 KB body',
} as const;

/** Stable name of a check. */
export type CheckId = keyof typeof CHECKS;

/** What came of one check. */
export type CheckResult = {
  check: CheckId;
  title: string;
  /** What was seen, or why it was skipped. */
  detail: string;
} & (
  | { outcome: 'pass' | 'skipped' }
  | {
      outcome: 'fail';
      /** What to do about it. */
      fix: string;
    }
);

export function passed(check: CheckId, detail: string): CheckResult {
  return { check, title: CHECKS[check], outcome: 'pass', detail };
}

export function skipped(check: CheckId, reason: string): CheckResult {
  return { check, title: CHECKS[check], outcome: 'skipped', detail: reason };
}

export function failed(check: CheckId, detail: string, fix: string): CheckResult {
  return { check, title: CHECKS[check], outcome: 'fail', detail, fix };
}

/** Skips every check from one on. */
export function skippedFrom(first: CheckId, reason: string): CheckResult[] {
  const ids = Object.keys(CHECKS) as CheckId[];
  return ids.slice(ids.indexOf(first)).map((check) => skipped(check, reason));
}
