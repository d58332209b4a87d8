import { asRecord } from '../protocol/exact-json';
import type { Sender } from '../protocol/messages/outgoing-messages';
import { problemText } from '../protocol/messages/problems';
import type { MessageChecks } from '../protocol/messages/validate-message';
import { examineMessage } from '../protocol/messages/validate-message';
import { warnOfProblems } from './message-warnings';

/** The options that apply to every message. */
export interface MessageSettings {
  /** The sender of a message that has none of its own. */
  readonly sender: Sender | undefined;
  readonly messageChecks: MessageChecks;
}

/** A message as it will be sent, or why it cannot be sent. */
export type PreparedMessage =
  { fields: Record<string, unknown>; problems?: never } | { fields?: never; problems: readonly string[] };

/**
 * Prepares a message without its address for sending: adds the sender and checks it. Warns of what looks wrong.
 *
 * @param needsSender - whether the user would miss the sender, as in everything but a welcome message
 */
export function prepareMessage(
  message: unknown,
  { sender, messageChecks }: MessageSettings,
  { needsSender }: { needsSender: boolean },
): PreparedMessage {
  const given = asRecord(message);
  // Only an object is spread: spreading a string would make a message of its characters.
  const whole = given === undefined ? message : { ...given, sender: given['sender'] ?? sender };
  const { fields, errors, warnings } = examineMessage(whole, messageChecks, { needsSender });
  if (fields === undefined || errors.length > 0) return { problems: errors.map(problemText) };
  warnOfProblems(warnings);
  return { fields };
}
