import { checkCheckCall, runAccepted, SIGNATURE_CHECKS, TOLERANCE_CHECKS } from './accepted-checks';
import { Caller } from './caller';
import { checkCertificates } from './certificate-checks';
import type { CheckResult } from './check-result';
import { skipped, skippedFrom } from './check-result';
import { checkConnection } from './connection-check';
import type { Resolver } from './dns-check';
import { checkDns } from './dns-check';
import { checkGet } from './get-check';
import { REFUSED_CHECKS, runRefused } from './refused-checks';
import type { Limits } from '../../shared/timing';
import { checkTls } from './tls-handshake';
import type { Target } from './url-check';
import { checkUrl } from './url-check';

/** What a diagnosis needs. */
export interface DiagnosisOptions {
  url: string;
  /** The bot's token: signs what is sent, and is itself not sent. */
  authToken: string;
  /** Milliseconds each request may take in all. @default 5000, as Viber [seen] */
  timeoutMs?: number;
  /** Roots to trust, as PEM. @default Node's, and those of `NODE_EXTRA_CA_CERTS` */
  trustedRoots?: readonly string[];
  /** @default that of the system */
  resolve?: Resolver;
  /** Ends it: the iteration throws its reason. */
  signal?: AbortSignal;
}

/**
 * Looks at a webhook the way Viber would, and gives each result as it is there: one for each check, in their order.
 * One request at a time, so that a server is never judged by how it takes many.
 */
export async function* diagnose(options: DiagnosisOptions): AsyncGenerator<CheckResult, void> {
  const { timeoutMs = 5000, signal = new AbortController().signal } = options;
  const limits: Limits = { timeoutMs, signal };

  const { result: urlResult, target } = checkUrl(options.url);
  yield urlResult;
  if (target === undefined) {
    yield* skippedFrom('dns', 'there is no address to call');
    return;
  }
  const { result: dnsResult, addresses } = await checkDns(target, limits, options.resolve);
  yield dnsResult;
  if (addresses.length === 0) {
    yield* skippedFrom('connection', 'the host was not found');
    return;
  }
  const { result: connectionResult, address } = await checkConnection(addresses, target, limits);
  yield connectionResult;
  if (address === undefined) {
    yield* skippedFrom('tls', 'the host cannot be reached');
    return;
  }
  const speaksTls = yield* diagnoseTls(target, address, options.trustedRoots, limits);
  if (!speaksTls) {
    yield* skippedFrom('get', 'there is no TLS connection to call over');
    return;
  }
  yield* diagnoseAnswers(new Caller(target, address, options.authToken, limits));
}

/** The checks of TLS and certificates; whether HTTP can be spoken afterwards. */
async function* diagnoseTls(
  target: Target,
  address: string,
  trustedRoots: readonly string[] | undefined,
  limits: Limits,
): AsyncGenerator<CheckResult, boolean> {
  const certificateChecks = ['certificate-chain', 'certificate-dates', 'certificate-name'] as const;
  if (!target.isHttps) {
    for (const check of ['tls', ...certificateChecks] as const) yield skipped(check, 'the URL is http');
    return true;
  }
  const { result, handshake } = await checkTls(target, address, trustedRoots, limits);
  yield result;
  if (handshake === undefined) {
    for (const check of certificateChecks) yield skipped(check, 'no certificate was seen');
    return false;
  }
  yield* checkCertificates(handshake, target.hostname);
  return true;
}

async function* diagnoseAnswers(caller: Caller): AsyncGenerator<CheckResult, void> {
  yield await checkGet(caller);
  const body = caller.newBody('webhook');
  const checkCall = await checkCheckCall(caller, body);
  yield checkCall;
  if (checkCall.outcome === 'fail') {
    // A 404 to everything would pass for a refusal of forgeries, and each hanging request costs its 5 s.
    yield* skippedFrom('signature-header', 'it tells nothing before the check call is answered 200');
    return;
  }
  for (const check of SIGNATURE_CHECKS) yield await runAccepted(check, caller, body);
  for (const check of REFUSED_CHECKS) yield await runRefused(check, caller);
  for (const check of TOLERANCE_CHECKS) yield await runAccepted(check, caller, body);
}
