/**
 * A bot that greets users who open the chat and echoes what they write: `npm start`.
 *
 * PORT               the port it listens on, 3000 by default
 * VIBER_AUTH_TOKEN   the bot's token; without it, a sample token is used and only this machine can connect
 * VIBER_WEBHOOK_URL  the public https URL to register, ending in /viber; nothing is registered without it
 * VIBER_API_URL      the URL of another API, such as an emulator's
 */
import express from 'express';
import type { Callback, UnrecognizedCallback } from 'express-viber';
import { ViberWebhook } from 'express-viber';
import { conversationStartedCallback, signCallback } from 'express-viber/testing';
import type { AddressInfo } from 'node:net';

const { PORT = '3000', VIBER_AUTH_TOKEN, VIBER_WEBHOOK_URL, VIBER_API_URL } = process.env;
const SAMPLE_TOKEN = '44dafb7e0f40021e-61a47a1e6778d187-f2c5a676a07050b3';
const authToken = VIBER_AUTH_TOKEN ?? SAMPLE_TOKEN;

const viber = new ViberWebhook({
  authToken,
  sender: { name: 'Echo' },
  apiUrl: VIBER_API_URL,
});

viber.welcome(({ user }) => ({
  type: 'text',
  text: `Hello ${user.name ?? 'there'}! Send me a message and I will echo it.`,
}));

viber.on('message:text', async ({ message }, { reply }) => {
  try {
    await reply(message.text);
  } catch (error) {
    // Not rethrown: Viber would redeliver the callback, and an echo that had arrived would be sent twice.
    console.error(`  could not echo: ${String(error)}`);
  }
});

viber.on('callback', (callback) => {
  print(callback);
});
viber.on('unrecognized', (callback) => {
  print(callback);
});
viber.on('duplicate', (callback) => {
  print(callback, ' (duplicate, not handled again)');
});
viber.on('rejected', ({ status, code }) => {
  console.log(`rejected: ${String(status)} ${code}`);
});
viber.on('error', (error) => {
  console.error(error);
});

const app = express();
app.use('/viber', viber.middleware());

// Anyone could sign callbacks with the sample token, so only this machine may connect.
const host = VIBER_AUTH_TOKEN === undefined ? { host: '127.0.0.1' } : {};
const server = app.listen({ port: Number(PORT), ...host }, (error?: Error) => {
  if (error !== undefined) {
    console.error(`${error.message}. To use another port: PORT=3001 npm start`);
    process.exitCode = 1;
    return;
  }
  const { port } = server.address() as AddressInfo;
  console.log(`The webhook listens on http://localhost:${String(port)}/viber`);
  if (VIBER_AUTH_TOKEN === undefined) printHowToTry(port);
  if (VIBER_WEBHOOK_URL !== undefined) void register(VIBER_WEBHOOK_URL);
});

function print(callback: Callback | UnrecognizedCallback, remark = ''): void {
  if ('recognized' in callback) {
    console.log(`unrecognized (${callback.reason}) ${JSON.stringify(callback.value)}${remark}`);
  } else {
    const name = callback.event === 'message' ? `message:${callback.message.type}` : callback.event;
    console.log(`${name} ${callback.message_token} ${JSON.stringify(callback)}${remark}`);
  }
}

async function register(url: string): Promise<void> {
  try {
    const { event_types = [] } = await viber.setWebhook({
      url,
      eventTypes: 'listeners',
      sendName: true,
      sendPhoto: true,
    });
    console.log(`Registered ${url} for ${event_types.join(', ')}`);
  } catch (error) {
    console.error(String(error));
    process.exitCode = 1;
    server.close();
  }
}

function printHowToTry(port: number): void {
  const { body, headers } = signCallback(conversationStartedCallback(), authToken);
  console.log(
    'VIBER_AUTH_TOKEN is not set, so a sample token is used and only this machine can connect. Try:\n',
  );
  console.log(`  curl -i http://localhost:${String(port)}/viber -d '${body}' \\`);
  console.log(`    -H 'X-Viber-Content-Signature: ${headers['X-Viber-Content-Signature']}'\n`);
}
