/** Checks which uses of the errors compile. The functions are never called. */
import { expectTypeOf } from 'expect-type';
import type {
  AnyViberError,
  BroadcastFailure,
  BroadcastResponse,
  BroadcastResult,
  ViberError,
  ViberQueueError,
  ViberRequestError,
} from 'express-viber';
import { ViberApiError, ViberBroadcastError, ViberConnectionError } from 'express-viber';

/** An application can construct the errors of API calls in its tests. */
export function constructed(): ViberError[] {
  const apiError = new ViberApiError({
    method: 'send_message',
    viberStatus: 6,
    statusMessage: undefined,
    hint: undefined,
  });
  return [
    apiError,
    new ViberConnectionError('send_message', 'it timed out'),
    new ViberConnectionError('send_message', 'it timed out', { networkCode: 'ECONNABORTED' }),
    new ViberBroadcastError({
      total: 1,
      result: { message_tokens: [], failed_list: [] },
      uncertain: [],
      notSent: ['ann'],
      cause: apiError,
    }),
    // @ts-expect-error the status is missing
    new ViberApiError({ method: 'send_message', statusMessage: undefined, hint: undefined }),
  ];
}

/** The result of a stopped broadcast has no status: 0 would mean success. */
export function stoppedBroadcast(error: ViberBroadcastError): unknown {
  expectTypeOf(error.result).toEqualTypeOf<Omit<BroadcastResponse, 'status'>>();
  // @ts-expect-error the field does not exist
  return error.result.status;
}

/** A function of the application can take what a broadcast results in, complete or not. */
export function failedReceivers({ failed_list }: BroadcastResult): string[] {
  expectTypeOf<BroadcastResponse>().toExtend<BroadcastResult>();
  return failed_list.map(({ receiver }: BroadcastFailure) => receiver);
}

/** `code` narrows an error, and the cases are exhaustive. */
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
    case 'reply_stopped':
      expectTypeOf(error.sentTokens).toEqualTypeOf<readonly string[]>();
      return error.cause;
    case 'permanent_failure':
      return error.cause;
    default:
      expectTypeOf(error).toBeNever();
      return undefined;
  }
}
