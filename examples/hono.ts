/** A bot on Hono, here on Node. PORT is where it listens, by default 3000; VIBER_AUTH_TOKEN is the bot's token. */
import { serve } from '@hono/node-server';
import { ViberWebhook } from 'express-viber';
import { Hono } from 'hono';

const { PORT = '3000', VIBER_AUTH_TOKEN } = process.env;
const viber = new ViberWebhook({ authToken: VIBER_AUTH_TOKEN });

viber.welcome(({ user }) => ({ type: 'text', text: `Hello ${user.name ?? 'there'}!` }));
viber.on('message', ({ sender, message }) => {
  console.log(`${sender.id} sent a ${message.type}`);
});
viber.on('error', (error) => {
  console.error(error);
});

const app = new Hono();
app.post('/viber', (context) => viber.fetch(context.req.raw));

serve({ fetch: app.fetch, port: Number(PORT) }, ({ port }) => {
  console.log(`The webhook listens on http://localhost:${String(port)}/viber`);
});
