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

function parseTarget(text: string): Target | undefined {
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
    return failed(
      'url',
      problem,
      'Use a URL such as https://bot.example.com/viber: Viber calls no other kind.',
    );
  }
  if (isLocal) return skipped('url', 'a local URL; Viber itself needs https on a public host');
  return passed('url', 'https on a public host, without parts that Viber would drop');
}

function urlProblem(url: string, mustBePublic: boolean): string | undefined {
  try {
    checkWebhookUrl(url, mustBePublic);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
