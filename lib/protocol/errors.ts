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
} from './webhook-errors';

export {
  ViberApiError,
  ViberBroadcastError,
  ViberConnectionError,
  ViberMessageError,
  ViberWebhookUrlError,
} from './api-errors';
export type { ApiErrorDetails, BroadcastErrorDetails, ConnectionErrorDetails } from './api-errors';
export { ViberListenerError } from './listener-error';
export type { ListenerFailureOutcome } from './listener-error';
export { codeOf, ViberError } from './viber-error';
export {
  ViberBodyParsedError,
  ViberQueueError,
  ViberRequestError,
  ViberWelcomeError,
} from './webhook-errors';
export type { RequestErrorCode, RequestErrorOptions } from './webhook-errors';

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
