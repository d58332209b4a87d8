import { inspect } from 'node:util';

/**
 * Returns the views of an error, or of any other value, that contain an auth token or one of the parts between its dashes.
 * The views are what a log, an error tracker or a debugger would print.
 */
export function whereTokenShows(authToken: string, error: unknown): string[] {
  const { message, stack, cause } = error as Partial<Error>;
  const everything = { depth: null, showHidden: true, getters: true } as const;
  const views: Record<string, string> = {
    string: String(error),
    message: String(message),
    stack: String(stack),
    cause: inspect(cause, everything),
    inspected: inspect(error, everything),
    json: JSON.stringify(error),
    ownProperties: inspect(Object.getOwnPropertyDescriptors(Object(error)), everything),
  };
  const secrets = [authToken, ...authToken.split('-')];
  return Object.keys(views).filter((name) => secrets.some((secret) => views[name]?.includes(secret)));
}
