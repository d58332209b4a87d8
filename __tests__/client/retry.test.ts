import { parseRetryAfter, retryDelayMs, wasNotTaken } from '../../lib/client/retry';
import { ViberApiError, ViberConnectionError } from '../../lib/errors';

function refused(status: number, retryAfterMs?: number): ViberApiError {
  return new ViberApiError({
    method: 'send_message',
    status,
    statusMessage: undefined,
    hint: undefined,
    retryAfterMs,
  });
}

function unanswered(details: ConstructorParameters<typeof ViberConnectionError>[2]): ViberConnectionError {
  return new ViberConnectionError('send_message', 'it broke', details);
}

describe('wasNotTaken', () => {
  it.each([
    ['a refusal', refused(6)],
    ['too many requests', refused(12)],
    ['HTTP 429', unanswered({ httpStatus: 429 })],
    ['a refused connection', unanswered({ networkCode: 'ECONNREFUSED' })],
    ['a name that does not exist', unanswered({ networkCode: 'ENOTFOUND' })],
    ['a name server that does not answer', unanswered({ networkCode: 'EAI_AGAIN' })],
  ])('is certain of %s', (_, error) => {
    expect(wasNotTaken(error)).toBe(true);
  });

  it.each([
    ['a reset connection', unanswered({ networkCode: 'ECONNRESET' })],
    ['a broken pipe', unanswered({ networkCode: 'EPIPE' })],
    ['a timeout', unanswered({ networkCode: 'ECONNABORTED' })],
    ['a timeout of the network', unanswered({ networkCode: 'ETIMEDOUT' })],
    ['HTTP 500', unanswered({ httpStatus: 500 })],
    ['HTTP 502', unanswered({ httpStatus: 502 })],
    ['HTTP 503', unanswered({ httpStatus: 503 })],
    ['HTTP 404', unanswered({ httpStatus: 404 })],
    ['HTML', unanswered({ httpStatus: 200 })],
    ['anything else', unanswered({})],
    ['an aborted signal', new DOMException('This operation was aborted', 'AbortError')],
    ['a reason that is no error', 'enough'],
  ])('is not certain of %s', (_, error) => {
    expect(wasNotTaken(error)).toBe(false);
  });
});

describe('retryDelayMs', () => {
  const BUSY = refused(12);

  it.each([
    [1, 300],
    [2, 600],
    [3, 1200],
  ])('gives retry %i about %i ms, never less', (retry, leastMs) => {
    for (let time = 0; time < 100; time += 1) {
      const delayMs = retryDelayMs(BUSY, retry, { repeatable: false });
      expect(delayMs).toBeGreaterThanOrEqual(leastMs);
      expect(delayMs).toBeLessThanOrEqual(leastMs * 1.2);
    }
  });

  it('gives no fourth', () => {
    expect(retryDelayMs(BUSY, 4, { repeatable: true })).toBeUndefined();
  });

  it('waits for a Retry-After of 10 seconds and for none that is longer', () => {
    expect(retryDelayMs(refused(12, 10_000), 1, { repeatable: false })).toBeGreaterThanOrEqual(10_000);
    expect(retryDelayMs(refused(12, 10_001), 1, { repeatable: false })).toBeUndefined();
  });
});

describe('parseRetryAfter', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: Date.UTC(2026, 0, 1, 12) });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it.each<[unknown, number | undefined]>([
    ['0', 0],
    ['120', 120_000],
    ['Thu, 01 Jan 2026 12:00:07 GMT', 7000],
    ['Thu, 01 Jan 2026 11:59:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
    [['1', '2'], undefined],
  ])('takes %j for %p ms', (header, ms) => {
    expect(parseRetryAfter(header)).toBe(ms);
  });
});
