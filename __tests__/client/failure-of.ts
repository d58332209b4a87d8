/** What a piece of work fails with; succeeding is a failure of the test. */
export async function failureOf(work: Promise<unknown>): Promise<Error> {
  return work.then(
    (answer) => {
      throw new Error(`Succeeded with ${JSON.stringify(answer)}`);
    },
    (error: unknown) => error as Error,
  );
}

/** As {@link failureOf}, for a failure that has to be of a class. */
export async function failureOfClass<T extends Error>(
  work: Promise<unknown>,
  constructor: abstract new (...args: never[]) => T,
): Promise<T> {
  const failure = await failureOf(work);
  if (failure instanceof constructor) return failure;
  throw new Error(`Failed with ${String(failure)}, which is no ${constructor.name}`);
}
