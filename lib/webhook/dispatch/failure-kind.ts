import { PermanentError, ViberApiError, ViberBroadcastError, ViberMessageError } from '../../errors';

/**
 * The statuses of Viber that a redelivery would only meet again. The others are retryable: an operator can fix them (token 2;
 * account and webhook 7 to 10 and 15; balance 23 and 24; URL 1; permission to broadcast 19 and 20), they pass by themselves
 * (12, too many requests), or nothing is known of them.
 */
const PERMANENT_STATUSES: ReadonlySet<number> = new Set([
  3, // badData: the message stays as it is
  4, // missingData: likewise
  5, // receiverNotRegistered: there is no such user
  6, // receiverNotSubscribed: only the user can subscribe
  11, // receiverNoSuitableDevice
  13, // apiVersionNotSupported by the user's device
  14, // incompatibleWithVersion: the message needs a higher min_api_version
  16, // inchatReplyMessageNotAllowed
  17, // publicAccountIsNotInline
  18, // noPublicChat
  21, // unsupportedCountry
  22, // paymentUnsupported
]);

/**
 * Whether a failure of a listener or of the welcome handler is permanent: running it again would only fail again, and
 * would run everything else of the callback again. A stopped broadcast is permanent, because another run would send the
 * message to everybody again. Whatever else is thrown is retryable.
 */
export function isPermanent(error: unknown): boolean {
  return (
    error instanceof PermanentError ||
    error instanceof ViberMessageError ||
    error instanceof ViberBroadcastError ||
    (error instanceof ViberApiError && PERMANENT_STATUSES.has(error.viberStatus))
  );
}
