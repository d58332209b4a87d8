import { asRecord, parseExactJson } from '../../protocol/exact-json';
import { problemText } from '../../protocol/messages/problems';
import { validateMessage } from '../../protocol/messages/validate-message';

/** A welcome message, and what is wrong with it. */
export interface WelcomeCheck {
  message: Record<string, unknown>;
  /** Why Viber does not show it; empty if it does. */
  errors: string[];
  /** What looks wrong, but Viber may take. */
  warnings: string[];
}

/** Checks the welcome message in the response to `conversation_started`; `undefined` if there is none. */
export function checkWelcome(responseBody: string): WelcomeCheck | undefined {
  const message = parseObject(responseBody);
  // A response such as {"status":0} is not meant to be a message.
  if (message?.['type'] === undefined && message?.['keyboard'] === undefined) return undefined;
  const { errors, warnings } = validateMessage(message);
  return { message, errors: errors.map(problemText), warnings: warnings.map(problemText) };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return asRecord(parseExactJson(text));
  } catch {
    return undefined;
  }
}
