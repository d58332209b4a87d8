import { sanitizeForTerminal, stdoutColors } from '../output';
import type { CheckResult } from './check-result';
import type { Finding } from './findings';
import { findingsOf } from './findings';

/**
 * Formats a diagnosis as text, the most important first: the cause of each failure with what was observed and what to
 * do, then warnings, what passed, and on one line what was skipped.
 */
export function reportLines(results: readonly CheckResult[]): string[] {
  const findings = findingsOf(results);
  const failures = findings.filter(({ outcome }) => outcome === 'fail');
  const warnings = findings.filter(({ outcome }) => outcome === 'warning');
  const passes = results.filter(({ outcome }) => outcome === 'pass');
  const summary = summaryOf(results);
  const paragraphs = [
    ...(failures.length === 0
      ? [[`${stdoutColors.green('✔')} ${stdoutColors.green('Nothing failed')}: ${summary}`]]
      : []),
    ...[...failures, ...warnings].map(findingLines),
    [...passes.map(passLine), ...skippedLines(results)],
    ...(failures.length > 0 ? [[summary]] : []),
  ];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function findingLines({ outcome, cause, fix, details }: Finding): string[] {
  const mark = outcome === 'fail' ? stdoutColors.red('✖') : stdoutColors.yellow('!');
  return [
    `${mark} ${sanitizeForTerminal(cause)}`,
    `    ${stdoutColors.dim('seen:')} ${sanitizeForTerminal(details.join('; '))}`,
    `    ${stdoutColors.yellow('fix:')}  ${sanitizeForTerminal(fix)}`,
  ];
}

function passLine({ title, detail }: CheckResult): string {
  return `${stdoutColors.green('✔')} ${title}: ${sanitizeForTerminal(detail)}`;
}

/** One line for all, since what was skipped is not what to look at: the reasons, each with the number of checks. */
function skippedLines(results: readonly CheckResult[]): string[] {
  const counts = new Map<string, number>();
  for (const { outcome, detail } of results) {
    if (outcome === 'skipped') counts.set(detail, (counts.get(detail) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const reasons = [...counts].map(
    ([reason, count]) => `${String(count)} because ${sanitizeForTerminal(reason)}`,
  );
  return [stdoutColors.dim(`– Skipped: ${reasons.join(', ')}`)];
}

function summaryOf(results: readonly CheckResult[]): string {
  const count = (wanted: CheckResult['outcome']) =>
    results.filter(({ outcome }) => outcome === wanted).length;
  const warnings = count('warning');
  return [
    ...(count('fail') > 0 ? [`${String(count('fail'))} failed`] : []),
    ...(warnings > 0 ? [`${String(warnings)} ${warnings === 1 ? 'warning' : 'warnings'}`] : []),
    `${String(count('pass'))} passed`,
    `${String(count('skipped'))} skipped.`,
  ].join(', ');
}
