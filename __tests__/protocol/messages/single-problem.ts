import { problemText } from '../../../lib/protocol/messages/problems';
import { validateMessage } from '../../../lib/protocol/messages/validate-message';

/** A row of a table of messages with one problem each: its severity and rule, and its text. */
export type MessageWithProblem = [what: string, message: unknown, rule: string, text: string];

/** Expects a message to have this problem and no other, and no value to be quoted. */
export function expectSingleProblem(...[, message, rule, text]: MessageWithProblem): void {
  const { errors, warnings } = validateMessage(message);
  const found = [
    ...errors.map((error) => [`error ${error.rule}`, problemText(error)]),
    ...warnings.map((warning) => [`warning ${warning.rule}`, problemText(warning)]),
  ];

  expect(found).toEqual([[rule, text]]);
  // Every value that could be quoted contains it.
  expect(JSON.stringify([errors, warnings])).not.toContain('hush');
}
