import { checkWebhookUrl } from '../../client/webhook-url';
import type { CheckResult } from './check-result';
import { failed, passed, skipped } from './check-result';

/** The webhook to test, as Viber would call it. */
export interface Target {
  /** Without the parts that Viber drops or cannot use: user name, password, query string, fragment. */
  url: URL;
  /** A name, or an IP address without brackets. */
  hostname: string;
  port: number;
  isHttps: boolean;
  /** Whether the host is known only to this machine or its network. */
  isLocal: boolean;
}

/** Checks whether Viber would accept the URL. Returns the target, unless the URL cannot be called at all. */
export function checkUrl(text: string): { result: CheckResult; target: Target | undefined } {
  const target = parseTarget(text);
  return { result: urlResult(text, target), target };
}

/** Removes user name, password, query string and fragment, even from text that is not a valid URL. */
export function redactUrl(text: string): string {
  const { target } = checkUrl(text);
  if (target !== undefined) return target.url.href;
  // Up to the last @: in an invalid URL a password may contain any character.
  return text.replace(/^([a-z][a-z\d+.-]*:[/\\]+)?.*@/is, '$1').replace(/[?#].*/s, '');
}

/** The webhook that a URL names; `undefined` if it cannot be called. */
export function parseTarget(text: string): Target | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { origin, pathname, protocol } = new URL(text);
  const url = new URL(pathname, origin);
  const isHttps = protocol === 'https:';
  return {
    url,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (isHttps ? 443 : 80) : Number(url.port),
    isHttps,
    isLocal: urlProblem(`https://${url.host}/`, true) !== undefined,
  };
}

function urlResult(text: string, target: Target | undefined): CheckResult {
  const isLocal = target?.isLocal === true;
  const problem = urlProblem(text, !isLocal);
  if (problem !== undefined) {
    return failed('url', {
      detail: problem,
      cause: 'The URL is not one that Viber can call.',
      fix: urlFix(text, target),
    });
  }
  if (isLocal) return skipped('url', 'the URL is local (Viber itself needs https on a public host)');
  return passed('url', 'https on a public host, without parts that Viber would drop');
}

function urlFix(text: string, target: Target | undefined): string {
  const suggestion = suggestedUrl(text, target);
  return suggestion === undefined
    ? 'Use a URL such as https://bot.example.com/viber, or http://localhost:3000/viber for a bot on this machine.'
    : `Use ${suggestion} instead.`;
}

/** The URL that was probably meant: with a scheme, http for a local host, and without the parts that Viber drops. */
function suggestedUrl(text: string, target: Target | undefined): string | undefined {
  if (target !== undefined)
    return target.isLocal ? target.url.href : target.url.href.replace(/^http:/, 'https:');
  // A name and a port look like a scheme and a path.
  if (/^[a-z][a-z\d+.-]*:(?!\d)/i.test(text) || !/^[^\s/\\@?#]+(?:[/?#]|$)/.test(text)) return undefined;
  const guess = parseTarget(`https://${text}`);
  if (guess === undefined) return undefined;
  return guess.isLocal ? guess.url.href.replace(/^https:/, 'http:') : guess.url.href;
}

function urlProblem(url: string, mustBePublic: boolean): string | undefined {
  try {
    checkWebhookUrl(url, mustBePublic);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
