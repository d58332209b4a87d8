/**
 * A bot in a Next.js application, as the route handler `app/viber/route.ts`: the webhook's URL ends in `/viber`. Next.js
 * also loads the file when it builds, so VIBER_AUTH_TOKEN has to be set then.
 */
import { ViberWebhook } from 'express-viber';

const viber = new ViberWebhook({ authToken: process.env['VIBER_AUTH_TOKEN'] });

viber.welcome(({ user }) => ({ type: 'text', text: `Hello ${user.name ?? 'there'}!` }));
viber.on('message', ({ sender, message }) => {
  console.log(`${sender.id} sent a ${message.type}`);
});
viber.on('error', (error) => {
  console.error(error);
});

export const POST = viber.fetch;
