import type {
  ViberApiError,
  ViberBroadcastError,
  ViberConnectionError,
  ViberMessageError,
  ViberWebhookUrlError,
} from './api-errors';
import type { ViberListenerError } from './listener-error';
import type {
  ViberBodyParsedError,
  ViberQueueError,
  ViberRequestError,
  ViberWelcomeError,
} from './request-errors';

export {
  ViberApiError,
  ViberBroadcastError,
  ViberConnectionError,
  ViberMessageError,
  ViberWebhookUrlError,
} from './api-errors';
export type {
  ApiErrorDetails,
  BroadcastErrorDetails,
  BroadcastFailure,
  BroadcastResult,
  ConnectionErrorDetails,
} from './api-errors';
export { ViberListenerError } from './listener-error';
export type { ListenerFailureOutcome } from './listener-error';
export { codeOf, ViberError } from './viber-error';
export {
  ViberBodyParsedError,
  ViberQueueError,
  ViberRequestError,
  ViberWelcomeError,
} from './request-errors';
export type { RequestErrorCode, RequestErrorOptions } from './request-errors';

/** Every error of this package; narrows in a `switch` on `code`. */
export type AnyViberError =
  | ViberRequestError
  | ViberBodyParsedError
  | ViberListenerError
  | ViberQueueError
  | ViberWelcomeError
  | ViberMessageError
  | ViberWebhookUrlError
  | ViberApiError
  | ViberConnectionError
  | ViberBroadcastError;
