/** The base URL of Viber's REST API. [doc] */
export const VIBER_API_URL = 'https://chatapi.viber.com/pa';

/** Whether an API base URL belongs to Viber. */
export function isViberApi(apiUrl: string): boolean {
  return /(?:^|\.)viber\.com\.*$/.test(new URL(apiUrl).hostname);
}

/**
 * Returns the base URL without trailing slashes.
 *
 * @param name - what to call the URL in an error
 * @throws `TypeError` if it is not an http or https URL, or if it would send the token to Viber unencrypted
 */
export function checkedApiUrl(apiUrl: unknown, name = 'apiUrl'): string {
  const isUrl = typeof apiUrl === 'string' && /^https?:\/\/[^\s\\?#]+$/i.test(apiUrl) && URL.canParse(apiUrl);
  if (!isUrl) throw new TypeError(`${name} must be an http or https URL such as ${VIBER_API_URL}.`);
  if (isViberApi(apiUrl) && !/^https:/i.test(apiUrl)) {
    throw new TypeError(`${name} must be https for Viber, because every request carries the auth token.`);
  }
  return apiUrl.replace(/\/+$/, '');
}
