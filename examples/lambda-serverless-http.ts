/**
 * A bot on AWS Lambda as an Express application, behind an HTTP API or a function URL. `lambda.ts` does the same without
 * Express and says what to mind on Lambda.
 */
import express from 'express';
import { ViberWebhook } from 'express-viber';
import serverless from 'serverless-http';

const viber = new ViberWebhook({ authToken: process.env['VIBER_AUTH_TOKEN'] });

viber.welcome(({ user }) => ({ type: 'text', text: `Hello ${user.name ?? 'there'}!` }));
viber.on('message', ({ sender, message }) => {
  console.log(`${sender.id} sent a ${message.type}`);
});

const app = express();
app.use('/viber', viber.middleware());

export const handler = serverless(app);
