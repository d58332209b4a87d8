/** Where Viber's REST API is. [doc] */
export const VIBER_API_URL = 'https://chatapi.viber.com/pa';

/** Whether an API base URL is Viber's own service. */
export function isViberApi(apiUrl: string): boolean {
  return /(?:^|\.)viber\.com\.*$/.test(new URL(apiUrl).hostname);
}

/**
 * The base URL without a slash at its end.
 *
 * @param name - what to call it in an error
 * @throws `TypeError` if it is no http or https URL, or would send the token to Viber in clear text
 */
export function checkedApiUrl(apiUrl: unknown, name = 'apiUrl'): string {
  const isUrl = typeof apiUrl === 'string' && /^https?:\/\/[^\s\\?#]+$/i.test(apiUrl) && URL.canParse(apiUrl);
  if (!isUrl) throw new TypeError(`${name} must be an http or https URL such as ${VIBER_API_URL}.`);
  if (isViberApi(apiUrl) && !/^https:/i.test(apiUrl)) {
    throw new TypeError(`${name} must be https for Viber: the auth token goes in every request.`);
  }
  return apiUrl.replace(/\/+$/, '');
}
