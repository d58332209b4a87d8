import { nextTurn } from '../fixtures/conditions';

/** How long the client waits for a response. Any other delay is a backoff between two attempts. */
export const TIMEOUT_MS = 15_000;

/**
 * Replaces the clock of `setTimeout` and nothing else, so that real sockets keep working. `jest.useRealTimers()` restores
 * it.
 *
 * @param isVirtual - whether `performance.now()` uses the fake clock too
 */
export function useFakeClock(isVirtual = false): void {
  jest.useFakeTimers({
    doNotFake: [
      ...(isVirtual ? [] : ['performance' as const]),
      'Date',
      'hrtime',
      'nextTick',
      'queueMicrotask',
      'requestAnimationFrame',
      'cancelAnimationFrame',
      'requestIdleCallback',
      'cancelIdleCallback',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
    ],
  });
  jest.spyOn(globalThis, 'setTimeout');
}

/** The backoffs that the client has scheduled, in milliseconds. */
export function backoffsMs(): number[] {
  return jest
    .mocked(setTimeout)
    .mock.calls.map(([, ms = 0]) => ms)
    .filter((ms) => ms !== TIMEOUT_MS);
}

/**
 * Runs the clock, one millisecond for each turn of the event loop, until the work has settled. A turn is long enough for
 * a local socket, so a request that gets a response never times out.
 */
export async function fastForward<T>(work: Promise<T>): Promise<T> {
  const progress = { settled: false };
  const mark = () => {
    progress.settled = true;
  };
  work.then(mark, mark);
  while (!progress.settled) {
    await nextTurn();
    jest.advanceTimersByTime(1);
  }
  return work;
}
