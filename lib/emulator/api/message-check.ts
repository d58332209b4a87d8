import { asRecord } from '../../protocol/exact-json';
import { fieldProblems } from '../../protocol/messages/validate-message';
import type { Problem } from '../../protocol/messages/problems';
import type { ApiResponse } from './api-response';
import { refusal } from './api-response';

/** What becomes of a message that a bot sends. */
export type MessageVerdict =
  | { kind: 'accepted' }
  /** The API refuses it. */
  | { kind: 'refused'; answer: ApiResponse }
  /** The API answers 0, and the user's client fails it later. [doc] */
  | { kind: 'failsOnClient'; desc: string };

/**
 * The message in what a bot sent. Viber's own SDK writes null for each field that is left out, and for the caption of a
 * picture that has none; and it puts the token into the body too, where nobody is to see it. [sdk]
 */
export function messageIn(sent: Record<string, unknown>): Record<string, unknown> {
  const fields = filledFields({ ...sent, auth_token: null });
  const sender = asRecord(fields['sender']);
  return {
    ...fields,
    ...(fields['type'] === 'picture' && sent['text'] === null && { text: '' }),
    ...(sender !== undefined && { sender: filledFields(sender) }),
  };
}

/** Levels of nesting beyond which nothing is a message; much deeper ones cannot even be written as JSON again. */
const MAX_DEPTH = 64;

/** Whether a value is nested more deeply than any message. */
export function isTooDeep(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth >= MAX_DEPTH || Object.values(value).some((inner) => isTooDeep(inner, depth + 1));
}

function filledFields(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/**
 * Judges a message as Viber does: what is missing is refused with status 4, what is wrong with 3; a keyboard or
 * carousel that only the client can judge is accepted, and fails there.
 */
export function judgeMessage(message: Record<string, unknown>): MessageVerdict {
  if (isTooDeep(message)) return { kind: 'refused', answer: refusal(3, 'the message is nested too deeply') };
  // What Viber does with fields it does not know is not documented: they pass.
  const problems = fieldProblems(message, true);
  // The API looks at a message before any client does.
  const problem = problems.find((candidate) => !isForTheClient(candidate)) ?? problems[0];
  if (problem === undefined) return { kind: 'accepted' };
  if (isForTheClient(problem)) return { kind: 'failsOnClient', desc: problem.text };
  const [, property] = /^\/keyboard\/(Type|Buttons)$/.exec(problem.path) ?? [];
  if (problem.isMissing && property !== undefined) {
    const text = `keyboard is not valid. [object has missing required properties (["${property}"])]`;
    return { kind: 'refused', answer: refusal(3, text) };
  }
  return { kind: 'refused', answer: refusal(problem.isMissing ? 4 : 3, problem.text) };
}

function isForTheClient({ path, isMissing }: Problem): boolean {
  if (isMissing && /^\/keyboard(?:\/(?:Type|Buttons))?$/.test(path)) return false;
  return /^\/(?:keyboard|rich_media\/Buttons)\b/.test(path);
}
