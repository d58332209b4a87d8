import type { Caller, ProbeResult } from './caller';
import type { CheckId, CheckResult, Explanation } from './check-result';
import { failed, passed, warned } from './check-result';
import { packageCodeOf, PASS_HEADER_ON } from './explain/explain-code';
import { describeResult, explainFailure, isAccepted, isUnrelated } from './explain/explain-response';
import { explainBodyLimit } from './explain/explain-status';

/** A call that the webhook must accept with HTTP 200. */
interface AcceptedCheck {
  check: CheckId;
  call: (caller: Caller, checkCallBody: string) => Promise<ProbeResult>;
  /** Added to the detail if the check passes. */
  note?: string;
  /** Explains a failure; if `undefined`, the response alone does. */
  explain: (result: ProbeResult) => Omit<Explanation, 'detail'> | undefined;
  /** Whether a failure does no harm as things are. @default false */
  isMinor?: boolean;
}

/** Whether this package says that it received no signature: then the webhook reads both places, and something removed it. */
const isSignatureMissing = (result: ProbeResult) =>
  result.kind === 'complete' && packageCodeOf(result.body) === 'missing_signature';

/** Whether the webhook finds the signature in each of its two places. */
export const SIGNATURE_CHECKS: readonly AcceptedCheck[] = [
  {
    check: 'signature-header',
    call: (caller) => caller.post(caller.newBody('webhook'), { place: 'header' }),
    explain: (result) =>
      isSignatureMissing(result)
        ? {
            cause:
              'Something in front of the webhook removes the X-Viber-Content-Signature header. The webhook works only as long as Viber also sends ?sig=, which is not documented.',
            fix: `Let the header through to the application. ${PASS_HEADER_ON}`,
          }
        : {
            cause:
              'The application does not read the signature from the X-Viber-Content-Signature header, or something in front removes the header.',
            fix: 'Read the signature from the X-Viber-Content-Signature header: it is the documented place, and some hosts drop the query string. Fall back to ?sig=. If the application does so already, check what is in front of it.',
          },
  },
  {
    check: 'signature-query',
    call: (caller) => caller.post(caller.newBody('webhook'), { place: 'query' }),
    isMinor: true,
    explain: (result) =>
      isSignatureMissing(result)
        ? {
            cause:
              'Something in front of the webhook removes the query string, and ?sig= with it. This does no harm: the signature arrives in the header, the documented place.',
            fix: 'Nothing needs to be done as long as the header arrives. To have both, let the query string through, in nginx by $is_args$args where proxy_pass has variables, and by no rewrite that ends in a question mark.',
          }
        : {
            cause:
              'The application does not read the signature from the sig query parameter, or something in front removes the query string.',
            fix: 'Nothing needs to be done as long as the X-Viber-Content-Signature header arrives, the documented place. Where a host removes it, read the sig query parameter instead.',
          },
  },
];

/** 200 KB: a callback with a long text, fully escaped, can exceed 100 KB. */
const LARGE_BYTES = 200 * 1024;

/** Callbacks that Viber may send, and redelivers for an hour unless they are acknowledged. */
export const TOLERANCE_CHECKS: readonly AcceptedCheck[] = [
  {
    check: 'redelivery',
    // The check call again; it was acknowledged, or this check would not run.
    call: (caller, checkCallBody) => caller.post(checkCallBody),
    note: 'Whether it was handled twice cannot be seen from outside',
    explain: () => ({
      cause: 'The webhook does not acknowledge a callback that it has already handled.',
      fix: 'Acknowledge it with 200 again, and do nothing else: Viber redelivers it until it gets 200.',
    }),
  },
  {
    check: 'unknown-event',
    call: (caller) => caller.post(caller.newBody('express_viber_doctor')),
    explain: () => ({
      cause: 'The webhook does not acknowledge an event that it does not know.',
      fix: 'Acknowledge signed callbacks with unknown events with 200, and ignore them: Viber has sent undocumented events, and redelivers each for an hour otherwise.',
    }),
  },
  {
    check: 'text-encoding',
    call: async (caller) => {
      const note = 'Вітаю \u{1F44B} مرحبا';
      const raw = await caller.post(caller.newBody('webhook', { note }, 'raw'));
      return isAccepted(raw) ? caller.post(caller.newBody('webhook', { note }, 'escaped')) : raw;
    },
    note: 'Both as raw UTF-8 and as \\uXXXX',
    explain: (result) =>
      result.kind === 'complete' && result.status < 500
        ? {
            cause:
              'The signature is verified over other bytes than those that arrived: non-ASCII text does not survive the way to it.',
            fix: 'Verify the signature over the bytes as they arrived: JSON that was parsed and serialized again has different bytes, and so has text that was decoded as anything but UTF-8.',
          }
        : undefined,
  },
  {
    check: 'large-body',
    call: (caller) => caller.post(caller.newBody('webhook', { padding: 'x'.repeat(LARGE_BYTES) })),
    explain: (result) => {
      // A server may also close the connection instead of reading such a body.
      if (result.kind === 'broken') return explainBodyLimit(undefined);
      return result.kind === 'complete' && result.status === 413 && packageCodeOf(result.body) === undefined
        ? explainBodyLimit(result)
        : undefined;
    },
  },
];

/** Runs one of {@link SIGNATURE_CHECKS} or {@link TOLERANCE_CHECKS}. */
export async function runAcceptedCheck(
  { check, call, note, explain, isMinor = false }: AcceptedCheck,
  caller: Caller,
  checkCallBody: string,
): Promise<CheckResult> {
  const result = await call(caller, checkCallBody);
  if (isAccepted(result)) {
    return passed(check, note === undefined ? describeResult(result) : `${describeResult(result)}. ${note}`);
  }
  const byResponse = explainFailure(result, caller.url);
  if (isUnrelated(result)) return failed(check, byResponse);
  const explanation = { ...byResponse, ...explain(result) };
  return isMinor ? warned(check, explanation) : failed(check, explanation);
}

/**
 * GETs the URL, as browsers and health checks do: any response is fine unless it is a server error. Only a warning,
 * because Viber does not do it.
 */
export async function checkGet(caller: Caller): Promise<CheckResult> {
  const result = await caller.get();
  const detail = describeResult(result);
  if (result.kind === 'complete' && result.status < 500) return passed('get', detail);
  return warned('get', {
    detail,
    cause: GET_CAUSES[result.kind],
    fix: 'Respond to requests other than POST with something short, such as 404 or 405: browsers and health checks request this URL too.',
  });
}

const GET_CAUSES = {
  complete: 'The webhook fails for requests other than POST.',
  oversized: 'The webhook responds to requests other than POST with a very large body.',
  late: 'The webhook leaves requests other than POST open.',
  broken: 'The webhook closes the connection of requests other than POST, or crashes.',
} satisfies Record<ProbeResult['kind'], string>;
