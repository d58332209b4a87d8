import type { StatusName } from '../errors/status-codes';

const HINTS: Readonly<Partial<Record<StatusName, string>>> = {
  invalidAuthToken: 'The auth token is wrong: copy it from the Viber admin panel, with its dashes.',
  receiverNotRegistered:
    'Viber knows no such user: take the id from a callback as it is, with every /, + and = in it.',
  receiverNotSubscribed:
    'The user has not subscribed, or no longer is: their first message subscribes them. Greet those who only opened the chat with the welcome message.',
  webhookNotSet: 'The bot has no webhook: register one with setWebhook first.',
  tooManyRequests: 'Wait before the next call.',
};

/** The limits that are known, by method. [doc] */
const LIMITS: Readonly<Record<string, string>> = {
  get_user_details: 'Viber gives the details of a user twice in 12 hours: keep what it answered.',
  broadcast_message:
    'Viber takes 500 broadcast requests in 10 seconds, whoever sends them: does another process broadcast for this bot?',
};

/** What to do about a refusal, where it is known for the status alone. */
export function statusHint(method: string, status: StatusName): string | undefined {
  return (status === 'tooManyRequests' ? LIMITS[method] : undefined) ?? HINTS[status];
}
