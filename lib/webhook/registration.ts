import type { SetWebhookAnswer, SetWebhookOptions, ViberClient } from '../client/viber-client';
import { ViberApiError } from '../protocol/errors';
import type { EventType } from '../protocol/event-types';
import { MANDATORY_EVENT_TYPES, OPTIONAL_EVENT_TYPES } from '../protocol/event-types';

/** What to register for a webhook of this process. */
export interface RegistrationOptions extends Omit<SetWebhookOptions, 'eventTypes'> {
  /**
   * The optional events to receive besides the mandatory ones; `[]` for none; `'listeners'` for exactly those
   * that have a listener now, which for `conversation_started` includes a welcome handler. @default all events
   */
  eventTypes?: readonly EventType[] | 'listeners';
}

/** What the registration needs to know of the webhook. */
export interface RegisteredWebhook {
  client: ViberClient;
  isListeningTo: (event: EventType) => boolean;
  /** What this process answered to the check call; `undefined` if none came. */
  checkAnswer: () => string | undefined;
}

/** Registers the webhook; a failure says whether the check call reached this process. */
export async function registerWebhook(
  webhook: RegisteredWebhook,
  { eventTypes, ...options }: RegistrationOptions,
): Promise<SetWebhookAnswer> {
  const listenedTo = OPTIONAL_EVENT_TYPES.filter(webhook.isListeningTo);
  const chosen = eventTypes === 'listeners' ? listenedTo : eventTypes;
  const request = chosen === undefined ? options : { ...options, eventTypes: chosen };
  try {
    const answer = await webhook.client.setWebhook(request);
    warnOfLeftOut(listenedTo.filter((event) => chosen?.includes(event) === false));
    return answer;
  } catch (error) {
    throw error instanceof ViberApiError ? withCheckAnswer(error, webhook.checkAnswer()) : error;
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

function withCheckAnswer(error: ViberApiError, checkAnswer: string | undefined): ViberApiError {
  const { method, status, statusMessage } = error;
  if (checkAnswer === undefined) {
    return new ViberApiError({
      method,
      status,
      statusMessage,
      hint: joined('No check call reached this webhook.', error.hint),
    });
  }
  const seen = `This process received the check call and answered it with ${checkAnswer}.`;
  // Without a message the client can only guess, and here it is known.
  const cause = status === 1 && statusMessage === undefined ? undefined : error.hint;
  return new ViberApiError({ method, status, statusMessage, hint: joined(seen, cause) });
}

function joined(first: string, second: string | undefined): string {
  return second === undefined ? first : `${first} ${second}`;
}
