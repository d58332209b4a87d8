import { expectTypeOf } from 'expect-type';
import type {
  ApiErrorDetails,
  BroadcastResponse,
  BroadcastErrorDetails,
  ConnectionErrorDetails,
  ViberApiError,
  ViberBroadcastError,
  ViberConnectionError,
} from 'express-viber';

/** What the errors of the API are made of can be named by whoever makes one in a test. */
export function details(): void {
  expectTypeOf<ConstructorParameters<typeof ViberApiError>>().toEqualTypeOf<[ApiErrorDetails]>();
  expectTypeOf<ConstructorParameters<typeof ViberBroadcastError>>().toEqualTypeOf<[BroadcastErrorDetails]>();
  expectTypeOf<ConstructorParameters<typeof ViberConnectionError>[2]>().toEqualTypeOf<
    ConnectionErrorDetails | undefined
  >();
}

/** A broadcast that stopped has no status: it would be 0 for one that Viber refused. */
export function stoppedBroadcast(error: ViberBroadcastError): unknown {
  expectTypeOf(error.result).toEqualTypeOf<Omit<BroadcastResponse, 'status'>>();
  // @ts-expect-error there is none
  return error.result.status;
}
