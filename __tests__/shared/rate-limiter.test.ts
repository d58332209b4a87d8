import { RateLimiter } from '../../lib/shared/rate-limiter';

const WINDOW_MS = 10_000;
const LONGEST_WAIT_MS = 11_000;

/** As the client limits its broadcasts. */
const broadcastLimiter = () => new RateLimiter({ max: 499, windowMs: LONGEST_WAIT_MS });

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

/** When each of so many turns came, with the clock running until all have. */
async function turns(limiter: RateLimiter, count: number): Promise<number[]> {
  const cameAtMs: number[] = [];
  const all = Promise.all(
    Array.from({ length: count }, async () => {
      await limiter.take(undefined);
      cameAtMs.push(performance.now());
    }),
  );
  while (cameAtMs.length < count) await jest.advanceTimersByTimeAsync(100);
  await all;
  return cameAtMs;
}

function mostInAnyWindow(instantsMs: readonly number[]): number {
  return Math.max(
    ...instantsMs.map(
      (startMs) => instantsMs.filter((ms) => ms >= startMs && ms <= startMs + WINDOW_MS).length,
    ),
  );
}

describe('RateLimiter', () => {
  it('lets a few through at once', async () => {
    const cameAtMs = await turns(broadcastLimiter(), 400);
    expect(new Set(cameAtMs).size).toBe(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('lets fewer than 500 through in any 10 seconds, however many want to go at once', async () => {
    const cameAtMs = await turns(broadcastLimiter(), 2000);
    expect(mostInAnyWindow(cameAtMs)).toBeLessThan(500);
    expect(mostInAnyWindow(cameAtMs)).toBeGreaterThan(400);
  });

  it('lets fewer than 500 through in any 10 seconds, where two windows meet too', async () => {
    const limiter = broadcastLimiter();
    const first = await turns(limiter, 100);
    await jest.advanceTimersByTimeAsync(9_900);
    const late = await turns(limiter, 900);
    expect(mostInAnyWindow([...first, ...late])).toBeLessThan(500);
  });

  it('does not wait longer than it must', async () => {
    const limiter = broadcastLimiter();
    const cameAtMs = [...(await turns(limiter, 400)), ...(await turns(limiter, 400))];
    expect((cameAtMs.at(-1) ?? 0) - (cameAtMs[0] ?? 0)).toBeLessThanOrEqual(LONGEST_WAIT_MS + 100);
  });

  it('forgets a turn nobody waits for any more', async () => {
    const limiter = broadcastLimiter();
    while (jest.getTimerCount() === 0) void limiter.take(undefined);
    const controller = new AbortController();
    const aborted = limiter.take(controller.signal);
    const next = limiter.take(undefined);
    controller.abort('enough');
    await expect(aborted).rejects.toBe('enough');
    await jest.advanceTimersByTimeAsync(LONGEST_WAIT_MS + 1);
    await next;
    expect(jest.getTimerCount()).toBe(0);
  });

  it('gives no turn to a signal that is aborted already', async () => {
    await expect(broadcastLimiter().take(AbortSignal.abort('enough'))).rejects.toBe('enough');
  });
});
