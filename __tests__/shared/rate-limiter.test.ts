import { RateLimiter } from '../../lib/shared/rate-limiter';

const WINDOW_MS = 10_000;
const LONGEST_WAIT_MS = 11_000;

/** Like the client's limiter of broadcasts. */
const broadcastLimiter = () => new RateLimiter({ max: 499, windowMs: LONGEST_WAIT_MS });

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

/** Takes `count` permits while the clock advances. @returns the time of each */
async function takeMany(limiter: RateLimiter, count: number): Promise<number[]> {
  const takenAtMs: number[] = [];
  const all = Promise.all(
    Array.from({ length: count }, async () => {
      await limiter.take(undefined);
      takenAtMs.push(performance.now());
    }),
  );
  while (takenAtMs.length < count) await jest.advanceTimersByTimeAsync(100);
  await all;
  return takenAtMs;
}

function mostInAnyWindow(instantsMs: readonly number[]): number {
  return Math.max(
    ...instantsMs.map(
      (startMs) => instantsMs.filter((ms) => ms >= startMs && ms <= startMs + WINDOW_MS).length,
    ),
  );
}

describe('RateLimiter', () => {
  it('gives a few permits at once', async () => {
    const takenAtMs = await takeMany(broadcastLimiter(), 400);
    expect(new Set(takenAtMs).size).toBe(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('gives fewer than 500 permits in any 10 seconds, however many are requested at once', async () => {
    const takenAtMs = await takeMany(broadcastLimiter(), 2000);
    expect(mostInAnyWindow(takenAtMs)).toBeLessThan(500);
    expect(mostInAnyWindow(takenAtMs)).toBeGreaterThan(400);
  });

  it('gives fewer than 500 permits in any 10 seconds, even where two windows meet', async () => {
    const limiter = broadcastLimiter();
    const first = await takeMany(limiter, 100);
    await jest.advanceTimersByTimeAsync(9_900);
    const late = await takeMany(limiter, 900);
    expect(mostInAnyWindow([...first, ...late])).toBeLessThan(500);
  });

  it('does not wait longer than necessary', async () => {
    const limiter = broadcastLimiter();
    const takenAtMs = [...(await takeMany(limiter, 400)), ...(await takeMany(limiter, 400))];
    expect((takenAtMs.at(-1) ?? 0) - (takenAtMs[0] ?? 0)).toBeLessThanOrEqual(LONGEST_WAIT_MS + 100);
  });

  it('does not use up a permit whose wait is aborted', async () => {
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

  it('gives no permit if the signal is already aborted', async () => {
    await expect(broadcastLimiter().take(AbortSignal.abort('enough'))).rejects.toBe('enough');
  });
});
