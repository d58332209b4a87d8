/** Checks which uses of the protocol's types and functions compile. The functions are never called. */
import { expectTypeOf } from 'expect-type';
import type {
  Callback,
  MessageCallback,
  MessageCallbackOf,
  ReceivedMessage,
  ReceivedText,
  Recognition,
  SubscribedCallback,
  ViberUser,
  WebhookCallback,
} from 'express-viber';
import { decodeCallback, isPersonalizationHidden, verifySignature } from 'express-viber';
import { messageCallback, signCallback, subscribedCallback } from 'express-viber/testing';

declare const message: ReceivedMessage;
declare const callback: Callback;

/** `event` narrows a callback, and the cases are exhaustive. */
export function narrowedCallback(): string | undefined {
  // @ts-expect-error not every callback has a user
  expectTypeOf(callback.user);
  switch (callback.event) {
    case 'webhook':
      expectTypeOf(callback).toEqualTypeOf<WebhookCallback>();
      return undefined;
    case 'subscribed':
    case 'conversation_started':
      return callback.user.name;
    case 'unsubscribed':
      return callback.user_id;
    case 'delivered':
    case 'seen':
      return callback.chat_id;
    case 'failed':
      return callback.desc;
    case 'message':
      return callback.message.tracking_data;
    case 'client_status':
      return callback.status.tracking_data;
    default:
      expectTypeOf(callback).toBeNever();
      return undefined;
  }
}

/** `type` narrows a message, and the cases are exhaustive. */
export function narrowedMessage(): unknown {
  // @ts-expect-error not every message has a text
  expectTypeOf(message.text);
  switch (message.type) {
    case 'text':
      // @ts-expect-error a text has no media
      expectTypeOf(message.media);
      return message.text.length;
    case 'picture':
    case 'video':
    case 'file':
    case 'url':
      return message.media.length;
    case 'sticker':
      return message.sticker_id;
    case 'contact':
      return message.contact.phone_number.length;
    case 'location':
      return message.location.lat + message.location.lon;
    case 'rich_media':
      return message.rich_media['Buttons'];
    default:
      expectTypeOf(message).toBeNever();
      return undefined;
  }
}

/** `recognized` narrows the result of decoding. */
export function narrowedRecognition(recognition: Recognition): void {
  if (recognition.recognized) {
    expectTypeOf(recognition.callback).toEqualTypeOf<Callback>();
  } else {
    expectTypeOf(recognition.reason).toEqualTypeOf<
      'unknown_event' | 'unknown_message_type' | 'unexpected_shape'
    >();
    // @ts-expect-error an unrecognized callback has no such field
    expectTypeOf(recognition.callback);
  }
  expectTypeOf(decodeCallback(new Uint8Array())).toEqualTypeOf<Recognition>();
  // @ts-expect-error a parsed body instead of its bytes
  decodeCallback({ event: 'webhook' });
}

/** The user or sender of any callback can be checked for placeholders. */
export function hiddenUsers(user: ViberUser, received: MessageCallback): boolean {
  // @ts-expect-error an id is not a user
  isPersonalizationHidden(user.id);
  expectTypeOf(isPersonalizationHidden(user)).toEqualTypeOf<boolean>();
  return isPersonalizationHidden(received.sender) && isPersonalizationHidden({ name: user.name });
}

/** A signature is verified with one or several tokens. */
export function signatures(body: Buffer, header: string | undefined): void {
  expectTypeOf(verifySignature(body, header, 'a token')).toEqualTypeOf<boolean>();
  verifySignature('{}', header, ['new', 'old'] as const);

  // @ts-expect-error the variable may not be set
  verifySignature(body, header, process.env['VIBER_AUTH_TOKEN']);
  // @ts-expect-error a parsed body instead of its bytes
  verifySignature({ event: 'webhook' }, header, 'a token');
}

/** The builders return the types that listeners receive. */
export function builders(): void {
  expectTypeOf(messageCallback()).toEqualTypeOf<MessageCallback<ReceivedText>>();
  expectTypeOf(messageCallback({ type: 'sticker', sticker_id: 1 })).toExtend<MessageCallbackOf<'sticker'>>();
  expectTypeOf(messageCallback({ type: 'sticker', sticker_id: 1 })).toExtend<Callback>();
  expectTypeOf(subscribedCallback({ user: { id: 'x' } })).toEqualTypeOf<SubscribedCallback>();
  expectTypeOf(signCallback(messageCallback(), 'a token').body).toEqualTypeOf<string>();

  // @ts-expect-error a text without text
  messageCallback({ type: 'text' });
  // @ts-expect-error unknown field
  subscribedCallback({ user_id: 'x' });
  // @ts-expect-error the token is missing
  signCallback(messageCallback());
}
