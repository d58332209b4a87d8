/** The title of each check by its id, in the order in which they are reported. `--json` prints both. */
export const CHECKS = {
  url: 'URL',
  account: "Token at Viber's API",
  dns: 'Host name',
  connection: 'Connection',
  tls: 'TLS',
  'certificate-chain': 'Certificate chain',
  'certificate-dates': 'Certificate dates',
  'certificate-name': 'Certificate name',
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
  compression: 'Compression',
  get: 'GET',
  'registered-url': 'Registered URL',
  'registered-events': 'Registered events',
} as const;

/** Stable id of a check. */
export type CheckId = keyof typeof CHECKS;

/** The checks that compare the webhook with what Viber has registered. They are made only when asked for. */
export const REGISTRATION_CHECKS: readonly CheckId[] = ['account', 'registered-url', 'registered-events'];

/** A check that found something. */
export interface Explanation {
  /** What was observed. */
  detail: string;
  /** The likely cause, as a sentence. */
  cause: string;
  /** What to do about it. */
  fix: string;
}

/** The result of one check. */
export type CheckResult = {
  check: CheckId;
  title: string;
  /** What was observed, or why the check was skipped. */
  detail: string;
} & (
  | { outcome: 'pass' | 'skipped' }
  /** A failure loses callbacks or lets forged ones in; a warning does not, as things are. */
  | ({ outcome: 'fail' | 'warning' } & Explanation)
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
export function failed(check: CheckId, explanation: Explanation): CheckResult {
  return { check, title: CHECKS[check], outcome: 'fail', ...explanation };
}

/** The result of a check that found something which does no harm as things are. */
export function warned(check: CheckId, explanation: Explanation): CheckResult {
  return { check, title: CHECKS[check], outcome: 'warning', ...explanation };
}

/** Skips `first` and every check of the webhook after it. */
export function skippedFrom(first: CheckId, reason: string): CheckResult[] {
  const ids = Object.keys(CHECKS) as CheckId[];
  return ids
    .slice(ids.indexOf(first))
    .filter((check) => !REGISTRATION_CHECKS.includes(check))
    .map((check) => skipped(check, reason));
}
