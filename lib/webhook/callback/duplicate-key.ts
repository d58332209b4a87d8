import type { Recognition } from '../../protocol/callbacks/recognize';
import { compactText, sha256 } from '../../shared/compact-text';

/** What decides whether two callbacks are the same. */
export interface DuplicateKeyParts {
  readonly account: string;
  readonly event: string;
  readonly userId: string | undefined;
  readonly body: string;
  readonly recognition: Recognition;
}

/**
 * Returns the key that identifies a callback: deliveries with the same key are the same callback. The receipts of one
 * message share its token, and a broadcast has one token for many users, so the key also contains the event and the
 * user [doc]. A callback without a numeric token is identified by its bytes.
 *
 * The key is short and shares no memory with the callback, so it may be kept for as long as redeliveries come.
 */
export function duplicateKey({ account, event, userId = '', body, recognition }: DuplicateKeyParts): string {
  if (!recognition.recognized || !/^\d+$/.test(recognition.callback.message_token)) {
    return compactText(`${sha256(Buffer.from(body))}:${account}`);
  }
  const token = recognition.callback.message_token;
  // The length of the user id makes sure that no other pair of user and account gives the same key.
  return compactText(`${event}:${token}:${String(userId.length)}:${userId}:${account}`);
}
