/**
 * How Viber refuses a registration, in the words of its Java client, and what the hint must mention. [seen], but for those
 * about the host, the route, a reset and a closed channel, which are Java's own.
 */
export const REFUSALS: [cause: string, statusMessage: string, advice: RegExp][] = [
  [
    'a refused connection',
    'java.net.ConnectException: Connection refused: bot.example.com/203.0.113.7:443',
    /listens/,
  ],
  [
    'a slow webhook',
    'java.util.concurrent.TimeoutException: Total timeout 5000 ms elapsed',
    /within 5 seconds/,
  ],
  ['an unknown host', 'java.net.UnknownHostException: bot.example.com: Name or service not known', /DNS/],
  [
    'an address without a route',
    'java.net.NoRouteToHostException: No route to host: bot.example.com/203.0.113.7:443',
    /route.*firewall/,
  ],
  ['a reset connection', 'java.io.IOException: Connection reset by peer', /reset/],
  ['a closed channel', 'java.nio.channels.ClosedChannelException', /closed.*TLS/],
  [
    'a certificate that Java does not know',
    'javax.net.ssl.SSLHandshakeException: General SSLEngine problem',
    /certificate.*chain/,
  ],
  [
    'an incomplete chain',
    'sun.security.validator.ValidatorException: PKIX path building failed: unable to find valid certification path',
    /intermediate/,
  ],
  ['a wrong path', 'Result: HTTP/1.1 404 Not Found', /path/],
  ['CSRF protection', 'Result: HTTP/1.1 419 unknown status', /CSRF/],
  ['a rejected signature', 'Result: HTTP/1.1 401 Unauthorized', /signature.*token/i],
  ['a redirect', 'Result: HTTP/1.1 301 Moved Permanently', /redirect/],
  ['a failing webhook', 'Result: HTTP/1.1 500 Internal Server Error', /200/],
  ['a proxy without a server behind it', 'Result: HTTP/1.0 502 Bad Gateway', /200/],
];
