/** The request header that holds the auth token. [doc] */
export const AUTH_TOKEN_HEADER = 'X-Viber-Auth-Token';

/**
 * Returns the token if it is valid.
 *
 * @throws `TypeError` that says what is wrong, without quoting the token
 */
export function checkedAuthToken(authToken: unknown): string {
  if (typeof authToken !== 'string' || authToken === '') {
    const isMissing = authToken === undefined || authToken === null || authToken === '';
    throw new TypeError(
      `authToken is ${isMissing ? 'missing or empty' : 'not a string'}. Pass the token of the bot, for example process.env.VIBER_AUTH_TOKEN. See docs/getting-started.md#token.`,
    );
  }
  if (authToken.trim() !== authToken) {
    throw new TypeError('authToken has white space around it, perhaps a line break from a file. Trim it.');
  }
  return authToken;
}
