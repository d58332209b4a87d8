/** A bot served by the runtime's own server, Deno's or Bun's, through `viber.fetch`. */
import { ViberWebhook } from 'express-viber';
import { messageCallback, signCallback } from 'express-viber/testing';
import assert from 'node:assert/strict';
import process from 'node:process';

const { Bun, Deno } = globalThis;
const authToken = 'a-token';
const viber = new ViberWebhook({ authToken });
const texts = [];
viber.on('message:text', ({ message, message_token }) => texts.push([message.text, message_token]));

const server =
  Bun === undefined
    ? Deno.serve({ port: 0, onListen: () => undefined }, viber.fetch)
    : Bun.serve({ port: 0, fetch: viber.fetch });
const port = server.port ?? server.addr.port;

async function post(token) {
  const callback = messageCallback(
    { type: 'text', text: 'Привіт' },
    { message_token: '5741311803571721087' },
  );
  const { headers, body } = signCallback(callback, token);
  return (await fetch(`http://localhost:${port}/viber`, { method: 'POST', headers, body })).status;
}
assert.deepEqual(
  [await post('another-token'), await post(authToken), await post(authToken)],
  [401, 200, 200],
);
assert.deepEqual(texts, [['Привіт', '5741311803571721087']]);

await (server.shutdown?.() ?? server.stop(true));
process.stdout.write('passed\n');
