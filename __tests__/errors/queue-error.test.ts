import { ViberQueueError } from '../../lib/errors';

describe('ViberQueueError', () => {
  it.each([
    ['queue_failed', 500, 'Check that its server is up'],
    ['queue_late', 503, 'longer than ackTimeoutMs'],
  ] as const)('says for %s what failed and that Viber will redeliver', (code, status, words) => {
    const error = new ViberQueueError(code);

    expect(error.message).toContain(words);
    expect(error.message).toContain('Viber will redeliver it.');
    expect(JSON.parse(JSON.stringify(error))).toEqual({ code, status, headers: { 'Retry-After': '1' } });
  });

  it('has a cause only if it is given one', () => {
    const cause = new Error('ECONNREFUSED');

    expect(new ViberQueueError('queue_failed', { cause }).cause).toBe(cause);
    expect('cause' in new ViberQueueError('queue_late')).toBe(false);
  });
});
