import { MAX_MESSAGE_BYTES, MAX_RECEIVERS } from '../protocol/api/api-limits';
import { checkRequestBytes, jsonBytes } from './request-size';

/**
 * The receivers of each request, so that none names too many or has more JSON than Viber takes.
 *
 * @throws {@link ViberMessageError} if the message is so large that there is no room for a receiver
 */
export function broadcastParts(message: object, receivers: readonly string[]): string[][] {
  const messageBytes = jsonBytes({ broadcast_list: [], ...message });
  const parts: string[][] = [];
  let part: string[] = [];
  let bytes = Infinity;
  for (const receiver of receivers) {
    const receiverBytes = jsonBytes(receiver);
    checkRequestBytes(messageBytes + receiverBytes);
    // A comma goes before each but the first.
    if (part.length === MAX_RECEIVERS || bytes + 1 + receiverBytes > MAX_MESSAGE_BYTES) {
      parts.push((part = []));
      bytes = messageBytes - 1;
    }
    part.push(receiver);
    bytes += 1 + receiverBytes;
  }
  return parts;
}
