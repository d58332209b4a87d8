/** What {@link withinTime} resolves with where the work is late. */
export const LATE = Symbol('late');

/** What work resolves with, or {@link LATE} after so many milliseconds. Rejects if the work does before. */
export function withinTime<Result>(work: Promise<Result>, timeoutMs: number): Promise<Result | typeof LATE> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, timeoutMs, LATE);
    void work.then(resolve, reject).then(() => {
      clearTimeout(timer);
    });
  });
}
