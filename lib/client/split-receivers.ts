import { MAX_MESSAGE_BYTES, MAX_RECEIVERS } from '../protocol/api/api-limits';
import type { MessageChecks } from '../protocol/messages/validate-message';
import { checkRequestBytes, jsonBytes } from './request-checks';

/**
 * Splits the receivers of a message into batches, one for each request, so that no request names more receivers or has
 * more JSON than Viber accepts.
 *
 * @throws {@link ViberMessageError} if the message is so large that it leaves no room for a receiver
 */
export function splitReceivers(
  message: object,
  receivers: readonly string[],
  checks: MessageChecks,
): string[][] {
  const messageBytes = jsonBytes({ broadcast_list: [], ...message });
  const batches: string[][] = [];
  let batch: string[] = [];
  let bytes = Infinity;
  for (const receiver of receivers) {
    const receiverBytes = jsonBytes(receiver);
    checkRequestBytes(messageBytes + receiverBytes, checks);
    // A comma precedes each receiver but the first.
    if (batch.length === MAX_RECEIVERS || bytes + 1 + receiverBytes > MAX_MESSAGE_BYTES) {
      batches.push((batch = []));
      bytes = messageBytes - 1;
    }
    batch.push(receiver);
    bytes += 1 + receiverBytes;
  }
  return batches;
}
