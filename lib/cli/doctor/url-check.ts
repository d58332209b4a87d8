import { checkWebhookUrl } from '../../client/webhook-url';
import type { CheckResult } from './check-result';
import { failed, passed, skipped } from './check-result';

/** The address under examination, as far as Viber would use it. */
export interface Target {
  /** Without what Viber drops or cannot use: user name, password, query string, fragment. */
  url: URL;
  /** A name, or an address without brackets. */
  hostname: string;
  port: number;
  isHttps: boolean;
  /** Whether the host is one that only this machine or its network knows. */
  isLocal: boolean;
}

/** Whether Viber would take the URL; and the target, if there is one at all. */
export function checkUrl(text: string): { result: CheckResult; target: Target | undefined } {
  const target = readTarget(text);
  return { result: urlResult(text, target), target };
}

/** The address as it may be shown: without user name, password, query string and fragment, whether it is one or not. */
export function shownUrl(text: string): string {
  const { target } = checkUrl(text);
  if (target !== undefined) return target.url.href;
  // Up to the last @, for a password may hold any character while nothing says where it ends.
  return text.replace(/^([a-z][a-z\d+.-]*:[/\\]+)?.*@/is, '$1').replace(/[?#].*/s, '');
}

function readTarget(text: string): Target | undefined {
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
      'Use an address such as https://bot.example.com/viber: Viber calls no other.',
    );
  }
  if (isLocal) return skipped('url', 'local: Viber itself will need https on a public host');
  return passed('url', 'https on a public host, with nothing that Viber would drop');
}

function urlProblem(url: string, mustBePublic: boolean): string | undefined {
  try {
    checkWebhookUrl(url, mustBePublic);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
