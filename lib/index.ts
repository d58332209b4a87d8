export type { ApiCallDiagnostics } from './client/api-diagnostics';
export type { BroadcastOptions, BroadcastProgress, BroadcastRequest } from './client/broadcast';
export type { CallOptions } from './client/call-options';
export type { ViberClientOptions } from './client/client-options';
export type { SetWebhookOptions } from './client/set-webhook-options';
export { ViberClient } from './client/viber-client';
export type { SendMessageRequest } from './client/viber-client';
export { button } from './messages/button';
export type { ButtonOrText, ButtonRow } from './messages/button-rows';
export { carousel } from './messages/carousel';
export type { CarouselCard, CarouselOptions, DescribedCard } from './messages/carousel';
export { deepLink } from './messages/deep-link';
export type { DeepLinkOptions } from './messages/deep-link';
export { keyboard } from './messages/keyboard';
export type { KeyboardOptions } from './messages/keyboard';
export { BILLING_STATUS } from './protocol/api/api-responses';
export type {
  AccountInfo,
  AccountMember,
  BillingStatus,
  BroadcastResponse,
  OnlineResponse,
  OnlineStatus,
  SendMessageResponse,
  SetWebhookResponse,
  UserDetails,
  UserDetailsResponse,
} from './protocol/api/api-responses';
export { callbackUserId, isPersonalizationHidden } from './protocol/callbacks/callbacks';
export type {
  Callback,
  CallbackEnvelope,
  CallbackEvent,
  Callbacks,
  ClientStatus,
  ClientStatusCallback,
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
} from './protocol/callbacks/callbacks';
export { decodeCallback } from './protocol/callbacks/decode-callback';
export {
  PermanentError,
  ViberApiError,
  ViberBodyParsedError,
  ViberBroadcastError,
  ViberConnectionError,
  ViberError,
  ViberListenerError,
  ViberMessageError,
  ViberQueueError,
  ViberReplyError,
  ViberRequestError,
  ViberWebhookUrlError,
  ViberWelcomeError,
} from './errors';
export type {
  AnyViberError,
  BroadcastFailure,
  BroadcastResult,
  FailureKind,
  RequestErrorCode,
} from './errors';
export type { EventType } from './protocol/callbacks/event-types';
export type { Button, InternalBrowser, Keyboard, MediaPlayer, RichMedia } from './protocol/messages/keyboard';
export { validateMessage } from './protocol/messages/validate-message';
export type { MessageChecks, MessageProblems } from './protocol/messages/validate-message';
export type { MessageProblem } from './protocol/messages/problems';
export type {
  OutgoingContact,
  OutgoingFile,
  OutgoingKeyboard,
  OutgoingLocation,
  OutgoingMessage,
  OutgoingMessageBase,
  OutgoingMessages,
  OutgoingPayment,
  OutgoingPicture,
  OutgoingRichMedia,
  OutgoingSticker,
  OutgoingText,
  OutgoingUrl,
  OutgoingVideo,
  Sender,
} from './protocol/messages/outgoing-messages';
export type {
  AsReceived,
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
} from './protocol/callbacks/received-messages';
export type { Recognition, RecognizedCallback, UnrecognizedCallback } from './protocol/callbacks/recognize';
export { signBody, verifySignature } from './protocol/signature';
export type { StatusName } from './errors/status-codes';
export type { AuthTokenResolver, NamedAccount, ResolvedAuthToken, WebhookRequest } from './webhook/account';
export type {
  CallbackDiagnostics,
  DiagnosticsMessages,
  KnownCallbackDiagnostics,
} from './webhook/callback/diagnostics';
export type {
  AnyCallbackContext,
  BaseContext,
  CallbackContext,
  Reply,
  ReplyContext,
  WelcomeContext,
} from './webhook/callback/contexts';
export type { ReportedError, ViberEvent, ViberEvents, ViberListener } from './webhook/callback/events';
export type {
  TextListener,
  TextMatch,
  TextMatchContext,
  TextMatching,
  TextPattern,
} from './webhook/dispatch/text-patterns';
export type { Next } from './webhook/dispatch/next-call';
export type { UseHandler } from './webhook/dispatch/use-handlers';
export type { WelcomeHandler } from './webhook/dispatch/welcome';
export type {
  CloseOptions,
  CloseResult,
  DuplicatesOptions,
  OrderedOptions,
  ViberWebhookOptions,
} from './webhook/options';
export { recommendedJobOptions, recommendedWorkerOptions } from './webhook/queue/callback-queue';
export type { CallbackQueue, QueuedCallback } from './webhook/queue/callback-queue';
export { deduplicated } from './webhook/queue/deduplicated';
export type { DeduplicatedOptions, DeduplicatingQueue } from './webhook/queue/deduplicated';
export { orderedProcessor, orderedWorkerOptions } from './webhook/queue/ordered-processor';
export type { OrderedJob, OrderedProcessorOptions } from './webhook/queue/ordered-processor';
export type { CallbackJob, ProcessOptions } from './webhook/queue/process-job';
export type { FetchHandler } from './webhook/request/fetch';
export type { ViberMiddleware } from './webhook/request/middleware';
export { readSignature } from './webhook/request/read-signature';
export type { RequestHeaders, RequestQuery } from './webhook/request/read-signature';
export type { WebhookResponse } from './webhook/request/response';
export { ViberWebhook } from './webhook/viber-webhook';
export type { ReceivedRequest, RequestBody } from './webhook/request/receive';
