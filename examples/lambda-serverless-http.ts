/**
 * A bot on AWS Lambda as an Express application, behind an HTTP API or a function URL. `lambda.ts` does the same without
 * Express, and explains what to consider on Lambda.
 */
import express from 'express';
import { ViberWebhook } from 'express-viber';
import serverless from 'serverless-http';

const { VIBER_AUTH_TOKEN: authToken, VIBER_API_URL: apiUrl } = process.env;
const viber = new ViberWebhook({ authToken, apiUrl, sender: { name: 'Echo' } });

viber.welcome(({ user }) => ({ type: 'text', text: `Hello ${user.name ?? 'there'}!` }));
viber.on('message:text', ({ message }, { reply }) => reply(message.text));
viber.on('error', console.error); // failures that did not affect the response

const app = express();
app.use('/viber', viber.middleware());

export const handler = serverless(app);
