// [doc]
/** The name of each `status` number of an API response, by its number. */
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

/** Viber's name for a status number; `generalError` stands for every number without a documented name. */
export type StatusName = (typeof STATUS_NAMES)[number] | 'generalError';

/** The name of a status number. */
export function statusName(status: number): StatusName {
  return STATUS_NAMES[status] ?? 'generalError';
}
