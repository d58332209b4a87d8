import type { Caller } from './caller';
import type { CheckId, CheckResult } from './check-result';
import { failed, passed } from './check-result';
import { describeResult, explainFailure, isAccepted } from './explain-response';
import type { ProbeResult } from './caller';

/** A call that the webhook must accept with HTTP 200. */
interface AcceptedCheck {
  check: CheckId;
  call: (caller: Caller, checkCallBody: string) => Promise<ProbeResult>;
  /** Added to the detail if the check passes. */
  note?: string;
  /** What to do if it fails; if omitted or `undefined`, the fix follows from the response. */
  fix?: (result: ProbeResult) => string | undefined;
}

/** GETs the URL, as browsers and health checks do: any response is fine unless it is a server error. */
export async function checkGet(caller: Caller): Promise<CheckResult> {
  const result = await caller.get();
  const detail = describeResult(result);
  return result.kind === 'complete' && result.status < 500
    ? passed('get', detail)
    : failed('get', detail, getFix(result));
}

function getFix(result: ProbeResult): string {
  switch (result.kind) {
    case 'oversized':
      return 'Respond to requests other than POST with something short, such as 404.';
    case 'late':
      return 'Respond to requests other than POST, for example with 404 or 405, instead of leaving them open.';
    case 'broken':
      return 'Check the log of the server for a crash: browsers and health checks request this URL too.';
    case 'complete':
      return 'Respond to requests other than POST with 404, 405 or a page: browsers and health checks request this URL too and must not cause errors.';
  }
}

/** Makes the call on which the later checks depend: a signed `webhook` callback, which Viber sends for `set_webhook`. */
export async function runCheckCall(caller: Caller, body: string): Promise<CheckResult> {
  return toCheckResult({ check: 'check-call' }, await caller.post(body), caller.url);
}

/** Whether the webhook finds the signature in each of its two places. */
export const SIGNATURE_CHECKS: readonly AcceptedCheck[] = [
  {
    check: 'signature-header',
    call: (caller) => caller.post(caller.newBody('webhook'), { place: 'header' }),
    fix: () =>
      'Read the signature from the X-Viber-Content-Signature header: it is the documented place, and some hosts drop the query string. Fall back to ?sig=.',
  },
  {
    check: 'signature-query',
    call: (caller) => caller.post(caller.newBody('webhook'), { place: 'query' }),
    fix: () =>
      'If the X-Viber-Content-Signature header is missing, which happens behind some hosts, read the sig query parameter instead.',
  },
];

/** 200 KB: a callback with a long text, fully escaped, can exceed 100 KB. */
const LARGE_BYTES = 200 * 1024;

/** Whether the body was too large. A server may also close the connection instead of reading such a body. */
const isTooLarge = (result: ProbeResult) =>
  result.kind === 'broken' || (result.kind === 'complete' && result.status === 413);

/** Callbacks that Viber may send, and redelivers for an hour unless they are acknowledged. */
export const TOLERANCE_CHECKS: readonly AcceptedCheck[] = [
  {
    check: 'redelivery',
    // The check call again; it was acknowledged, or this check would not run.
    call: (caller, checkCallBody) => caller.post(checkCallBody),
    note: 'Whether it was handled twice cannot be seen from outside',
    fix: () =>
      'Acknowledge a callback that was already handled with 200 again, and do nothing else: Viber redelivers it until it gets 200.',
  },
  {
    check: 'unknown-event',
    call: (caller) => caller.post(caller.newBody('express_viber_doctor')),
    fix: () =>
      'Acknowledge signed callbacks with unknown events with 200, and ignore them: Viber has sent undocumented events, and redelivers each for an hour otherwise.',
  },
  {
    check: 'text-encoding',
    call: async (caller) => {
      const note = 'Вітаю \u{1F44B} مرحبا';
      const raw = await caller.post(caller.newBody('webhook', { note }, 'raw'));
      return isAccepted(raw) ? caller.post(caller.newBody('webhook', { note }, 'escaped')) : raw;
    },
    note: 'Both as raw UTF-8 and as \\uXXXX',
    fix: (result) =>
      result.kind === 'complete' && result.status < 500
        ? 'Verify the signature over the bytes as they arrived: JSON that was parsed and serialised again has different bytes.'
        : undefined,
  },
  {
    check: 'large-body',
    call: (caller) => caller.post(caller.newBody('webhook', { padding: 'x'.repeat(LARGE_BYTES) })),
    fix: (result) =>
      isTooLarge(result)
        ? "Raise the body limit to 256 KB or more, in the application (Express's parsers allow 100 KB by default) and in any proxy in front: callbacks can exceed 100 KB."
        : undefined,
  },
];

/** Runs one of {@link SIGNATURE_CHECKS} or {@link TOLERANCE_CHECKS}. */
export async function runAcceptedCheck(
  check: AcceptedCheck,
  caller: Caller,
  checkCallBody: string,
): Promise<CheckResult> {
  return toCheckResult(check, await check.call(caller, checkCallBody), caller.url);
}

function toCheckResult(
  { check, note, fix }: Omit<AcceptedCheck, 'call'>,
  result: ProbeResult,
  url: URL,
): CheckResult {
  if (isAccepted(result)) {
    return passed(check, note === undefined ? describeResult(result) : `${describeResult(result)}. ${note}`);
  }
  const explanation = explainFailure(result, url);
  return failed(check, explanation.detail, fix?.(result) ?? explanation.fix);
}
