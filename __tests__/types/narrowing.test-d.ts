/** How callbacks, messages, recognitions and errors narrow. Checked by `npm run typecheck`; nothing here runs. */
import { expectTypeOf } from 'expect-type';
import type {
  AnyViberError,
  Callback,
  DiagnosticsMessages,
  MessageCallback,
  ReceivedMessage,
  Recognition,
  ViberQueueError,
  ViberRequestError,
  ViberUser,
  WebhookCallback,
} from 'express-viber';
import { decodeCallback, isPersonalizationHidden } from 'express-viber';

declare const message: ReceivedMessage;
declare const callback: Callback;

/** A callback narrows on `event`, exhaustively. */
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
    default:
      expectTypeOf(callback).toBeNever();
      return undefined;
  }
}

/** A message narrows on `type`, exhaustively. */
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

/** A recognition narrows on `recognized`. */
export function narrowedRecognition(recognition: Recognition): void {
  if (recognition.recognized) {
    expectTypeOf(recognition.callback).toEqualTypeOf<Callback>();
  } else {
    expectTypeOf(recognition.reason).toEqualTypeOf<
      'unknown_event' | 'unknown_message_type' | 'unexpected_shape'
    >();
    // @ts-expect-error an unrecognized callback has no type
    expectTypeOf(recognition.callback);
  }
  expectTypeOf(decodeCallback(new Uint8Array())).toEqualTypeOf<Recognition>();
  // @ts-expect-error a parsed body is not its bytes
  decodeCallback({ event: 'webhook' });
}

/** An error narrows on `code`, exhaustively. */
export function narrowedError(error: AnyViberError): unknown {
  switch (error.code) {
    case 'missing_signature':
    case 'invalid_signature':
    case 'unknown_account':
    case 'body_too_large':
    case 'incomplete_body':
    case 'unsupported_encoding':
    case 'invalid_utf8':
    case 'invalid_json':
    case 'overloaded':
    case 'closing':
      expectTypeOf(error).toEqualTypeOf<ViberRequestError>();
      expectTypeOf(error.status).toEqualTypeOf<400 | 401 | 404 | 413 | 415 | 503>();
      return error.status;
    case 'body_already_parsed':
      return error.status;
    case 'listener_failed':
      return error.acknowledged ? undefined : error.errors;
    case 'queue_failed':
    case 'queue_late':
      expectTypeOf(error).toEqualTypeOf<ViberQueueError>();
      expectTypeOf(error.status).toEqualTypeOf<500 | 503>();
      return error.cause;
    case 'welcome_late':
    case 'welcome_invalid':
    case 'invalid_message':
      return error.problems;
    case 'invalid_webhook_url':
      return error.message;
    case 'api_error':
      return error.statusName;
    case 'connection_failed':
      return error.networkCode;
    case 'broadcast_stopped':
      return error.result;
    default:
      expectTypeOf(error).toBeNever();
      return undefined;
  }
}

/** `isPersonalizationHidden` takes the users of all callbacks. */
export function hiddenUsers(user: ViberUser, received: MessageCallback): boolean {
  // @ts-expect-error an id alone says nothing
  isPersonalizationHidden(user.id);
  expectTypeOf(isPersonalizationHidden(user)).toEqualTypeOf<boolean>();
  return isPersonalizationHidden(received.sender) && isPersonalizationHidden({ name: user.name });
}

/** The name of a channel decides the type of its messages. */
export function diagnostics(
  verified: DiagnosticsMessages['express-viber:verified'],
  failed: DiagnosticsMessages['express-viber:failed'],
): void {
  expectTypeOf(verified.tokenIndex).toEqualTypeOf<number>();
  expectTypeOf(failed.account).toEqualTypeOf<string | undefined>();
  expectTypeOf(failed.code).toEqualTypeOf<string>();
  // @ts-expect-error the user is not published
  expectTypeOf(failed.user);
}
