import express from 'express';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { openQueue } from './open-queue';
import { serve } from './serve';
import { SHARED_SECRET } from './shared-secret';

interface TextCallback {
  message?: { text?: unknown };
}

const queue = openQueue('by-hand');

serve((onText) => {
  const app = express();
  app.post('/viber', express.raw({ type: () => true }), (req, res, next) => {
    const body = req.body as Buffer;
    const presented = Buffer.from(req.get('X-Viber-Content-Signature') ?? '', 'hex');
    const expected = createHmac('sha256', SHARED_SECRET).update(body).digest();
    if (presented.length !== expected.length || !timingSafeEqual(presented, expected)) {
      res.status(401).end();
      return;
    }
    const callback = JSON.parse(body.toString()) as TextCallback;
    queue.add('message', callback).then(() => {
      onText(callback.message?.text);
      res.status(200).end();
    }, next);
  });
  return app;
});
