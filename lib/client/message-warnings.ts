import type { MessageProblem } from '../protocol/messages/problems';
import { problemText } from '../protocol/messages/problems';

/** The rules that this process has been warned of. */
const warnedOf = new Set<string>();

/** Makes process warnings of problems that did not stop a message: one for each rule in the life of a process. */
export function warnOfProblems(warnings: readonly MessageProblem[]): void {
  for (const warning of warnings) {
    const { rule, source } = warning;
    if (warnedOf.has(rule)) continue;
    warnedOf.add(rule);
    process.emitWarning(
      `A message may not be shown as it should: ${problemText(warning)} (rule ${rule}; see ${source}). ` +
        'It is sent all the same. Further messages that break this rule cause no warning.',
      { type: 'ViberWarning', code: `VIBER_MESSAGE_${rule.toUpperCase().replaceAll('-', '_')}` },
    );
  }
}
