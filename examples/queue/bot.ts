/**
 * The bot: the same code runs in web processes and workers, and without a queue in a single process.
 *
 * VIBER_AUTH_TOKEN   the bot's token
 * VIBER_API_URL      the URL of another API, such as an emulator's
 * QUEUE_ORDERED      false if a user's callbacks may run in any order, see queue.ts
 */
import type { CallbackQueue } from 'express-viber';
import { ViberWebhook } from 'express-viber';

const { VIBER_AUTH_TOKEN, VIBER_API_URL, QUEUE_ORDERED = 'true' } = process.env;

/** @param queues - where callbacks go; omitted in a worker */
export function createBot(queues?: readonly CallbackQueue[]): ViberWebhook {
  const viber = new ViberWebhook({
    authToken: VIBER_AUTH_TOKEN,
    sender: { name: 'Echo' },
    // Without queues, this keeps the order. In a worker the queues do; there it gives up on a listener that never settles.
    ordered: QUEUE_ORDERED !== 'false',
    apiUrl: VIBER_API_URL,
    ...(queues !== undefined && { queue: queues, maxInFlight: 1000 }),
  });
  viber.welcome(({ user }) => ({ type: 'text', text: `Hello ${user.name ?? 'there'}!` }));
  viber.on('message:text', ({ message }, { reply }) => reply({ type: 'text', text: message.text }));
  viber.on('callback', ({ event, message_token }) => {
    console.log(`${event} ${message_token}`);
  });
  viber.on('error', (error) => {
    console.error(error);
  });
  return viber;
}
