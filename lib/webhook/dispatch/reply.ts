import type { CallOptions } from '../../client/call-options';
import { checkedSignal } from '../../client/call-options';
import type { MessageSettings } from '../../client/prepare-message';
import { checkedMessage, checkRequestBytes, jsonBytes, messageObject } from '../../client/request-checks';
import type { SendMessageRequest, ViberClient } from '../../client/viber-client';
import { ViberMessageError, ViberReplyError } from '../../errors';
import type { SendMessageResponse } from '../../protocol/api/api-responses';
import type { ReceivedMessage } from '../../protocol/callbacks/received-messages';
import type { OutgoingMessage } from '../../protocol/messages/outgoing-messages';
import { sendableFields } from '../../protocol/messages/sendable-fields';
import type { Reply } from '../callback/contexts';
import type { ReceivedCallback } from '../callback/received-callback';

type Sendable = string | OutgoingMessage | ReceivedMessage;

/** Creates the `reply` of a callback that came from a user. */
export function createReply(
  { payload, userId }: ReceivedCallback,
  client: () => ViberClient,
  settings: MessageSettings,
): Reply {
  const received = 'event' in payload && payload.event === 'message' ? payload : undefined;
  // Inline bots reply to the chat that the message came from. [sdk]
  const address = { receiver: userId, chat_id: received?.chat_id };

  function contentOf(message: Sendable): object {
    if (typeof message === 'string') return { type: 'text', text: message };
    // Any other message is the application's own, and is sent as it is.
    return message === received?.message ? sendableFields(received.message) : message;
  }

  /** @throws {@link ViberMessageError} that says which of several messages is invalid */
  function check(content: object, number: number): void {
    try {
      const message = checkedMessage(messageObject(content), settings);
      checkRequestBytes(jsonBytes({ ...address, ...message }), settings.messageChecks);
    } catch (error) {
      if (!(error instanceof ViberMessageError)) throw error;
      throw new ViberMessageError(error.problems.map((problem) => `message ${String(number)}: ${problem}`));
    }
  }

  async function send(content: object, callOptions?: CallOptions): Promise<SendMessageResponse> {
    return client().sendMessage({ ...content, ...address } as SendMessageRequest, callOptions);
  }

  async function sendAll(messages: readonly Sendable[], callOptions: CallOptions = {}) {
    // Everything that can be wrong here comes first, so that the user does not get half of a reply.
    checkedSignal(callOptions);
    client();
    const contents = Array.from(messages, contentOf);
    for (const [index, content] of contents.entries()) check(content, index + 1);
    const responses: SendMessageResponse[] = [];
    for (const content of contents) {
      try {
        responses.push(await send(content, callOptions));
      } catch (cause) {
        const sentTokens = responses.map(({ message_token }) => message_token);
        throw new ViberReplyError({ total: contents.length, sentTokens, cause });
      }
    }
    return responses;
  }

  const reply = async (message: Sendable | readonly Sendable[], callOptions?: CallOptions) =>
    isArray(message) ? sendAll(message, callOptions) : send(contentOf(message), callOptions);
  return reply as Reply;
}

// Array.isArray does not narrow a readonly array.
function isArray(value: Sendable | readonly Sendable[]): value is readonly Sendable[] {
  return Array.isArray(value);
}
