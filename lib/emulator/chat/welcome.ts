import { asRecord } from '../../protocol/exact-json';
import type { OutgoingMessage } from '../../protocol/messages/outgoing-messages';
import { parseBotJson } from '../api/bot-json';
import { apiLevel, checkMessage } from '../message-check';

/** The welcome message, or why the user's phone shows none. */
type Welcome = { message: OutgoingMessage; problem?: undefined } | { message?: undefined; problem: string };

/** Reads the response to `conversation_started`. @param userLevel - the API level of the user's client */
export function parseWelcome(responseBody: string, userLevel: number): Welcome {
  let value: unknown;
  try {
    value = parseBotJson(responseBody);
  } catch {
    return { problem: 'the response body is not JSON' };
  }
  // A response such as {"status":0} is not meant to be a message, so its fields are not worth reporting.
  if (asRecord(value)?.['type'] === undefined && asRecord(value)?.['keyboard'] === undefined) {
    return { problem: 'the response body has no "type", so it is not a message' };
  }
  const checked = checkMessage(asRecord(value) ?? {});
  if (checked.kind === 'refused') return { problem: checked.text };
  if (checked.kind === 'fails_on_client') return { problem: checked.desc };
  const level = apiLevel(checked.message);
  if (level <= userLevel) return { message: checked.message };
  return { problem: `it needs API level ${String(level)}, and the user has ${String(userLevel)}` };
}
