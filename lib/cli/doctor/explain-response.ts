import { formatDuration } from '../output';
import type { ProbeResult } from './caller';
import { MAX_READ_BYTES } from './caller';

/** What is wrong with a response, and what to do about it. */
export interface Explanation {
  detail: string;
  fix: string;
}

/** Whether the webhook has accepted the call. Viber counts any 200 as success [doc], also that of a page in front. */
export function isAccepted(result: ProbeResult): result is ProbeResult & { kind: 'complete' } {
  return result.kind === 'complete' && result.status === 200 && !isWebPage(result.body);
}

// Not by the content type: Express sends any text as HTML.
function isWebPage(body: string): boolean {
  return /^\s*<(?:!doctype\s|!--|html|head|body|title|script|meta)/i.test(body);
}

/** Describes a result in a few words. It never contains the body, which may hold anything. */
export function describeResult(result: ProbeResult): string {
  switch (result.kind) {
    case 'complete':
      return `HTTP ${String(result.status)} in ${formatDuration(result.latencyMs)}`;
    case 'late':
      return result.status === undefined
        ? `no response within ${formatDuration(result.timeoutMs)}`
        : `HTTP ${String(result.status)}, but the response did not end within ${formatDuration(result.timeoutMs)}`;
    case 'oversized':
      return `HTTP ${String(result.status)} with a body of more than ${String(MAX_READ_BYTES / 1024)} KB, which was not read further`;
    case 'broken':
      return result.code === 'ECONNRESET' || result.code === 'EPIPE'
        ? `the connection was closed before the response was complete (${result.code})`
        : `no HTTP response (${result.code})`;
  }
}

/** Explains why a result is not a success, with the fix as far as the response suggests one. */
export function explainFailure(result: ProbeResult, url: URL): Explanation {
  const detail = describeResult(result);
  switch (result.kind) {
    case 'late':
      return {
        detail,
        fix: 'Respond first and do slow work afterwards, and make sure that every path through the handler ends the response: Viber gives up after 5 s and redelivers the callback.',
      };
    case 'oversized':
      return {
        detail,
        fix: 'Respond with 200 and an empty body: Viber reads the body only for conversation_started.',
      };
    case 'broken':
      return { detail, fix: brokenFix(result.code) };
    case 'complete':
      if (result.status === 200 && isWebPage(result.body))
        return { detail: `${detail}, but with a web page`, fix: PAGE_FIX };
      return isRedirect(result.status)
        ? explainRedirect(result.status, result.location, url)
        : { detail, fix: statusFix(result.status, result.body) };
  }
}

const PAGE_FIX =
  'The page is not from the webhook but from a tunnel, a proxy, a login or another application in front of it. Callbacks ' +
  'would be lost, because Viber counts its 200 as success: exempt the path of the webhook from the page, or correct the URL.';

function brokenFix(code: string): string {
  if (code.startsWith('HPE_')) {
    return 'The program that listens there does not speak HTTP: check which one uses this port.';
  }
  return 'Check the log of the server for a crash, and whether a proxy or firewall in front of it closes the connection.';
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304;
}

function explainRedirect(status: number, location: string | undefined, url: URL): Explanation {
  const target =
    location !== undefined && URL.canParse(location, url.href) ? new URL(location, url) : undefined;
  // Without the query: it may contain the signature, sent back.
  const shown = target === undefined ? undefined : `${target.origin}${target.pathname}`;
  if (shown === undefined || shown === url.href) {
    return {
      detail: `a redirect (HTTP ${String(status)}) to ${shown ?? 'no valid URL'}`,
      fix: 'Respond with 200 at this URL itself: only 200 counts, so a redirect is a failure.',
    };
  }
  return {
    detail: `a redirect (HTTP ${String(status)}) to ${shown}`,
    fix: `Only 200 counts, so a redirect is a failure. If the webhook is at ${shown}, register that URL; if this is a login page or the like, exempt the path of the webhook from it.`,
  };
}

const STATUS_FIXES: Readonly<Record<number, string>> = {
  400: 'The application could not read a valid callback: check its log, and what parses the body before the webhook.',
  401: 'The tokens differ: make sure that the server and this command use the token of the same bot, without quotation marks or line breaks, and that no proxy changes the body.',
  403: 'A firewall, bot protection or login in front blocks the request: exempt this path. If the application itself responds with 403 to a wrong signature, the tokens differ.',
  404: 'The path does not exist: compare it with the path at which the middleware is mounted.',
  405: 'POST is not allowed at this path: compare it with the path at which the middleware is mounted, and allow POST.',
  411: 'A proxy in front rejects the request: check its settings for request bodies.',
  413: 'The body limit is too small for any callback: raise it.',
  415: 'The content type is rejected: accept any, because the one that Viber sends may change.',
  419: 'CSRF protection rejected the call: exempt the path of the webhook from it.',
  429: 'A rate limit rejected the call: exempt the path of the webhook from it.',
  502: 'The proxy in front could not reach the application: start it, and check that the proxy uses the right port.',
  503: 'The application is starting, overloaded or stopped: check its log and that of the proxy in front.',
  504: 'The proxy in front got no response from the application: check the log of the application.',
};

function statusFix(status: number, body: string): string {
  // The error of this package, as an application may send it, or as Express shows it outside production.
  if (/body_already_parsed|ViberBodyParsedError/.test(body)) {
    return 'body_already_parsed: a body parser ran before the webhook. Move app.use(viber.middleware()) above app.use(express.json()) and any other parser.';
  }
  if (status === 404 && body.includes('"unknown_account"')) {
    return 'The webhook exists, but serves no bot at this path: check what the authToken function returns for it.';
  }
  const known = STATUS_FIXES[status];
  if (known !== undefined) return known;
  if (status >= 500) {
    return 'The application failed: check its log. A frequent cause is a body parser, such as express.json(), before the webhook.';
  }
  if (status >= 400) return 'Find out what rejects the call, in the application or in front of it.';
  return 'Respond with exactly 200: no other status is known to count as success for Viber.';
}
