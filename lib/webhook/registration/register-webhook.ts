import type { CallOptions } from '../../client/call-options';
import type { SetWebhookOptions } from '../../client/set-webhook-options';
import type { ViberClient } from '../../client/viber-client';
import type { SetWebhookResponse } from '../../protocol/api/api-responses';
import { ViberApiError } from '../../errors';
import { asRecord } from '../../protocol/exact-json';
import type { EventType } from '../../protocol/callbacks/event-types';
import type { CheckCall } from './check-call';
import { MANDATORY_EVENT_TYPES, OPTIONAL_EVENT_TYPES } from '../../protocol/callbacks/event-types';

/** The parts of a webhook that registration needs. */
export interface RegisteredWebhook {
  client: ViberClient;
  isListeningTo: (event: EventType) => boolean;
  checkCall: CheckCall;
}

/** Registers the webhook. If Viber refuses its URL, the error says whether the check call reached this process. */
export async function registerWebhook(
  { client, isListeningTo, checkCall }: RegisteredWebhook,
  options: SetWebhookOptions,
  callOptions: CallOptions,
): Promise<SetWebhookResponse> {
  checkCall.forget();
  const listenedTo = OPTIONAL_EVENT_TYPES.filter(isListeningTo);
  // The client checks the options; until then they may be anything.
  const isByListeners = asRecord(options)?.['eventTypes'] === 'listeners';
  const request = isByListeners ? { ...options, eventTypes: listenedTo } : options;
  try {
    const response = await client.setWebhook(request, callOptions);
    const { eventTypes } = request;
    warnOfFilteredEvents(listenedTo.filter((event) => eventTypes?.includes(event) === false));
    return response;
  } catch (error) {
    // Every other status is about the bot or its token, not about the check call.
    const isAboutCheckCall = error instanceof ViberApiError && error.statusName === 'invalidUrl';
    throw isAboutCheckCall ? withCheckCall(error, checkCall.sentence) : error;
  }
}

function warnOfFilteredEvents(events: readonly EventType[]): void {
  if (events.length === 0) return;
  process.emitWarning(
    `The webhook has listeners for ${events.join(', ')} but was registered without these events, so the listeners will ` +
      `never be called. Add the events to eventTypes, or use eventTypes: 'listeners'. (${MANDATORY_EVENT_TYPES.join(', ')} always arrive.)`,
    { type: 'ViberWarning', code: 'VIBER_EVENT_FILTERED_OUT' },
  );
}

function withCheckCall(error: ViberApiError, checkCall: string | undefined): ViberApiError {
  const { method, viberStatus, statusMessage, retryAfterMs } = error;
  // Without a status message, the client's hint is a guess, which is worse than what this process knows of the check
  // call.
  const isGuess = statusMessage === undefined;
  const cause = checkCall !== undefined && isGuess ? undefined : error.hint;
  const hint = [checkCall ?? 'No check call reached this webhook.', cause].filter(Boolean).join(' ');
  return new ViberApiError({ method, viberStatus, statusMessage, hint, retryAfterMs });
}
