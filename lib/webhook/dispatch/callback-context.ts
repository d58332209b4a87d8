import type { CallOptions } from '../../client/call-options';
import type { SendMessageRequest } from '../../client/viber-client';
import type { ReceivedMessage } from '../../protocol/callbacks/received-messages';
import type { OutgoingMessage } from '../../protocol/messages/outgoing-messages';
import { sendableFields } from '../../protocol/messages/sendable-fields';
import type { AnyCallbackContext } from '../callback/events';
import type { ReceivedCallback } from '../callback/received-callback';
import type { ClientSource } from '../client-source';

/** Creates the second argument of a callback's listeners. */
export function callbackContext(
  { account, authToken, receivedAt, userId, payload }: ReceivedCallback,
  clientOf: ClientSource,
): AnyCallbackContext {
  const context = { account, receivedAt };
  if (userId === undefined) return context;
  const received = 'event' in payload && payload.event === 'message' ? payload : undefined;
  // Inline bots reply to the chat that the message came from. [sdk]
  const chat_id = received?.chat_id;
  const reply = async (message: OutgoingMessage | ReceivedMessage, callOptions?: CallOptions) => {
    // Any other message is the application's own, and is sent as it is.
    const content = message === received?.message ? sendableFields(received.message) : message;
    const addressed = { ...content, receiver: userId, chat_id } as SendMessageRequest;
    return clientOf(authToken).sendMessage(addressed, callOptions);
  };
  return { ...context, reply };
}
