import express from 'express';
import type { RequestHandler } from 'express';
import { SHARED_SECRET } from '../../common/shared-secret';
import { loadPeer } from './load-peer';
import { serve } from './serve';

interface LineBotSdk {
  middleware: (config: { channelSecret: string }) => RequestHandler;
}

interface TextCallback {
  message?: { text?: unknown };
}

void loadPeer('@line/bot-sdk').then((peer) => {
  const { middleware } = peer as LineBotSdk;
  serve((onText) => {
    const app = express();
    app.post('/viber', middleware({ channelSecret: SHARED_SECRET }), (req, res) => {
      // It parses any signed JSON and leaves the rest to the application.
      onText((req.body as TextCallback).message?.text);
      res.status(200).end();
    });
    return app;
  });
});
