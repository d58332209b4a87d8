import { describe, explain, isAccepted } from './explain-response';
import type { Caller, ProbeResult } from './caller';
import type { CheckId, CheckResult } from './check-result';
import { failed, passed } from './check-result';

/** A call that has to be answered 200. */
interface AcceptedCheck {
  check: CheckId;
  call: (caller: Caller, checkCallBody: string) => Promise<ProbeResult>;
  /** What more there is to say when it was. */
  note?: string;
  /** What to do when it was not; left out or `undefined`, the answer itself tells. */
  fix?: (answer: ProbeResult) => string | undefined;
}

/** Makes the call everything else depends on: a signed `webhook` callback, as `set_webhook` makes Viber send one. */
export async function checkCheckCall(caller: Caller, body: string): Promise<CheckResult> {
  return judge({ check: 'check-call' }, await caller.post(body), caller.url);
}

/** The signature in one of its two places. */
export const SIGNATURE_CHECKS: readonly AcceptedCheck[] = [
  {
    check: 'signature-header',
    call: (caller) => caller.post(caller.newBody('webhook'), { place: 'header' }),
    fix: () =>
      'Read the signature from the X-Viber-Content-Signature header: it is the documented place, and queries are dropped by some hosts. Fall back to ?sig=.',
  },
  {
    check: 'signature-query',
    call: (caller) => caller.post(caller.newBody('webhook'), { place: 'query' }),
    fix: () =>
      'Where the X-Viber-Content-Signature header is missing, as it has been behind some hosts, read the sig query parameter instead.',
  },
];

/** 200 KB: a callback of maximal escaped text can pass 100 KB. */
const LARGE_BYTES = 200 * 1024;

/** Whether the connection broke, as it does when a server refuses a body it has not read. */
const isTooLarge = (answer: ProbeResult) =>
  answer.kind === 'broken' || (answer.kind === 'complete' && answer.status === 413);

/** What Viber may send, and repeats for an hour if it is not answered 200. */
export const TOLERANCE_CHECKS: readonly AcceptedCheck[] = [
  {
    check: 'repeated-callback',
    // That of the check call, which has been answered 200.
    call: (caller, checkCallBody) => caller.post(checkCallBody),
    note: 'Whether it runs nothing twice cannot be seen from outside',
    fix: () =>
      'Answer a callback that was handled before with 200 again, and do nothing: Viber repeats one until it is answered 200.',
  },
  {
    check: 'unknown-event',
    call: (caller) => caller.post(caller.newBody('express_viber_doctor')),
    fix: () =>
      'Answer 200 to signed callbacks of events that are not known, and ignore them: Viber has sent undocumented ones, and repeats each for an hour otherwise.',
  },
  {
    check: 'text-encoding',
    call: async (caller) => {
      const note = 'Вітаю \u{1F44B} مرحبا';
      const raw = await caller.post(caller.newBody('webhook', { note }, 'raw'));
      return isAccepted(raw) ? caller.post(caller.newBody('webhook', { note }, 'escaped')) : raw;
    },
    note: 'Both raw and as \\uXXXX',
    fix: (answer) =>
      answer.kind === 'complete' && answer.status < 500
        ? 'Verify the signature over the bytes as they arrived: JSON that was parsed and written again has other bytes.'
        : undefined,
  },
  {
    check: 'large-body',
    call: (caller) => caller.post(caller.newBody('webhook', { padding: 'x'.repeat(LARGE_BYTES) })),
    fix: (answer) =>
      isTooLarge(answer)
        ? "Raise the body limit to 256 KB or more, of the application (Express's parsers take 100 KB unless told otherwise) and of a proxy in front: callbacks can pass 100 KB."
        : undefined,
  },
];

/** Runs one of {@link SIGNATURE_CHECKS} or {@link TOLERANCE_CHECKS}. */
export async function runAccepted(
  check: AcceptedCheck,
  caller: Caller,
  checkCallBody: string,
): Promise<CheckResult> {
  return judge(check, await check.call(caller, checkCallBody), caller.url);
}

function judge(
  { check, note, fix }: Omit<AcceptedCheck, 'call'>,
  answer: ProbeResult,
  url: URL,
): CheckResult {
  if (isAccepted(answer)) {
    return passed(check, note === undefined ? describe(answer) : `${describe(answer)}. ${note}`);
  }
  const explanation = explain(answer, url);
  return failed(check, explanation.detail, fix?.(answer) ?? explanation.fix);
}
