import { STATUS_NAMES, statusName } from '../../lib/errors/status-codes';

/** The table of the documentation, by number. */
const DOCUMENTED: [number, string][] = [
  [0, 'ok'],
  [1, 'invalidUrl'],
  [2, 'invalidAuthToken'],
  [3, 'badData'],
  [4, 'missingData'],
  [5, 'receiverNotRegistered'],
  [6, 'receiverNotSubscribed'],
  [7, 'publicAccountBlocked'],
  [8, 'publicAccountNotFound'],
  [9, 'publicAccountSuspended'],
  [10, 'webhookNotSet'],
  [11, 'receiverNoSuitableDevice'],
  [12, 'tooManyRequests'],
  [13, 'apiVersionNotSupported'],
  [14, 'incompatibleWithVersion'],
  [15, 'publicAccountNotAuthorized'],
  [16, 'inchatReplyMessageNotAllowed'],
  [17, 'publicAccountIsNotInline'],
  [18, 'noPublicChat'],
  [19, 'cannotSendBroadcast'],
  [20, 'broadcastNotAllowed'],
  [21, 'unsupportedCountry'],
  [22, 'paymentUnsupported'],
  [23, 'freeMessagesExceeded'],
  [24, 'noBalance'],
];

describe('statusName', () => {
  it.each(DOCUMENTED)('calls %i %s', (status, name) => {
    expect(statusName(status)).toBe(name);
  });

  it.each([25, 999, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('calls %p a generalError', (status) => {
    expect(statusName(status)).toBe('generalError');
  });
});

describe('STATUS_NAMES', () => {
  it('holds each documented name once', () => {
    expect(STATUS_NAMES).toHaveLength(DOCUMENTED.length);
    expect(new Set(STATUS_NAMES).size).toBe(DOCUMENTED.length);
  });
});
