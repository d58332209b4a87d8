import { asRecord } from '../protocol/exact-json';
import type { MessageProblem } from '../protocol/messages/problems';
import { problemText } from '../protocol/messages/problems';
import { validateMessage } from '../protocol/messages/validate-message';

/** What Viber does with a message of a bot. */
export type MessageCheckResult =
  | { kind: 'accepted' }
  /** The API refuses it with this status and text. */
  | { kind: 'refused'; status: number; text: string }
  /** The API accepts it, and the user's client reports it as failed later. [doc] */
  | { kind: 'fails_on_client'; desc: string };

/**
 * The message in the fields of a request. Viber's own SDK writes null for each field that is left out, also for the
 * caption of a picture; and it puts the token into the body, where no user may see it. [sdk]
 */
export function messageFields(request: Record<string, unknown>): Record<string, unknown> {
  const fields = withoutNulls({ ...request, auth_token: null });
  const sender = asRecord(fields['sender']);
  return {
    ...fields,
    ...(fields['type'] === 'picture' && request['text'] === null && { text: '' }),
    ...(sender !== undefined && { sender: withoutNulls(sender) }),
  };
}

/** No message is nested more deeply than this; a much deeper one could not even be written as JSON again. */
const MAX_DEPTH = 64;

/** Whether a value is nested more deeply than any message. */
export function isTooDeep(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth >= MAX_DEPTH || Object.values(value).some((inner) => isTooDeep(inner, depth + 1));
}

function withoutNulls(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/**
 * Checks a message as Viber does. The API refuses a missing field with status 4 and a wrong one with 3. Most problems of
 * a keyboard or carousel are found by the user's client only, after the API has accepted the message.
 */
export function checkMessage(message: Record<string, unknown>): MessageCheckResult {
  if (isTooDeep(message)) return { kind: 'refused', status: 3, text: 'the message is nested too deeply' };
  const problems = validateMessage(message).errors;
  // The API sees a message before any client does.
  const problem = problems.find((candidate) => !isFoundByClient(candidate)) ?? problems[0];
  if (problem === undefined) return { kind: 'accepted' };
  if (isFoundByClient(problem)) return { kind: 'fails_on_client', desc: problemText(problem) };
  const [, property] = /^\/keyboard\/(Type|Buttons)$/.exec(problem.path) ?? [];
  if (isMissing(problem) && property !== undefined) {
    const text = `keyboard is not valid. [object has missing required properties (["${property}"])]`;
    return { kind: 'refused', status: 3, text };
  }
  return { kind: 'refused', status: isMissing(problem) ? 4 : 3, text: problemText(problem) };
}

function isMissing({ rule }: MessageProblem): boolean {
  return rule === 'required-field';
}

function isFoundByClient(problem: MessageProblem): boolean {
  const { path } = problem;
  if (isMissing(problem) && /^\/keyboard(?:\/(?:Type|Buttons))?$/.test(path)) return false;
  return /^\/(?:keyboard|rich_media\/Buttons)\b/.test(path);
}
