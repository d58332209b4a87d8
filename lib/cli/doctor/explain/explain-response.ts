import { formatDuration } from '../../output';
import type { ProbeResult } from '../caller';
import { MAX_READ_BYTES } from '../caller';
import type { Explanation } from '../check-result';
import { explainRedirect, isRedirect } from './explain-redirect';
import { explainCode, packageCodeOf } from './explain-code';
import { explainStatus } from './explain-status';
import type { CompleteResponse } from './response-origin';
import { isWebPage, programOf } from './response-origin';

/** Whether the webhook has accepted the call. Viber counts any 200 as success [doc], also that of a page in front. */
export function isAccepted(result: ProbeResult): result is CompleteResponse {
  return result.kind === 'complete' && result.status === 200 && !isWebPage(result.body);
}

/** Whether a response says nothing about the callback: a rate limit, or an application that is not ready. */
export function isUnrelated(result: ProbeResult): boolean {
  return result.kind === 'complete' && (result.status === 429 || result.status === 503);
}

/** Describes a result in a few words. It never contains the body, which may hold anything. */
export function describeResult(result: ProbeResult): string {
  switch (result.kind) {
    case 'complete':
      return `HTTP ${String(result.status)}${codeText(result)} in ${formatDuration(result.latencyMs)}`;
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

function codeText({ body }: CompleteResponse): string {
  const code = packageCodeOf(body);
  return code === undefined ? '' : ` (${code})`;
}

/** Explains why a result is not a success, from everything that came back. */
export function explainFailure(result: ProbeResult, url: URL): Explanation {
  const detail = describeResult(result);
  switch (result.kind) {
    case 'late':
      return {
        detail,
        cause:
          'The webhook does not finish its response in time: Viber gives up after 5 s and redelivers the callback.',
        fix: 'Respond first and do slow work afterwards, and make sure that every path through the handler ends the response.',
      };
    case 'oversized':
      return {
        detail,
        cause: 'The response has a body of a size that no webhook needs: it may be a page or a download.',
        fix: 'Respond with 200 and an empty body: Viber reads the body only for conversation_started.',
      };
    case 'broken':
      return { detail, ...explainBroken(result.code) };
    case 'complete':
      return explainComplete(result, url);
  }
}

function explainComplete(result: CompleteResponse, url: URL): Explanation {
  const { status, headers, body } = result;
  const detail = describeResult(result);
  if (status === 200) return { detail: `${detail}, but with a web page`, ...explainPage(programOf(result)) };
  if (isRedirect(status)) return explainRedirect(status, headers.location, url);
  const code = packageCodeOf(body);
  const known = code === undefined ? undefined : explainCode(code, url.pathname);
  return { detail, ...(known ?? explainStatus(result, url)) };
}

type Advice = Omit<Explanation, 'detail'>;

function explainPage(program: string | undefined): Advice {
  const from = program ?? 'a tunnel, a proxy, a login or another application';
  return {
    cause: `A web page from ${from} responds in place of the webhook. Callbacks would be lost, because Viber counts its 200 as success.`,
    fix: 'Exempt the path of the webhook from what is in front of it and shows the page, or correct the URL.',
  };
}

function explainBroken(code: string): Advice {
  if (code.startsWith('HPE_')) {
    return {
      cause: 'The program that listens there does not speak HTTP.',
      fix: 'Check which program uses this port, and whether the URL must be https.',
    };
  }
  return {
    cause: 'The server, or something in front of it, closes the connection instead of responding.',
    fix: 'Check the log of the server for a crash, and whether a proxy or firewall in front of it closes the connection.',
  };
}
