import type { CallOptions } from '../../client/call-options';
import type { SetWebhookOptions } from '../../client/set-webhook-options';
import { SET_WEBHOOK_CHECKS } from '../../client/set-webhook-options';
import type { ViberClient } from '../../client/viber-client';
import type { SetWebhookResponse } from '../../protocol/api/api-responses';
import { ViberApiError } from '../../errors';
import { rejectUnknownOptions } from '../../shared/nearest-name';
import type { EventType } from '../../protocol/callbacks/event-types';
import { MANDATORY_EVENT_TYPES, OPTIONAL_EVENT_TYPES } from '../../protocol/callbacks/event-types';

/** What the registration needs to know of the webhook. */
export interface RegisteredWebhook {
  client: ViberClient;
  isListeningTo: (event: EventType) => boolean;
  /** What is known of the check call in this process, as a sentence; `undefined` if none came. */
  checkCall: () => string | undefined;
}

/** Registers the webhook; a failure says whether the check call reached this process. */
export async function registerWebhook(
  webhook: RegisteredWebhook,
  registration: SetWebhookOptions,
  callOptions: CallOptions,
): Promise<SetWebhookResponse> {
  rejectUnknownOptions(registration, SET_WEBHOOK_CHECKS, 'setWebhook');
  const { eventTypes, ...options } = registration;
  const listenedTo = OPTIONAL_EVENT_TYPES.filter(webhook.isListeningTo);
  const chosen = eventTypes === 'listeners' ? listenedTo : eventTypes;
  const request = chosen === undefined ? options : { ...options, eventTypes: chosen };
  try {
    const answer = await webhook.client.setWebhook(request, callOptions);
    warnOfLeftOut(listenedTo.filter((event) => chosen?.includes(event) === false));
    return answer;
  } catch (error) {
    // Any other status is about the bot or its token: whether a check call came has nothing to do with it.
    const isAboutCheckCall = error instanceof ViberApiError && error.statusName === 'invalidUrl';
    throw isAboutCheckCall ? withCheckCall(error, webhook.checkCall()) : error;
  }
}

function warnOfLeftOut(events: readonly EventType[]): void {
  if (events.length === 0) return;
  process.emitWarning(
    `There are listeners for ${events.join(', ')}, but the webhook was registered without: they will never be called. ` +
      `Add them to eventTypes, or use eventTypes: 'listeners'. (${MANDATORY_EVENT_TYPES.join(', ')} always arrive.)`,
    { type: 'ViberWarning', code: 'VIBER_EVENT_FILTERED_OUT' },
  );
}

function withCheckCall(error: ViberApiError, checkCall: string | undefined): ViberApiError {
  const { method, status, statusMessage, retryAfterMs } = error;
  // Without a text the client can only guess at the cause, which helps while nothing is known of the call.
  const isGuess = statusMessage === undefined;
  const cause = checkCall !== undefined && isGuess ? undefined : error.hint;
  const hint = [checkCall ?? 'No check call reached this webhook.', cause].filter(Boolean).join(' ');
  return new ViberApiError({ method, status, statusMessage, hint, retryAfterMs });
}
