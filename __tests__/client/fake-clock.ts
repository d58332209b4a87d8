import { nextTurn } from '../fixtures/conditions';

/** How long the client waits for an answer. Shorter waits are those between two tries. */
export const TIMEOUT_MS = 15_000;

/**
 * Puts `setTimeout` on a clock of the test's own, and nothing else, so that real sockets work on as they are.
 * Undone by `jest.useRealTimers()`.
 *
 * @param isVirtual - whether `performance.now()` is on that clock too
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

/** The waits between two tries that the client has asked for, in milliseconds. */
export function backoffsMs(): number[] {
  return jest
    .mocked(setTimeout)
    .mock.calls.map(([, ms = 0]) => ms)
    .filter((ms) => ms !== TIMEOUT_MS);
}

/**
 * Lets the clock run, a millisecond for each turn of the event loop, until the work has settled. A turn is long
 * enough for a local socket, so no timeout of a request that is answered comes near.
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
