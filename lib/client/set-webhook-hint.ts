import type { StatusName } from '../errors/status-codes';

/** What each cause looks like in Viber's Java text, and what to do about it. [seen] */
const CAUSES: readonly (readonly [pattern: RegExp, hint: string])[] = [
  [
    /Connection refused/i,
    'Nothing listens at that address: start the server before registering, and open its port to the internet.',
  ],
  [
    /TimeoutException|Total timeout/i,
    'The webhook did not answer within 5 seconds: make sure that the request reaches the middleware and that nothing before it waits.',
  ],
  [
    /SSLHandshakeException|SSLException|certificate|PKIX/i,
    "Viber does not trust the certificate: send the whole chain with its intermediate certificates, from a CA in Java's root list. That browsers accept it proves nothing.",
  ],
  [/HTTP\/1\.[01] 404/i, 'The path does not exist: compare it with the path the middleware is mounted at.'],
  [/HTTP\/1\.[01] 419/i, 'CSRF protection refused the call: exempt the path of the webhook from it.'],
  [
    /HTTP\/1\.[01] 401/i,
    'The signature was refused: is VIBER_AUTH_TOKEN the token of this bot, and does any proxy change the body?',
  ],
  [/HTTP\/1\.[01] [3-5]\d\d/i, 'Only HTTP 200 counts, without a redirect: see what answers at that address.'],
];

/** The likely cause of a failed check call and what to do; `undefined` when nothing is known. */
export function setWebhookHint(status: StatusName, statusMessage: string | undefined): string | undefined {
  if (statusMessage === undefined) {
    if (status !== 'invalidUrl') return undefined;
    return 'Most often the webhook did not answer the check call with HTTP 200: run npx express-viber doctor <url>.';
  }
  return CAUSES.find(([pattern]) => pattern.test(statusMessage))?.[1];
}
