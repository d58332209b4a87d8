import express from 'express';
import type { RequestHandler } from 'express';
import { SHARED_SECRET } from '../../common/shared-secret';
import { loadPeer } from './load-peer';
import { serve } from './serve';

interface Bot {
  on: (filter: 'message:text', listener: (context: { message: { text: string } }) => void) => void;
}

interface Grammy {
  Bot: new (token: string, options: { botInfo: object }) => Bot;
  webhookCallback: (bot: Bot, adapter: 'express', options: { secretToken: string }) => RequestHandler;
}

// Given, so that it does not ask Telegram for it.
const botInfo = { id: 1, is_bot: true, first_name: 'Bench', username: 'bench_bot' };

void loadPeer('grammy').then((peer) => {
  const { Bot, webhookCallback } = peer as Grammy;
  serve((onText) => {
    const bot = new Bot('1:bench', { botInfo });
    bot.on('message:text', ({ message }) => {
      onText(message.text);
    });
    const app = express();
    app.post('/viber', express.json(), webhookCallback(bot, 'express', { secretToken: SHARED_SECRET }));
    return app;
  });
});
