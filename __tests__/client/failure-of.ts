/** Returns what the work rejects with; fails the test if it resolves. */
export async function failureOf(work: Promise<unknown>): Promise<Error> {
  return work.then(
    (result) => {
      throw new Error(`Succeeded with ${JSON.stringify(result)}`);
    },
    (error: unknown) => error as Error,
  );
}

/** Like {@link failureOf}, and fails the test if the failure is not of the given class. */
export async function failureOfClass<T extends Error>(
  work: Promise<unknown>,
  constructor: abstract new (...args: never[]) => T,
): Promise<T> {
  const failure = await failureOf(work);
  if (failure instanceof constructor) return failure;
  throw new Error(`Failed with ${String(failure)}, which is not a ${constructor.name}`);
}
