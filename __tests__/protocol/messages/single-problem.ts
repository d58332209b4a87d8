import { validateMessage } from '../../../lib/protocol/messages/validate-message';

/** A row of a table of invalid messages, each with one problem. */
export type InvalidMessage = [what: string, message: unknown, path: string, rule: unknown];

/** Expects `path rule` to be the only problem of a message, and no value to be quoted. */
export function expectSingleProblem(message: unknown, path: string, rule: unknown): void {
  const problems = validateMessage(message);

  expect(problems).toHaveLength(1);
  expect(problems[0]?.slice(0, path.length + 1)).toBe(`${path} `);
  expect(problems[0]?.slice(path.length + 1)).toEqual(rule);
  // Every value that could be quoted contains it.
  expect(problems[0]).not.toContain('hush');
}
