export type { BroadcastOptions, BroadcastProgress, MessageToMany } from './client/broadcast';
export type { CallOptions } from './client/call-options';
export type { ViberClientOptions } from './client/client-options';
export type { SetWebhookOptions } from './client/set-webhook-options';
export { ViberClient } from './client/viber-client';
export type { MessageTo } from './client/viber-client';
export type {
  AccountInfo,
  AccountMember,
  BroadcastAnswer,
  BroadcastFailure,
  OnlineAnswer,
  OnlineStatus,
  SendMessageAnswer,
  SetWebhookAnswer,
  UserDetails,
  UserDetailsAnswer,
} from './protocol/api-answers';
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
  ViberBroadcastError,
  ViberConnectionError,
  ViberError,
  ViberListenerError,
  ViberMessageError,
  ViberQueueError,
  ViberRequestError,
  ViberWebhookUrlError,
  ViberWelcomeError,
} from './protocol/errors';
export type {
  AnyViberError,
  ApiErrorDetails,
  BroadcastErrorDetails,
  ConnectionErrorDetails,
  ListenerFailureOutcome,
  RequestErrorCode,
  RequestErrorOptions,
} from './protocol/errors';
export type { EventType } from './protocol/event-types';
export type {
  ActiveButton,
  Button,
  ButtonAppearance,
  Color,
  InactiveButton,
  InternalBrowser,
  Keyboard,
  RichMedia,
  ScaleType,
} from './protocol/keyboard';
export { validateMessage } from './protocol/outgoing-message-problems';
export type { MessageCheckOptions } from './protocol/outgoing-message-problems';
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
export { isPersonalizationHidden } from './protocol/placeholders';
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
export { recommendedJobOptions, recommendedWorkerOptions } from './webhook/callback-queue';
export type { CallbackQueue, QueuedCallback } from './webhook/callback-queue';
export type { CloseOptions, CloseResult } from './webhook/close-options';
export type {
  CallbackDiagnostics,
  DiagnosticsMessages,
  KnownCallbackDiagnostics,
} from './webhook/diagnostics';
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
export { fetchInOrder } from './webhook/fetch-in-order';
export type { UnfinishedCallback } from './webhook/in-flight';
export type { Next, ViberMiddleware } from './webhook/middleware';
export type { DuplicateMemory, UserOrder, ViberWebhookOptions } from './webhook/options';
export type { CallbackJob, ProcessOptions } from './webhook/process-job';
export type { RegistrationOptions } from './webhook/registration';
export type {
  TextListener,
  TextMatch,
  TextMatchContext,
  TextMatching,
  TextPattern,
} from './webhook/text-patterns';
export { ViberWebhook } from './webhook/viber-webhook';
export type { WelcomeHandler } from './webhook/welcome';
