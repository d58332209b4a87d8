/**
 * A local Viber and a bot to chat with, in one process: `npm run demo`. It needs no account and no public address.
 *
 * PORT   the port of the chat page, 7080 by default
 */
import express from 'express';
import type { Button, OutgoingMessage } from 'express-viber';
import { ViberWebhook } from 'express-viber';
import { createViberEmulator } from 'express-viber/emulator';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

const authToken = 'demo-token';

const menu: Button[] = [
  { Columns: 2, Text: 'Picture', ActionBody: 'picture', BgColor: '#e8e4ff' },
  { Columns: 2, Text: 'Carousel', ActionBody: 'carousel', BgColor: '#e8e4ff' },
  { Columns: 2, Text: 'Keyboard', ActionBody: 'keyboard', BgColor: '#e8e4ff' },
  { Columns: 3, Text: 'Share phone', ActionType: 'share-phone', ActionBody: 'phone' },
  { Columns: 3, Text: 'Share location', ActionType: 'location-picker', ActionBody: 'location' },
];
// The two buttons that share something require API level 3.
const withMenu = { min_api_version: 3, keyboard: { Type: 'keyboard', Buttons: menu } } as const;

function carousel(origin: string): OutgoingMessage {
  const card = (name: string, color: string): Button[] => [
    {
      Columns: 6,
      Rows: 3,
      ActionType: 'open-url',
      ActionBody: origin,
      Image: `${origin}/samples/picture.png`,
    },
    { Columns: 6, Rows: 2, Text: `<b>${name}</b><br>Six columns wide`, ActionType: 'none', BgColor: color },
    { Columns: 6, Rows: 2, Text: 'Take this one', ActionBody: `took ${name}`, TextSize: 'large' },
  ];
  return {
    type: 'rich_media',
    min_api_version: 7,
    alt_text: 'Three cards to choose from',
    rich_media: {
      Type: 'rich_media',
      ButtonsGroupColumns: 6,
      ButtonsGroupRows: 7,
      Buttons: [...card('Apples', '#dff5e1'), ...card('Pears', '#fff4d6'), ...card('Plums', '#f3e1ff')],
    },
  };
}

function createBot(apiUrl: string, origin: string): ViberWebhook {
  const viber = new ViberWebhook({ authToken, apiUrl, sender: { name: 'Echo' } });
  const replies = new Map<string, OutgoingMessage>([
    ['picture', { type: 'picture', text: 'A picture', media: `${origin}/samples/picture.png`, ...withMenu }],
    ['carousel', { ...withMenu, ...carousel(origin) }],
    ['keyboard', { type: 'text', text: 'Here is the keyboard again.', ...withMenu }],
  ]);

  viber.welcome(({ user }) => ({
    type: 'text',
    text: `Hello ${user.name ?? 'there'}! Send me a message and I will echo it. Or try a button.`,
    ...withMenu,
  }));
  viber.on('message:text', ({ message: { text } }, { reply }) =>
    reply(replies.get(text) ?? { type: 'text', text, ...withMenu }),
  );
  viber.on('message:contact', ({ message: { contact } }, { reply }) =>
    reply({ type: 'text', text: `Your number is ${contact.phone_number}.`, ...withMenu }),
  );
  viber.on('message:location', ({ message: { location } }, { reply }) =>
    reply({ type: 'location', location, ...withMenu }),
  );
  viber.on('delivered', ({ message_token }) => {
    console.log(`delivered ${message_token}`);
  });
  viber.on('seen', ({ message_token }) => {
    console.log(`seen      ${message_token}`);
  });
  viber.on('error', (error) => {
    console.error(error);
  });
  return viber;
}

async function main(): Promise<void> {
  const emulator = createViberEmulator({ authToken });
  const origin = await emulator.listen({ port: Number(process.env['PORT'] ?? 7080) });
  const viber = createBot(emulator.apiUrl, origin);

  const server = express().use('/viber', viber.middleware()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await viber.setWebhook({ url: `http://localhost:${String(port)}/viber`, sendName: true, sendPhoto: true });

  await emulator.addUser({ name: 'You' }).openChat();
  console.log(`Open ${origin} and write to the bot. Stop with Ctrl+C.`);

  const stop = () => {
    server.close();
    server.closeAllConnections();
    void emulator.close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  console.error(isTaken ? `${error.message} For example: PORT=7081 npm run demo` : error);
  process.exitCode = 1;
});
