/** The names of the `status` numbers in Viber's answers. [doc] */
export const STATUS_NAMES = [
  'ok',
  'invalidUrl',
  'invalidAuthToken',
  'badData',
  'missingData',
  'receiverNotRegistered',
  'receiverNotSubscribed',
  'publicAccountBlocked',
  'publicAccountNotFound',
  'publicAccountSuspended',
  'webhookNotSet',
  'receiverNoSuitableDevice',
  'tooManyRequests',
  'apiVersionNotSupported',
  'incompatibleWithVersion',
  'publicAccountNotAuthorized',
  'inchatReplyMessageNotAllowed',
  'publicAccountIsNotInline',
  'noPublicChat',
  'cannotSendBroadcast',
  'broadcastNotAllowed',
  'unsupportedCountry',
  'paymentUnsupported',
  'freeMessagesExceeded',
  'noBalance',
] as const;

/** The name of a known status, or `generalError` for any number Viber has not named. [doc] */
export type StatusName = (typeof STATUS_NAMES)[number] | 'generalError';

/** The name of a status number. */
export function statusName(status: number): StatusName {
  return STATUS_NAMES[status] ?? 'generalError';
}
