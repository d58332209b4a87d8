/** A bot on Express that is registered, welcomes and replies, against the emulator. It fails if anything of that does. */
import express from 'express';
import { ViberMessageError, ViberWebhook } from 'express-viber';
import { createViberEmulator } from 'express-viber/emulator';
import { messageCallback, signCallback } from 'express-viber/testing';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import process from 'node:process';

// Not at the top level: a bundle in CommonJS cannot await there.
async function main() {
  const authToken = 'a-token';
  const emulator = createViberEmulator({ authToken });
  await emulator.listen();

  const viber = new ViberWebhook({ authToken, apiUrl: emulator.apiUrl, sender: { name: 'Echo' } });
  viber.welcome(() => ({ type: 'text', text: 'Hello' }));
  viber.on('message:text', ({ message }, { reply }) => reply([message.text, 'Bye']));

  const server = express().use('/viber', viber.middleware()).listen(0);
  await once(server, 'listening');
  const url = `http://localhost:${server.address().port}/viber`;
  await viber.setWebhook({ url, eventTypes: 'listeners' });

  const user = emulator.addUser();
  await user.openChat();
  await user.send('Hi');
  assert.deepEqual(
    user.inbox.map(({ message }) => message.text),
    ['Hello', 'Hi', 'Bye'],
  );

  const { headers, body } = signCallback(messageCallback(), 'another-token');
  const forged = await fetch(url, { method: 'POST', headers, body });
  assert.equal(forged.status, 401);
  const tooLong = { receiver: user.id, type: 'text', text: 'a'.repeat(7001) };
  await assert.rejects(viber.client.sendMessage(tooLong), ViberMessageError);

  await viber.close();
  server.closeAllConnections();
  server.close();
  await emulator.close();
  process.stdout.write('passed\n');
}

void main();
