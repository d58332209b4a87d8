import type { CheckId, CheckResult } from './check-result';
import { CHECKS } from './check-result';

/** A cause, with every check that it explains. */
export interface Finding {
  outcome: 'fail' | 'warning';
  /** The likely cause, as a sentence. */
  cause: string;
  /** What to do about it. */
  fix: string;
  /** The checks that it explains, in their order. */
  checks: CheckId[];
  /** What each of them observed. */
  details: string[];
}

/** Finds the causes of what the checks found: failures first, otherwise in the order of the checks. */
export function findingsOf(results: readonly CheckResult[]): Finding[] {
  const ids = Object.keys(CHECKS);
  const findings = new Map<string, Finding>();
  for (const result of [...results].sort((a, b) => ids.indexOf(a.check) - ids.indexOf(b.check))) {
    if (!('cause' in result)) continue;
    const { check, title, outcome, detail, cause, fix } = result;
    const key = JSON.stringify([outcome, cause, fix]);
    const finding = findings.get(key) ?? { outcome, cause, fix, checks: [], details: [] };
    finding.checks.push(check);
    finding.details.push(`${title}: ${detail}`);
    findings.set(key, finding);
  }
  const all = [...findings.values()];
  return [
    ...all.filter(({ outcome }) => outcome === 'fail'),
    ...all.filter(({ outcome }) => outcome === 'warning'),
  ];
}
