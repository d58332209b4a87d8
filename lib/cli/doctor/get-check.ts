import { describe } from './explain-response';
import type { Caller, ProbeResult } from './caller';
import type { CheckResult } from './check-result';
import { failed, passed } from './check-result';

/** Whether a browser or a health check that looks at the address gets an answer: any but a failure. */
export async function checkGet(caller: Caller): Promise<CheckResult> {
  const answer = await caller.get();
  const detail = describe(answer);
  return answer.kind === 'complete' && answer.status < 500
    ? passed('get', detail)
    : failed('get', detail, getFix(answer));
}

function getFix(answer: ProbeResult): string {
  switch (answer.kind) {
    case 'oversized':
      return 'Answer requests that are not POST with something short, such as 404.';
    case 'late':
      return 'Answer requests that are not POST, with 404 or 405 say, instead of leaving them hanging.';
    case 'broken':
      return 'See the log of the server for a crash: browsers and health checks look at this address too.';
    case 'complete':
      return 'Answer requests that are not POST with 404 or 405, or a page: browsers and health checks look at this address too, and must not make it fail.';
  }
}
