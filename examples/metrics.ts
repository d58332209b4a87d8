/**
 * Prometheus metrics of a bot, from the channels of node:diagnostics_channel. Run `npx tsx examples/metrics.ts`, then open
 * /metrics.
 *
 * PORT               the port it listens on, 3000 by default
 * VIBER_AUTH_TOKEN   the bot's token
 * VIBER_API_URL      the URL of another API, such as an emulator's
 */
import express from 'express';
import type { DiagnosticsMessages } from 'express-viber';
import { ViberWebhook } from 'express-viber';
import type { AddressInfo } from 'node:net';
import { subscribe } from 'node:diagnostics_channel';
import { Counter, Histogram, register } from 'prom-client';

const callbacks = new Counter({
  name: 'viber_callbacks_total',
  help: 'Requests from Viber by outcome. A callback that fails after its acknowledgement counts twice.',
  labelNames: ['account', 'event', 'outcome'],
});
const duplicates = new Counter({
  name: 'viber_duplicates_total',
  help: 'Redelivered callbacks. They are counted among the acknowledged ones too.',
  labelNames: ['account', 'event'],
});
const oldTokens = new Counter({
  name: 'viber_old_token_total',
  help: 'Callbacks signed with an old token while it is being rotated.',
  labelNames: ['account'],
});
const seconds = new Histogram({
  name: 'viber_acknowledgement_seconds',
  help: 'Time until a callback was acknowledged. Viber gives up after 5 s.',
  labelNames: ['event'],
  buckets: [0.005, 0.01, 0.05, 0.1, 0.5, 1, 2, 4, 5],
});
const apiCalls = new Counter({
  name: 'viber_api_calls_total',
  help: "Calls of Viber's API by outcome. A status above 0 is a refusal; 12 means that the bot sends too much.",
  labelNames: ['method', 'outcome', 'status'],
});
const apiAttempts = new Counter({
  name: 'viber_api_attempts_total',
  help: 'Requests that these calls sent. More than the calls: some were retried.',
  labelNames: ['method'],
});
const apiSeconds = new Histogram({
  name: 'viber_api_seconds',
  help: 'Time of a call with its retries.',
  labelNames: ['method'],
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60],
});

/** Node's `subscribe`, typed by the message of each channel. */
function on<Name extends keyof DiagnosticsMessages>(
  channel: Name,
  count: (message: DiagnosticsMessages[Name]) => void,
): void {
  subscribe(channel, (message) => {
    count(message as DiagnosticsMessages[Name]);
  });
}

on('express-viber:acknowledged', ({ account, event, elapsedMs }) => {
  callbacks.inc({ account, event, outcome: 'acknowledged' });
  seconds.observe({ event }, elapsedMs / 1000);
});
on('express-viber:duplicate', ({ account, event }) => {
  duplicates.inc({ account, event });
});
on('express-viber:failed', ({ account, event, code }) => {
  callbacks.inc({ account: account ?? 'unknown', event: event ?? 'unknown', outcome: code });
});
on('express-viber:verified', ({ account, tokenIndex }) => {
  if (tokenIndex > 0) oldTokens.inc({ account });
});
on('express-viber:api-call', ({ method, outcome, viberStatus, attempts, durationMs }) => {
  apiCalls.inc({ method, outcome, status: viberStatus ?? 'none' });
  apiAttempts.inc({ method }, attempts);
  apiSeconds.observe({ method }, durationMs / 1000);
});

const { VIBER_AUTH_TOKEN, VIBER_API_URL } = process.env;
const viber = new ViberWebhook({
  authToken: VIBER_AUTH_TOKEN,
  sender: { name: 'Echo' },
  apiUrl: VIBER_API_URL,
});
viber.on('message:text', ({ message }, { reply }) => reply(message.text));

const app = express();
app.use('/viber', viber.middleware());
app.get('/metrics', (_req, res, next) => {
  register.metrics().then((text) => res.type(register.contentType).send(text), next);
});
const server = app.listen(Number(process.env.PORT ?? 3000), (error?: Error) => {
  if (error !== undefined) throw error;
  console.log(
    `The metrics are at http://localhost:${String((server.address() as AddressInfo).port)}/metrics`,
  );
});
