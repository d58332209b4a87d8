import type { ViberClient } from '../../client/viber-client';
import { ViberApiError } from '../../errors';
import type { AccountInfo } from '../../protocol/api/api-responses';
import { OPTIONAL_EVENT_TYPES } from '../../protocol/callbacks/event-types';
import type { CheckResult, Explanation } from './check-result';
import { failed, passed, skipped, warned } from './check-result';
import { redactUrl } from './url-check';

/** How to compare the webhook with what Viber has registered. */
export interface RegistrationOptions {
  client: Pick<ViberClient, 'getAccountInfo'>;
  /** The optional events that the bot should get. @default any; only a missing conversation_started is a warning */
  wantedEvents?: readonly string[] | undefined;
}

/** Reads what Viber has stored about the bot. Returns it, unless Viber refuses the token or cannot be reached. */
export async function checkAccount(
  { client }: RegistrationOptions,
  signal: AbortSignal,
): Promise<{ result: CheckResult; account: AccountInfo | undefined }> {
  try {
    const account = await client.getAccountInfo({ signal });
    return { result: passed('account', 'Viber accepts the token'), account };
  } catch (error) {
    signal.throwIfAborted();
    return { result: failed('account', explainRefusal(error)), account: undefined };
  }
}

function explainRefusal(error: unknown): Explanation {
  if (!(error instanceof ViberApiError)) {
    return {
      detail: (error as Error).message,
      cause: "Viber's API could not be reached from this machine, so the registration was not compared.",
      fix: 'Check the network of this machine and --api-url, and run doctor again, or leave out --registered.',
    };
  }
  const detail = `status ${String(error.viberStatus)} (${error.statusName}) from Viber's API`;
  if (error.viberStatus === 2) {
    return {
      detail,
      cause: 'Viber does not know the token of this command.',
      fix: 'Copy the token of the bot from the Viber admin panel, including its dashes, and use it here and on the server.',
    };
  }
  return {
    detail,
    cause: 'Viber refuses to describe the bot.',
    fix:
      error.hint ??
      'See whether "express-viber account" fails too, and check the bot in the Viber admin panel.',
  };
}

/** Compares the registered URL and events with those of the webhook. */
export function checkRegistration(
  account: AccountInfo | undefined,
  url: string,
  { wantedEvents }: RegistrationOptions,
): CheckResult[] {
  if (account === undefined) {
    const reason = 'Viber did not describe the bot';
    return [skipped('registered-url', reason), skipped('registered-events', reason)];
  }
  const { webhook, event_types } = account;
  if (typeof webhook !== 'string' || webhook === '') {
    return [
      failed('registered-url', {
        detail: 'Viber has no webhook for this bot',
        cause: 'No webhook is registered, so Viber calls nothing.',
        fix: `Register it: express-viber set-webhook ${url}`,
      }),
      skipped('registered-events', 'no webhook is registered'),
    ];
  }
  return [compareUrl(webhook, url), compareEvents(event_types, wantedEvents)];
}

function compareUrl(webhook: string, url: string): CheckResult {
  const registered = redactUrl(webhook);
  if (registered === url) return passed('registered-url', 'Viber calls this URL');
  return failed('registered-url', {
    detail: `Viber calls ${registered}`,
    cause: 'Another URL is registered: what is tested here is not what Viber calls.',
    fix: `Register this URL if it is the right one: express-viber set-webhook ${url} (a new registration replaces the previous one). Otherwise run doctor with the other URL.`,
  });
}

function compareEvents(eventTypes: unknown, wanted: readonly string[] | undefined): CheckResult {
  if (!Array.isArray(eventTypes)) return skipped('registered-events', 'Viber listed no events');
  const registered = eventTypes.map(String);
  const detail = `Viber sends ${registered.join(', ') || 'none besides the mandatory ones'}`;
  const missing = (wanted ?? []).filter((event) => isOptional(event) && !registered.includes(event));
  if (missing.length > 0) {
    return failed('registered-events', {
      detail,
      cause: `Not all wanted events are registered: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.`,
      fix: 'Register again with all of them: express-viber set-webhook <url> --events <list>. A new registration replaces the previous one.',
    });
  }
  if (wanted !== undefined) {
    const others = registered.filter((event) => isOptional(event) && !wanted.includes(event));
    if (others.length === 0) return passed('registered-events', detail);
    return warned('registered-events', {
      detail,
      cause: `More events are registered than wanted: ${others.join(', ')}.`,
      fix: 'Nothing is lost by this. To get fewer callbacks, register again: express-viber set-webhook <url> --events <list>.',
    });
  }
  if (registered.includes('conversation_started')) return passed('registered-events', detail);
  return warned('registered-events', {
    detail,
    cause: 'The event conversation_started is not registered, so a welcome message would never be asked for.',
    fix: 'If the bot has a welcome message, register again with this event: express-viber set-webhook <url> --events conversation_started, and whatever else it handles.',
  });
}

// The mandatory ones always come, and what Viber lists of the others is not complete.
function isOptional(event: string): boolean {
  return (OPTIONAL_EVENT_TYPES as readonly string[]).includes(event);
}
