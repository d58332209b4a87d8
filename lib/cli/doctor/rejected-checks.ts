import type { Caller, SignaturePlace } from './caller';
import type { CheckId, CheckResult } from './check-result';
import { failed, passed } from './check-result';
import { describeResult } from './explain-response';
import type { ProbeResult } from './caller';

/** A call that the webhook must reject, because it could be made without the token. */
interface RejectedCheck {
  check: CheckId;
  call: (caller: Caller) => Promise<ProbeResult>;
}

/** Forged calls. The webhook must reject each with a 4xx status, in time. */
export const REJECTED_CHECKS: readonly RejectedCheck[] = [
  { check: 'tampered-body', call: (caller) => postTampered(caller, 'both') },
  // A webhook may verify one place only, and trust the other when that one is empty.
  { check: 'tampered-header', call: (caller) => postTampered(caller, 'header') },
  { check: 'tampered-query', call: (caller) => postTampered(caller, 'query') },
  { check: 'unsigned', call: (caller) => caller.post(caller.newBody('webhook'), { place: 'none' }) },
];

/** Runs one of {@link REJECTED_CHECKS}. */
export async function runRejectedCheck({ check, call }: RejectedCheck, caller: Caller): Promise<CheckResult> {
  const result = await call(caller);
  const detail = describeResult(result);
  const isRejected = result.kind === 'complete' && result.status >= 400 && result.status < 500;
  return isRejected ? passed(check, detail) : failed(check, detail, rejectionFix(result));
}

async function postTampered(caller: Caller, place: SignaturePlace): Promise<ProbeResult> {
  const signedText = caller.newBody('webhook');
  // Still valid JSON of the same length, so that only the signature gives it away.
  return caller.post(signedText.replace('SN-CHAT-00_', 'SN-CHAT-01_'), { signedText, place });
}

function rejectionFix(result: ProbeResult): string {
  if (result.kind === 'broken') {
    return 'Respond with 401 instead of closing the connection, which looks like a crash.';
  }
  const { status = 0 } = result;
  if (status >= 200 && status < 300) {
    return 'DANGER: anybody can forge callbacks from any user. Compare HMAC-SHA256 of the exact bytes with the signature, whether it is in the header or in the query, and respond with 401 if it is missing or different.';
  }
  if (result.kind === 'late') {
    return 'Respond with 401 at once instead of leaving the request open: open requests pile up until the server cannot accept real ones.';
  }
  if (status >= 500) {
    return 'Respond with 401 instead of a server error: errors caused by strangers hide real ones, and may be crashes.';
  }
  return 'Respond with 401 if the signature is wrong or missing.';
}
