import { ViberListenerError, ViberQueueError } from '../../../lib/errors';
import { CheckCall } from '../../../lib/webhook/registration/check-call';

describe('the failure of a request during a registration', () => {
  it('is described if the request may have been the check call', () => {
    const check = new CheckCall();
    check.noteFailure(new ViberListenerError('request', [new Error('no database')], 'redelivered'));
    expect(check.sentence).toMatch(/responded to a request with 500 listener_failed, .* the check call\.$/);
  });

  it.each([
    ['of the listeners of a message', new ViberListenerError('message', [new Error('no')], 'redelivered')],
    ['of the queue', new ViberQueueError('queue_failed', { cause: new Error('no') })],
  ])('is not described if it was that %s', (_what, error) => {
    const check = new CheckCall();
    check.noteFailure(error);
    expect(check.sentence).toBeUndefined();
  });
});
