const INVALID_AUTH_TOKEN = 2;
const RECEIVER_NOT_REGISTERED = 5;
const RECEIVER_NOT_SUBSCRIBED = 6;
const WEBHOOK_NOT_SET = 10;
const TOO_MANY_REQUESTS = 12;

const HINTS: Readonly<Record<number, string>> = {
  [INVALID_AUTH_TOKEN]: 'The auth token is wrong: copy it from the Viber admin panel, with its dashes.',
  [RECEIVER_NOT_REGISTERED]:
    'Viber knows no such user: take the id from a callback as it is, with every /, + and = in it.',
  [RECEIVER_NOT_SUBSCRIBED]:
    'The user has not subscribed, or no longer is: their first message subscribes them. Greet those who only opened the chat with the welcome message.',
  [WEBHOOK_NOT_SET]: 'The bot has no webhook: register one with setWebhook first.',
  [TOO_MANY_REQUESTS]: 'Wait before the next call.',
};

/** The limits that are known, by method. [doc] */
const LIMITS: Readonly<Record<string, string>> = {
  get_user_details: 'Viber gives the details of a user twice in 12 hours: keep what it answered.',
  broadcast_message:
    'Viber takes 500 broadcast requests in 10 seconds, whoever sends them: does another process broadcast for this bot?',
};

/** What to do about a refusal, where it is known for the status alone. */
export function statusHint(method: string, status: number): string | undefined {
  return (status === TOO_MANY_REQUESTS ? LIMITS[method] : undefined) ?? HINTS[status];
}
