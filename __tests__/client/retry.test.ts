import { parseRetryAfter, retryDelayMs, wasNotProcessed } from '../../lib/client/retry';
import { ViberApiError, ViberConnectionError } from '../../lib/errors';

function refused(viberStatus: number, retryAfterMs?: number): ViberApiError {
  return new ViberApiError({
    method: 'send_message',
    viberStatus,
    statusMessage: undefined,
    hint: undefined,
    retryAfterMs,
  });
}

function noResponse(details: ConstructorParameters<typeof ViberConnectionError>[2]): ViberConnectionError {
  return new ViberConnectionError('send_message', 'it broke', details);
}

describe('wasNotProcessed', () => {
  it.each([
    ['a refusal', refused(6)],
    ['too many requests', refused(12)],
    ['HTTP 429', noResponse({ httpStatus: 429 })],
    ['a refused connection', noResponse({ networkCode: 'ECONNREFUSED' })],
    ['a name that does not exist', noResponse({ networkCode: 'ENOTFOUND' })],
    ['a name server that does not respond', noResponse({ networkCode: 'EAI_AGAIN' })],
  ])('is true of %s', (_, error) => {
    expect(wasNotProcessed(error)).toBe(true);
  });

  it.each([
    ['a reset connection', noResponse({ networkCode: 'ECONNRESET' })],
    ['a broken pipe', noResponse({ networkCode: 'EPIPE' })],
    ['a timeout', noResponse({ networkCode: 'ECONNABORTED' })],
    ['a timeout of the network', noResponse({ networkCode: 'ETIMEDOUT' })],
    ['HTTP 500', noResponse({ httpStatus: 500 })],
    ['HTTP 502', noResponse({ httpStatus: 502 })],
    ['HTTP 503', noResponse({ httpStatus: 503 })],
    ['HTTP 404', noResponse({ httpStatus: 404 })],
    ['HTML', noResponse({ httpStatus: 200 })],
    ['anything else', noResponse({})],
    ['an aborted signal', new DOMException('This operation was aborted', 'AbortError')],
    ['a reason that is not an error', 'enough'],
  ])('is false of %s', (_, error) => {
    expect(wasNotProcessed(error)).toBe(false);
  });
});

describe('retryDelayMs', () => {
  const BUSY = refused(12);

  it.each([
    [1, 300],
    [2, 600],
    [3, 1200],
  ])('delays retry %i by about %i ms, never less', (retry, leastMs) => {
    for (let time = 0; time < 100; time += 1) {
      const delayMs = retryDelayMs(BUSY, retry, { idempotent: false });
      expect(delayMs).toBeGreaterThanOrEqual(leastMs);
      expect(delayMs).toBeLessThanOrEqual(leastMs * 1.2);
    }
  });

  it('allows no fourth retry', () => {
    expect(retryDelayMs(BUSY, 4, { idempotent: true })).toBeUndefined();
  });

  it('observes a Retry-After of 10 seconds, but does not retry after a longer one', () => {
    expect(retryDelayMs(refused(12, 10_000), 1, { idempotent: false })).toBeGreaterThanOrEqual(10_000);
    expect(retryDelayMs(refused(12, 10_001), 1, { idempotent: false })).toBeUndefined();
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
    ['9'.repeat(400), 2 ** 31 - 1],
    ['Thu, 01 Jan 9999 12:00:00 GMT', 2 ** 31 - 1],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
    [['1', '2'], undefined],
  ])('reads %j as %p ms', (header, ms) => {
    expect(parseRetryAfter(header)).toBe(ms);
  });
});
