import type { ProbeResult } from './caller';
import { MAX_READ_BYTES } from './caller';
import { duration } from './duration';

/** What is wrong with an answer, and what to do about it. */
export interface Explanation {
  detail: string;
  fix: string;
}

/** Whether Viber takes it for a success: 200 and nothing else is known to be one. [doc] */
export function isAccepted(answer: ProbeResult): answer is ProbeResult & { kind: 'complete' } {
  return answer.kind === 'complete' && answer.status === 200;
}

/** What came back, in a few words. Never the body, which may hold anything. */
export function describe(answer: ProbeResult): string {
  switch (answer.kind) {
    case 'complete':
      return `answered ${String(answer.status)} in ${duration(answer.latencyMs)}`;
    case 'late':
      return answer.status === undefined
        ? `left hanging: no answer within ${duration(answer.timeoutMs)}`
        : `answered ${String(answer.status)}, but the answer did not end within ${duration(answer.timeoutMs)}`;
    case 'oversized':
      return `answered ${String(answer.status)} with more than ${String(MAX_READ_BYTES / 1024)} KB, which was not read to its end`;
    case 'broken':
      return answer.code === 'ECONNRESET' || answer.code === 'EPIPE'
        ? `the connection was closed without a whole answer (${answer.code})`
        : `no HTTP answer (${answer.code})`;
  }
}

/** Why an answer is no success, and the fix as far as the answer tells it. */
export function explain(answer: ProbeResult, url: URL): Explanation {
  const detail = describe(answer);
  switch (answer.kind) {
    case 'late':
      return {
        detail,
        fix: 'Answer first and work afterwards, and see that every way through the handler ends the response: Viber gives up after 5 s and repeats the callback.',
      };
    case 'oversized':
      return { detail, fix: 'Answer 200 with an empty body: Viber reads one only for conversation_started.' };
    case 'broken':
      return { detail, fix: brokenFix(answer.code) };
    case 'complete':
      return isRedirect(answer.status)
        ? explainRedirect(answer.status, answer.location, url)
        : { detail, fix: statusFix(answer.status, answer.body) };
  }
}

function brokenFix(code: string): string {
  if (code.startsWith('HPE_')) return 'What listens there speaks no HTTP: see which program has this port.';
  return 'See the log of the server for a crash, and whether a proxy or firewall in front closes the connection.';
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304;
}

function explainRedirect(status: number, location: string | undefined, url: URL): Explanation {
  const base =
    location !== undefined && URL.canParse(location, url.href) ? new URL(location, url) : undefined;
  // What follows the path may be the signature, sent back.
  const goal = base === undefined ? undefined : `${base.origin}${base.pathname}`;
  const detail = `answered with a redirect (${String(status)}) to ${goal ?? 'nowhere'}`;
  if (goal === undefined || goal === url.href) {
    return { detail, fix: 'Answer 200 at this address itself: only 200 counts, so a redirect is a failure.' };
  }
  return {
    detail,
    fix: `Only 200 counts, so a redirect is a failure: register ${goal} if the webhook is there, or exempt this path if it is a login page or the like.`,
  };
}

const STATUS_FIXES: Readonly<Record<number, string>> = {
  400: 'The application could not read a correct callback: see its log, and what parses the body before the webhook.',
  401: 'The token differs: see that the server and this command use the token of the same bot, without quotes or line breaks, and that no proxy changes the body.',
  403: 'A firewall, bot protection or login stands in front: exempt this path. If the application itself says 403 to a wrong signature, the token differs.',
  404: 'The path does not exist: compare it with the path the middleware is mounted at.',
  405: 'POST is not allowed at this path: compare it with the path the middleware is mounted at, and let POST through.',
  411: 'A proxy in front refuses the request: see its settings for request bodies.',
  413: 'The body limit is too small for any callback: raise it.',
  415: 'The content type is refused: take any, for that of Viber is not known to stay.',
  419: 'CSRF protection refused the call: exempt the path of the webhook from it.',
  429: 'A rate limit refused the call: exempt the path of the webhook from it.',
  502: 'The proxy in front found no application: start it, and see that the proxy has the right port.',
  503: 'The application is starting, overloaded or stopped: see its log and that of the proxy in front.',
  504: 'The proxy in front got no answer from the application: see the log of the application.',
};

function statusFix(status: number, body: string): string {
  // This package's own answer, and what Express makes of the error outside production.
  if (/body_already_parsed|ViberBodyParsedError/.test(body)) {
    return 'body_already_parsed: a body parser ran before the webhook. Move app.use(viber.middleware()) above app.use(express.json()) and the like.';
  }
  if (status === 404 && body.includes('"unknown_account"')) {
    return 'The webhook is there, but serves no bot at this path: see what the authToken function makes of it.';
  }
  const known = STATUS_FIXES[status];
  if (known !== undefined) return known;
  if (status >= 500) {
    return 'The application failed: see its log. A body parser such as express.json() before the webhook is a frequent cause.';
  }
  if (status >= 400) return 'See what in the application or in front of it refuses the call.';
  return 'Answer exactly 200: only that is known to count for Viber.';
}
