import type {
  ViberApiError,
  ViberBroadcastError,
  ViberConnectionError,
  ViberMessageError,
  ViberWebhookUrlError,
} from './api-errors';
import type { ViberListenerError } from './listener-error';
import type { PermanentError } from './permanent-error';
import type { ViberQueueError } from './queue-error';
import type { ViberReplyError } from './reply-error';
import type { ViberBodyParsedError, ViberRequestError } from './request-errors';
import type { ViberWelcomeError } from './welcome-error';

export {
  ViberApiError,
  ViberBroadcastError,
  ViberConnectionError,
  ViberMessageError,
  ViberWebhookUrlError,
} from './api-errors';
export type { BroadcastFailure, BroadcastResult } from './api-errors';
export { ViberListenerError } from './listener-error';
export type { ListenerFailureOutcome } from './listener-error';
export { PermanentError } from './permanent-error';
export { ViberQueueError } from './queue-error';
export { ViberReplyError } from './reply-error';
export { ViberBodyParsedError, ViberRequestError } from './request-errors';
export type { RequestErrorCode } from './request-errors';
export { codeOf, ViberError, withOrigin } from './viber-error';
export type { ErrorOrigin, FailureKind } from './viber-error';
export { ViberWelcomeError } from './welcome-error';

/** Every error of this package. A `switch` on `code` narrows it. */
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
  | ViberBroadcastError
  | ViberReplyError
  | PermanentError;
