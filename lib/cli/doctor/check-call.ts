import type { Caller, ProbeResult } from './caller';
import type { CheckResult, Explanation } from './check-result';
import { failed, passed, warned } from './check-result';
import { packageCodeOf } from './explain/explain-code';
import { describeResult, explainFailure, isAccepted } from './explain/explain-response';

/**
 * Makes the call on which the later checks depend: a signed `webhook` callback, which Viber sends for `set_webhook`. If
 * it fails in a way that leaves several causes, another request tells which one it is.
 *
 * @returns its result, followed by that of the check of compression if it passed
 */
export async function runCheckCall(
  caller: Caller,
  body: string,
): Promise<[checkCall: CheckResult, compression?: CheckResult]> {
  const result = await caller.post(body);
  if (isAccepted(result)) {
    return [passed('check-call', describeResult(result)), compressionOf(result.headers['content-encoding'])];
  }
  const explanation = explainFailure(result, caller.url);
  return [failed('check-call', { ...explanation, ...(await secondLook(caller, result)) })];
}

/** Finds the cause by another request; `undefined` if that does not tell more than the response. */
async function secondLook(caller: Caller, result: ProbeResult): Promise<Partial<Explanation> | undefined> {
  if (result.kind === 'late' && result.status === undefined) return lookAtSilence(await caller.get());
  if (result.kind !== 'complete' || ![400, 401, 500].includes(result.status)) return undefined;
  const isExplained =
    result.headers['www-authenticate'] !== undefined || packageCodeOf(result.body) !== undefined;
  if (isExplained) return undefined;
  // JSON parsers leave other content types alone.
  const unparsed = await caller.post(caller.newBody('webhook'), { contentType: 'application/octet-stream' });
  const detail = `${describeResult(result)}; the same as application/octet-stream: ${describeResult(unparsed)}`;
  if (!isAccepted(unparsed)) {
    if (result.status !== 500) return undefined;
    return {
      detail,
      fix: 'Look for the error in its log. A JSON parser before the webhook is hardly the cause, since the call fails without its content type too.',
    };
  }
  return {
    detail,
    cause:
      'A JSON parser, such as express.json(), reads the body before the webhook, so the bytes that were signed are lost.',
    fix: 'Move the webhook above app.use(express.json()) and any other parser.',
  };
}

function lookAtSilence(get: ProbeResult): Partial<Explanation> {
  if (get.kind === 'late') {
    return {
      cause: 'The server takes the connection, but responds neither to POST nor to GET.',
      fix: 'Look for what blocks the application: an endless loop, a debugger that has stopped it, or a middleware that never calls next(). Behind a proxy or tunnel, check that the application itself runs.',
    };
  }
  return {
    cause: `The application is up (GET: ${describeResult(get)}), but its webhook does not finish its response to a callback in time.`,
    fix: 'Respond first and do slow work afterwards, and make sure that every path through the handler ends the response. An application with viber-bot leaves callbacks open whose signature does not match: compare the tokens first.',
  };
}

function compressionOf(encoding: string | undefined): CheckResult {
  if (encoding === undefined || encoding === 'identity') {
    return passed('compression', 'the response is not compressed');
  }
  return warned('compression', {
    detail: `the response to the check call is compressed (Content-Encoding: ${encoding})`,
    cause:
      'The application, or a proxy in front of it, compresses responses that the request does not allow to be compressed. Whether Viber reads a compressed welcome message is not known.',
    fix: 'Turn compression off for the path of the webhook, in nginx by "gzip off;", and let nothing add Accept-Encoding to its requests.',
  });
}
