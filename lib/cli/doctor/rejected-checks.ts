import type { Caller, ProbeResult, SignaturePlace } from './caller';
import type { CheckId, CheckResult, Explanation } from './check-result';
import { failed, passed } from './check-result';
import { describeResult, explainFailure, isUnrelated } from './explain/explain-response';

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
  if (isRejected) return passed(check, detail);
  if (isUnrelated(result)) return failed(check, explainFailure(result, caller.url));
  return failed(check, { detail, ...explainAcceptance(result) });
}

async function postTampered(caller: Caller, place: SignaturePlace): Promise<ProbeResult> {
  const signedText = caller.newBody('webhook');
  // Still valid JSON of the same length, so that only the signature gives it away.
  return caller.post(signedText.replace('SN-CHAT-00_', 'SN-CHAT-01_'), { signedText, place });
}

function explainAcceptance(result: ProbeResult): Omit<Explanation, 'detail'> {
  if (result.kind === 'broken') {
    return {
      cause: 'The webhook closes the connection of forged callbacks, which looks like a crash.',
      fix: 'Respond with 401 instead.',
    };
  }
  const { status = 0 } = result;
  if (status >= 200 && status < 300) {
    return {
      cause:
        'DANGER: anybody can forge callbacks from any user, because the webhook accepts wrong signatures.',
      fix: 'Compare HMAC-SHA256 of the exact bytes with the signature, whether it is in the header or in the query, and respond with 401 if it is missing or different. If the webhook does so already, something else responds in its place: look at its response.',
    };
  }
  if (result.kind === 'late') {
    return {
      cause:
        'The webhook leaves forged callbacks open: they pile up until the server cannot accept real ones.',
      fix: 'Respond with 401 at once.',
    };
  }
  if (status >= 500) {
    return {
      cause:
        'Forged callbacks make the webhook fail: errors that strangers cause hide real ones, and may be crashes.',
      fix: 'Respond with 401 instead of a server error.',
    };
  }
  return {
    cause: 'The webhook does not reject forged callbacks as such.',
    fix: 'Respond with 401 if the signature is wrong or missing.',
  };
}
