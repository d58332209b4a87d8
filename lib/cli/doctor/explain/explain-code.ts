import type { Explanation } from '../check-result';

type Advice = Omit<Explanation, 'detail'>;

/** What a proxy must do for the signature to arrive; shared by all that find it missing. */
export const PASS_HEADER_ON =
  'nginx passes it on unless proxy_set_header empties it or proxy_pass_request_headers is off; API gateways and CDNs often pass on only the headers that they are told to.';

/**
 * The code of an error of this package in the body of a response, as it responds itself, or as Express shows it outside
 * production. It proves that the webhook itself was reached.
 */
export function packageCodeOf(body: string): string | undefined {
  if (body.includes('ViberBodyParsedError')) return 'body_already_parsed';
  const [, code] = /"error"\s*:\s*"([a-z_]{1,40})"/.exec(body) ?? [];
  // Other applications have an "error" in their JSON too.
  return code === undefined || explainCode(code, '') === undefined ? undefined : code;
}

/** Explains an error code of this package; `undefined` for a code that is not one. */
export function explainCode(code: string, path: string): Advice | undefined {
  switch (code) {
    case 'missing_signature':
      return {
        cause:
          'Something in front of the webhook removes the signature from both of its places, the X-Viber-Content-Signature header and the query string.',
        fix: `Let the header through to the application: it is the documented place. ${PASS_HEADER_ON}`,
      };
    case 'invalid_signature':
      return {
        cause:
          'The tokens differ: the server uses the token of another bot than this command, or something in front changes the body.',
        fix: 'Make sure that the server and this command use the token of the same bot, without quotation marks or line breaks. If they do, look for a proxy that rewrites bodies.',
      };
    case 'unknown_account':
      return {
        cause: `The webhook runs, but serves no bot at the path ${path}.`,
        fix: 'Check the path, and what the authToken function returns for it.',
      };
    case 'body_too_large':
      return {
        cause: 'The webhook limits the body: its option bodyLimitBytes is too small.',
        fix: 'Raise bodyLimitBytes to 262144, its default: callbacks can exceed 100 KB.',
      };
    case 'unsupported_encoding':
      return {
        cause:
          'Something in front of the webhook compresses the body of requests, or marks it as compressed (Content-Encoding).',
        fix: 'Turn this off for the path of the webhook: the signature is that of the bytes as Viber sends them, uncompressed.',
      };
    case 'incomplete_body':
      return {
        cause:
          'Something in front of the webhook changes the body, so that its length is not that of Content-Length.',
        fix: 'Find what rewrites or cuts bodies on the way, and exempt the path of the webhook from it.',
      };
    case 'overloaded':
      return {
        cause: 'The webhook already handles as many callbacks as maxInFlight allows.',
        fix: 'Find out what its listeners wait for, or raise maxInFlight.',
      };
    case 'closing':
      return {
        cause: 'The application is shutting down, and rejects new callbacks.',
        fix: 'Start it again, and check that the proxy in front sends requests to the running process.',
      };
    case 'body_already_parsed':
      return {
        cause: 'A body parser runs before the webhook, so the bytes that were signed are lost.',
        fix: 'Move app.use(viber.middleware()) above app.use(express.json()) and any other parser.',
      };
    case 'queue_failed':
    case 'queue_late':
      return {
        cause: `The queue of the webhook ${code === 'queue_late' ? 'does not respond in time' : 'refuses the callback'}.`,
        fix: 'Check that its server, such as Redis or PostgreSQL, is running and can be reached from the application.',
      };
    case 'listener_failed':
      return {
        cause: 'A listener of the application fails for the event "webhook".',
        fix: 'Look for the error in the log of the application.',
      };
    default:
      return undefined;
  }
}
