import express from 'express';
import type { RequestHandler } from 'express';
import { SHARED_SECRET } from '../../common/shared-secret';
import { loadPeer } from './load-peer';
import { serve } from './serve';

interface Webhooks {
  on: (event: string, listener: (event: { payload: { message?: { text?: unknown } } }) => void) => void;
}

interface OctokitWebhooks {
  Webhooks: new (options: { secret: string }) => Webhooks;
  createNodeMiddleware: (webhooks: Webhooks, options: { path: string }) => RequestHandler;
}

void loadPeer('@octokit/webhooks').then((peer) => {
  const { Webhooks, createNodeMiddleware } = peer as OctokitWebhooks;
  serve((onText) => {
    const webhooks = new Webhooks({ secret: SHARED_SECRET });
    webhooks.on('push', ({ payload }) => {
      onText(payload.message?.text);
    });
    const app = express();
    app.use(createNodeMiddleware(webhooks, { path: '/viber' }));
    return app;
  });
});
