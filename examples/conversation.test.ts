/** How to test a bot by chatting with it: the emulator plays Viber, and the real bot talks to it over real HTTP. */
import express from 'express';
import { ViberWebhook } from 'express-viber';
import type { ViberEmulator } from 'express-viber/emulator';
import { createViberEmulator, VirtualClock } from 'express-viber/emulator';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

describe('the bot', () => {
  const authToken = 'test-token';
  const clock = new VirtualClock();
  let emulator: ViberEmulator;
  let server: Server;

  beforeEach(async () => {
    emulator = createViberEmulator({ authToken, clock });
    await emulator.listen();
    const viber = new ViberWebhook({ authToken, apiUrl: emulator.apiUrl, sender: { name: 'Echo' } });
    viber.welcome(() => ({ type: 'text', text: 'What is your name?' }));
    viber.on('message:text', ({ message }, { reply }) => reply(`Hello ${message.text}`));
    server = express().use('/viber', viber.middleware()).listen(0);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await viber.setWebhook({ url: `http://localhost:${String(port)}/viber` });
  });

  afterEach(async () => {
    await emulator.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  it('asks for a name and uses it', async () => {
    const user = emulator.addUser();
    await user.openChat();
    await user.send('Test user');
    expect(user.inbox.map(({ message }) => message)).toMatchObject([
      { type: 'text', text: 'What is your name?' },
      { type: 'text', text: 'Hello Test user' },
    ]);
  });

  it('replies once to a message that Viber delivers twice', async () => {
    emulator.setFaults({ duplicated: true });
    const user = emulator.addUser();
    await user.send('Test user');
    expect(user.inbox).toHaveLength(1);
  });

  it('replies to a message that came while it was offline, once Viber redelivers it', async () => {
    emulator.setFaults({ offline: true });
    const user = emulator.addUser();
    await user.send('Test user');
    emulator.setFaults({ offline: false });
    await clock.advance(3_600_000); // an hour of redeliveries, without waiting
    expect(user.inbox).toHaveLength(1);
  });
});
