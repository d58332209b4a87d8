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
import { isPermanent, settle } from '../../../lib/webhook/dispatch/failure';

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

describe('settle', () => {
  const fail = jest.fn();
  const end = jest.fn();

  beforeEach(() => {
    jest.clearAllMocks();
  });

  it.each<[what: string, result: unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a string', 'then'],
    ['an object whose then is no function', { then: 1 }],
    ['an object without then', {}],
  ])('has settled if the function returns %s', (_what, result) => {
    expect(settle(() => result, fail, 'A test', end)).toBeUndefined();
    expect(end).toHaveBeenCalledTimes(1);
    expect(fail).not.toHaveBeenCalled();
  });

  it('waits for any thenable', async () => {
    const thenable = { then: (resolve: () => void) => setImmediate(resolve) };
    const settled = settle(() => thenable, fail, 'A test', end);
    expect(end).not.toHaveBeenCalled();
    await settled;
    expect(end).toHaveBeenCalledTimes(1);
    expect(fail).not.toHaveBeenCalled();
  });

  it('warns of a generator function once, and of nothing else', () => {
    const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation();
    const named = { [Symbol.toStringTag]: 'Generators' };
    const prefixed = { [Symbol.toStringTag]: 'MyGenerator' };
    const notGenerators = [null, 'Generator', {}, named, prefixed, new Map().entries()];
    for (const result of notGenerators) expect(settle(() => result, fail, 'A test', end)).toBeUndefined();
    expect(emitWarning).not.toHaveBeenCalled();
    function* work() {
      yield 1;
    }
    for (let call = 1; call <= 2; call += 1) expect(settle(work, fail, 'A test', end)).toBeUndefined();
    expect(emitWarning).toHaveBeenCalledTimes(1);
    emitWarning.mockRestore();
  });
});
