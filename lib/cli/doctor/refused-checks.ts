import { describe } from './explain-response';
import type { Caller, ProbeResult, SignaturePlace } from './caller';
import type { CheckId, CheckResult } from './check-result';
import { failed, passed } from './check-result';

/** A call that nobody who has the token makes. */
interface RefusedCheck {
  check: CheckId;
  call: (caller: Caller) => Promise<ProbeResult>;
}

/** What has to be refused with a 4xx, and in time. */
export const REFUSED_CHECKS: readonly RefusedCheck[] = [
  { check: 'tampered-body', call: (caller) => postTampered(caller, 'both') },
  // A webhook may check one place, and take whatever stands in the other when that one is empty.
  { check: 'tampered-header', call: (caller) => postTampered(caller, 'header') },
  { check: 'tampered-query', call: (caller) => postTampered(caller, 'query') },
  { check: 'unsigned', call: (caller) => caller.post(caller.newBody('webhook'), { place: 'none' }) },
];

/** Runs one of {@link REFUSED_CHECKS}. */
export async function runRefused({ check, call }: RefusedCheck, caller: Caller): Promise<CheckResult> {
  const answer = await call(caller);
  const detail = describe(answer);
  const isRefused = answer.kind === 'complete' && answer.status >= 400 && answer.status < 500;
  return isRefused ? passed(check, detail) : failed(check, detail, refusalFix(answer));
}

async function postTampered(caller: Caller, place: SignaturePlace): Promise<ProbeResult> {
  const signedText = caller.newBody('webhook');
  // Still good JSON, and of the same length: only the signature can tell.
  return caller.post(signedText.replace('SN-CHAT-00_', 'SN-CHAT-01_'), { signedText, place });
}

function refusalFix(answer: ProbeResult): string {
  if (answer.kind === 'broken')
    return 'Answer 401 rather than closing the connection, which looks like a crash.';
  const { status = 0 } = answer;
  if (status >= 200 && status < 300) {
    return 'DANGER: anybody can forge callbacks, in the name of any user. Compare HMAC-SHA256 of the exact bytes with the signature, wherever it stands, and answer 401 if it differs or is missing.';
  }
  if (answer.kind === 'late') {
    return 'Answer 401 at once instead of leaving the request hanging: open requests pile up until the server has no room for real ones.';
  }
  if (status >= 500) {
    return 'Answer 401 rather than failing: an error for every stranger who calls hides real ones, and may be a crash.';
  }
  return 'Answer 401 when the signature is wrong or missing.';
}
