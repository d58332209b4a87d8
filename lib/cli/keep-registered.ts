import type { ApiCall, ViberEmulator } from '../emulator/index';
import { setWebhookHint } from '../client/api-hints';
import { ViberClient } from '../client/viber-client';
import type { WebhookCallResult } from '../delivery/call-webhook';
import { callWebhook } from '../delivery/call-webhook';
import { signedRequest } from '../delivery/signed-request';
import { wireJson } from '../protocol/wire-json';
import { pause } from '../shared/timing';
import { webhookCallback } from '../testing';

/** Options of {@link keepRegistered}. */
export interface KeepRegisteredOptions {
  /** Of the webhook. */
  url: string;
  authToken: string;
  /** Must be listening. */
  emulator: Pick<ViberEmulator, 'apiUrl' | 'apiCalls' | 'registration'>;
  signal: AbortSignal;
  /** Milliseconds between two looks at the registration, and between two tries. @default 1000 */
  intervalMs?: number;
  /** Called with a sentence when the state has changed, not at each try. */
  onChange: (state: string) => void;
}

/** Milliseconds that Viber allows for the response to the check call. [seen] */
const TIMEOUT_MS = 5000;

/**
 * Registers a webhook with an emulator as soon as the bot acknowledges the check call, and again whenever there is no
 * registration, as after a bot that removes its webhook when it stops. Leaves other registrations as they are. Resolves
 * when the signal is aborted.
 */
export async function keepRegistered(options: KeepRegisteredOptions): Promise<void> {
  const { emulator, signal, intervalMs = 1000, onChange } = options;
  let lastState: string | undefined;
  for (;;) {
    const problem = emulator.registration === undefined ? await register(options) : undefined;
    const registered = emulator.registration?.url;
    const state = registered === undefined ? problem : `Registered ${registered}.`;
    if (signal.aborted) return;
    if (state !== undefined && state !== lastState) onChange(state);
    lastState = state;
    await pause(intervalMs, signal).catch(() => undefined);
  }
}

/** Registers the webhook. Resolves with the problem if it cannot be registered yet. */
async function register(options: KeepRegisteredOptions): Promise<string | undefined> {
  const { url, authToken, emulator, signal } = options;
  // A failed check call of the emulator would be an entry of the timeline at each try.
  const problem = problemOf(await checkCall(options));
  if (problem !== undefined) return `Waiting for the bot at ${url}: ${problem}`;
  // A bot often registers itself as soon as it runs.
  if (emulator.registration !== undefined || emulator.apiCalls.some(isRegistering)) return undefined;
  try {
    // No proxy can reach the emulator.
    const client = new ViberClient({ authToken, apiUrl: emulator.apiUrl, proxy: false });
    await client.setWebhook({ url, sendName: true, sendPhoto: true }, { signal });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function isRegistering({ method, state }: ApiCall): boolean {
  return method === 'set_webhook' && state === 'pending';
}

async function checkCall({ url, authToken, signal }: KeepRegisteredOptions): Promise<WebhookCallResult> {
  const body = wireJson(webhookCallback());
  const request = signedRequest(url, body, authToken, { userAgent: 'express-viber emulator' });
  return callWebhook({ ...request, body, timeoutMs: TIMEOUT_MS, signal });
}

function problemOf(result: WebhookCallResult): string | undefined {
  if (result.kind === 'late') return 'it does not respond within 5 seconds.';
  if (result.kind === 'broken') {
    return result.code === 'ECONNREFUSED' ? 'nothing listens there.' : `no connection (${result.code}).`;
  }
  const { status } = result;
  if (status === 200) return undefined;
  const advice = ADVICE[status] ?? setWebhookHint('invalidUrl', `HTTP/1.1 ${String(status)}`);
  return `it responds with ${String(status)} instead of 200. ${advice ?? ''}`.trimEnd();
}

const ADVICE: Readonly<Record<number, string>> = {
  401: 'Give the bot the token of the emulator.',
  404: 'Check the path of the URL.',
};
