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

/** The constructors of API errors take named types, so that tests can construct them. */
export function details(): void {
  expectTypeOf<ConstructorParameters<typeof ViberApiError>>().toEqualTypeOf<[ApiErrorDetails]>();
  expectTypeOf<ConstructorParameters<typeof ViberBroadcastError>>().toEqualTypeOf<[BroadcastErrorDetails]>();
  expectTypeOf<ConstructorParameters<typeof ViberConnectionError>[2]>().toEqualTypeOf<
    ConnectionErrorDetails | undefined
  >();
}

/** A stopped broadcast has no status, since it would be 0 even if Viber refused a part. */
export function stoppedBroadcast(error: ViberBroadcastError): unknown {
  expectTypeOf(error.result).toEqualTypeOf<Omit<BroadcastResponse, 'status'>>();
  // @ts-expect-error it has no status
  return error.result.status;
}
