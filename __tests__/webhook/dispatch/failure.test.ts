import {
  PermanentError,
  ViberApiError,
  ViberBroadcastError,
  ViberConnectionError,
  ViberListenerError,
  ViberMessageError,
  ViberReplyError,
} from '../../../lib/errors';
import { STATUS_NAMES } from '../../../lib/errors/status-codes';
import { isPermanent } from '../../../lib/webhook/dispatch/failure';

const apiError = (status: number) =>
  new ViberApiError({
    method: 'send_message',
    viberStatus: status,
    statusMessage: undefined,
    hint: undefined,
  });

describe('isPermanent', () => {
  it('knows each status of Viber', () => {
    const permanent = STATUS_NAMES.filter((_name, status) => isPermanent(apiError(status)));
    expect(permanent).toEqual([
      'badData',
      'missingData',
      'receiverNotRegistered',
      'receiverNotSubscribed',
      'receiverNoSuitableDevice',
      'apiVersionNotSupported',
      'incompatibleWithVersion',
      'inchatReplyMessageNotAllowed',
      'publicAccountIsNotInline',
      'noPublicChat',
      'unsupportedCountry',
      'paymentUnsupported',
    ]);
    expect(isPermanent(apiError(999))).toBe(false);
  });

  it.each([
    ['a PermanentError', new PermanentError('Not an order.')],
    ['a message that was refused before it was sent', new ViberMessageError(['/text is missing'])],
    [
      'a broadcast that stopped',
      new ViberBroadcastError({
        total: 1,
        result: { message_tokens: [], failed_list: [] },
        uncertain: [],
        notSent: ['cy'],
        cause: undefined,
      }),
    ],
    [
      'a reply that stopped at a permanent failure',
      new ViberReplyError({ total: 2, sentTokens: ['1'], cause: apiError(6) }),
    ],
  ])('includes %s', (_what, error) => {
    expect(isPermanent(error)).toBe(true);
  });

  it.each<[what: string, thrown: unknown]>([
    ['an error of the application', new Error('no database')],
    ['a foreign error that says it is not retryable', Object.assign(new Error('no'), { retryable: false })],
    ['no connection', new ViberConnectionError('send_message', 'it timed out')],
    [
      'a reply that stopped without a connection',
      new ViberReplyError({
        total: 2,
        sentTokens: ['1'],
        cause: new ViberConnectionError('send_message', 'it timed out'),
      }),
    ],
    ['an error of listeners', new ViberListenerError('message', [new PermanentError('no')], 'late')],
    ['a string', 'no database'],
    ['nothing', undefined],
  ])('does not include %s', (_what, thrown) => {
    expect(isPermanent(thrown)).toBe(false);
  });
});
