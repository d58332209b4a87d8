import express from 'express';
import type { RequestHandler } from 'express';
import { SHARED_SECRET } from '../../common/shared-secret';
import { loadPeer } from './load-peer';
import { serve } from './serve';

interface Bot {
  on: (event: string, listener: (message: { text: unknown }) => void) => void;
  middleware: () => RequestHandler;
}

interface ViberBot {
  Bot: new (options: { authToken: string; name: string; avatar: string }) => Bot;
  Events: { MESSAGE_RECEIVED: string };
}

void loadPeer('viber-bot').then((peer) => {
  // Node cannot detect its named exports, so they are only in `default`.
  const { Bot, Events } = (peer as { default: ViberBot }).default;
  serve((onText) => {
    const bot = new Bot({
      authToken: SHARED_SECRET,
      name: 'Bench',
      avatar: 'https://example.com/avatar.jpg',
    });
    bot.on(Events.MESSAGE_RECEIVED, ({ text }) => {
      onText(text);
    });
    const app = express();
    // It has its own Express 4, which runs inside this one.
    app.use('/viber', bot.middleware());
    return app;
  });
});
