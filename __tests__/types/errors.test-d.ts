import { expectTypeOf } from 'expect-type';
import type { BroadcastResponse, ViberError } from 'express-viber';
import { ViberApiError, ViberBroadcastError, ViberConnectionError } from 'express-viber';

/** An application can construct the errors of API calls in its tests. */
export function constructed(): ViberError[] {
  const apiError = new ViberApiError({
    method: 'send_message',
    status: 6,
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
