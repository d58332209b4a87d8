import { createHash } from 'node:crypto';
import { callbackUserId } from '../../protocol/callbacks/callbacks';
import type { Recognition } from '../../protocol/callbacks/recognize';

/**
 * What makes two deliveries the same callback. The receipts of one message share its token, and a broadcast has
 * one token for many users, so the event and the user belong to it. [doc] What has no such token, or is not
 * recognised, is the same when its bytes are.
 */
export function callbackKey(account: string, recognition: Recognition, body: string): string {
  if (!recognition.recognized || !/^\d+$/.test(recognition.callback.message_token)) {
    return `${createHash('sha256').update(body).digest('base64')}:${account}`;
  }
  const { callback } = recognition;
  const userId = callbackUserId(callback) ?? '';
  // With its length, so that no user and account together look like two others.
  return `${callback.event}:${callback.message_token}:${String(userId.length)}:${userId}:${account}`;
}
