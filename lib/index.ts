export { ViberClient } from './client/viber-client';
export type {
  MessageTo,
  SendMessageAnswer,
  SetWebhookAnswer,
  SetWebhookOptions,
  ViberClientOptions,
} from './client/viber-client';
export { callbackUserId } from './protocol/callbacks';
export type {
  Callback,
  CallbackEnvelope,
  CallbackEvent,
  Callbacks,
  ConversationStartedCallback,
  DeliveredCallback,
  FailedCallback,
  MessageCallback,
  MessageCallbackOf,
  SeenCallback,
  SubscribedCallback,
  UnsubscribedCallback,
  ViberUser,
  WebhookCallback,
} from './protocol/callbacks';
export { decodeCallback } from './protocol/decode-callback';
export {
  ViberApiError,
  ViberBodyParsedError,
  ViberConnectionError,
  ViberError,
  ViberListenerError,
  ViberRequestError,
  ViberWebhookUrlError,
  ViberWelcomeError,
} from './protocol/errors';
export type { AnyViberError, RequestErrorCode } from './protocol/errors';
export type { EventType } from './protocol/event-types';
export type { Button, Color, InternalBrowser, Keyboard, RichMedia, ScaleType } from './protocol/keyboard';
export type {
  OutgoingContact,
  OutgoingFile,
  OutgoingKeyboard,
  OutgoingLocation,
  OutgoingMessage,
  OutgoingMessageBase,
  OutgoingMessages,
  OutgoingPicture,
  OutgoingRichMedia,
  OutgoingSticker,
  OutgoingText,
  OutgoingUrl,
  OutgoingVideo,
  Sender,
} from './protocol/outgoing-messages';
export type {
  ReceivedContact,
  ReceivedFile,
  ReceivedLocation,
  ReceivedMessage,
  ReceivedMessageBase,
  ReceivedMessages,
  ReceivedMessageType,
  ReceivedPicture,
  ReceivedRichMedia,
  ReceivedSticker,
  ReceivedText,
  ReceivedUrl,
  ReceivedVideo,
} from './protocol/received-messages';
export type { Recognition, RecognizedCallback, UnrecognizedCallback } from './protocol/recognize';
export { signBody, verifySignature } from './protocol/signature';
export type { StatusName } from './protocol/status-codes';
export type { AuthTokenResolver, NamedAccount, ResolvedAuthToken } from './webhook/account';
export type {
  AnyCallbackContext,
  CallbackContext,
  LateError,
  Reply,
  ReplyContext,
  ViberEmitter,
  ViberEvent,
  ViberEvents,
  ViberListener,
} from './webhook/events';
export type { Next, ViberMiddleware } from './webhook/middleware';
export type { DuplicateMemory, ViberWebhookOptions } from './webhook/options';
export type { RegistrationOptions } from './webhook/registration';
export { ViberWebhook } from './webhook/viber-webhook';
export type { WelcomeHandler } from './webhook/welcome';
