import type { StatusName } from '../errors/status-codes';

const STATUS_HINTS: Readonly<Partial<Record<StatusName, string>>> = {
  invalidAuthToken: 'The auth token is wrong. Copy it from the Viber admin panel, including its dashes.',
  receiverNotRegistered:
    'Viber does not know this user. Take the id from a callback and keep it unchanged, including every /, + and =.',
  receiverNotSubscribed:
    'The user is not subscribed, or has unsubscribed. Their first message subscribes them. To greet users who have only opened the chat, use the welcome message.',
  webhookNotSet: 'The bot has no webhook. Register one with setWebhook first.',
  tooManyRequests: 'Wait before the next call.',
  apiVersionNotSupported:
    "The message needs a newer API level than the user's device has. Lower min_api_version, or send something simpler.",
  incompatibleWithVersion:
    'The message has a field that needs a higher API level. Raise its min_api_version.',
  paymentUnsupported: 'Payments do not work for this user. They are available in Ukraine only.',
  freeMessagesExceeded:
    'The free messages of this month are used up. Messages that a user begins are still free.',
  noBalance: "The bot's account has no balance left. Add to it in the Viber admin panel.",
};

/** The known rate limits, by method. [doc] */
const RATE_LIMIT_HINTS: Readonly<Record<string, string>> = {
  send_message:
    'Viber delivers 100 messages to a user within an hour without a reply. Wait until the user replies.',
  get_user_details: 'Viber returns the details of a user twice in 12 hours at most. Store what it returned.',
  broadcast_message:
    'Viber accepts 500 broadcast requests in 10 seconds, counted over all processes of a bot. Check whether another process is broadcasting.',
};

/** What each cause of a failed check call looks like in Viber's Java text [seen], with what to do about it. */
const CHECK_CALL_HINTS: readonly (readonly [pattern: RegExp, hint: string])[] = [
  [
    /Connection refused/i,
    'Nothing listens at that address. Start the server before registering the webhook, and open its port to the internet.',
  ],
  [
    /TimeoutException|Total timeout/i,
    'The webhook did not respond within 5 seconds. Check that the request reaches the middleware and that nothing before it blocks.',
  ],
  [
    /UnknownHostException/i,
    'Viber cannot resolve the name of the host. Check its spelling and that its DNS record is public; a new record may take a while.',
  ],
  [
    /NoRouteToHost|No route to host/i,
    'No route leads to that address. Check that the DNS record names a public address, and that no firewall blocks it.',
  ],
  [
    /Connection reset/i,
    'The connection was reset before a response. Check what stands in front of the server: a firewall, a tunnel, or a proxy that expects another protocol at that port.',
  ],
  [
    /ClosedChannelException|Remotely closed/i,
    'The connection was closed before a response. Check that the server speaks TLS at that port, and that it did not stop or crash while it handled the call.',
  ],
  [
    /SSLHandshakeException|SSLException|certificate|PKIX/i,
    "Viber does not trust the certificate. Send the whole chain with its intermediate certificates, issued by a CA in Java's root list. A browser that accepts the certificate proves nothing.",
  ],
  [
    /HTTP\/1\.[01] 404/i,
    'The path does not exist. Compare it with the path where the middleware is mounted.',
  ],
  [/HTTP\/1\.[01] 419/i, 'CSRF protection rejected the call. Exempt the path of the webhook from it.'],
  [
    /HTTP\/1\.[01] 401/i,
    'The signature was rejected. Check that VIBER_AUTH_TOKEN is the token of this bot, and that no proxy changes the body.',
  ],
  [
    /HTTP\/1\.[01] [3-5]\d\d/i,
    'Viber accepts only HTTP 200, without a redirect. Check which server responds at that address.',
  ],
];

/** What to do about a refusal; `undefined` where the status alone does not tell. */
export function statusHint(method: string, status: StatusName): string | undefined {
  return (status === 'tooManyRequests' ? RATE_LIMIT_HINTS[method] : undefined) ?? STATUS_HINTS[status];
}

/** The likely cause of a failed check call and what to do about it; `undefined` where the cause is unknown. */
export function setWebhookHint(status: StatusName, statusMessage: string | undefined): string | undefined {
  if (statusMessage === undefined) {
    if (status !== 'invalidUrl') return undefined;
    return 'The most common cause: the webhook did not respond to the check call with HTTP 200. Run npx express-viber doctor <url>.';
  }
  return CHECK_CALL_HINTS.find(([pattern]) => pattern.test(statusMessage))?.[1];
}
