/** What {@link withinTime} resolves with where the work is late. */
export const LATE = Symbol('late');

/** What work resolves with, or {@link LATE} after so many milliseconds. Rejects if the work does before. */
export async function withinTime<Result>(
  work: Promise<Result>,
  timeoutMs: number,
): Promise<Result | typeof LATE> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, LATE);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
