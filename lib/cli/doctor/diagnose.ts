import type { Limits } from '../../shared/timing';
import { checkGet, runAcceptedCheck, SIGNATURE_CHECKS, TOLERANCE_CHECKS } from './accepted-checks';
import { Caller } from './caller';
import { checkCertificates } from './certificate-checks';
import { runCheckCall } from './check-call';
import type { CheckResult } from './check-result';
import { skipped, skippedFrom } from './check-result';
import { checkConnection } from './connection-check';
import type { Resolver } from './dns-check';
import { checkDns } from './dns-check';
import type { RegistrationOptions } from './registration-checks';
import { checkAccount, checkRegistration } from './registration-checks';
import { REJECTED_CHECKS, runRejectedCheck } from './rejected-checks';
import { checkTls } from './tls-check';
import type { Target } from './url-check';
import { checkUrl } from './url-check';

/** Options of {@link diagnose}. */
export interface DiagnosisOptions {
  url: string;
  /** The bot's token. It signs the callbacks, and is itself never sent to the webhook. */
  authToken: string;
  /** Milliseconds each request may take. @default 5000, as with Viber [seen] */
  timeoutMs?: number;
  /** Compares the webhook with what Viber has registered. @default no comparison */
  registration?: RegistrationOptions | undefined;
  /** Trusted roots, as PEM. @default those of Node and of `NODE_EXTRA_CA_CERTS` */
  trustedRoots?: readonly string[];
  /** @default the system's resolver */
  resolve?: Resolver;
  /** Stops the diagnosis: the iteration throws its reason. */
  signal?: AbortSignal;
}

/**
 * Tests a webhook the way Viber would call it. Yields the result of each check, in their order, as soon as it is known.
 * Requests are made one at a time, so that load never influences a result.
 */
export async function* diagnose(options: DiagnosisOptions): AsyncGenerator<CheckResult, void> {
  const { timeoutMs = 5000, signal = new AbortController().signal } = options;
  const limits: Limits = { timeoutMs, signal };

  const { result: urlResult, target } = checkUrl(options.url);
  yield urlResult;
  if (target === undefined) {
    yield* skippedFrom('dns', 'the URL cannot be called');
    return;
  }
  const { registration } = options;
  if (registration === undefined) {
    yield* diagnoseWebhook(target, options, limits);
    return;
  }
  const { result: accountResult, account } = await checkAccount(registration, signal);
  yield accountResult;
  yield* diagnoseWebhook(target, options, limits);
  yield* checkRegistration(account, target.url.href, registration);
}

async function* diagnoseWebhook(
  target: Target,
  options: DiagnosisOptions,
  limits: Limits,
): AsyncGenerator<CheckResult, void> {
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
  const canSpeakHttp = yield* diagnoseTls(target, address, options.trustedRoots, limits);
  if (!canSpeakHttp) {
    yield* skippedFrom('check-call', 'there is no TLS connection');
    return;
  }
  yield* diagnoseResponses(new Caller(target, address, options.authToken, limits));
}

/** Checks TLS and the certificates. Returns whether HTTP requests can follow. */
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
    for (const check of certificateChecks) yield skipped(check, 'no certificate was received');
    return false;
  }
  yield* checkCertificates(handshake, target.hostname);
  return true;
}

async function* diagnoseResponses(caller: Caller): AsyncGenerator<CheckResult, void> {
  const body = caller.newBody('webhook');
  const [checkCall, compression] = await runCheckCall(caller, body);
  yield checkCall;
  if (compression === undefined) {
    // A webhook that always returns 404 would seem to reject forgeries, and each request that hangs costs 5 s.
    yield* skippedFrom('signature-header', 'the check call failed');
    return;
  }
  for (const check of SIGNATURE_CHECKS) yield await runAcceptedCheck(check, caller, body);
  for (const check of REJECTED_CHECKS) yield await runRejectedCheck(check, caller);
  for (const check of TOLERANCE_CHECKS) yield await runAcceptedCheck(check, caller, body);
  yield compression;
  yield await checkGet(caller);
}
