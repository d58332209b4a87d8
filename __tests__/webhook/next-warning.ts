/** Resolves with the arguments of the next `process.emitWarning`, which then does nothing. Undo it with `jest.restoreAllMocks`. */
export function nextWarning(): Promise<unknown[]> {
  return new Promise((resolve) => {
    jest.spyOn(process, 'emitWarning').mockImplementation((...args: unknown[]) => {
      resolve(args);
    });
  });
}
