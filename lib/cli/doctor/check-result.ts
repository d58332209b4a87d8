/** The title of each check by its id, in the order they run. `--json` prints both. */
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
  'signature-header': 'Signature in the header only',
  'signature-query': 'Signature in ?sig= only',
  'tampered-body': 'Tampered body',
  'tampered-header': 'Tampered body, header only',
  'tampered-query': 'Tampered body, ?sig= only',
  unsigned: 'No signature',
  redelivery: 'Redelivered callback',
  'unknown-event': 'Unknown event',
  'text-encoding': 'Non-ASCII text',
  'large-body': '200 KB body',
} as const;

/** Stable id of a check. */
export type CheckId = keyof typeof CHECKS;

/** The result of one check. */
export type CheckResult = {
  check: CheckId;
  title: string;
  /** What was observed, or why the check was skipped. */
  detail: string;
} & (
  | { outcome: 'pass' | 'skipped' }
  | {
      outcome: 'fail';
      /** What to do about it. */
      fix: string;
    }
);

/** The result of a check that passed. */
export function passed(check: CheckId, detail: string): CheckResult {
  return { check, title: CHECKS[check], outcome: 'pass', detail };
}

/** The result of a check that was skipped. */
export function skipped(check: CheckId, reason: string): CheckResult {
  return { check, title: CHECKS[check], outcome: 'skipped', detail: reason };
}

/** The result of a check that failed. */
export function failed(check: CheckId, detail: string, fix: string): CheckResult {
  return { check, title: CHECKS[check], outcome: 'fail', detail, fix };
}

/** Skips `first` and every check after it. */
export function skippedFrom(first: CheckId, reason: string): CheckResult[] {
  const ids = Object.keys(CHECKS) as CheckId[];
  return ids.slice(ids.indexOf(first)).map((check) => skipped(check, reason));
}
