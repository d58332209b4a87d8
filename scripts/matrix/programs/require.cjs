/** A bot in CommonJS, without a package.json that says so. */
const assert = require('node:assert/strict');
const { once } = require('node:events');
const express = require('express');
const { ViberRequestError, ViberWebhook } = require('express-viber');
const { messageCallback, signCallback } = require('express-viber/testing');

async function main() {
  const viber = new ViberWebhook({ authToken: 'a-token' });
  const texts = [];
  const rejected = [];
  viber.on('message:text', ({ message }) => texts.push(message.text));
  viber.on('rejected', (error) => rejected.push(error instanceof ViberRequestError));
  const server = express().use('/viber', viber.middleware()).listen(0);
  await once(server, 'listening');
  for (const [token, status] of [
    ['a-token', 200],
    ['another-token', 401],
  ]) {
    const { headers, body } = signCallback(messageCallback({ type: 'text', text: 'Hi' }), token);
    const url = `http://localhost:${server.address().port}/viber`;
    assert.equal((await fetch(url, { method: 'POST', headers, body })).status, status);
  }
  assert.deepEqual([texts, rejected], [['Hi'], [true]]);
  server.closeAllConnections();
  server.close();
  process.stdout.write('passed\n');
}

void main();
