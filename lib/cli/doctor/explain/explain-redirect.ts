import type { Explanation } from '../check-result';
import { parseTarget } from '../url-check';

/** Whether a status makes browsers go elsewhere, which Viber does not. */
export function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304;
}

/** Explains a redirect, with the URL to register where the redirect tells it. */
export function explainRedirect(status: number, location: string | undefined, url: URL): Explanation {
  const target =
    location !== undefined && URL.canParse(location, url.href) ? new URL(location, url) : undefined;
  // Without the query: it may contain the signature, sent back.
  const shown = target === undefined ? undefined : `${target.origin}${target.pathname}`;
  const detail = `a redirect (HTTP ${String(status)}) to ${shown ?? 'no valid URL'}`;
  if (target === undefined || shown === undefined || shown === url.href) {
    return {
      detail,
      cause: 'The webhook responds with a redirect, which is a failure: only 200 counts.',
      fix: 'Respond with 200 at this URL itself.',
    };
  }
  return { detail, ...explainTarget(url, target) };
}

function explainTarget(url: URL, target: URL): Omit<Explanation, 'detail'> {
  if (withoutSlash(url.pathname) === withoutSlash(target.pathname) && url.pathname !== target.pathname) {
    // A server behind a proxy often puts its own host and port in the redirect, where Viber cannot reach it.
    const isInternal = parseTarget(target.href)?.isLocal === true && target.origin !== url.origin;
    const right = `${isInternal ? url.origin : target.origin}${target.pathname}`;
    const change = target.pathname.endsWith('/') ? 'adds a slash to' : 'removes the slash from';
    return {
      cause: `The server ${change} the end of the path by a redirect, which Viber counts as a failure.`,
      fix: `Register ${right} instead.`,
    };
  }
  if (url.pathname === target.pathname && url.hostname === target.hostname && target.protocol === 'https:') {
    return {
      cause: 'The server redirects http to https, which Viber counts as a failure.',
      fix: `Use ${target.origin}${target.pathname}, here and for Viber.`,
    };
  }
  if (url.pathname === target.pathname) {
    return {
      cause: `The server redirects to another host, ${target.host}, which Viber counts as a failure.`,
      fix: `Register ${target.origin}${target.pathname} instead, if the webhook is there.`,
    };
  }
  const shown = `${target.origin}${target.pathname}`;
  return {
    cause:
      'Something redirects the call to another page, such as a login. Only 200 counts, so this is a failure.',
    fix: `If ${shown} is a login page or the like, exempt the path of the webhook from it. If the webhook is at ${shown}, register that URL.`,
  };
}

function withoutSlash(path: string): string {
  return path.replace(/\/$/, '');
}
