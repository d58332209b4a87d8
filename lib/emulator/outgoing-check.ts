import { asRecord } from '../protocol/exact-json';
import { outgoingMessageProblems } from '../protocol/outgoing-message-problems';
import type { ApiAnswer } from './api-answer';
import { refused } from './api-answer';

/** What becomes of a message that a bot sends. */
export type MessageVerdict =
  | { kind: 'accepted' }
  /** The API refuses it. */
  | { kind: 'refused'; answer: ApiAnswer }
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
  if (isTooDeep(message)) return { kind: 'refused', answer: refused(3, 'the message is nested too deeply') };
  const problems = outgoingMessageProblems(message);
  const [problem] = problems ?? [];
  if (problem === undefined) return { kind: 'accepted' };
  if (/^\/keyboard must have required property '(?:Type|Buttons)'/.test(problem)) {
    const property = problem.includes("'Type'") ? 'Type' : 'Buttons';
    const text = `keyboard is not valid. [object has missing required properties (["${property}"])]`;
    return { kind: 'refused', answer: refused(3, text) };
  }
  if (/^\/(?:keyboard|rich_media\/Buttons)\b/.test(problem)) return { kind: 'failsOnClient', desc: problem };
  const isMissing = problem.includes('must have required property');
  return { kind: 'refused', answer: refused(isMissing ? 4 : 3, problem) };
}
