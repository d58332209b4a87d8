import { decodeCallback } from '../../lib/index';
import type { ReceivedCallbackFields } from '../../lib/webhook/callback/received-callback';
import { ReceivedCallback } from '../../lib/webhook/callback/received-callback';
import { BODIES } from '../fixtures/bodies';

/** Creates a callback as the receiver does; by default that of a text message. */
export function receivedCallback(
  body: string = BODIES['message:text'],
  fields: Partial<ReceivedCallbackFields> = {},
): ReceivedCallback {
  return new ReceivedCallback({
    account: 'default',
    authToken: undefined,
    receivedAt: new Date(0),
    body,
    recognition: decodeCallback(body),
    ...fields,
  });
}
